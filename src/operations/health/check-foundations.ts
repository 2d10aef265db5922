import type { MigrationState } from '../../persistence/migration-state.query';
import { CannotUnseal } from '../../platform/keys/field-encryption';
import { type HealthPart, isDegraded, isDown, isOk } from './health-part';

/** What the queue's engine tells of itself. */
export interface QueueCondition {
  readonly reachable: boolean;
  /** French sentences on what an operator should mend. */
  readonly faults: readonly string[];
}

export function databasePart(answers: () => Promise<void>): HealthPart {
  return {
    name: 'database',
    async check() {
      await answers();
      return isOk('la base de données répond');
    },
  };
}

export function migrationsPart(state: () => Promise<MigrationState>): HealthPart {
  return {
    name: 'migrations',
    async check() {
      switch (await state()) {
        case 'current':
          return isOk('le schéma de la base est à jour');
        case 'ahead':
          return isDegraded(
            'la base a été mise à jour par une version plus récente\u00a0: ce programme est à remplacer',
          );
        case 'behind':
          return isDown('des migrations n’ont pas été passées\u00a0: redémarrez ce programme');
      }
    },
  };
}

/** Without its queue the mail still comes in, and waits in the database. */
export function queuePart(ask: () => Promise<QueueCondition>): HealthPart {
  return {
    name: 'queue',
    async check() {
      const { reachable, faults } = await ask();
      if (!reachable) return isDown('la file d’attente ne répond pas\u00a0: le courrier entre et attend');
      return faults.length > 0 ? isDegraded(faults.join('\u00a0; ')) : isOk('la file d’attente répond');
    },
  };
}

interface KeyParts {
  newest(): Promise<string | null>;
  /** @throws CannotUnseal where a key is missing or the row was changed */
  open(id: string): Promise<unknown>;
  readonly signs: boolean;
  nowMs(): number;
}

/** Opening a row costs decryption: once a minute is soon enough for keys, which change at a restart only. */
const KEYS_KEPT_MS = 60_000;

/** The keys at hand are those of this database: the newest correspondence opens with them. */
export function keysPart({ newest, open, signs, nowMs }: KeyParts): HealthPart {
  let opened: number | null = null;
  const ok = isOk(
    signs
      ? 'les clés ouvrent les courriers'
      : 'les clés ouvrent les courriers\u00a0; les attestations partent sans code',
  );
  return {
    name: 'keys',
    async check() {
      if (opened !== null && nowMs() - opened < KEYS_KEPT_MS) return ok;
      const id = await newest();
      if (id === null) return isOk('aucun courrier encore à ouvrir');
      try {
        await open(id);
      } catch (error) {
        if (!(error instanceof CannotUnseal)) throw error;
        return isDegraded('le dernier courrier ne s’ouvre pas avec les clés données (COURRIER_KEYS)');
      }
      opened = nowMs();
      return ok;
    },
  };
}
