/** «1 sceau», «1 234 sceaux»: French takes the plural from two on. */
export const counted = (count: number, one: string, several: string): string =>
  `${count.toLocaleString('fr-FR')}\u00a0${count >= 2 ? several : one}`;
