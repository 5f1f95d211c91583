/** @file Visits on made-up desks: a technician's day that can be worked through, and two that nobody has planned. */
import type { AgendaItem, AttachmentView, Commands, RowView, StepKind, VisitStepView, Tag, VisitState, VisitView } from "../src/api/gen";
import { addDays, minuteOfDay, momentOf, startOfDay } from "../src/lib/days";
import { ProblemError } from "../src/platform/platform";
import type { Timing } from "./timing";

const today = startOfDay(Date.now());
const now = Date.now();
const places = ["Harbour Clinic, Quay Street 12, 3rd floor", "Northwind, Lindenallee 48, 45127 Essen", "Contoso Logistics, Gate 4, Dock Road 9", "Adatum, Market Square 1"];
const tasks = ["Replace the fuser kit; the caretaker has the key.", "Look at the switch in room 214, bring a console cable.", null, "Swap the laptop and take the old one back."];
const phones = ["+49 201 555 0134", null, "+44 20 7946 0958", "+1 212 555 0187"];

type Stored = Omit<VisitView, "state" | "next" | "on_site_seconds" | "spent_seconds">;

function stateOf(steps: readonly VisitStepView[]): VisitState {
  const last = steps.findLast(({ kind, taken_back }) => kind !== "taken_back" && !taken_back)?.kind;
  return last === "started" ? "on_the_way" : last === "arrived" ? "on_site" : last === "done" ? "done" : last === "cancelled" ? "cancelled" : "planned";
}

const nextOf: Record<VisitState, StepKind[]> = {
  planned: ["started", "arrived", "done", "cancelled"],
  on_the_way: ["arrived", "done", "cancelled", "taken_back"],
  on_site: ["done", "cancelled", "taken_back"],
  done: ["taken_back"],
  cancelled: ["taken_back"],
};

function viewOf(visit: Stored, spent: number): VisitView {
  const state = stateOf(visit.steps);
  const standing = visit.steps.filter(({ kind, taken_back }) => kind !== "taken_back" && !taken_back);
  const arrived = standing.findLast(({ kind }) => kind === "arrived");
  const left = arrived === undefined ? undefined : standing[standing.indexOf(arrived) + 1];
  return { ...visit, spent_seconds: spent, state, next: nextOf[state], on_site_seconds: arrived === undefined ? null : Math.round(((left?.at ?? Date.now()) - arrived.at) / 1_000) };
}

const step = (kind: StepKind, minutesAgo: number): VisitStepView => ({ kind, at: now - minutesAgo * 60_000, by: "s0", by_name: "Mira Solberg", taken_back: false });

function makeVisits(rows: readonly RowView[]): Stored[] {
  const here = Math.max(8 * 60, Math.min(20 * 60, Math.floor(minuteOfDay(now) / 30) * 30));
  const plan: { day: number; from: number | null; minutes: number; technician: string | null; steps: VisitStepView[]; parts?: string[] }[] = [
    { day: 0, from: here - 210, minutes: 90, technician: "s0", steps: [step("started", 220), step("arrived", 200), step("done", 135)], parts: ["2 × Patch cable 3 m"] },
    { day: 0, from: here - 110, minutes: 60, technician: "s0", steps: [step("cancelled", 300)] },
    { day: 0, from: here - 30, minutes: 90, technician: "s0", steps: [step("started", 52), step("arrived", 23)], parts: ["1 × Fuser kit"] },
    { day: 0, from: here + 90, minutes: 60, technician: "s0", steps: [] },
    // Over before midnight, however late the day is.
    { day: 0, from: here + 180, minutes: 45, technician: "s0", steps: [] },
    { day: 1, from: 9 * 60, minutes: 120, technician: "s0", steps: [] },
    { day: 0, from: 10 * 60, minutes: 60, technician: "s1", steps: [] },
    { day: 0, from: null, minutes: 0, technician: null, steps: [] },
    { day: 2, from: 13 * 60, minutes: 120, technician: null, steps: [] },
  ];
  return plan.flatMap(({ day, from, minutes, technician, steps, parts }, index): Stored[] => {
    const row = rows[index * 3 + 1];
    if (row === undefined) return [];
    const at = from === null ? null : momentOf(addDays(today, day), from);
    return [
      {
        id: `visit${index}`,
        ticket: row.id,
        number: row.number,
        subject: row.subject,
        priority: row.priority,
        requester: row.requester,
        organisation: row.organisation,
        phone: phones[index % phones.length] ?? null,
        technician,
        technician_name: technician === "s0" ? "Mira Solberg" : technician === null ? null : "Deniz Aydin",
        from: at,
        until: at === null ? null : at + minutes * 60_000,
        address: places[index % places.length] ?? null,
        purpose: tasks[index % tasks.length] ?? null,
        steps,
        parts: parts ?? [],
        signature: null,
        signed_by: null,
        files: [],
        mark: index === 2 ? "pending" : "synced",
      },
    ];
  });
}

