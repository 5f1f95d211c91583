/** @file A desk of made-up tickets in memory, for looking at screens without a core: `npm run dev`, then /gallery/app.html. */
import type { BuiltIn, BoardColumn, BoardView, CardPage, CardView, ClockView, Commands, Filter, LookupsView, Priority, RowPage, RowView, StatusCategory, Tag, TicketMove, TicketQuery, TicketSet, ViewView } from "../src/api/gen";
import { attachmentAnswers } from "./attachments";
import { inColumn, inLane, inOrder, madeBoard, madeBoards, putInto } from "./boards";
import { inSight, makeAgenda, openSpans } from "./clocks";
import { checklistAnswers } from "./checklists";
import { contactAnswers } from "./contacts";
import { fill, fillNew, madeCanned, placeholders } from "./canned";
import { Details } from "./detail";
import { listOf } from "./listed";
import { macroAnswers } from "./macros";
import { companies, fits as fitsRow, organisations, people } from "./narrow";
import { templateAnswers } from "./templates";
import { beginsUnread, readingAnswers } from "./reading";
import { dashboardAnswers } from "./dashboard";
import { inCut, reportAnswers, type Traits } from "./reports";
import { searchAnswers } from "./search";
import { ownAnswers } from "./own";
import { serviceAnswers } from "./service";
import { timerAnswers } from "./timing";
import { visitAnswers } from "./visits";
import { madeTypes, standardAsks } from "./fields";
import { moods, syncAnswers } from "./syncing";
import { ProblemError, type Platform } from "../src/platform/platform";
import { noFilter } from "../src/tickets/filter";

interface Ticket extends RowView {
  rank: number;
  attachments: number;
  messages: number;
  since: number;
  /** The same as `due_date`, as cards have it. */
  due?: number;
}

const minute = 60_000;
const now = Date.now();
const staffNames = ["Mira Solberg", "Deniz Aydin", "Caleb Stone", "Femke de Vries", "Ravi Menon"];
const subjects = [
  "VPN drops every hour since the router was replaced",
  "Cannot print to the third floor printer",
  "Invoice PDF is empty when opened from the portal",
  "Request access to the finance share",
  "Laptop does not wake up from sleep",
  "Outlook asks for the password again and again, and the calendar shows meetings from last week only",
  "New starter on Monday: account, laptop, badge",
  "Search returns no results for articles with umlauts",
  "Phone calls drop when walking between buildings",
  "Export to CSV fails with error 0x80070057",
  "Meeting room display flickers",
  "Please reset my two-factor token",
  "Website is slow in the evening",
  "Backup job reported 3 skipped files",
];
const tags = ["vpn", "printer", "billing", "access", "hardware", "network", "mail"];
const statuses: [string, string, StatusCategory, string[]][] = [
  ["new", "New", "new", []],
  ["open", "Open", "open", []],
  ["in_progress", "In progress", "open", []],
  ["waiting", "Waiting on customer", "waiting", []],
  ["on_hold", "On hold", "on_hold", []],
  ["resolved", "Resolved", "resolved", []],
  ["closed", "Closed", "closed", ["open", "in_progress"]],
];
const priorities: readonly Priority[] = ["normal", "low", "high", "normal", "urgent", "normal", "low"];

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("an empty list");
  return found;
}

function clockOf(index: number, category: StatusCategory): ClockView | null {
  if (category === "resolved" || category === "closed") return null;
  const due = now + pick([240, 42, -65, 1_900, 3, 700, -300, 95, 4_000, 55], index) * minute;
  const state = category === "waiting" ? "paused" : due < now ? "breached" : due < now + 60 * minute ? "at_risk" : "running";
  return { metric: "resolution", state, due, at_risk: due - 60 * minute, remaining_seconds: null, met_at: null, open: true };
}

