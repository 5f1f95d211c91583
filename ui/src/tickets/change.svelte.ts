/** @file Changes to tickets from menus and keys: done, said, and undoable; a refusal is said in words, and asked about where an answer helps. */
import { undo } from "../api/act";
import { call, type Command, type Input } from "../api/call";
import type { JsonValue, LookupsView, TicketSet } from "../api/gen";
import { codeOf, problemWords } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { problemOf, type ProblemError } from "../platform/platform";

/** A change that waits for a sentence from the user. */
export interface Asked {
  /** Sends the change again with the reason; resolves to the sentence of the problem that is left, or null. */
  give: (reason: string) => Promise<string | null>;
}

class Reasons {
  asked: Asked | null = $state.raw(null);
}

/** The question why a priority differs from impact and urgency; PriorityReason.svelte asks it. */
export const reasons = new Reasons();

/** Says what was done, with the offer to take it back. */
export function sayDone(text: string): void {
  toasts.add({ text, undo: () => void undo() });
}

/**
 * Runs a command that changes tickets, and says `done` with an offer to undo.
 *
 * Returns whether it was done. A refusal leaves everything as it was and is said in words.
 */
export async function change<C extends Command>(
  command: C,
  input: Input<C>,
  done: string,
  lookups?: LookupsView,
): Promise<boolean> {
  try {
    await call(command, input);
  } catch (thrown) {
    toasts.add({ text: refusalWords(thrown, lookups), tone: "danger" });
    return false;
  }
  sayDone(done);
  return true;
}

export type Fields = Record<string, JsonValue>;

/** Sets fields of tickets; a priority that wants a reason asks for it and tries again. */
export async function setTickets(
  given: Partial<TicketSet> & Pick<TicketSet, "tickets">,
  done: string,
  lookups?: LookupsView,
): Promise<boolean> {
  const input: TicketSet = { fields: {}, add_tags: [], remove_tags: [], ...given };
  try {
    await call("ticket_set", input);
  } catch (thrown) {
    if (codeOf(problemOf(thrown)) === "priority_reason") {
      reasons.asked = { give: (reason) => giveReason(input, reason, done) };
    } else {
      toasts.add({ text: refusalWords(thrown, lookups), tone: "danger" });
    }
    return false;
  }
  sayDone(done);
  return true;
}

async function giveReason(input: TicketSet, reason: string, done: string): Promise<string | null> {
  try {
    await call("ticket_set", { ...input, fields: { ...input.fields, priority_reason: reason } });
  } catch (thrown) {
    return problemWords(thrown);
  }
  sayDone(done);
  return null;
}

/** The sentence for a refusal, with the names that its detail speaks of. */
export function refusalWords(thrown: unknown, lookups?: LookupsView): string {
  const problem = problemOf(thrown);
  if (codeOf(problem) === "transition") {
    const nameOf = (key: unknown) => lookups?.statuses.find((status) => status.key === key)?.name;
    const from = nameOf(part(problem.detail, "from"));
    const to = nameOf(part(problem.detail, "to"));
    if (from !== undefined && to !== undefined) return t("change.transition", { from, to });
  }
  return problemWords(thrown);
}

/** Returns one member of the detail of a problem, whatever that turns out to be. */
export function part(detail: unknown, name: string): unknown {
  return typeof detail === "object" && detail !== null ? Reflect.get(detail, name) : undefined;
}

/** Whatever was thrown, as the problem that it is. */
export function thrownProblem(thrown: unknown): ProblemError {
  return problemOf(thrown);
}