/** The answers about visits, and the visits as the calendar shows them. */
export function visitAnswers(rows: readonly RowView[], timing: Timing, changed: (...tags: Tag[]) => void) {
  let visits = makeVisits(rows);
  const views = () => visits.map((visit) => viewOf(visit, timing.spentAt(visit.id)));
  const set = (id: string, to: (visit: Stored) => Stored) => {
    if (!visits.some((one) => one.id === id)) throw new ProblemError("missing", "no such visit");
    visits = visits.map((one) => (one.id === id ? to(one) : one));
    changed("Visits", "Undo");
    return { undo: "visit" };
  };
  const nameOf = (technician: string | null) => (technician === null ? null : technician === "s0" ? "Mira Solberg" : "Deniz Aydin");

  const answers: { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown } = {
    visit_list: ({ ticket, from, to, technicians, unscheduled }) =>
      views().filter((visit) =>
        ticket !== null
          ? visit.ticket === ticket
          : unscheduled
            ? (visit.from === null || visit.technician === null) && visit.state !== "done" && visit.state !== "cancelled"
            : (technicians.length === 0 || (visit.technician !== null && technicians.includes(visit.technician))) && visit.from !== null && visit.until !== null && from !== null && to !== null && visit.from < to && visit.until > from,
      ),
    visit_add: (input) => {
      const row = rows.find(({ id }) => id === input.ticket);
      if (row === undefined) throw new ProblemError("missing", "no such ticket");
      const id = `visit${visits.length}`;
      const { priority, number, subject, requester, organisation } = row;
      visits = [...visits, { ...input, id, number, subject, priority, requester, organisation, phone: null, technician_name: nameOf(input.technician), steps: [], parts: [], signature: null, signed_by: null, files: [], mark: "pending" }];
      changed("Visits", "Undo");
      return { id, label: number };
    },
    visit_set: ({ visit, ...plan }) => set(visit, (one) => ({ ...one, ...plan, technician_name: nameOf(plan.technician) })),
    visit_step: ({ visit, step: kind, minutes }) =>
      set(visit, (one) => {
        if (minutes !== null && minutes !== 0) timing.book(one.ticket, visit, minutes * 60);
        const before = kind === "taken_back" ? one.steps.findLast((it) => it.kind !== "taken_back" && !it.taken_back) : undefined;
        return { ...one, mark: "pending", steps: [...one.steps.map((it) => (it === before ? { ...it, taken_back: true } : it)), { kind, at: Date.now(), by: "s0", by_name: "Mira Solberg", taken_back: false }] };
      }),
    visit_parts: ({ visit, add, remove }) => set(visit, (one) => ({ ...one, parts: [...new Set([...one.parts.filter((part) => !remove.includes(part)), ...add])].sort() })),
    visit_sign: ({ visit, signature, name }) => set(visit, (one) => ({ ...one, signature, signed_by: name, files: one.files.filter(({ id }) => id !== signature) })),
    visit_remove: ({ visit }) => {
      visits = visits.filter(({ id }) => id !== visit);
      changed("Visits", "Undo");
      return { undo: "visit" };
    },
  };
  const agenda = (): AgendaItem[] =>
    views().flatMap((visit): AgendaItem[] =>
      visit.from === null || visit.until === null
        ? []
        : [
            {
              at: visit.from,
              what: { is: "visit", visit: visit.id, until: visit.until, technician: visit.technician, technician_name: visit.technician_name, address: visit.address, state: visit.state },
              ticket: visit.ticket,
              number: visit.number,
              subject: visit.subject,
              priority: visit.priority,
              assignee: visit.technician,
              assignee_name: visit.technician_name,
            },
          ],
    );
  const taken = (visit: string, file: AttachmentView) => void set(visit, (one) => ({ ...one, files: [...one.files, file] }));
  return { answers, agenda, taken };
}