function makeTickets(count: number): Ticket[] {
  return Array.from({ length: count }, (_, index) => {
    const [status, , category] = pick(statuses, [0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6][index % 12] ?? 0);
    const assignee = index % 4 === 0 ? null : index % staffNames.length;
    // A date of its own has one in nine: some have passed, some are to come.
    const due = index % 9 === 0 ? { due: now + pick([-3, -3, 0.2, 5], index / 9) * 1_440 * minute } : null;
    return {
      id: `t${index}`,
      number: `#${4_312 - index > 1_000 ? 4_312 - index : 100_000 + index}`,
      subject: pick(subjects, index * 5 + Math.floor(index / 14)),
      priority: pick(priorities, index * 3),
      status,
      category,
      requester: pick(people, index * 7),
      organisation: pick(companies, index),
      team: index % 3 === 0 ? "team2" : "team1",
      assignee: assignee === null ? null : `s${assignee}`,
      assignee_name: assignee === null ? null : pick(staffNames, assignee),
      tags: index % 3 === 0 ? [pick(tags, index), pick(tags, index + 2), pick(tags, index + 3)] : [],
      clock: clockOf(index, category),
      created_at: now - index * 37 * minute,
      updated_at: now - ((index * 13) % 4_000) * minute,
      unread: beginsUnread(index),
      mark: index % 31 === 5 ? "pending" : index % 47 === 9 ? "conflict" : "synced",
      ...(due === null ? {} : { ...due, due_date: due.due }),
      rank: index,
      attachments: index % 5 === 0 ? 2 : 0,
      messages: (index * 3) % 9,
      since: now - ((index * 97) % 9_000) * minute,
    };
  });
}

function makeViews(): ViewView[] {
  const open: Filter = { ...noFilter, categories: ["new", "open", "waiting", "on_hold"] };
  const builtIn = (view: BuiltIn, filter: Filter): ViewView => ({ key: view, what: { is: "built_in", view }, content: { filter, sort: "due", descending: false, columns: [] } });
  return [
    builtIn("mine", { ...open, mine: true }),
    builtIn("unassigned", { ...open, unassigned: true }),
    builtIn("breached", { ...open, clocks: ["breached"] }),
  ];
}

