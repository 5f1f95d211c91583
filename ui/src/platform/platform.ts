/** @file The seam between the UI and the core: one call, one stream of notices, two carriers behind it. */

/** A refusal or failure that crossed the seam, as something that can be thrown. */
export class ProblemError extends Error {
  /** What the UI acts on; `unreachable` when the call never reached the core. */
  readonly code: string;
  readonly detail: unknown;

  constructor(code: string, message: string, detail?: unknown) {
    super(message);
    this.name = "ProblemError";
    this.code = code;
    this.detail = detail;
  }
}

export interface Platform {
  /**
   * Resolves to the output of the command, or rejects with a `ProblemError`.
   *
   * The caller names the type: what it is told by the generated contract is what the core sends.
   */
  call<Output>(command: string, input: unknown): Promise<Output>;

  /**
   * Hears every notice from here on, until the returned function is called.
   *
   * `missed` is called after a gap in which notices may have been lost.
   */
  listen(hear: (notice: unknown) => void, missed: () => void): () => void;
}

/** Makes a `ProblemError` of whatever a carrier rejected with. */
export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    const message = "message" in thrown && typeof thrown.message === "string" ? thrown.message : thrown.code;
    return new ProblemError(thrown.code, message, "detail" in thrown ? thrown.detail : undefined);
  }
  return new ProblemError("unreachable", thrown instanceof Error ? thrown.message : String(thrown));
}
