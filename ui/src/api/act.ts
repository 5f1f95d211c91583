/** @file Commands that change something: run, say what happened, offer undo; a refusal is said too, and nothing is swallowed. */
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { announcer } from "../lib/announce.svelte";
import { problemOf } from "../platform/platform";
import { call, type Command, type Input, type Output } from "./call";
import { codeOf, problemWords, type ProblemCode } from "./problem";

/** Runs a command; on refusal or failure says why and returns null. */
export async function act<C extends Command>(
  command: C,
  input: Input<C>,
  says?: {
    done: string;
    quiet?: true;
    /** Answers a refusal in a way of its own; false leaves it to be said like any other. */
    refused?: (code: ProblemCode, detail: unknown) => boolean;
  },
): Promise<Output<C> | null> {
  try {
    const output = await call(command, input);
    if (says !== undefined) {
      if (says.quiet === true) announcer.say(says.done);
      else toasts.add({ text: says.done, undo: undoOf(output) });
    }
    return output;
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (says?.refused?.(codeOf(problem), problem.detail) !== true) toasts.add({ text: problemWords(thrown), tone: "danger" });
    return null;
  }
}

/** What a toast offers for an output that can be taken back. */
function undoOf(output: unknown): (() => void) | null {
  const names = typeof output === "object" && output !== null && "undo" in output && typeof output.undo === "string";
  return names ? () => void undo() : null;
}

/** Takes back the last thing, whatever it was. */
export async function undo(): Promise<void> {
  const done = await act("undo", {});
  // A toast that offered it would now take back something else.
  if (done !== null) for (const toast of toasts.list) if (toast.undo !== null) toasts.dismiss(toast.id);
  if (done !== null) toasts.add({ text: t("undo.done") });
}

/** Does again what was taken back last. */
export async function redo(): Promise<void> {
  const done = await act("redo", {});
  if (done !== null) toasts.add({ text: t("undo.redone"), undo: () => void undo() });
}
