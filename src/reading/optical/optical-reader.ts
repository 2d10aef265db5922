import path from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { READ_LIMITS } from '../read-limits';
import { asPgm, type GreyImage, type Zone } from './grey-image';

export interface SeenWord {
  readonly text: string;
  /** Pixels of the picture that was read. */
  readonly box: Zone;
  /** 0 to 100: of its worst digit where it holds digits, else of the word. */
  readonly confidence: number;
}

export type SeenLine = readonly SeenWord[];

/** A page as it was seen: paragraphs of lines of words. */
export type SeenParagraph = readonly SeenLine[];

/** How the picture is laid out, and what may stand on it. */
export type Layout = 'page' | 'scattered' | 'line-of-digits';

const LAYOUTS: Readonly<Record<Layout, { readonly segmentation: PSM; readonly signs: string }>> = {
  page: { segmentation: PSM.AUTO, signs: '' },
  scattered: { segmentation: PSM.SPARSE_TEXT, signs: '' },
  'line-of-digits': { segmentation: PSM.SINGLE_LINE, signs: '0123456789AB ' },
};

/** The reading of a page took longer than it may. */
export class ReadingTooLong extends Error {}

/** Told whenever a picture begins to be read: who waits for the whole item knows that it goes on. */
const listeners = new Set<() => void>();
export function whenPictureBegins(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Its types leave out the thread that it runs in. */
type Engine = Worker & { readonly worker: Thread };
let warm: Promise<Engine> | null = null;

/**
 * Reads a picture with tesseract, in French, from files of this installation alone. The engine is a thread, started when first
 * needed and kept. @throws ReadingTooLong; the thread is then ended and another one started for the next picture
 */
export async function readPicture(image: GreyImage, layout: Layout): Promise<readonly SeenParagraph[]> {
  for (const listener of listeners) listener();
  if (warm === null) warm = startWorker();
  const starting = warm;
  const { segmentation, signs } = LAYOUTS[layout];
  const read = async () => {
    const worker = await starting;
    worker.worker.ref();
    await worker.setParameters({ tessedit_pageseg_mode: segmentation, tessedit_char_whitelist: signs });
    const { data } = await worker.recognize(asPgm(image), {}, { text: false, blocks: true });
    worker.worker.unref();
    return paragraphsOf(data.blocks ?? []);
  };
  let timer: NodeJS.Timeout | undefined;
  const clock = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ReadingTooLong()), READ_LIMITS.pictureMilliseconds);
  });
  try {
    return await Promise.race([read(), clock]);
  } catch (error) {
    warm = null;
    void starting.then((worker) => worker.terminate()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Ends the engine, for who wants to end as well. */
export async function closeOpticalReader(): Promise<void> {
  const worker = warm;
  warm = null;
  await (await worker)?.terminate();
}

async function startWorker(): Promise<Engine> {
  const program = path.dirname(require.resolve('tesseract.js/package.json'));
  const language = path.dirname(require.resolve('@tesseract.js-data/fra/package.json'));
  const worker = await createWorker('fra', OEM.LSTM_ONLY, {
    workerPath: path.join(program, 'src/worker-script/node/index.js'),
    // The engine itself is found beside its program: nothing is ever fetched.
    langPath: path.join(language, '4.0.0_best_int'),
    gzip: true,
    cacheMethod: 'none',
    // A picture that it cannot take rejects its own call; without this it would be thrown where nobody catches it.
    errorHandler: () => undefined,
  });
  await worker.setParameters({ user_defined_dpi: '300', debug_file: '/dev/null' });
  return worker as Engine;
}

type Blocks = NonNullable<Awaited<ReturnType<Worker['recognize']>>['data']['blocks']>;

function paragraphsOf(blocks: Blocks): SeenParagraph[] {
  return blocks.flatMap(({ paragraphs }) =>
    paragraphs.map(({ lines }) =>
      lines.map(({ words }) =>
        words.map(({ text, bbox, confidence, symbols }) => ({
          text,
          box: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
          confidence: Math.round(
            Math.min(
              confidence,
              ...symbols.filter((symbol) => /\d/.test(symbol.text)).map((symbol) => symbol.confidence),
            ),
          ),
        })),
      ),
    ),
  );
}
