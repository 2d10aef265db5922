import type { DeskLock } from '../../persistence/desk/lock.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';

interface LockLineProps {
  /** Id of the correspondence. */
  readonly id: string;
  readonly lock: DeskLock | null;
  readonly holder: DeskUser;
  readonly now: Date;
  readonly basket: string;
}

const MINUTE_MS = 60_000;

/** Who has the item open, and how to take it over. */
export function LockLine({ id, lock, holder, now, basket }: LockLineProps) {
  if (lock === null) return null;
  const minutes = Math.max(1, Math.ceil((lock.until.getTime() - now.getTime()) / MINUTE_MS));
  if (lock.holderId === holder.id) return <p class="soft">{`Ouvert par vous, encore ${minutes}\u00a0min`}</p>;
  return (
    <form class="card why" method="post" action={`/bureau/${id}`}>
      <input type="hidden" name="corbeille" value={basket} />
      <p role="status">
        {`${lock.holderName} a ce courrier ouvert, encore ${minutes}\u00a0min\u00a0: rien ne peut en être décidé d’ici là, sauf à le reprendre.`}
      </p>
      <button name="acte" value="reprendre" type="submit">
        Le reprendre
      </button>
    </form>
  );
}
