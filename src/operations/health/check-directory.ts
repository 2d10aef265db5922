import { type BreakerState, directoryBreakerMoved } from '../../platform/happenings';
import { type HealthPart, isDegraded, isOk } from './health-part';

/** A directory asked over the network, by its circuit breaker: it is not asked for the sake of a probe. */
export function remoteDirectoryPart(): HealthPart & { stop(): void } {
  let state: BreakerState = 'closed';
  const stop = directoryBreakerMoved.listen((moved) => {
    state = moved.state;
  });
  return {
    name: 'directory',
    stop,
    check: async () =>
      state === 'closed'
        ? isOk('répertoire distant en service')
        : isDegraded('le répertoire distant ne répond pas\u00a0: l’identification attend'),
  };
}

/** The imported directory: an empty one knows nobody. */
export function importedDirectoryPart(isEmpty: () => Promise<boolean>): HealthPart {
  return {
    name: 'directory',
    check: async () =>
      (await isEmpty())
        ? isDegraded('le répertoire est vide\u00a0: personne ne sera reconnu (courrier directory import)')
        : isOk('répertoire importé'),
  };
}