/** How the desk behaves: `full`, `empty`, `failed`, `forbidden`, `offline`, `attention`, `copying`; or who is at it: `agent`, `technician`. */
export function makeDesk(count: number, mood: string): Platform {
  let tickets = mood === "empty" ? [] : makeTickets(count);
  const hearers = new Set<(notice: unknown) => void>();
  const before: { tickets: Ticket[]; details: () => void; name: string | null; back?: () => void }[] = [];
  const kept = new Map<string, unknown>();
  const changed = (...names: Tag[]) => setTimeout(() => hearers.forEach((hear) => hear({ notice: "changed", tags: names })), 2);
  const remember = (name: string | null = null, back?: () => void) => before.push({ tickets: tickets.map((ticket) => ({ ...ticket })), details: details.keep(), name, ...(back === undefined ? {} : { back }) });

  const lookups: LookupsView = {
    statuses: statuses.map(([key, name, category, next], position) => ({ key, name, category, position, next, retired: false })),
    teams: [
      { id: "team1", name: "Support", retired: false, private: false, stale_replies: "hold" },
      { id: "team2", name: "Infrastructure", retired: false, private: false, stale_replies: "hold", level: 2 },
    ],
    staff: staffNames.map((name, index) => ({ id: `s${index}`, name, email: null, phone: null, role: "agent", organisation: null, tier: null, location: null })),
    categories: [
      { id: "c1", parent: null, name: "Network", position: 0, path: ["Network"], retired: false },
      { id: "c2", parent: "c1", name: "VPN", position: 0, path: ["Network", "VPN"], retired: false },
    ],
    organisations,
    urgent_guard: { percent: 10 }, closing: { days: 0 }, new_team: "team1",
    types: madeTypes,
    matrix: { rows: { low: { low: "low", medium: "low", high: "normal" }, medium: { low: "low", medium: "normal", high: "high" }, high: { low: "normal", medium: "high", high: "urgent" } } },
    fields: [], standard: standardAsks(), tags,
  };

  function boardView(filter: Filter, id: string | null): BoardView {
    return madeBoard(id, statuses, lookups.staff, tickets, tickets.filter((ticket) => fits(ticket, filter)));
  }

  function column(input: BoardColumn): CardPage {
    const inside = inOrder(tickets.filter((ticket) => inColumn(input.board, input.column, ticket.status) && inLane(ticket, input.lane) && fits(ticket, input.filter)), input.sort);
    const cards: CardView[] = inside.slice(input.from, input.from + input.count);
    return { total: inside.length, from: input.from, cards };
  }

  function list(input: TicketQuery): RowPage {
    const inside = tickets.filter((ticket) => fits(ticket, input.filter));
    return listOf(inside, input, { ...lookups, organisations: contacts.organisations() });
  }

  function traits({ id, organisation }: RowView): Traits {
    const { type, channel, category_id: topic } = details.of(id);
    return { type, channel, topic, organisation: contacts.organisations().find(({ name }) => name === organisation)?.id ?? null };
  }
  const fits = (ticket: RowView, filter: Filter) => fitsRow(ticket, filter) && contacts.fits(ticket, filter) && inCut(filter.cut, () => traits(ticket));

  function set(input: TicketSet): void {
    const { status, priority, assignee, team, subject, requester, due } = input.fields;
    if (priority !== undefined && priority !== "normal" && input.fields["priority_reason"] === undefined) throw new ProblemError("priority_reason", "say why");
    details.check(input.fields);
    remember("set");
    details.set(input);
    for (const ticket of tickets.filter(({ id }) => input.tickets.includes(id))) {
      if (typeof status === "string") {
        ticket.status = status;
        ticket.category = statuses.find(([key]) => key === status)?.[2] ?? "open";
      }
      if (typeof team === "string") ticket.team = team;
      if (typeof subject === "string") ticket.subject = subject;
      if (requester !== undefined) ticket.requester = contacts.cardOf(requester)?.name ?? null;
      if (typeof priority === "string") ticket.priority = pick(priorities, priorities.findIndex((one) => one === priority));
      if (assignee !== undefined) {
        ticket.assignee = typeof assignee === "string" ? assignee : null;
        ticket.assignee_name = lookups.staff.find(({ id }) => id === assignee)?.name ?? null;
      }
      if (typeof due === "number") Object.assign(ticket, { due, due_date: due });
      if (due === null) for (const key of ["due", "due_date"]) Reflect.deleteProperty(ticket, key);
      ticket.tags = [...ticket.tags.filter((tag) => !input.remove_tags.includes(tag)), ...input.add_tags];
    }
    tickets = tickets.map((ticket) => ({ ...ticket }));
  }

  function move(input: TicketMove): void {
    if (input.place.column === "closed" && mood === "strict") throw new ProblemError("transition", "no", { from: "new", to: "closed" });
    remember("move");
    const rankOf = (id: string | null) => tickets.find((one) => one.id === id)?.rank;
    const after = rankOf(input.place.after);
    const below = rankOf(input.place.before);
    const base = after === undefined ? (below ?? 0) - 1 : below === undefined ? after + 1 : (after + below) / 2;
    const { lane } = input.place;
    const owner = (ticket: Ticket) => (lane === undefined ? {} : { assignee: lane === "none" ? null : lane, assignee_name: lookups.staff.find(({ id }) => id === lane)?.name ?? null, rank: ticket.rank });
    tickets = tickets.map((ticket) => {
      if (!input.tickets.includes(ticket.id)) return ticket;
      const status = putInto(input.board, input.place.column, ticket.status);
      return { ...ticket, ...owner(ticket), status, category: statuses.find(([key]) => key === status)?.[2] ?? "open", rank: base + input.tickets.indexOf(ticket.id) / 1e6 };
    });
  }

  let canned = mood === "empty" ? [] : madeCanned();
  let signature = "Kind regards, {{agent.first_name}}\nNorthwind support";
  let views = makeViews();
  const timing = timerAnswers((ticket) => tickets.find(({ id }) => id === ticket), remember, changed);
  const visits = visitAnswers(tickets, timing, changed);
  const files = attachmentAnswers((id) => tickets.some((one) => one.id === id), visits.taken, changed);
  // Of the second ticket of each hundred.
  const listed = tickets.filter((_, index) => index % 100 === 1).map(({ id }) => id);
  const checklists = checklistAnswers(listed, changed, (ticket, progress) => {
    tickets = tickets.map(({ checklist, ...rest }) => (rest.id !== ticket ? { ...rest, ...(checklist === undefined ? {} : { checklist }) } : { ...rest, ...(progress === undefined ? {} : { checklist: progress }) }));
  });
  const role = mood === "agent" || mood === "technician" ? mood : "admin";
  const contacts = contactAnswers({
    me: { id: "s0", role },
    names: mood === "empty" ? [] : people.map((name, index) => [name, pick(companies, index)]),
    staff: lookups.staff,
    ticketsOf: (name) => tickets.filter(({ requester }) => requester === name),
    renamed: (from, to, organisation) => (tickets = tickets.map((one) => (one.requester === from ? { ...one, requester: to, organisation } : one))),
    changed,
  });
  const details = new Details((id) => tickets.find((one) => one.id === id), lookups.staff, contacts.cardOf);
  let agenda = makeAgenda(tickets);
  const syncing = syncAnswers(mood, changed, (name, back) => remember(name, back));
  const answers: { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown } = {
    ...ownAnswers(moods[mood] !== undefined, role, changed),
    ...syncing.answers,
    ...contacts.answers,
    ...serviceAnswers(changed),
    ...checklists.answers,
    ...visits.answers,
    ...files.answers,
    ...macroAnswers(mood === "empty", { lookups, find: (id) => tickets.find((one) => one.id === id), set }, changed),
    ...templateAnswers(mood === "empty", (id) => contacts.cardOf(id)?.name, changed),
    ...timing.answers,
    ...details.answers(() => remember("Linked"), changed),
    ...dashboardAnswers,
    ...readingAnswers((id) => tickets.find((one) => one.id === id), syncing.held, (ids, unread) => (tickets = tickets.map((one) => (ids.includes(one.id) ? { ...one, unread } : one))), remember, changed),
    ...reportAnswers({ tickets: () => tickets, fits, traits, teamName: (id) => lookups.teams.find((team) => team.id === id)?.name ?? "", categories: () => lookups.categories, changed }),
    canned_list: () => ({ replies: canned, placeholders: [...placeholders] }),
    canned_save: (input) => {
      const id = input.reply ?? `r${String(canned.length + 1)}`;
      const made = { id, name: input.name, body: input.body, folder: input.folder, share: input.share, owner: null, may_edit: true };
      canned = input.reply === undefined ? [...canned, made] : canned.map((one) => (one.id === id ? made : one));
      changed("Canned");
      return { id, label: input.name };
    },
    canned_remove: ({ reply }) => {
      canned = canned.filter(({ id }) => id !== reply);
      changed("Canned");
      return { undo: "canned" };
    },
    canned_fill: ({ ticket, body, requester, subject }) =>
      ticket === undefined ? fillNew(body, requester === undefined ? null : (contacts.cardOf(requester)?.name ?? null), subject) : fill(body, tickets.find(({ id }) => id === ticket)),
    signature_get: ({ ticket }) => ({ text: ticket === undefined ? signature : fill(signature, tickets.find(({ id }) => id === ticket)).text }),
    signature_put: ({ text }) => {
      signature = text;
      changed("People");
      return { undo: "signature" };
    },
    ticket_reopen: ({ tickets: ids }) => {
      tickets = tickets.map((one) => (ids.includes(one.id) ? { ...one, status: "open", category: "open" } : one));
      changed("Tickets", "Undo");
      return { undo: "reopen" };
    },
    ticket_escalate: () => ({ undo: "escalate" }),
    ticket_confirm: () => ({ undo: "confirm" }),
    message_add: ({ ticket, kind, side, body, sign, placeholders_meant }) => {
      const under = sign === true ? fill(signature, tickets.find(({ id }) => id === ticket)).text : "";
      const names = fill(`${body} ${under}`, undefined).gaps;
      if (kind === "reply" && side !== "requester" && placeholders_meant !== true && names.length > 0) throw new ProblemError("placeholders", "not filled", { placeholders: names });
      changed("Tickets", "Drafts", "Undo");
      return { undo: "message" };
    },
    host_state: () => ({ stage: "open", mode: "sample", problem: null, keyring: true, lockable: false, folder: "", device: "front-desk", version: "0.1.0", server: null, email: null }),
    lookup_all: () => ({ ...lookups, organisations: contacts.organisations() }),
    view_list: () => views,
    view_counts: () =>
      views.map(({ key, content }) => {
        const inside = tickets.filter((ticket) => fits(ticket, content.filter));
        return { key, count: inside.length, breached: inside.filter((ticket) => ticket.clock?.state === "breached").length, oldest: inside.length === 0 ? null : Math.min(...inside.map((ticket) => ticket.created_at)), next_due: null };
      }),
    view_add: ({ name, share, content }) => {
      const id = `v${String(views.length)}`;
      views = [...views, { key: id, what: { is: "saved", id, name, share, owner: null, may_edit: true }, content }];
      changed("Views");
      return { id, label: name };
    },
    view_set: ({ view, name, share, content }) => {
      views = views.map((one) =>
        one.what.is === "saved" && one.key === view ? { ...one, what: { ...one.what, name: name ?? one.what.name, share: share ?? one.what.share }, content: content ?? one.content } : one,
      );
      changed("Views");
      return { undo: "view" };
    },
    view_move: ({ view, before }) => {
      const moved = views.filter(({ key }) => key === view);
      const others = views.filter(({ key }) => key !== view);
      const at = before === null ? others.length : others.findIndex(({ key }) => key === before);
      views = [...others.slice(0, at), ...moved, ...others.slice(at)];
      changed("Views");
      return { undo: "view" };
    },
    view_remove: ({ view }) => {
      views = views.filter(({ key }) => key !== view);
      changed("Views");
      return { undo: "view" };
    },
    board_list: () => madeBoards,
    board_get: ({ board, filter, sort }) => ({ ...boardView(filter, board), ...(sort === null ? {} : { sort }) }),
    board_save: ({ board, name }) => ({ id: board ?? "b1", label: name }),
    board_column: column,
    ticket_list: list,
    ...searchAnswers(() => tickets),
    agenda: (input) => ({ items: inSight([...agenda, ...visits.agenda()], input), more: false, open: openSpans(input.from, input.to), holidays: [] }),
    reminder_move: ({ reminder, at }) => {
      agenda = agenda.map((item) => (item.what.is === "reminder" && item.what.reminder === reminder ? { ...item, at } : item));
      changed("Reminders", "Undo");
      return { undo: "move" };
    },
    ticket_set: (input) => {
      set(input);
      const { due } = input.fields;
      if (typeof due === "number") agenda = agenda.map((item) => (item.what.is === "follow_up" && input.tickets.includes(item.ticket) ? { ...item, at: due } : item));
      changed("Tickets", "Undo");
      return { undo: "set" };
    },
    ticket_move: (input) => {
      move(input);
      changed("Tickets", "Undo");
      return { undo: "move" };
    },
    ticket_delete: (input) => {
      remember("delete");
      tickets = tickets.filter(({ id }) => !input.tickets.includes(id));
      changed("Tickets", "Undo");
      return { undo: "delete" };
    },
    ticket_new: (input) => {
      const [made] = makeTickets(1);
      if (made === undefined) throw new Error("no ticket");
      remember("Created");
      const requester = contacts.cardOf(input.fields["requester"])?.name ?? null;
      tickets = [{ ...made, id: `n${tickets.length}`, number: "L-7", subject: input.subject, requester, status: "new", category: "new", rank: -1 }, ...tickets];
      const told = { id: `n${tickets.length - 1}`, label: "L-7" };
      if (input.parent != null) details.partOf(told.id, input.parent);
      if (input.from_sheet === true) {
        kept.set("draft  new", null);
        kept.set("draft  new-made", JSON.stringify(told));
      }
      changed("Tickets", "Undo");
      return told;
    },
    ticket_get: ({ ticket }) => {
      const found = tickets.find(({ id }) => id === ticket);
      if (found === undefined) throw new ProblemError("missing", "no such ticket");
      return {
        ...found,
        ...details.of(ticket),
        requester: contacts.named(found.requester) ?? null,
        clocks: found.clock === null ? [] : [found.clock],
        next: [],
        attachments: files.of(ticket),
        checklist: checklists.listOf(ticket),
        merged_into: null,
        merged: [],
        conflicts: [],
        created_by: null,
        provisional: null,
        external: null,
        attribution: null,
        tier: null,
        others: [],
        others_count: 0,
        time_seconds: timing.spentOn(found.id),
        deleted: false,
        may_edit: true,
        may_delete: true,
      };
    },
    undo: () => {
      const last = before.pop();
      tickets = last?.tickets ?? tickets;
      last?.details();
      last?.back?.();
      changed("Tickets", "Undo");
      return { undo: last?.name ?? null };
    },
    presence_here: ({ ticket }) => ({ ticket, people: [] }),
    undo_peek: () => ({ undo: before.at(-1)?.name ?? null, redo: null }),
    call_save: ({ about }) => {
      const made = "ticket" in about ? tickets.find(({ id }) => id === about.ticket) : makeTickets(1)[0];
      if (made === undefined) throw new ProblemError("missing", "no such ticket");
      kept.set("draft  call", null);
      if ("new" in about) tickets = [{ ...made, id: `n${tickets.length}`, number: "L-8", subject: about.new.subject, status: "new", category: "new", rank: -1 }, ...tickets];
      changed("Tickets", "Undo", "Drafts");
      return "new" in about ? { id: `n${tickets.length - 1}`, label: "L-8" } : { id: made.id, label: made.number };
    },
    draft_get: ({ ticket, kind }) => kept.get(`draft ${ticket ?? ""} ${kind}`) ?? null,
    draft_put: ({ ticket, kind, body, before: seen }) => {
      const name = `draft ${ticket ?? ""} ${kind}`;
      if (seen !== undefined && (kept.get(name) ?? "") !== seen) throw new ProblemError("stale", "another window changed it");
      kept.set(name, body === "" ? null : body);
      changed("Drafts");
      return { undo: null };
    },
    draft_tickets: () => tickets.filter(({ id }) => [...kept].some(([name, text]) => name.startsWith(`draft ${id} `) && text !== null)).map(({ id }) => id),
    preference_get: ({ name }) => kept.get(name) ?? null,
    preference_put: ({ name, value }) => {
      kept.set(name, value);
      changed("Preferences");
      return { undo: null };
    },
  };
  return {
    call: async <Output>(command: string, input: unknown): Promise<Output> => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      if (mood === "failed" && /^(board_|ticket_list|dashboard_|agenda|sla_|policy_|calendar_|notification_|reminder_|visit_)/.test(command)) throw new ProblemError("unreachable", "no core");
      if (mood === "forbidden" && /^(board_|ticket_list)/.test(command)) throw new ProblemError("forbidden", "no");
      const answer: unknown = Reflect.get(answers, command);
      if (typeof answer !== "function") throw new ProblemError("bad_input", `no command ${command}`);
      // A page for looking at: the answers above are typed by the contract, the way through here is not.
      return (answer as (input: unknown) => Output)(input);
    },
    listen: (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
  };
}
