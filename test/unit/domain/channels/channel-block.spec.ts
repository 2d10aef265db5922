import { buildChannelBlock } from '../../../../src/domain/channels/channel-block';
import { CHANNELS } from '../../../../src/domain/channels/channels';
import { formatNir } from '../../../../src/domain/nir/nir-format';
import { JEANNE_NIR } from '../../../builders/an-allocataire-file';

const KNOWN = { nir: JEANNE_NIR, nirKind: 'nir', numeroAllocataire: '0260311' } as const;
const NIA = { nir: '7850599330123', nirKind: 'nia', numeroAllocataire: '0260311' } as const;

describe('the channels', () => {
  it('take the NIR everywhere but on the phone', () => {
    expect(CHANNELS.map(({ id, identifier, length }) => [id, identifier, length])).toEqual([
      ['web', 'nir', 13],
      ['app', 'nir', 13],
      ['post', 'nir', null],
      ['email', 'nir', null],
      ['front-desk', 'nir', null],
      ['phone', 'numero-allocataire', 7],
    ]);
    expect(CHANNELS.filter(({ provisional }) => provisional).map(({ id }) => id)).toEqual(['phone']);
  });
});

describe('the channel block', () => {
  it('groups the channels that share an identifier and its password', () => {
    expect(buildChannelBlock(KNOWN, 'full').map(({ channels }) => channels)).toEqual([
      ['web', 'app'],
      ['post', 'email', 'front-desk'],
      ['phone'],
    ]);
  });

  it('shows the identifiers in full by post', () => {
    const values = buildChannelBlock(KNOWN, 'full').map(({ value }) => value);
    expect(values).toEqual([formatNir(JEANNE_NIR), formatNir(JEANNE_NIR), '0260311']);
  });

  it('masks the NIR by e-mail', () => {
    const values = buildChannelBlock(KNOWN, 'masked').map(({ value }) => value ?? '');
    expect(values[0]).toContain('••');
    expect(values.join(' ').replace(/\D/g, '')).not.toContain(JEANNE_NIR.slice(-6));
    expect(values[2]).toBe('0260311');
  });

  it('shows nothing where nothing may be shown, or nothing is known', () => {
    expect(buildChannelBlock(KNOWN, 'none').every(({ value }) => value === null)).toBe(true);
    const nobody = { nir: null, nirKind: null, numeroAllocataire: null };
    expect(buildChannelBlock(nobody, 'full').every(({ value }) => value === null)).toBe(true);
  });

  it('promises no login to holders of a temporary identifier', () => {
    for (const nir of [NIA, { ...NIA, nir: '5850599330123', nirKind: 'mig' as const }]) {
      expect(buildChannelBlock(nir, 'full').map(({ accepted }) => accepted)).toEqual([false, true, true]);
    }
  });
});
