import { maskNirs } from '../../../../src/domain/nir/mask-nirs-in-text';

describe('maskNirs, where nothing makes a number stand alone', () => {
  it.each([
    'J <2550814168025@exemple.invalid>',
    '<255081416802538@exemple.invalid>',
    'cur/1.255081416802538:2,S',
    'nir=255081416802538;',
    'photo_2550814168025.jpg',
    'x2530 253072a073004y',
  ])('masks the run in %s', (text) => {
    expect(maskNirs(text)).not.toMatch(/168025|073004/);
  });

  it('leaves longer and shorter runs, and what cannot be a NIR, as they are', () => {
    for (const text of [
      'C-2026-004217',
      '12345678901234567890',
      '0612345678',
      '9550814168025',
      '2026-11-23T12:15:00.000Z',
    ])
      expect(maskNirs(text)).toBe(text);
  });
});
