/** A step that failed for a reason already shown or said in one sentence. */
export class LaunchFailure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
