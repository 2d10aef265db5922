import type { ReadText } from '../../domain/correspondence';
import { markedPlaces } from '../view/marked-places';
import { ZoneForm } from './zone-form';

export interface PagePicturesProps {
  /** Id of the correspondence. */
  readonly item: string;
  /** Id of the document, or place of the attachment. */
  readonly file: string;
  readonly label: string;
  readonly count: number;
  /** What was read of the file, page by page. */
  readonly texts: readonly ReadText[];
  /** Who may read zones of them goes on with this basket; null for who may not. */
  readonly zones: { readonly basket: string } | null;
}

const MOST_SHOWN = 20;

/** Pages of a file as pictures, with a frame where a number was read. */
export function PagePictures({ item, file, label, count, texts, zones }: PagePicturesProps) {
  const pages = Array.from({ length: Math.min(count, MOST_SHOWN) }, (_, index) => index + 1);
  return (
    <>
      {pages.map((page) => (
        <figure class="page">
          <div class="drawn">
            <img
              src={`/bureau/${item}/pages/${file}/${page}`}
              alt={`Page ${page} de ${label}, telle que reçue. Son texte lu est plus bas.`}
              loading="lazy"
            />
            <Marks text={texts.find(({ optical }) => optical?.page === page)} />
          </div>
          {zones !== null && (
            <ZoneForm
              picture={`/bureau/${item}/pages/${file}/${page}`}
              page={page}
              label={label}
              basket={zones.basket}
            />
          )}
        </figure>
      ))}
      {count > MOST_SHOWN && <p class="soft">{`${count} pages\u00a0: les autres sont dans le fichier gardé.`}</p>}
    </>
  );
}

function Marks({ text }: { readonly text: ReadText | undefined }) {
  if (text === undefined) return null;
  return (
    <>
      {markedPlaces(text).map(({ left, top, width, height }) => (
        <span class="mark" style={`left:${left}%;top:${top}%;width:${width}%;height:${height}%`} />
      ))}
    </>
  );
}
