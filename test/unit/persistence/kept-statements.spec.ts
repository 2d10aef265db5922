import { KeptStatements } from '../../../src/persistence/kept-statements';

describe('KeptStatements', () => {
  const ask = (kept: KeptStatements, text: string, times: number) =>
    Array.from({ length: times }, () => kept.named({ text }, [1]) as { text: string; name?: string }).at(-1);

  it('names what is asked again and again, always the same, and nothing that is asked a few times', () => {
    const kept = new KeptStatements();
    expect(ask(kept, 'select $1', 9)).toEqual({ text: 'select $1' });
    const { name } = ask(kept, 'select $1', 1) ?? {};
    expect(name).toMatch(/^courrier_/);
    expect(ask(kept, 'select $1', 5)).toEqual({ text: 'select $1', name });
    expect(ask(kept, 'select $1 + 1', 10)?.name).not.toBe(name);
  });

  it('leaves alone what carries no values, has a name already, or is a text', () => {
    const kept = new KeptStatements();
    for (let times = 0; times < 20; times++) {
      expect(kept.named({ text: 'begin' }, [])).toEqual({ text: 'begin' });
      expect(kept.named({ text: 'select $1', name: 'own' }, [1])).toEqual({ text: 'select $1', name: 'own' });
      expect(kept.named('select $1', [1])).toBe('select $1');
    }
  });

  it('keeps so many and no more, however many there are', () => {
    const kept = new KeptStatements();
    const names = Array.from({ length: 3_000 }, (_, n) => ask(kept, `select $1 + ${n}`, 10)?.name);
    expect(names.filter((name) => name !== undefined)).toHaveLength(120);
  });
});
