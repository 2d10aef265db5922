import { cutOut } from '../optical/grey-image';
import { loadPicture } from '../optical/load-picture';
import { readPicture } from '../optical/optical-reader';
import { drawPage } from './draw-page';
import type { PageZone } from './view-request';

/** A4 at 300 dpi: what a page that was written as text is drawn at, to be read like the others. */
const WIDTH = 2_480;
/** White around the zone: letters that touch its edge are read all the same. */
const BORDER = 24;

/** What can be read in a zone that somebody drew, line by line. @param page from 1 @returns null where there is no such page */
export async function readZone(bytes: Buffer, type: string, page: number, zone: PageZone): Promise<string | null> {
  const drawn = type === 'application/pdf' ? await drawPage(bytes, type, page, WIDTH) : null;
  if (type === 'application/pdf' && drawn === null) return null;
  const image = drawn === null ? await loadPicture(bytes, page - 1) : await loadPicture(drawn, 0);
  const [across, down] = [image.width / 100, image.height / 100];
  const box = {
    ...{ left: zone.left * across, right: (zone.left + zone.width) * across },
    ...{ top: zone.top * down, bottom: (zone.top + zone.height) * down },
  };
  const paragraphs = await readPicture(cutOut(image, box, BORDER), 'page');
  return paragraphs
    .flat()
    .map((line) => line.map(({ text }) => text).join(' '))
    .join('\n');
}
