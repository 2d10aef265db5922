import path from 'node:path';
import { packageRoot } from '../../platform/package-root';
import { READ_LIMITS } from '../read-limits';
import { ReadingChild } from '../reading-child';
import type { View, ViewRequest } from './view-request';

/** Somebody waits for the picture. */
const VIEW_MS = 15_000;
const SCRIPT = path.join(packageRoot, 'dist/reading/view/viewing-process.js');

/** Shows files by a process of its own, started when first needed, one after the other. Never rejects for what a file is. */
export function pooledViewer(closers: (() => Promise<unknown>)[]): (request: ViewRequest) => Promise<View> {
  const child = new ReadingChild<ViewRequest, View>(SCRIPT, { ...READ_LIMITS, milliseconds: VIEW_MS });
  let last: Promise<unknown> = Promise.resolve();
  closers.push(async () => child.stop());
  return (request) => {
    const shown = last.then(async () => {
      const outcome = await child.run(request);
      return 'item' in outcome ? outcome.item : { content: null, type: '' };
    });
    last = shown.catch(() => undefined);
    return shown;
  };
}
