/** @file Changes to tickets from menus and keys: done, said, and undoable; a refusal is said in words, and asked about where an answer helps. */
import { tick } from "svelte";
import { remember, sentenceOf, undo, type Sentence, type Way } from "../api/act";
import { call, type Command, type Input, type Output } from "../api/call";
import type { JsonValue, LookupsView, Priority, TicketSet } from "../api/gen";
import { codeOf, problemWords, type ProblemCode } from "../api/problem";
import { formatList, t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { announcer } from "../lib/announce.svelte";
import { problemOf, type ProblemError } from "../platform/platform";
import { standardFields } from "./standardfields";
import { stillOpen, type Counted } from "./stillopen";

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];

/** How many of the open tickets would be urgent, and the share in percent that the desk wants at most. */
export interface Crowd {
  urgent: number;
  open: number;
  percent: number;
}

/** What one reads of a ticket that a question is about. */
export interface Named {
  id: string;
  number: string;
  subject: string;
}

/** A change that waits for a sentence from the user. */
export interface Asked {
  about: readonly Named[];
  /** Where there are too many urgent tickets, how many; otherwise the priority is not what impact and urgency say. */
  crowd: Crowd | null;
  /** The priority that somebody chose, where the change says it. */
  wants?: Priority;
  /** Sends the change again with the reason; resolves to the sentence of the problem that is left, or null. */
  give: (reason: string) => Promise<string | null>;
}

class Reasons {
  asked: Asked | null = $state.raw(null);

  /** Asks on behalf of another form, which goes on once the question is out of its way and the focus back. */
  ask(crowd: Crowd | null, goOn: (reason: string) => unknown): void {
    const give = async (reason: string) => {
      this.asked = null;
      await handBack();
      void goOn(reason);
      return null;
    };
    this.asked = { about: [], crowd, give };
  }
}

