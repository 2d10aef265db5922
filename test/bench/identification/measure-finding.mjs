import { floor, speedOf } from '../nir/measure-speed.mjs';
import { one, People } from './make-people.mjs';
import { CLEAN, grouped, inText, misread } from './write-numbers.mjs';

const PER_CLASS = 10_000;
const PER_RATE = 200_000;
const share = (part, whole) => `${((100 * part) / whole).toFixed(3)} %`;
const column = (text, size) => String(text).padStart(size);

function nirsOf(random, nirKey) {
  const people = new People(random, nirKey);
  while (people.files.length < 5_000) people.addHousehold();
  return people.files.flatMap(({ persons }) => persons.map(({ nir }) => people.full(nir)));
}

/** Clean and spaced forms: each found with its exact span, none invented. */
export function measureFinding({ findNirs, nirKey }, random, owes) {
  const numbers = nirsOf(random, nirKey);
  console.log(`Écritures sans bruit (${PER_CLASS} par classe)`);
  console.log(`  ${''.padEnd(30)}    trouvés  exacts  en trop   Mo/s  plancher`);
  let faults = 0;
  for (const [name, { write, labelled = false }] of Object.entries(CLEAN)) {
    const count = { found: 0, exact: 0, invented: 0 };
    const texts = [];
    for (let turn = 0; turn < PER_CLASS; turn += 1) {
      const full = one(random, numbers);
      const { text, start, end } = inText(random, write(random, full), labelled);
      texts.push(text);
      const candidates = findNirs(text);
      const right = candidates.filter(
        ({ nir, verdict }) => nir === full.slice(0, 13) && (verdict === 'valid' || verdict === 'no-key'),
      );
      count.found += right.length > 0 ? 1 : 0;
      count.exact += right.some((candidate) => candidate.start === start && candidate.end === end) ? 1 : 0;
      count.invented += candidates.length - right.length;
      if ((right.length !== 1 || right[0].end !== end || candidates.length > 1) && process.env.SHOW === name)
        console.log(JSON.stringify(text));
    }
    faults += PER_CLASS - count.exact + count.invented;
    const whole = texts.join('\n\n');
    console.log(
      `  ${name.padEnd(30)} ${column(share(count.found, PER_CLASS), 10)} ${column(count.exact, 7)} ${column(count.invented, 8)} ${column(speedOf(whole, findNirs).toFixed(1), 6)} ${column(speedOf(whole, floor).toFixed(0), 9)}`,
    );
  }
  owes('toute écriture sans bruit trouvée, à sa place exacte, rien en trop', faults === 0);
}

/** Characters misread, digits as digits among them: right, flagged, missed, and wrong yet valid against the key. */
export function measureNoise({ findNirs, nirKey, isPlausibleNir }, random, owes) {
  const numbers = nirsOf(random, nirKey);
  console.log(`\nLecture bruitée, 15 caractères (${PER_RATE} par taux)`);
  for (const rate of [0.01, 0.02, 0.05]) {
    const count = { right: 0, flagged: 0, missed: 0, wrong: 0 };
    // Two wrong digits or more pass the key about once in 97; `confirmed` counts those that did and can be somebody's.
    let chance = 0;
    let confirmed = 0;
    for (let turn = 0; turn < PER_RATE; turn += 1) {
      const full = one(random, numbers);
      const { noisy, taken, wrongDigits } = misread(random, full, rate);
      const written = turn % 2 === 0 ? noisy : grouped(noisy, ' ');
      const { text } = inText(random, written, turn % 4 < 2);
      if (wrongDigits > 1) chance += 1 / 97;
      if (wrongDigits > 1 && isPlausibleNir(taken.slice(0, 13)) && nirKey(taken.slice(0, 13)) === taken.slice(13))
        confirmed += 1;
      const found = findNirs(text);
      const right = found.some(({ nir, verdict }) => verdict === 'valid' && nir === full.slice(0, 13));
      if (right) count.right += 1;
      else if (found.some(({ verdict }) => verdict === 'valid')) count.wrong += 1;
      else if (found.length > 0) count.flagged += 1;
      else count.missed += 1;
      if (!right && found.length === 0 && process.env.SHOW === `manqué ${rate}`)
        console.log(full, JSON.stringify(text));
      if (!right && found.some(({ verdict }) => verdict === 'valid') && process.env.SHOW === `faux ${rate}`)
        console.log(full, JSON.stringify(text), found);
    }
    console.log(
      `  ${column(rate * 100, 2)} % : juste ${share(count.right, PER_RATE)}, signalé ${share(count.flagged, PER_RATE)}, manqué ${share(count.missed, PER_RATE)}, faux et pourtant valide ${count.wrong} (la clé en confirme ${confirmed}, le hasard ${chance.toFixed(1)})`,
    );
    if (rate === 0.02) owes('99 % justes ou signalés à 2 % de bruit', (count.right + count.flagged) / PER_RATE >= 0.99);
    owes(`à ${rate * 100} %, aucun faux valide que la clé ne confirme d’elle-même`, count.wrong <= confirmed);
  }
}

/** Numbers that are no NIR: nothing valid but by the key and alone, nothing without a key beyond the contract. */
export function measureDecoys({ findNirs, nirKey, isPlausibleNir }, decoys, owes) {
  const listed = new Map();
  let count = 0;
  let beyond = 0;
  for (const { kind, text } of decoys) {
    count += 1;
    for (const { start, end, nir, key, verdict } of findNirs(text)) {
      const line = listed.get(kind) ?? { valid: 0, 'no-key': 0, 'wrong-key': 0, ambiguous: 0 };
      line[verdict] += 1;
      listed.set(kind, line);
      const alone = !/[\p{L}\p{N}]/u.test(text.charAt(start - 1) + text.charAt(end));
      const right = verdict === 'valid' ? key === nirKey(nir) : verdict !== 'no-key' || /^[12]/.test(nir);
      if (!alone || !right || !isPlausibleNir(nir)) beyond += 1;
    }
  }
  console.log(`\n${count} leurres, dont listés :`);
  for (const [kind, line] of listed) console.log(`  ${kind.padEnd(28)} ${JSON.stringify(line)}`);
  owes('rien de valide sinon par la clé et seul, rien sans clé hors du contrat', beyond === 0);
}
