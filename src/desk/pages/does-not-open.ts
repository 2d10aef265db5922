/** What an agent reads of an item that does not open. @param why as ShownCorrespondence.unreadable */
export const doesNotOpen = (why: string): string =>
  `Ce courrier ne s’ouvre pas entièrement\u00a0: ${why}. Rien n’est perdu si la clé est rendue ou la sauvegarde restaurée\u00a0: prévenez l’exploitant.`;
