/** @file How figures are written, and whether a change is for the better. */
import type { Figure, Measure, ReportMeasure, Unit } from "../../api/gen";
import { formatNumber, t } from "../../i18n/words.svelte";
import { shortSpan } from "../../lib/time";

/** What the dashboard counts beside the figures of its period: how it stands right now. */
export type Counting = "due_hour" | "resolved_today";

/** What a tile shows. */
export type Shown = Pick<Figure, "unit" | "value" | "before" | "points" | "filter"> & { measure: Measure | Counting };

/** A number that says nothing of good or bad has none. */
const better: Record<Measure | ReportMeasure | Counting, "more" | "less" | "neither"> = {
  open: "less",
  breached: "less",
  at_risk: "less",
  missed: "less",
  due_hour: "less",
  resolved_today: "more",
  opened: "neither",
  resolved: "more",
  closure: "more",
  answer_p50: "less",
  answer_p90: "less",
  answer_mean: "less",
  work_p50: "less",
  work_p90: "less",
  work_mean: "less",
  first_contact: "more",
  reopened: "less",
  reopened_soon: "less",
  time_spent: "neither",
  answer_kept: "more",
  work_kept: "more",
};

export function written(value: number | null, unit: Unit): string {
  if (value === null) return "–";
  switch (unit) {
    case "count":
      return formatNumber(value);
    case "milliseconds":
      return shortSpan(value);
    case "basis_points":
      return formatNumber(value / 10_000, { style: "percent", maximumFractionDigits: 0 });
  }
}

export interface Delta {
  words: string;
  tone: "good" | "bad" | "calm";
}

/** What changed since the period before; null where one of the two is missing. */
export function deltaOf({ measure, unit, value, before }: Pick<Figure, "unit" | "value" | "before"> & { measure: Measure | ReportMeasure | Counting }): Delta | null {
  if (value === null || before === null) return null;
  const change = value - before;
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  const size = Math.abs(change);
  const words = unit === "basis_points" ? t("dashboard.points", { points: `${sign}${formatNumber(Math.round(size / 100))}`, size: Math.round(size / 100) }) : `${sign}${written(size, unit)}`;
  const wanted = better[measure];
  const tone = change === 0 || wanted === "neither" ? "calm" : change > 0 === (wanted === "more") ? "good" : "bad";
  return { words, tone };
}
