import { foldFrench } from '../../../src/domain/text/fold-french-text';

/** Folding by itself; nothing is fake. */
it('reads a backtick as an apostrophe, with or without an accent somewhere in the text', () => {
  expect(foldFrench('L`attestation')).toBe("l'attestation");
  expect(foldFrench('L`été')).toBe("l'ete");
});

it('folds two texts together as each by itself, and what is folded as it is', () => {
  const [one, other] = ['J`écris – « Noël » à Œuvres', 'n° 12 / l’Haÿ-les-Roses'];
  const together = foldFrench(`${one}\n${other}`);
  expect(together).toBe(`${foldFrench(one)}\n${foldFrench(other)}`);
  expect(foldFrench(together)).toBe(together);
});
