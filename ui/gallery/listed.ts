/** @file How the made-up desk puts a list in order and in groups, as the core does (`crates/desk/src/commands/grouped.rs`). */
import type { ListGroup, LookupsView, RowGroup, RowPage, RowView, SortKey, TicketQuery } from "../src/api/gen";

const priorities = ["low", "normal", "high", "urgent"];
const dues = ["breached", "within_hour", "today", "later", "quiet"];
const hour = 3_600_000;

const breached = (row: RowView): boolean => row.clock?.state === "breached";

function dueOf(row: RowView): string {
  if (breached(row)) return "breached";
  const due = row.clock === null || row.clock.state === "paused" ? null : row.clock.due;
  if (due === null) return "quiet";
  if (due < Date.now() + hour) return "within_hour";
  return due < new Date().setHours(24, 0, 0, 0) ? "today" : "later";
}

/** Which group a ticket is in: its key, its name, and what it stands by. */
function groupOf(row: RowView, group: ListGroup, lookups: LookupsView): { key: string | null; name: string; place: string } {
  const ordinal = (at: number) => String(at).padStart(4, "0");
  const named = (key: string | null, name: string) => ({ key, name, place: (key === null ? "1" : "0") + name.toLowerCase() });
  switch (group) {
    case "status": {
      const at = lookups.statuses.findIndex(({ key }) => key === row.status);
      return { key: row.status, name: lookups.statuses[at]?.name ?? row.status, place: ordinal(at) };
    }
    case "priority":
      return { key: row.priority, name: "", place: ordinal(9 - priorities.indexOf(row.priority)) };
    case "due":
      return { key: dueOf(row), name: "", place: ordinal(dues.indexOf(dueOf(row))) };
    case "assignee":
      return named(row.assignee, row.assignee_name ?? "");
    case "team":
      return named(row.team, lookups.teams.find(({ id }) => id === row.team)?.name ?? "");
    case "organisation":
      return named(row.organisation === null ? null : (lookups.organisations.find(({ name }) => name === row.organisation)?.id ?? row.organisation), row.organisation ?? "");
  }
}

/** One window of a list, with all its groups where it stands in some. */
export function listOf(rows: readonly RowView[], input: TicketQuery, lookups: LookupsView): RowPage {
  const values: Record<SortKey, (row: RowView) => number | string> = {
    due: (one) => one.clock?.due ?? Infinity,
    due_date: (one) => one.due_date ?? Infinity,
    number: (one) => Number(one.number.slice(1)),
    subject: (one) => one.subject,
    priority: (one) => priorities.indexOf(one.priority),
    status: (one) => lookups.statuses.findIndex(({ key }) => key === one.status),
    requester: (one) => one.requester ?? "",
    assignee: (one) => one.assignee_name ?? "~",
    created: (one) => one.created_at,
    updated: (one) => one.updated_at,
  };
  const by = (key: SortKey, descending: boolean) => (one: RowView, other: RowView) => {
    const [a, b] = [values[key](one), values[key](other)];
    return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
  };
  const { then, group } = input;
  const first = by(input.sort, input.descending);
  const second = then === undefined ? () => 0 : by(then.key, then.descending);
  const order = new Map(rows.map((row, at) => [row.id, input.descending ? -at : at]));
  const sorted = rows.toSorted((one, other) => first(one, other) || second(one, other) || (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0));
  const window = { total: rows.length, from: input.from };
  const cut = (all: readonly RowView[]) => all.slice(input.from, input.from + input.count);
  if (group === undefined) return { ...window, rows: cut(sorted) };
  const found = new Map<string, { place: string; group: RowGroup; rows: RowView[] }>();
  for (const row of sorted) {
    const { key, name, place } = groupOf(row, group, lookups);
    const one = found.get(place) ?? { place, group: { key, name, count: 0, breached: 0 }, rows: [] };
    one.group = { ...one.group, count: one.group.count + 1, breached: one.group.breached + (breached(row) ? 1 : 0) };
    one.rows.push(row);
    found.set(place, one);
  }
  const groups = [...found.values()].toSorted((one, other) => (one.place < other.place ? -1 : 1));
  return { ...window, rows: cut(groups.flatMap(({ rows: inside }) => inside)), groups: groups.map(({ group: one }) => one) };
}
