/** @file The dashboard of the gallery's desk: made-up figures of four weeks, all of one piece, with lists behind them. */
import type { Commands, Counted, Cut, DashboardQuery, DashboardView, Figure, Filter, Kept, Measure, Priority, Unit } from "../src/api/gen";
import { addDays, dayKey } from "../src/lib/days";
import { noCut } from "../src/tickets/cut";
import { noFilter } from "../src/tickets/filter";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const hour = 3_600_000;
const steps = 28;
const open = ["new", "open", "waiting", "on_hold"] as const;

/** A course that goes up and down and is the same each time. */
const wave = (index: number, base: number, by: number) => Math.max(0, Math.round(base + by * Math.sin(index * 1.7)));

function made({ from, to, zone, teams }: DashboardQuery): DashboardView {
  const day = (index: number) => addDays(from, index);
  const behind = (count: number, cut: Partial<Cut> & Pick<Cut, "what">): Counted => ({ count, filter: { ...noFilter, teams, cut: { ...noCut, from, to, zone, ...cut } } });
  const during = (what: Cut["what"], count: number, index: number) => behind(count, { what, from: day(index), to: day(index + 1) });
  const course = (base: number, by: number) => Array.from({ length: steps }, (_, index) => wave(index, base, by));
  const figure = (measure: Measure, unit: Unit, value: number, before: number, filter: Partial<Filter> = {}): Figure => ({ measure, unit, value, before, tickets: 240, points: course(value, value / 5), filter: { ...noFilter, teams, ...filter } });
  const kept = (name: string, priority: Priority | null, team: string | null, share: number, metric: Kept["metric"]): Kept => ({ team, priority, name, metric, met: share, missed: 100 - share, met_basis_points: share * 100, missed_tickets: behind(100 - share, { what: "missed", metric }) });
  const volume = Array.from({ length: steps }, (_, index) => ({ opened: during("opened", wave(index, 12, 6), index), resolved: during("resolved", wave(index + 2, 11, 5), index) }));
  return {
    at: Date.now(),
    tickets: 240,
    from,
    to,
    before_from: addDays(from, -steps),
    weekly: false,
    steps: Array.from({ length: steps }, (_, index) => ({ date: dayKey(day(index)), from: day(index), to: day(index + 1) })),
    figures: [
      figure("open", "count", 418, 400, { categories: [...open] }),
      figure("breached", "count", 11, 9, { clocks: ["breached"] }),
      figure("at_risk", "count", 23, 30, { clocks: ["at_risk"] }),
      figure("answer_p50", "milliseconds", 2 * hour, 3 * hour),
      figure("answer_p90", "milliseconds", 9 * hour, 8 * hour),
      figure("work_p50", "milliseconds", 20 * hour, 22 * hour),
      figure("work_p90", "milliseconds", 70 * hour, 75 * hour),
      figure("opened", "count", 336, 310),
      figure("resolved", "count", 308, 315),
      figure("closure", "basis_points", 9_167, 10_161),
      figure("first_contact", "basis_points", 3_400, 3_100),
      figure("reopened", "basis_points", 410, 520),
      figure("reopened_soon", "basis_points", 210, 260),
    ],
    volume,
    flow: open.map((category, place) => ({ category, counts: Array.from({ length: steps }, (_, index) => during("stood", wave(index + place, 40 + 30 * place, 8), index)) })),
    ages: [0, 1, 3, 7, 14, 30].map((days, index, all) => ({ from_days: days, to_days: all[index + 1] ?? null, open: behind(120 - 18 * index, { what: "waiting" }) })),
    kept: [kept("", null, null, 93, "first_response"), kept("", null, null, 84, "resolution")],
    kept_by_team: [kept("Support", null, "team1", 95, "resolution"), kept("Infrastructure", null, "team2", 72, "resolution")],
    kept_by_priority: (["urgent", "high", "normal", "low"] as const).map((priority, index) => kept("", priority, null, 80 + 5 * index, "resolution")),
    heat: Array.from({ length: 7 * 24 }, (_, index) => behind(index % 24 > 7 && index % 24 < 18 && index < 5 * 24 ? wave(index, 6, 5) : 0, { what: "opened", hour: index })),
    stays: [],
    people: [],
    tags: [],
    topics: [],
  };
}

export const dashboardAnswers: Answers = { dashboard_get: made };
