/** @file A few fixed answers, so that the frame can be looked at without a core (`/gallery/?frame`). */
import { ProblemError, type Platform } from "../src/platform/platform";

const answers: Partial<Record<string, unknown>> = {
  host_state: { stage: "open", mode: "sample", problem: null, keyring: true, lockable: false, folder: "", version: "0.1.0", server: null, email: null },
  session_get: { me: "anna", name: "Anna Kowalska", email: null, role: "agent", mode: "sample", server: null, device: "laptop", may_configure: true, may_manage: true },
  sync_status: { state: "offline", pending: 12, conflicts: 0, rejected: 0, held: 0, broken: 0, cursor: 0, server: null, last_success: Date.now(), next_try: null, error: null, clock_offset_ms: 0, first_copy: null },
};

export const sample: Platform = {
  call<Output>(command: string) {
    const answer = answers[command];
    if (answer === undefined) return Promise.reject(new ProblemError("missing", `the gallery has no ${command}`));
    return Promise.resolve(answer as Output);
  },
  listen: () => () => undefined,
};
