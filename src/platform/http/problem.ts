/** A refusal as RFC 9457 shows it: status, title, detail, all for the caller's eyes and without personal data. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(title);
  }
}
