/** @file The dashboard of the gallery's desk: made-up figures of four weeks, all of one piece, with lists behind them. */
import type { Commands, Counted, Cut, DashboardQuery, DashboardView, Figure, Filter, Kept, Measure, Priority, Unit } from "../src/api/gen";
import { addDays, dayKey } from "../src/lib/days";
import { noCut } from "../src/tickets/cut";
import { noFilter } from "../src/tickets/filter";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const businessHour = 3_600_000;
const steps = 28;
const open = ["new", "open", "waiting", "on_hold"] as const;
/** What was closed long before stands below everything that happens. */
const standing = { new: 40, open: 70, waiting: 100, on_hold: 130, resolved: 60, closed: 90_000 } as const;
const categories = ["new", "open", "waiting", "on_hold", "resolved", "closed"] as const;

/** A course that goes up and down and is the same each time. */
const wave = (index: number, base: number, by: number) => Math.max(0, Math.round(base + by * Math.sin(index * 1.7)));

function made({ from, to, zone, teams, wall }: DashboardQuery): DashboardView {
  /** Nights and weekends make it three times as long. */
  const hour = wall ? 3 * businessHour : businessHour;
  const day = (index: number) => addDays(from, index);
  const behind = (count: number, cut: Partial<Cut> & Pick<Cut, "what">): Counted => ({ count, filter: { ...noFilter, teams, cut: { ...noCut, from, to, zone, ...cut } } });
  const during = (what: Cut["what"], count: number, index: number) => behind(count, { what, from: day(index), to: day(index + 1) });
  const course = (base: number, by: number) => Array.from({ length: steps }, (_, index) => wave(index, base, by));
  const figure = (measure: Measure, unit: Unit, value: number, before: number, filter: Partial<Filter> = {}): Figure => ({ measure, unit, value, before, tickets: 240, points: course(value, value / 5), filter: { ...noFilter, teams, ...filter } });
  const kept = (name: string, priority: Priority | null, team: string | null, share: number, metric: Kept["metric"]): Kept => ({ team, priority, name, metric, met: share, missed: 100 - share, met_basis_points: share * 100, met_filter: behind(share, { what: "met", metric }).filter, missed_tickets: behind(100 - share, { what: "missed", metric }) });
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
      { ...figure("breached", "count", 11, 0, { clocks: ["breached"] }), before: null, points: [] },
      { ...figure("at_risk", "count", 23, 0, { clocks: ["at_risk"] }), before: null, points: [] },
      figure("missed", "count", 31, 28, { cut: { ...noCut, from, to, zone, what: "missed" } }),
      figure("answer_p50", "milliseconds", 2 * hour, 3 * hour),
      figure("answer_p90", "milliseconds", 9 * hour, 8 * hour),
      figure("work_p50", "milliseconds", 20 * hour, 22 * hour),
      figure("work_p90", "milliseconds", 70 * hour, 75 * hour),
      figure("opened", "count", 336, 310),
      figure("resolved", "count", 308, 315),
      figure("closure", "basis_points", 9_167, 10_161),
      figure("first_contact", "basis_points", 3_400, 3_100),
      figure("reopened", "basis_points", 410, 520, { cut: { ...noCut, from, to, zone, what: "reopened" } }),
      figure("reopened_soon", "basis_points", 210, 260, { cut: { ...noCut, from, to, zone, what: "reopened_soon" } }),
    ],
    volume,
    flow: categories.map((category, place) => ({ category, counts: Array.from({ length: steps }, (_, index) => during("stood", wave(index + place, standing[category] + (category === "closed" ? 11 * index : 0), 8), index)) })),
    ages: [0, 1, 3, 7, 14, 30].map((days, index, all) => ({ from_days: days, to_days: all[index + 1] ?? null, open: behind(120 - 18 * index, { what: "waiting" }) })),
    kept: [kept("", null, null, 93, "first_response"), kept("", null, null, 84, "resolution")],
    kept_by_team: [kept("Support", null, "team1", 95, "resolution"), kept("Infrastructure", null, "team2", 72, "resolution")],
    kept_by_priority: (["urgent", "high", "normal", "low"] as const).map((priority, index) => kept("", priority, null, 80 + 5 * index, "resolution")),
    heat: Array.from({ length: 7 * 24 }, (_, index) => behind(index % 24 > 7 && index % 24 < 18 && index < 5 * 24 ? wave(index, 6, 5) : 0, { what: "opened", hour: index })),
    stays: [
      { status: "new", name: "New", category: "new", stays: 90, mean_ms: 2 * businessHour, p50_ms: businessHour, p90_ms: 6 * businessHour, left: behind(88, { what: "left", statuses: ["new"] }), now: behind(12, { what: "waiting", statuses: ["new"] }), since: Date.now() - 30 * businessHour },
      { status: "waiting", name: "Waiting", category: "waiting", stays: 40, mean_ms: 30 * businessHour, p50_ms: 26 * businessHour, p90_ms: 90 * businessHour, left: behind(38, { what: "left", statuses: ["waiting"] }), now: behind(0, { what: "waiting", statuses: ["waiting"] }), since: null },
    ],
    people: [
      { person: "p1", name: "Mara Holt", open: behind(24, { what: "stood" }), breached: behind(2, { what: "missed" }), resolved: behind(61, { what: "resolved", resolver: "p1" }), resolved_before: 55, work_p50_ms: 19 * hour, worked: behind(58, { what: "worked", worker: "p1" }), worked_ms: 96 * businessHour, worked_basis_points: 6_000 },
      { person: "p2", name: "Jonas Beck", open: behind(17, { what: "stood" }), breached: behind(0, { what: "missed" }), resolved: behind(48, { what: "resolved", resolver: "p2" }), resolved_before: 52, work_p50_ms: 23 * hour, worked: behind(40, { what: "worked", worker: "p2" }), worked_ms: 72 * businessHour, worked_basis_points: 4_500 },
    ],
    hours_ms: 160 * businessHour,
    tags: [{ name: "vpn", opened: behind(31, { what: "opened" }), before: 12 }],
    topics: [{ name: "Network", opened: behind(44, { what: "opened", topics: ["c1"] }), before: 30 }],
  };
}

export const dashboardAnswers: Answers = { dashboard_get: made };
