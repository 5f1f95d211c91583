/** @file Time in words: how long ago, how much is left, and the long form that is read aloud. */
import { formatDate, formatList, formatNumber, t } from "../i18n/words.svelte";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** From two years on nobody counts days. */
const wholeDays = (millis: number): string => (millis >= 730 * day ? t("time.wholeYears", { years: Math.floor(millis / (365.25 * day)) }) : t("time.wholeDays", { days: Math.floor(millis / day) }));

/** The short form of a span: `3d 4h`, `3h 20m`, `42m`, `4m 05s`, `9s`; what is over begins with a minus sign. */
export function shortSpan(millis: number): string {
  const size = Math.abs(millis);
  // What is left is rounded down and what is over too: nobody is told of a minute that he does not have.
  const text =
    size >= 100 * day
      ? wholeDays(size)
      : size >= 2 * day
        ? t("time.days", { days: Math.floor(size / day), hours: Math.floor((size % day) / hour) })
        : size >= hour
          ? t("time.hours", { hours: Math.floor(size / hour), minutes: twoDigits(Math.floor((size % hour) / minute)) })
          : size >= 5 * minute
            ? t("time.minutes", { minutes: Math.floor(size / minute) })
            : size >= minute
              ? t("time.seconds", { minutes: Math.floor(size / minute), seconds: twoDigits(Math.floor((size % minute) / second)) })
              : t("time.onlySeconds", { seconds: Math.floor(size / second) });
  return millis < 0 ? `\u2212${text}` : text;
}

function twoDigits(value: number): string {
  return formatNumber(value, { minimumIntegerDigits: 2 });
}

/** A span that somebody worked, as it is written down: `3m`, and seconds only where there are some. */
export function workedSpan(millis: number): string {
  return millis < hour && millis % minute === 0 ? t("time.minutes", { minutes: millis / minute }) : shortSpan(millis);
}

/** The long form of a span, for people who listen: `1 hour 5 minutes`. */
export function spokenSpan(millis: number): string {
  const size = Math.abs(millis);
  const units: [string, number][] =
    size >= 2 * day
      ? [
          ["day", Math.floor(size / day)],
          ["hour", Math.floor((size % day) / hour)],
        ]
      : size >= minute
        ? [
            ["hour", Math.floor(size / hour)],
            ["minute", Math.floor((size % hour) / minute)],
          ]
        : [["second", Math.floor(size / second)]];
  const parts = units
    .filter(([, count], index) => count > 0 || (units.length === 1 && index === 0))
    .map(([unit, count]) => formatNumber(count, { style: "unit", unit, unitDisplay: "long" }));
  return formatList(parts, "span");
}

/** How long ago `at` was, relative under a day and a date from there on. */
export function ago(at: number, now: number): string {
  const passed = now - at;
  if (passed < minute && passed > -minute) return t("time.now");
  if (passed < 0) return passed > -day ? t("time.in", { span: roughSpan(-passed) }) : dateOf(at, now);
  return passed < day ? t("time.ago", { span: roughSpan(passed) }) : dateOf(at, now);
}

/** Only the leading unit: `42m`, `3h`, `9d`, `4y`. */
export function roughSpan(millis: number): string {
  if (millis >= 2 * day) return wholeDays(millis);
  return millis < hour
    ? t("time.minutes", { minutes: Math.floor(millis / minute) })
    : t("time.wholeHours", { hours: Math.floor(millis / hour) });
}

function dateOf(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatDate(at, sameYear ? "day" : "date");
}

/** A clock of a ticket as the core judged it; times in milliseconds since 1970. */
export interface SlaClock {
  state: "none" | "idle" | "running" | "at_risk" | "paused" | "met" | "breached" | "cancelled";
  due: number | null;
  at_risk: number | null;
  /** When it was met, in time or late; a clock that has ended counts no further. */
  met_at?: number | null;
}

/** How a clock stands; `null` where there is nothing to show. */
export type SlaState = "running" | "at_risk" | "breached" | "paused" | "met";

/**
 * Returns the state to show for a clock that the core judged a moment ago.
 *
 * Two things happen between two readings without anybody acting: it becomes at risk, and the deadline passes.
 */
export function slaStateAt(clock: SlaClock, now: number): SlaState | null {
  switch (clock.state) {
    case "none":
    case "idle":
    case "cancelled":
      return null;
    case "paused":
    case "met":
    case "breached":
      return clock.state;
    case "running":
    case "at_risk":
      if (clock.due !== null && clock.due <= now) return "breached";
      return clock.at_risk !== null && clock.at_risk <= now ? "at_risk" : clock.state;
  }
}

/** The text on the chip. */
export function slaText(state: SlaState, due: number | null, now: number): string {
  if (state === "paused") return t("sla.paused");
  if (state === "met") return t("sla.met");
  return due === null ? "" : shortSpan(due - now);
}

/** The text on the chip of a clock that has ended late; without a moment it was never met. */
export function endedText(due: number | null, metAt: number | null): string {
  return due === null || metAt === null ? t("sla.missed") : t("sla.late", { span: shortSpan(metAt - due) });
}

/** The sentence for a clock that ended without having been met. */
export function missedSentence(due: number | null): string {
  return due === null ? t("sla.missed") : t("sla.said.missed", { at: formatDate(due, "full") });
}

/** The sentence for a clock that was met after its deadline. */
export function lateSentence(due: number, metAt: number): string {
  return t("sla.said.late", { span: spokenSpan(metAt - due), at: formatDate(due, "full") });
}

/** The whole sentence, for the tooltip and for people who listen. */
export function slaSentence(state: SlaState, due: number | null, now: number): string {
  if (state === "paused") return t("sla.said.paused");
  if (state === "met") return t("sla.said.met");
  if (due === null) return "";
  const values = { span: spokenSpan(due - now), at: formatDate(due, "full") };
  if (due <= now) return t("sla.said.breached", values);
  return state === "at_risk" ? t("sla.said.atRisk", values) : t("sla.said.onTrack", values);
}
