/** @file Changes to tickets from menus and keys: done, said, and undoable; a refusal is said in words, and asked about where an answer helps. */
import { undo } from "../api/act";
import { call, type Command, type Input } from "../api/call";
import type { JsonValue, LookupsView, TicketSet } from "../api/gen";
import { codeOf, problemWords, type ProblemCode } from "../api/problem";
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
  const withReason = (reason: string | null) => (reason === null ? input : { ...input, fields: { ...input.fields, priority_reason: reason } });
  return changeOrAskWhy((reason) => call("ticket_set", withReason(reason)), { done }, lookups);
}

interface Says {
  done: string;
  /** After it was done, at once or with a reason. */
  follow?: () => void;
  /** Words of its own for a problem; null leaves it to the usual ones. */
  words?: (said: Said) => string | null;
}

/** What the core said when it refused. */
export interface Said {
  code: ProblemCode;
  detail: unknown;
}

/** Makes a change that may want a reason for a priority: then asks for it in a small dialog, and tries again with the answer. */
export async function changeOrAskWhy(send: (reason: string | null) => Promise<unknown>, says: Says, lookups?: LookupsView): Promise<boolean> {
  const did = () => {
    says.follow?.();
    sayDone(says.done);
  };
  const wordsOf = (thrown: unknown) => {
    const problem = problemOf(thrown);
    return says.words?.({ code: codeOf(problem), detail: problem.detail }) ?? refusalWords(thrown, lookups);
  };
  try {
    await send(null);
  } catch (thrown) {
    if (codeOf(problemOf(thrown)) === "priority_reason") {
      reasons.asked = {
        give: async (reason) => {
          try {
            await send(reason);
          } catch (again) {
            return wordsOf(again);
          }
          did();
          return null;
        },
      };
    } else {
      toasts.add({ text: wordsOf(thrown), tone: "danger" });
    }
    return false;
  }
  did();
  return true;
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
