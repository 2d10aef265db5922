/** What the code on a separator sheet says: nothing else that is read on a page begins so. */
export const SEPARATOR_CODE = 'COURRIER-SEPARATION-1';
