/** @file The seam between the UI and the core: one call, one stream of notices, two carriers behind it. */

/** What the core answers instead of an output; `code` decides what the UI does, `message` is for logs. */
export interface Problem {
  code: string;
  message: string;
  detail?: unknown;
}

/** A refusal or failure that crossed the seam, as something that can be thrown. */
export class ProblemError extends Error {
  readonly code: string;
  readonly detail: unknown;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = "ProblemError";
    this.code = problem.code;
    this.detail = problem.detail;
  }
}

/** What the core says unasked; its shape is told by the generated types and checked in api/notices.ts. */
export type Hear = (notice: unknown) => void;

export interface Platform {
  /** Resolves to the output of the command, or rejects with a `ProblemError`. */
  call(command: string, input: unknown): Promise<unknown>;

  /** Hears every notice from here on, until the returned function is called. */
  listen(hear: Hear): () => void;
}

/** The code of a call that never reached the core. */
export const unreachable = "unreachable";

/** Makes a `ProblemError` of whatever a carrier rejected with. */
export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    const message = "message" in thrown && typeof thrown.message === "string" ? thrown.message : thrown.code;
    return new ProblemError({ code: thrown.code, message, detail: "detail" in thrown ? thrown.detail : undefined });
  }
  return new ProblemError({ code: unreachable, message: thrown instanceof Error ? thrown.message : String(thrown) });
}
