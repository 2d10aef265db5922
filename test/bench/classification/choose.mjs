export const below = (random, most) => Math.floor(random() * most);
export const one = (random, list) => list[below(random, list.length)];
export const shuffled = (random, list) => {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at--) {
    const other = below(random, at + 1);
    [copy[at], copy[other]] = [copy[other], copy[at]];
  }
  return copy;
};
