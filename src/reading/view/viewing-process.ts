/** Entry of a viewing process: stored files are hostile, they are drawn here and nowhere else. It holds no key and no database. */
import { whenPictureBegins } from '../optical/optical-reader';
import { showView } from './show-view';
import type { ViewRequest } from './view-request';

// The engine that reads zones takes its time to start.
let viewing = 0;
whenPictureBegins(() => process.send?.({ id: viewing, goesOn: true }));

process.on('message', ({ id, request }: { readonly id: number; readonly request: ViewRequest }) => {
  viewing = id;
  showView(request).then(
    (item) => process.send?.({ id, item }),
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.name : 'erreur' }),
  );
});
process.on('disconnect', () => process.exit(0));
