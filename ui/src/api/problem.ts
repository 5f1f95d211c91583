/** @file From the code of a problem to the sentence that people read; the message of the core is for logs. */
import { t, type PlainKey } from "../i18n/words.svelte";
import { problemOf, type ProblemError } from "../platform/platform";
import type { Code } from "./gen";

export type ProblemCode = Code | "unreachable";

const words: Record<ProblemCode, PlainKey> = {
  forbidden: "problem.forbidden",
  missing: "problem.missing",
  gone: "problem.gone",
  already_there: "problem.alreadyThere",
  transition: "problem.transition",
  invalid: "problem.invalid",
  limit: "problem.limit",
  placeholders: "problem.placeholders",
  fields: "problem.fields",
  priority_reason: "problem.priorityReason",
  urgent: "problem.urgent",
  nothing_to_undo: "problem.nothingToUndo",
  already_sent: "problem.alreadySent",
  no_desk: "problem.noDesk",
  locked: "problem.locked",
  wrong_key: "problem.wrongKey",
  no_keyring: "problem.noKeyring",
  folder_in_use: "problem.folderInUse",
  read_only: "problem.readOnly",
  disk_full: "problem.diskFull",
  disk_failing: "problem.diskFailing",
  newer_schema: "problem.newerSchema",
  foreign_file: "problem.foreignFile",
  sign_in: "problem.signIn",
  wrong_password: "problem.wrongPassword",
  too_many_tries: "problem.tooManyTries",
  offline: "problem.offline",
  bad_server: "problem.badServer",
  upgrade: "problem.upgrade",
  bad_input: "problem.badInput",
  cancelled: "problem.cancelled",
  stale: "problem.stale",
  device_revoked: "problem.deviceRevoked",
  busy: "problem.busy",
  internal: "problem.internal",
  unreachable: "problem.unreachable",
};

/** Whether a code is one that this UI has words for; a newer core may know more. */
function isKnown(code: string): code is ProblemCode {
  return code in words;
}

/** Returns the code to act on. */
export function codeOf(problem: ProblemError): ProblemCode {
  return isKnown(problem.code) ? problem.code : "internal";
}

/** Returns the sentence for a problem, or for anything else that was thrown. */
export function problemWords(thrown: unknown): string {
  return t(words[codeOf(problemOf(thrown))]);
}

/** Returns the sentence for a problem that arrived inside a view, which may be older than this window or newer. */
export function codeWords(code: string): string {
  return t(words[isKnown(code) ? code : "internal"]);
}

/** Returns the code of whatever was thrown, for a form that shows it at the field it is about. */
export function thrownCode(thrown: unknown): ProblemCode {
  return codeOf(problemOf(thrown));
}
