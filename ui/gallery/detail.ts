/** @file What a made-up ticket says besides its row: its properties as somebody set them, who watches it, and its links. */
import type { Commands, JsonValue, LinkId, LinkView, PersonCard, Relation, StaffView, TicketId, TicketSet, TicketView } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";

/** A link as the core keeps it, with the first of its tickets. */
interface Link {
  id: LinkId;
  ticket: TicketId;
  other: TicketId;
  relation: Relation;
}

type Row = Pick<TicketView, "id" | "number" | "subject" | "status">;
type Answers = { [C in "link_add" | "link_remove" | "staff_list"]: (input: Commands[C]["input"]) => Commands[C]["output"] };

/** Texts and choices that stand in a ticket as they were sent. */
const plain = ["description", "type", "channel", "impact", "urgency", "service", "component", "subcomponent", "due", "estimated", "priority_reason", "steps_to_reproduce", "steps_taken", "error_messages", "desired_outcome", "resolution", "root_cause", "workaround"] as const;
/** What the row says, or what nothing on these screens shows. */
const elsewhere = ["subject", "status", "priority", "team", "assignee", "tags", "requester", "organisation", "tier", "postponed_until"];

/** A ticket of which nobody has set anything. */
const untouched = {
  description: "Since the router was replaced on Monday the tunnel goes down every hour, for about two minutes.\n\nRestarting the client helps until the next hour.",
  type: "incident", channel: "email", impact: "medium", urgency: "medium",
  priority_reason: null, category_id: null, category_path: [], component: null, subcomponent: null, service: null, due: null, estimated: null,
  steps_to_reproduce: null, steps_taken: null, error_messages: null, desired_outcome: null, resolution: null, root_cause: null, workaround: null,
  watchers: [], cc: [], custom: { site: "Harbour", floor: 3 },
} satisfies Partial<TicketView>;

type Detail = Pick<TicketView, keyof typeof untouched>;

/** Who works in which of the two teams: the last two in both. */
const teamsOf = (index: number): string[] => (index < 3 ? ["team1"] : ["team1", "team2"]);

export class Details {
  #set = new Map<TicketId, Partial<Detail>>();
  #links: readonly Link[] = [];
  #made = 0;
  readonly #find: (id: TicketId) => Row | undefined;
  readonly #staff: readonly PersonCard[];
  readonly #cardOf: (id: unknown) => PersonCard | undefined;

  constructor(find: (id: TicketId) => Row | undefined, staff: readonly PersonCard[], cardOf: (id: unknown) => PersonCard | undefined) {
    [this.#find, this.#staff, this.#cardOf] = [find, staff, cardOf];
  }

  of(ticket: TicketId): Detail & { links: LinkView[] } {
    return { ...untouched, ...this.#set.get(ticket), links: this.#linksOf(ticket) };
  }

  /** Refuses a field that the core does not know. */
  check(fields: Record<string, JsonValue | undefined>): void {
    const known: readonly string[] = [...plain, ...elsewhere, "category", "watchers", "cc"];
    const unknown = Object.keys(fields).find((name) => !known.includes(name) && !name.startsWith("custom."));
    if (unknown !== undefined) throw new ProblemError("invalid", "there is no such field to set", { field: unknown });
  }

  /** Sets fields as the core does: nothing in a text clears it, and people are a set in the order of their ids. */
  set({ tickets, fields, ...people }: TicketSet): void {
    const cards = (ids: JsonValue | undefined) => (Array.isArray(ids) ? ids.flatMap((id) => this.#cardOf(id) ?? []).sort((one, other) => (one.id < other.id ? -1 : 1)) : []);
    const next: Record<string, unknown> = {};
    for (const name of plain) if (name in fields) next[name] = fields[name] === "" ? null : fields[name];
    if ("category" in fields) next["category_id"] = fields["category"];
    if ("watchers" in fields) next["watchers"] = cards(fields["watchers"]);
    if ("cc" in fields) next["cc"] = cards(fields["cc"]);
    for (const ticket of tickets) {
      const custom = { ...this.of(ticket).custom };
      for (const [name, value] of Object.entries(fields)) if (name.startsWith("custom.")) custom[name.slice("custom.".length)] = value;
      const still = (shown: readonly PersonCard[], gone: readonly string[] = [], come: readonly string[] = []) => cards([...new Set([...shown.map(({ id }) => id).filter((id) => !gone.includes(id)), ...come])]);
      const { watchers, cc } = { ...this.of(ticket), ...next };
      const after = { watchers: still(watchers, people.remove_watchers, people.add_watchers), cc: still(cc, people.remove_cc, people.add_cc) };
      this.#set.set(ticket, { ...this.#set.get(ticket), ...next, ...after, custom });
    }
  }

  /** How it all stands, to be put back. */
  keep(): () => void {
    const [set, links] = [new Map(this.#set), this.#links];
    return () => {
      [this.#set, this.#links] = [set, links];
    };
  }

  /** What the core links with the making of a ticket. */
  partOf(ticket: string, parent: string): void {
    this.#links = [...this.#links, { id: `link${String((this.#made += 1))}`, ticket, other: parent, relation: "child_of" }];
  }

  answers(remember: () => void, changed: (...tags: ("Tickets" | "Undo")[]) => void): Answers {
    return {
      link_add: ({ ticket, other, relation }) => {
        if (this.#find(ticket) === undefined || this.#find(other) === undefined) throw new ProblemError("missing", "no such ticket");
        if (ticket === other) throw new ProblemError("invalid", "a ticket cannot be linked to itself", { field: "other" });
        remember();
        this.#links = [...this.#links, { id: `link${String((this.#made += 1))}`, ticket, other, relation }];
        changed("Tickets", "Undo");
        return { undo: "Linked" };
      },
      link_remove: ({ link }) => {
        if (!this.#links.some(({ id }) => id === link)) throw new ProblemError("missing", "no such link");
        remember();
        this.#links = this.#links.filter(({ id }) => id !== link);
        changed("Tickets", "Undo");
        return { undo: "Unlinked" };
      },
      staff_list: () => this.#staff.map((card, index): StaffView => ({ card, teams: teamsOf(index), retired: false })),
    };
  }

  #linksOf(ticket: TicketId): LinkView[] {
    return this.#links.flatMap(({ id, ticket: from, other: to, relation }) => {
      const other = this.#find(from === ticket ? to : from);
      if ((from !== ticket && to !== ticket) || other === undefined) return [];
      return [{ id, relation, reversed: from !== ticket, other: other.id, number: other.number, subject: other.subject, status: other.status }];
    });
  }
}
