/** @file What a list asks the core for: the rows in sight of all groups that are open, and nothing of those that are folded. */
import { call } from "../../api/call";
import type { Filter, RowPage, RowView } from "../../api/gen";
import { query } from "../../api/query.svelte";
import { sliceFor } from "../../tickets/pages";
import type { Read } from "../../tickets/rows.svelte";
import type { Sorting } from "./columns";
import { mostParts, Plan } from "./plan";

interface Question extends Sorting {
  filter: Filter;
}

/** Reads tickets of a list by their places among what is not folded away. */
type Reader = (from: number, count: number) => Promise<RowView[]>;

/** Declares questions, so it is made while a component starts. */
export class Listing {
  #question: () => Question;
  #fields: () => { fields?: string[] };
  #folded: () => ReadonlySet<string>;
  #first = $state(0);
  #last = $state(-1);
  /** Every part says how long the list is and which groups it has, so the first one is asked for even where it is empty. */
  #answers: readonly ReturnType<typeof query<"ticket_list">>[] = $state.raw([]);

  /** `ready` says that it is known what to ask for; `fields`, which of the desk's own fields rows tell. */
  constructor(ready: () => boolean, question: () => Question, fields: () => { fields?: string[] }, folded: () => ReadonlySet<string>) {
    this.#question = question;
    this.#fields = fields;
    this.#folded = folded;
    this.#answers = Array.from({ length: mostParts }, (_, nth) =>
      query("ticket_list", () => {
        const part = ready() ? this.#asked[nth] : undefined;
        return part === undefined ? null : { ...question(), ...part, ...fields() };
      }),
    );
  }

  #page = $derived(this.#answers[0]);
  #pages = $derived(this.#answers.map(steady));
  data = $derived(this.#pages[0]?.data);
  problem = $derived(this.#page?.problem ?? null);

  /** Reads again what could not be read. */
  again(): void {
    for (const answer of this.#answers) if (answer.problem !== null) answer.again();
  }

  plan = $derived.by(() => new Plan(this.data?.total ?? 0, this.data?.groups, this.#folded()));

  // One text, so that the same parts are the same questions.
  #wanted = $derived.by(() => {
    const among = this.plan.among(this.#first, this.#last);
    const { from, count } = sliceFor(among.first, among.last, 40);
    const parts = this.plan.sections.length === 0 ? [{ from, count }] : this.plan.parts(from, count, mostParts);
    return (parts.length === 0 ? [{ from: 0, count: 0 }] : parts).map((part) => `${String(part.from)}+${String(part.count)}`).join(" ");
  });
  #asked = $derived(
    this.#wanted.split(" ").map((part) => {
      const [from = 0, count = 0] = part.split("+").map(Number);
      return { from, count };
    }),
  );

  /** What is known of the rows that are not folded away; undefined before anything is. */
  read: Read | undefined = $derived.by(() => {
    if (this.data === undefined) return undefined;
    const { plan } = this;
    const parts: { from: number; rows: RowView[] }[] = [];
    for (const { data } of this.#pages) {
      let open: { from: number; rows: RowView[] } | null = null;
      data?.rows.forEach((row, step) => {
        const index = plan.indexOf(data.from + step);
        if (index === null) return;
        if (open === null || index !== open.from + open.rows.length) parts.push((open = { from: index, rows: [] }));
        open.rows.push(row);
      });
    }
    return { total: plan.tickets, parts };
  });

  /** Says which rows of the screen are in sight. */
  window(first: number, last: number): void {
    [this.#first, this.#last] = [first, last];
  }

  /** Reads on in the list as it is now, also when it is another one by then. */
  reader(): Reader {
    const [{ plan }, question] = [this, this.#question()];
    return async (from, count) => {
      const found: RowView[] = [];
      for (const part of plan.parts(from, count)) found.push(...(await this.#part(question, part.from, part.count)));
      return found;
    };
  }

  /** Reads tickets by their places in the core, folded or not. */
  readAll(from: number, count: number): Promise<RowView[]> {
    return this.#part(this.#question(), from, count);
  }

  async #part(question: Question, from: number, count: number): Promise<RowView[]> {
    return (await call("ticket_list", { ...question, ...this.#fields(), from, count })).rows;
  }
}

/** Only what was read, not the reading of it: a new question is not an old answer once more. */
function steady(answer: ReturnType<typeof query<"ticket_list">>): { readonly data: RowPage | undefined } {
  const data = $derived(answer.data);
  return {
    get data() {
      return data;
    },
  };
}
