/** @file Commands that change something: run, say what happened, offer undo; a refusal is said too, and nothing is swallowed. */
import { spoken, t } from "../i18n/words.svelte";
import { toasts, undone } from "../kit/toasts.svelte";
import { announcer } from "../lib/announce.svelte";
import { timing } from "../lib/perf";
import { problemOf } from "../platform/platform";
import { call, type Command, type Input, type Output } from "./call";
import { codeOf, problemWords, type ProblemCode } from "./problem";

/** What was done, and what is worth knowing besides; only the first is said again when it is taken back. */
export interface Sentence {
  done: string;
  besides?: string | null;
}

export function sentenceOf({ done, besides }: Sentence): string {
  return besides == null ? done : `${done} · ${besides}`;
}

/** Runs a command; on refusal or failure says why and returns null. */
export async function act<C extends Command>(
  command: C,
  input: Input<C>,
  says?: Sentence & {
    quiet?: true;
    /** Answers a refusal in a way of its own; false leaves it to be said like any other. */
    refused?: (code: ProblemCode, detail: unknown) => boolean;
  },
): Promise<Output<C> | null> {
  // What is said was asked for by somebody, who looks at it; a file or a mail is waited for elsewhere.
  const end = says === undefined ? null : timing(command);
  try {
    const output = await call(command, input);
    end?.();
    if (nameOf(output) !== null) toasts.overtaken();
    if (says !== undefined) {
      if (says.quiet === true) announcer.say(sentenceOf(says));
      else toasts.add({ text: sentenceOf(says), undo: undoOf(output, says.done) });
    }
    return output;
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (says?.refused?.(codeOf(problem), problem.detail) !== true) toasts.add({ text: problemWords(thrown), tone: "danger" });
    return null;
  }
}

/** How many sentences are kept: as many as can be taken back. */
const kept = 100;
/** What is told to the screen that did something when that is taken back, or done again. */
export type Way = "undone" | "redone";

/** What was said when it was done, by the name that the core has for it, which is English. */
const sentences = new Map<string, { sentence: string; back: ((way: Way) => void) | undefined }>();

/** Keeps the sentence that somebody read for what an output did, and whom to tell, for when that is taken back. */
export function remember(output: unknown, sentence: string, back?: (way: Way) => void): void {
  const name = nameOf(output);
  if (name === null) return;
  toasts.overtaken();
  sentences.delete(name);
  sentences.set(name, { sentence, back });
  const oldest = sentences.keys().next();
  if (sentences.size > kept && oldest.done !== true) sentences.delete(oldest.value);
}

function nameOf(output: unknown): string | null {
  return typeof output === "object" && output !== null && "undo" in output && typeof output.undo === "string" ? output.undo : null;
}

/** What the core calls by `name`, in the reader's language; null where there are no words for it. */
export function whatWas(name: string): string | null {
  return sentences.get(name)?.sentence ?? (spoken().startsWith("en") ? name : null);
}

function whatOf(output: unknown): string | null {
  const name = nameOf(output);
  return name === null ? null : whatWas(name);
}

/** Tells whoever did it. */
function tell(output: unknown, way: Way): void {
  const name = nameOf(output);
  if (name !== null) sentences.get(name)?.back?.(way);
}

/** What a toast offers for an output that can be taken back. */
function undoOf(output: unknown, sentence: string): (() => void) | null {
  remember(output, sentence);
  return nameOf(output) === null ? null : () => void undo();
}

/** Takes back the last thing, whatever it was, and says which that was: it may have been done on another screen. */
export async function undo(): Promise<void> {
  // What the window alone keeps, such as a theme, the core knows nothing of.
  const own = toasts.ownUndo;
  if (own !== undefined) {
    toasts.undo(own);
    return;
  }
  const done = await act("undo", {});
  if (done === null) return;
  // A toast that offered it would now take back something else.
  for (const toast of toasts.list) if (toast.undo !== null) toasts.dismiss(toast.id);
  const what = whatOf(done);
  const text = what === null ? t("undo.done") : t("undo.done.what", { what });
  toasts.add({ text, about: undone, action: { label: t("keys.redo"), act: () => void redo() } });
  tell(done, "undone");
}

/** Does again what was taken back last. */
export async function redo(): Promise<void> {
  const done = await act("redo", {});
  if (done === null) return;
  const what = whatOf(done);
  toasts.add({ text: what === null ? t("undo.redone") : t("undo.redone.what", { what }), about: undone, undo: () => void undo() });
  tell(done, "redone");
}
