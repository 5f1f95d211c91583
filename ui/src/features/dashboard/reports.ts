/** @file What a report asks, in the address of its screen, and what its rows are called. */
import type { Asked, Priority, ReportBy, ReportMeasure, ReportRow, ReportSpan, ReportView, SavedReport } from "../../api/gen";
import { formatDate, t } from "../../i18n/words.svelte";
import { valueLabel } from "../../lib/fields";
import { channels } from "../../tickets/cut";
import { decoded } from "../../tickets/filter";
import { isTimed, nameByClock } from "./clock";

export const measures: readonly ReportMeasure[] = [
  "open",
  "opened",
  "resolved",
  "answer_p50",
  "answer_p90",
  "answer_mean",
  "work_p50",
  "work_p90",
  "work_mean",
  "first_contact",
  "reopened",
  "reopened_soon",
  "answer_kept",
  "work_kept",
  "time_spent",
];
export const parts: readonly ReportBy[] = ["time", "team", "assignee", "resolver", "organisation", "topic", "type", "channel", "priority", "status", "tag", "worker"];
export const spans: readonly ReportSpan[] = ["week", "month", "quarter", "year", "this_week", "this_month", "last_month", "this_quarter", "last_quarter", "this_year"];
const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
/** The rank of each priority, as the rows of a report name them. */
const ranked: readonly Priority[] = ["low", "normal", "high", "urgent"];

/** A report nobody has changed yet. */
export const fresh: Asked = { measure: "opened", by: "team", span: "month" };

/** Whether a measure can be split so: what has no days not by them, and nothing but time by who spent it. */
export function maySplit(measure: ReportMeasure, by: ReportBy): boolean {
  if (by === "worker") return measure === "time_spent";
  return by !== "time" || (measure !== "open" && measure !== "reopened" && measure !== "reopened_soon");
}

/** What the address asks: a saved report as it is saved, or something of one's own, maybe begun from a saved one. */
export function askedIn(query: URLSearchParams, saved: SavedReport | undefined): Asked {
  if (saved !== undefined && query.get("own") !== "yes") return saved.asked;
  const among = <T extends string>(name: string, all: readonly T[], otherwise: T): T => all.find((one) => one === query.get(name)) ?? otherwise;
  const list = (name: string) => (query.get(name) ?? "").split(",").filter((one) => one !== "");
  const given = list("priority");
  const came = list("channel");
  const asked: Asked = {
    measure: among("measure", measures, fresh.measure),
    by: among("by", parts, fresh.by),
    span: among("span", spans, fresh.span),
    teams: list("team"),
    assignees: list("assignee"),
    priorities: priorities.filter((one) => given.includes(one)),
    tags: list("tag").flatMap(decoded),
    types: list("type"),
    channels: channels.filter((one) => came.includes(one)),
    topics: list("topic"),
    organisations: list("organisation"),
    wall: query.get("clock") === "wall",
  };
  return trimmed(maySplit(asked.measure, asked.by) ? asked : { ...asked, by: "team" });
}

/** The address of a report; `id` is the saved one that it began from. */
export function writeAsked(asked: Asked, id: string | null): Record<string, string> {
  const all: Record<string, string> = {
    ...(id === null ? {} : { report: id, own: "yes" }),
    measure: asked.measure,
    by: asked.by,
    span: asked.span,
    team: (asked.teams ?? []).join(","),
    assignee: (asked.assignees ?? []).join(","),
    priority: (asked.priorities ?? []).join(","),
    tag: (asked.tags ?? []).map(encodeURIComponent).join(","),
    type: (asked.types ?? []).join(","),
    channel: (asked.channels ?? []).join(","),
    topic: (asked.topics ?? []).join(","),
    organisation: (asked.organisations ?? []).join(","),
    clock: asked.wall === true ? "wall" : "",
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** Without lists that do not narrow and without a clock where nothing is told by one, as the core writes it. */
export function trimmed({ measure, by, span, teams, assignees, priorities: urgency, tags, types, channels: ways, topics, organisations, wall }: Asked): Asked {
  const some = <T>(list: T[] | undefined): list is T[] => list !== undefined && list.length > 0;
  return {
    measure,
    by,
    span,
    ...(some(teams) ? { teams: [...teams].sort() } : {}),
    ...(some(assignees) ? { assignees: [...assignees].sort() } : {}),
    ...(some(urgency) ? { priorities: ranked.filter((one) => urgency.includes(one)) } : {}),
    ...(some(tags) ? { tags: [...tags].sort() } : {}),
    ...(some(types) ? { types: [...types].sort() } : {}),
    ...(some(ways) ? { channels: channels.filter((one) => ways.includes(one)) } : {}),
    ...(some(topics) ? { topics: [...topics].sort() } : {}),
    ...(some(organisations) ? { organisations: [...organisations].sort() } : {}),
    ...(wall === true && isTimed(measure) ? { wall } : {}),
  };
}

/** Whether two ask the same. */
export const same = (one: Asked, other: Asked) => JSON.stringify(trimmed(one)) === JSON.stringify(trimmed(other));

/** `First reply on the clock by team`: what a report is called that has no name. */
export const titleOf = (asked: Asked) => t("report.by", { measure: nameByClock(asked.measure, asked.wall === true ? "wall" : "business"), by: asked.by });

/** What a row is called. */
export function nameOfRow(row: ReportRow, by: ReportBy, view: Pick<ReportView, "steps" | "weekly">): string {
  if (by === "time") {
    const step = view.steps[Number(row.key)];
    return step === undefined ? "" : formatDate(step.from, view.weekly ? "day" : "weekday-day");
  }
  if (row.name !== "") return row.name;
  if (row.key === null) return t(`report.without.${by === "assignee" || by === "resolver" || by === "organisation" || by === "topic" ? by : "topic"}`);
  if (by === "priority") return t(`priority.${ranked[Number(row.key)] ?? "normal"}`);
  // Keys of a newer version have no words here; they stand for themselves.
  if (by === "type" || by === "channel") return valueLabel(by, row.key);
  return t("report.unknown");
}
