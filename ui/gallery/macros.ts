/** @file Made-up macros for the desk in memory. */
import type { Commands, FieldChange, JsonValue, LookupsView, MacroEffect, MacroSteps, MacroView, RowView, TicketSet } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";
import { noSteps } from "../src/tickets/macros";

const macro = (id: string, name: string, steps: Partial<MacroSteps>, rest: Partial<MacroView> = {}): MacroView => ({ id, name, steps: { ...noSteps, ...steps }, share: { with: "everybody" }, owner: null, may_edit: true, ...rest });

const made = (): MacroView[] => [
  macro("m1", "Take it over", { status: "in_progress", assignee: { to: "me" } }),
  macro("m2", "Send a technician", { status: "in_progress", team: "team2", custom: { asset_tag: "to be read on site" }, checklist: "Call {{requester.name}}\nPack the tools" }, { share: { with: "team", team: "team2" }, owner: "Deniz Aydin", may_edit: false }),
];

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };

/** The steps that change what a row shows; the others need more than this desk has. */
function fieldsOf(steps: MacroSteps): Record<string, JsonValue> {
  const { status, team, assignee } = steps;
  const owner = assignee === null ? {} : { assignee: assignee.to === "me" ? "s0" : assignee.to === "nobody" ? null : assignee.person };
  return { ...(status === null ? {} : { status }), ...(team === null ? {} : { team }), ...owner };
}

/** What one would do to a ticket, by name as the core tells it. */
function effectOn(row: RowView, steps: MacroSteps, lookups: LookupsView): MacroEffect {
  const named = (id: JsonValue) => [...lookups.staff, ...lookups.teams].find((one) => one.id === id)?.name ?? lookups.statuses.find(({ key }) => key === id)?.name ?? null;
  const was: Record<string, JsonValue> = { status: row.status, team: row.team, assignee: row.assignee };
  const changes = Object.entries(fieldsOf(steps)).flatMap(([field, to]): FieldChange[] => (was[field] === to ? [] : [{ field, from: named(was[field] ?? null), to: named(to) }]));
  return { ticket: row.id, number: row.number, subject: row.subject, changes, items: [], note: steps.note, reply: steps.reply, gaps: [], snoozed_until: null, problem: null };
}

interface Desk {
  lookups: LookupsView;
  find: (id: string) => RowView | undefined;
  set: (input: TicketSet) => void;
}

/** Macros that are kept in memory, and what they do to the tickets of a desk. */
export function macroAnswers(none: boolean, desk: Desk, changed: (...tags: ("Macros" | "Tickets" | "Undo")[]) => void): Answers {
  let macros = none ? [] : made();
  return {
    macro_preview: ({ steps, tickets }) => tickets.flatMap((id) => desk.find(id) ?? []).map((row) => effectOn(row, { ...noSteps, ...steps }, desk.lookups)),
    macro_run: ({ name, steps, tickets }) => {
      if (tickets.length === 0) throw new ProblemError("invalid", "name at least one", { field: "tickets" });
      desk.set({ tickets, fields: fieldsOf({ ...noSteps, ...steps }), add_tags: steps.add_tags, remove_tags: steps.remove_tags });
      changed("Tickets", "Undo");
      return { undo: `Ran ${name} on ${tickets.length === 1 ? (desk.find(tickets[0] ?? "")?.number ?? "") : `${String(tickets.length)} tickets`}` };
    },
    macro_list: () => macros,
    macro_save: ({ id, name, steps, share }) => {
      const key = id ?? `m${String(macros.length + 1)}`;
      const one: MacroView = { id: key, name, steps: { ...noSteps, ...steps }, share, owner: null, may_edit: true };
      macros = id === undefined ? [...macros, one] : macros.map((other) => (other.id === id ? one : other));
      changed("Macros");
      return { id: key, label: name };
    },
    macro_remove: ({ id }) => {
      macros = macros.filter((one) => one.id !== id);
      changed("Macros");
      return { undo: "macro" };
    },
  };
}
