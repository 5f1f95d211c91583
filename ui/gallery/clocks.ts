/** @file What service levels have to say on made-up desks: the calendar, explanations, policies, the managers' view. */
import type { AgendaItem, AgendaQuery, AgendaWhat, RowView, Span } from "../src/api/gen";
import { addDays, momentOf, startOfDay } from "../src/lib/days";

const day = startOfDay(Date.now());
const offsets = [-2, -1, 0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 8, 11];
const minutes = [555, 570, 600, 660, 675, 690, 840, 855, 960, 990, 1_020, 1_020, 1_020, 1_020];
const notes = ["Call back about the invoice", "Ask whether the new router holds", null];

/** When a desk that works Monday to Friday from nine to five is open. */
export function openSpans(from: number, to: number): Span[] {
  const spans: Span[] = [];
  for (let at = startOfDay(from); at < to; at = addDays(at, 1)) {
    const weekday = new Date(at).getDay();
    if (weekday > 0 && weekday < 6) spans.push({ from: momentOf(at, 540), to: momentOf(at, 1_020) });
  }
  return spans;
}

function whatOf(index: number, at: number): AgendaWhat {
  const clock: AgendaWhat = { is: "due", metric: index % 3 === 0 ? "first_response" : "resolution", state: at < Date.now() ? "breached" : at < Date.now() + 5_400_000 ? "at_risk" : "running" };
  const all: AgendaWhat[] = [clock, clock, { is: "follow_up" }, clock, { is: "reminder", reminder: `r${index}`, note: notes[index % notes.length] ?? null }, clock, { is: "snooze", reminder: `z${index}` }];
  return all[index % all.length] ?? clock;
}

export function makeAgenda(rows: readonly RowView[]): AgendaItem[] {
  return rows.slice(0, 60).map((row, index) => {
    const at = momentOf(addDays(day, offsets[(index * 7) % offsets.length] ?? 0), minutes[(index * 5) % minutes.length] ?? 540);
    return {
      at,
      what: whatOf(index, at),
      ticket: row.id,
      number: row.number,
      subject: row.subject,
      priority: row.priority,
      assignee: index % 2 === 0 ? "s0" : row.assignee,
      assignee_name: index % 2 === 0 ? "Mira Solberg" : row.assignee_name,
    };
  });
}

export function inSight(items: readonly AgendaItem[], { from, to, scope }: AgendaQuery): AgendaItem[] {
  return items.filter((item) => item.at >= from && item.at < to && (scope !== "mine" || item.assignee === "s0")).sort((one, other) => one.at - other.at);
}
