/** Entry of a viewing process: stored files are hostile, they are drawn here and nowhere else. It holds no key and no database. */
import { showView } from './show-view';
import type { ViewRequest } from './view-request';

process.on('message', ({ id, request }: { readonly id: number; readonly request: ViewRequest }) => {
  showView(request).then(
    (item) => process.send?.({ id, item }),
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.name : 'erreur' }),
  );
});
process.on('disconnect', () => process.exit(0));
