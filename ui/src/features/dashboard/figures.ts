/** @file How figures are written, and whether a change is for the better. */
import type { Figure, Filter, Measure, ReportMeasure, Unit } from "../../api/gen";
import { formatNumber, t } from "../../i18n/words.svelte";
import { href } from "../../lib/router.svelte";
import { shortSpan } from "../../lib/time";
import { writeFilter } from "../../tickets/filter";

/** A number that says nothing of good or bad has none. */
const better: Record<Measure | ReportMeasure, "more" | "less" | "neither"> = {
  open: "less",
  breached: "less",
  at_risk: "less",
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
export function deltaOf({ measure, unit, value, before }: Pick<Figure, "unit" | "value" | "before"> & { measure: Measure | ReportMeasure }): Delta | null {
  if (value === null || before === null) return null;
  const change = value - before;
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  const size = Math.abs(change);
  const words = unit === "basis_points" ? t("dashboard.points", { points: `${sign}${formatNumber(Math.round(size / 100))}` }) : `${sign}${written(size, unit)}`;
  const wanted = better[measure];
  const tone = change === 0 || wanted === "neither" ? "calm" : change > 0 === (wanted === "more") ? "good" : "bad";
  return { words, tone };
}

/** The list of the tickets behind a number. */
export const listOf = (filter: Filter) => href("list", [], writeFilter(filter));
