/** @file Spans, leads and actions of service levels in words, wherever a policy, a simulation or a history speaks of them. */
import type { Lead } from "../api/gen";
import { t } from "../i18n/words.svelte";

/** A target as people write it and `lib/span.ts` reads it: `4h`, `1h 30m`, `45m`; never days, since a business day is nobody's 24 hours. */
export function targetText(minutes: number | null): string {
  if (minutes === null) return "";
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${String(hours)}h` : "", rest > 0 || hours === 0 ? `${String(rest)}m` : ""].filter((part) => part !== "").join(" ");
}

/** A span as the reader's language writes it short: `1h 30m`, `1 h 30 min`; never days, as above. */
export function spanText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t("time.minutes", { minutes: rest });
  return rest === 0 ? t("time.wholeHours", { hours }) : t("time.hours", { hours, minutes: rest });
}

/** Business time in milliseconds, rounded to the minute. */
export function businessText(millis: number): string {
  return spanText(Math.round(millis / 60_000));
}

/** When a step is taken: `at 75 %`, `30m before it is due`. */
export function leadWords(lead: Lead): string {
  switch (lead.at) {
    case "percent":
      return t("lead.percent", { percent: lead.percent });
    case "minutes_before":
      return t("lead.minutesBefore", { span: spanText(lead.minutes) });
    case "breach":
      return t("lead.breach");
    case "minutes_after":
      return t("lead.minutesAfter", { span: spanText(lead.minutes) });
  }
}
