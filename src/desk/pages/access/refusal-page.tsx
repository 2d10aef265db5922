import { renderFault } from '../fault-page';

/** What the desk refuses to somebody, and why, in French. */
export const renderRefusal = (why: string): string => renderFault({ title: 'Refusé', why, holder: null });
