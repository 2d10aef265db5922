/** Beyond so many, a label's values are one: a fault must not fill Prometheus. */
const MOST_VALUES = 100;
const REST = 'autre';

/** A label whose values come from data files or the network's words: the first hundred by name, the rest as «autre». */
export class BoundedLabel {
  private readonly known = new Set<string>();

  constructor(
    private readonly shape: RegExp = /^[\w./:-]{1,80}$/,
    private readonly most = MOST_VALUES,
  ) {}

  of(value: string): string {
    if (this.known.has(value)) return value;
    if (this.known.size >= this.most || !this.shape.test(value)) return REST;
    this.known.add(value);
    return value;
  }
}
