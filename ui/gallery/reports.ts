/** @file Made-up reports of the gallery's desk: its tickets counted by what one asks, and reports that are saved in memory. */
import type { Asked, Commands, Filter, ReportRow, RowView, SavedReport, Tag } from "../src/api/gen";
import { addDays, dayKey, startOfDay } from "../src/lib/days";
import { noFilter } from "../src/tickets/filter";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };
interface Part {
  key: string | null;
  name: string;
  filter: Partial<Filter>;
}

const dayMillis = 86_400_000;
const spanDays = 28;
const weekly = 7;

/** What a ticket is counted under; the gallery knows few of the ways to split a report. */
function partOf(ticket: RowView, { by }: Asked, from: number, teamName: (id: string) => string): Part {
  if (by === "time") return { key: String(Math.max(0, Math.floor((ticket.created_at - from) / (weekly * dayMillis)))), name: "", filter: {} };
  if (by === "team") return { key: ticket.team, name: teamName(ticket.team), filter: { teams: [ticket.team] } };
  if (by === "priority") return { key: String(["low", "normal", "high", "urgent"].indexOf(ticket.priority)), name: "", filter: { priorities: [ticket.priority] } };
  if (by === "tag") return { key: ticket.tags[0] ?? null, name: ticket.tags[0] ?? "", filter: { tags: ticket.tags.slice(0, 1) } };
  return { key: ticket.assignee, name: ticket.assignee_name ?? "", filter: ticket.assignee === null ? {} : { assignees: [ticket.assignee] } };
}

/** Reports over `tickets`, which are asked for anew each time. */
export function reportAnswers(tickets: () => readonly RowView[], teamName: (id: string) => string, changed: (...tags: Tag[]) => void): Answers {
  let saved: SavedReport[] = [];
  const row = (part: Part, count: number): ReportRow => ({ key: part.key, name: part.name, value: count, before: Math.floor(count / 2), tickets: { count, filter: { ...noFilter, ...part.filter } } });
  return {
    report_run: ({ asked }) => {
      const to = addDays(startOfDay(Date.now()), 1);
      const from = addDays(to, -spanDays);
      const among = (list: readonly string[] | undefined, value: string | null) => list === undefined || (value !== null && list.includes(value));
      const counted = tickets().filter((one) => among(asked.teams, one.team) && among(asked.assignees, one.assignee) && among(asked.priorities, one.priority));
      const parts = new Map<string | null, { part: Part; count: number }>();
      for (const ticket of counted) {
        const part = partOf(ticket, asked, from, teamName);
        parts.set(part.key, { part, count: (parts.get(part.key)?.count ?? 0) + 1 });
      }
      const steps = Array.from({ length: spanDays / weekly }, (_, step) => ({ date: dayKey(addDays(from, step * weekly)), from: addDays(from, step * weekly), to: addDays(from, (step + 1) * weekly) }));
      const rows = asked.by === "time" ? steps.map((_, step) => row({ key: String(step), name: "", filter: {} }, parts.get(String(step))?.count ?? 0)) : [...parts.values()].sort((one, other) => other.count - one.count).map(({ part, count }) => row(part, count));
      // Twenty-five minutes for each of them.
      const spent = asked.measure === "time_spent" ? 25 * 60_000 : 1;
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
