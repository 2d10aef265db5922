/** `absent`: not configured, by choice; it degrades nothing. `down`: what needs it cannot work. */
export type PartStatus = 'ok' | 'degraded' | 'down' | 'absent';

export interface PartState {
  readonly status: PartStatus;
  /** Plain French, without an address, a path or a name. */
  readonly line: string;
}

/** Something the house stands on, and how it is looked at. A check that throws or takes too long is `down`. */
export interface HealthPart {
  readonly name: string;
  check(): Promise<PartState>;
}

export const isOk = (line: string): PartState => ({ status: 'ok', line });
export const isDegraded = (line: string): PartState => ({ status: 'degraded', line });
export const isDown = (line: string): PartState => ({ status: 'down', line });
export const isAbsent = (line: string): PartState => ({ status: 'absent', line });
