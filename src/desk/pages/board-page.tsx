import { dateInWords } from '../../domain/calendar/french-dates';
import type { BoardFigures } from '../../persistence/desk/board.query';
import type { DeskUser } from '../../persistence/desk/session.repository';
import type { VolumeAlarm } from '../../persistence/desk/volume-watch';
import { type Basket, renderPage } from './page';
import { VolumeAlarms } from './volume-alarms';

interface BoardPageProps extends BoardFigures {
  readonly baskets: readonly Basket[];
  readonly holder: DeskUser;
  readonly alarms: readonly VolumeAlarm[];
}

const COUNT = new Intl.NumberFormat('fr-FR');
const PERCENT = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 });

/** Thirty days and the stock by age; each chart is a table, so that it is read as well as seen. */
export function renderBoard({ baskets, holder, alarms, days, stock }: BoardPageProps): string {
  const sum = (of: (day: BoardFigures['days'][number]) => number) => days.reduce((all, day) => all + of(day), 0);
  const [received, recognised, settled] = [
    sum((day) => day.received),
    sum((day) => day.recognised),
    sum((day) => day.settled),
  ];
  const most = Math.max(1, ...days.flatMap((day) => [day.received, day.settled]));
  const oldest = Math.max(1, ...stock.map(({ count }) => count));
  return renderPage({
    title: 'Tableau',
    baskets,
    current: 'tableau',
    holder,
    children: (
      <>
        <div class="bar">
          <h1>Tableau</h1>
          <p class="soft">trente derniers jours</p>
          <a class="filters" href="/bureau/tableau.csv" download>
            Télécharger en CSV
          </a>
        </div>
        <VolumeAlarms alarms={alarms} />
        <dl class="figures">
          <Figure label="Reçus" value={COUNT.format(received)} />
          <Figure label="Réglés" value={COUNT.format(settled)} />
          <Figure label="Reconnus sans agent" value={received === 0 ? '—' : PERCENT.format(recognised / received)} />
          <Figure label="En stock" value={COUNT.format(stock.reduce((all, { count }) => all + count, 0))} />
        </dl>
        <div class="two">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard too */}
          <section class="card wide" aria-label="Reçus et réglés, par jour" tabIndex={0}>
            <table class="chart">
              <caption>Reçus et réglés, par jour</caption>
              <thead>
                <tr>
                  <th scope="col">Jour</th>
                  <th scope="col">Reçus</th>
                  <th scope="col">Réglés</th>
                </tr>
              </thead>
              <tbody>
                {[...days].reverse().map((day) => (
                  <tr>
                    <th scope="row">{dateInWords(day.day)}</th>
                    <Bar count={day.received} most={most} look="in" />
                    <Bar count={day.settled} most={most} look="out" />
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <div class="card">
            <table class="chart">
              <caption>Stock, par âge</caption>
              <thead>
                <tr>
                  <th scope="col">Âge</th>
                  <th scope="col">Courriers</th>
                </tr>
              </thead>
              <tbody>
                {stock.map(({ from, count }, place) => (
                  <tr>
                    <th scope="row">{ageInWords(from, stock[place + 1]?.from)}</th>
                    <Bar count={count} most={oldest} look={from >= 10 ? 'old' : 'in'} />
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </>
    ),
  });
}

function ageInWords(from: number, next: number | undefined): string {
  if (next === undefined) return `${from}\u00a0jours et plus`;
  return `${from} à ${next - 1}\u00a0jours`;
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div class="card">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Bar({
  count,
  most,
  look,
}: {
  readonly count: number;
  readonly most: number;
  readonly look: 'in' | 'out' | 'old';
}) {
  return (
    <td>
      <span class={`bar-${look}`} style={`width:${Math.round((100 * count) / most)}px`} />
      <span class="num">{COUNT.format(count)}</span>
    </td>
  );
}