/** Resolves when a dialog that was closed has given the focus back. */
async function handBack(): Promise<void> {
  await tick();
  await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** The question why a ticket has this priority; PriorityReason.svelte asks it. */
export const reasons = new Reasons();

/** A change that waits for fields to be filled in. */
export interface AskedFields {
  /** The keys of the fields that are missing. */
  keys: readonly string[];
  /** How many tickets it is about. */
  tickets: number;
  /** Which; nothing where the screen around the question says it. */
  about: readonly Named[];
  /** The name of the status that needs them, where the change goes to one. */
  status?: string;
  /** Sends the change again with these values; resolves to the sentence of the problem that is left, or null. */
  give: (values: Fields) => Promise<string | null>;
}

class Filling {
  asked: AskedFields | null = $state.raw(null);

  /** Asks on behalf of another form, which goes on once the question is out of its way and the focus back. */
  ask(keys: readonly string[], tickets: number, goOn: (values: Fields) => unknown, about: readonly Named[] = []): void {
    const give = async (values: Fields) => {
      this.asked = null;
      await handBack();
      void goOn(values);
      return null;
    };
    this.asked = { keys, tickets, about, give };
  }
}

/** The question for what has to be filled in first; FillDialog.svelte asks it. */
export const filling = new Filling();

/** Says what was done, with the offer to take it back; `output` is what the core said of it. */
export function sayDone(said: Sentence, output?: unknown, back?: (way: Way) => void): void {
  remember(output, said.done, back);
  toasts.add({ text: sentenceOf(said), undo: () => void undo() });
}

/**
 * Runs a command that changes tickets, and says `done` with an offer to undo.
 *
 * Returns whether it was done. A refusal leaves everything as it was and is said in words.
 */
export async function change<C extends Command>(
  command: C,
  input: Input<C>,
  done: string | ((output: Output<C>) => string),
  lookups?: LookupsView,
): Promise<boolean> {
  let output: Output<C>;
  try {
    output = await call(command, input);
  } catch (thrown) {
    toasts.add({ text: refusalWords(thrown, lookups), tone: "danger" });
    return false;
  }
  sayDone({ done: typeof done === "string" ? done : done(output) }, output);
  return true;
}

export type Fields = Record<string, JsonValue>;

/** What somebody answered to the questions that a change raised. */
export interface Answers {
  /** Why the priority is not what impact and urgency say. */
  reason: string | null;
  /** What was missing; it goes to those tickets that lack it. */
  fill: Fields;
}

/**
 * Sets fields of tickets; a priority that wants a reason, and what has to be filled in first, are asked for. `about` says
 * which tickets they are, for a question and for what their checklists still hold.
 */
export async function setTickets(
  given: Partial<TicketSet> & Pick<TicketSet, "tickets">,
  says: string | (Sentence & Quiet),
  lookups?: LookupsView,
  follow?: () => void,
  about?: readonly (Named & Counted)[],
): Promise<boolean> {
  const input: TicketSet = { fields: {}, add_tags: [], remove_tags: [], ...given };
  const send = ({ reason, fill }: Answers) => {
    const fields = reason === null ? input.fields : { ...input.fields, priority_reason: reason };
    return call("ticket_set", { ...input, fields, fill });
  };
  const sentence = typeof says === "string" ? { done: says } : says;
  const besides = stillOpen(about ?? [], input.fields["status"], lookups);
  const wants = priorities.find((priority) => priority === input.fields["priority"]);
  const status = lookups?.statuses.find(({ key }) => key === input.fields["status"])?.name;
  const known = { ...(follow === undefined ? {} : { follow }), ...(about === undefined ? {} : { about }), ...(wants === undefined ? {} : { wants }), ...(status === undefined ? {} : { status }) };
  return changeOrAsk(send, { besides, ...sentence, tickets: input.tickets.length, ...known }, lookups);
}

interface Quiet {
  /** What one sees anyway, such as a value where it stands, is told to those who listen, without a toast. */
  quiet?: true;
}

interface Says extends Sentence, Quiet {
  /** How many tickets it is about. */
  tickets: number;
  /** Which, for a question that the change raises. */
  about?: readonly Named[];
  /** What it makes of them, for the question to name: a priority, or the name of a status. */
  wants?: Priority;
  status?: string;
  /** After it was done, at once or with an answer. */
  follow?: () => void;
  /** When it is taken back, and when it is done again. */
  back?: (way: Way) => void;
  /** Words of its own for a problem; null leaves it to the usual ones. */
  words?: (said: Said) => string | null;
}

/** What the core said when it refused. */
export interface Said {
  code: ProblemCode;
  detail: unknown;
}

/**
 * Makes a change that may raise a question: why this priority, or what a field holds that has to be filled in first.
 * It is asked in a small dialog, and the change sent again with the answer. Returns whether it was done at once.
 */
export async function changeOrAsk(send: (answers: Answers) => Promise<unknown>, says: Says, lookups?: LookupsView): Promise<boolean> {
  /** Null when it was done; else the sentence of what stands in the way, which is empty where that is asked about. */
  const attempt = async (answers: Answers): Promise<string | null> => {
    let output: unknown;
    try {
      output = await send(answers);
    } catch (thrown) {
      const problem = problemOf(thrown);
      const code = codeOf(problem);
      const keys = missingKeys(problem).filter((key) => answers.fill[key] === undefined);
      const crowd = crowdIn(problem);
      if ((code === "priority_reason" || crowd !== null) && answers.reason === null) {
        reasons.asked = { about: says.about ?? [], crowd, ...(says.wants === undefined ? {} : { wants: says.wants }), give: (reason) => again({ ...answers, reason }) };
        return "";
      }
      if (keys.length > 0) {
        filling.asked = { keys, tickets: says.tickets, about: says.about ?? [], ...(says.status === undefined ? {} : { status: says.status }), give: (values) => again({ ...answers, fill: { ...answers.fill, ...values } }) };
        return "";
      }
      return says.words?.({ code, detail: problem.detail }) ?? refusalWords(thrown, lookups);
    }
    says.follow?.();
    if (says.quiet === true) {
      remember(output, says.done, says.back);
      announcer.say(sentenceOf(says));
    } else sayDone(says, output, says.back);
    return null;
  };
  // Another question takes the place of the one that was answered.
  const again = async (answers: Answers) => (await attempt(answers)) || null;
  const left = await attempt({ reason: null, fill: {} });
  if (left !== null && left !== "") toasts.add({ text: left, tone: "danger" });
  return left === null;
}

/** The numbers of a refusal that asks whether one more ticket has to be urgent; null for every other. */
export function crowdIn(problem: ProblemError): Crowd | null {
  return crowdOf(codeOf(problem), problem.detail);
}

export function crowdOf(code: ProblemCode, detail: unknown): Crowd | null {
  if (code !== "urgent") return null;
  const number = (name: string) => Number(part(detail, name) ?? 0);
  return { urgent: number("urgent"), open: number("open"), percent: number("percent") };
}

/** The keys of the fields that a refusal names as missing. */
export function missingKeys(problem: ProblemError): string[] {
  return missingIn(codeOf(problem), problem.detail);
}

export function missingIn(code: ProblemCode, detail: unknown): string[] {
  const keys = code === "fields" ? part(detail, "fields") : [];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [];
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
  const missing = missingKeys(problem).map((key) => [...standardFields(lookups), ...(lookups?.fields ?? [])].find((field) => field.key === key)?.name ?? key);
  if (missing.length > 0) return t("change.fields", { names: formatList(missing, "and") });
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
