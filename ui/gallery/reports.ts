/** @file Made-up reports of the gallery's desk: its tickets counted by what one asks, and reports that are saved in memory. */
import type { Asked, CategoryView, Commands, Cut, CutWhat, Filter, ReportMeasure, ReportRow, RowView, SavedReport, Tag } from "../src/api/gen";
import { addDays, dayKey, startOfDay } from "../src/lib/days";
import { noCut } from "../src/tickets/cut";
import { noFilter } from "../src/tickets/filter";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };
interface Part {
  key: string | null;
  name: string;
  filter: Partial<Filter>;
}

/** What only a cut asks of a ticket: its row does not say it. */
export interface Traits {
  type: string;
  channel: string;
  topic: string | null;
  organisation: string | null;
}

interface Around {
  tickets: () => readonly RowView[];
  /** Whether a ticket is one of those that a filter asks for, its cut included. */
  fits: (ticket: RowView, filter: Filter) => boolean;
  traits: (ticket: RowView) => Traits;
  teamName: (id: string) => string;
  categories: () => readonly CategoryView[];
  changed: (...tags: Tag[]) => void;
}

const dayMillis = 86_400_000;
const spanDays = 28;
const weekly = 7;

const fitsList = (list: readonly string[], value: string | null) => list.length === 0 || (value !== null && list.includes(value));

/** Whether a ticket is one of those behind a number; when what happened to it, the gallery leaves out. */
export function inCut(cut: Cut | null | undefined, traits: () => Traits): boolean {
  if (cut == null || [cut.kinds, cut.channels, cut.topics, cut.organisations].every((list) => list.length === 0)) return true;
  const { type, channel, topic, organisation } = traits();
  return fitsList(cut.kinds, type) && fitsList(cut.channels, channel) && fitsList(cut.topics, topic) && fitsList(cut.organisations, organisation);
}

/** Categories with all that lies in them. */
function branches(tops: readonly string[], all: readonly CategoryView[]): string[] {
  const within = ({ id, parent }: CategoryView): boolean => tops.includes(id) || all.some((one) => one.id === parent && within(one));
  return all.filter(within).map(({ id }) => id);
}

const happened: Partial<Record<ReportMeasure, CutWhat>> = { open: "waiting", resolved: "resolved", time_spent: "worked" };

/** What a ticket is counted under, and what its row asks for besides; the gallery knows few of the ways to split a report. */
function partOf(ticket: RowView, { by }: Asked, cut: Cut, { traits, teamName }: Around): Part {
  if (by === "time") return { key: String(Math.max(0, Math.floor((ticket.created_at - cut.from) / (weekly * dayMillis)))), name: "", filter: {} };
  if (by === "team") return { key: ticket.team, name: teamName(ticket.team), filter: { teams: [ticket.team] } };
  if (by === "priority") return { key: String(["low", "normal", "high", "urgent"].indexOf(ticket.priority)), name: "", filter: { priorities: [ticket.priority] } };
  if (by === "tag") return { key: ticket.tags[0] ?? null, name: ticket.tags[0] ?? "", filter: { tags: ticket.tags.slice(0, 1) } };
  if (by === "type") return { key: traits(ticket).type, name: "", filter: { cut: { ...cut, kinds: [traits(ticket).type] } } };
  return { key: ticket.assignee, name: ticket.assignee_name ?? "", filter: ticket.assignee === null ? {} : { assignees: [ticket.assignee] } };
}

/** Reports over tickets, which are asked for anew each time. */
export function reportAnswers(around: Around): Answers {
  const { tickets, fits, categories, changed } = around;
  let saved: SavedReport[] = [];
  return {
    report_run: ({ asked }) => {
      const to = addDays(startOfDay(Date.now()), 1);
      const from = addDays(to, -spanDays);
      const { teams = [], assignees = [], priorities = [], tags = [], types = [], channels = [], topics = [], organisations = [] } = asked;
      const cut: Cut = { ...noCut, what: happened[asked.measure] ?? "opened", from, to, kinds: types, channels, topics: branches(topics, categories()), organisations };
      const base: Filter = { ...noFilter, teams, assignees, priorities, tags, cut };
      const counted = tickets().filter((one) => fits(one, base));
      // What a row says of itself lies within what the report is about.
      const row = (part: Part, count: number): ReportRow => ({ key: part.key, name: part.name, value: count, before: Math.floor(count / 2), tickets: { count, filter: { ...base, ...part.filter } } });
      const parts = new Map<string | null, { part: Part; count: number }>();
      for (const ticket of counted) {
        const part = partOf(ticket, asked, cut, around);
        parts.set(part.key, { part, count: (parts.get(part.key)?.count ?? 0) + 1 });
      }
      const steps = Array.from({ length: spanDays / weekly }, (_, step) => ({ date: dayKey(addDays(from, step * weekly)), from: addDays(from, step * weekly), to: addDays(from, (step + 1) * weekly) }));
      const rows = asked.by === "time" ? steps.map((_, step) => row({ key: String(step), name: "", filter: {} }, parts.get(String(step))?.count ?? 0)) : [...parts.values()].sort((one, other) => other.count - one.count).map(({ part, count }) => row(part, count));
      // Twenty-five minutes for each of them, and three times as long where nights count.
      const spent = asked.measure === "time_spent" || asked.measure.startsWith("answer_") ? (asked.wall === true ? 75 : 25) * 60_000 : 1;
      const scaled = (one: ReportRow): ReportRow => ({ ...one, value: (one.value ?? 0) * spent, before: (one.before ?? 0) * spent });
      return { at: Date.now(), tickets: 240, from, to, unit: spent === 1 ? "count" : "milliseconds", total: scaled(row({ key: null, name: "", filter: {} }, counted.length)), rows: rows.map(scaled), left_off: 0, steps, weekly: true };
    },
    report_list: () => saved,
    report_save: ({ id, name, share, asked }) => {
      const key = id ?? `report${saved.length + 1}`;
      const one: SavedReport = { id: key, name, asked, share, owner: null, may_edit: true };
      saved = id === undefined ? [...saved, one] : saved.map((other) => (other.id === id ? one : other));
      changed("Reports");
      return { id: key, label: name };
    },
    report_remove: ({ id }) => {
      saved = saved.filter((one) => one.id !== id);
      changed("Reports");
      return { undo: "report" };
    },
  };
}
