/** @file What one does to a visit, from a screen of visits or from its ticket: done, said, and undoable. */
import type { StepKind, VisitQuery, VisitState, VisitStep, VisitView } from "../api/gen";
import { formatTimes, formatDate, t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { addDays, startOfDay } from "../lib/days";
import { shortSpan, workedSpan } from "../lib/time";
import { change } from "../tickets/change.svelte";

/** What people see of a visit's state, in the order of a day. */
export const visitStates: readonly VisitState[] = ["planned", "on_the_way", "on_site", "done", "cancelled"];

/** All visits of a ticket. */
export const visitsOf = (ticket: string): VisitQuery => ({ ticket, from: null, to: null, technicians: [], unscheduled: false });

/** Says what happened; returns whether it was taken. */
export function takeStep(visit: VisitView, step: StepKind, more: Partial<Pick<VisitStep, "report" | "minutes">> = {}): Promise<boolean> {
  return change("visit_step", { visit: visit.id, step, report: null, minutes: null, ...more }, t(`visit.did.${step}`, { number: visit.number }));
}

export function removeVisit(visit: VisitView): Promise<boolean> {
  return change("visit_remove", { visit: visit.id }, t("visit.did.removed", { number: visit.number }));
}

/** The step that the big button offers: the usual one, unless the only way is back. */
export function usualStep({ next }: VisitView): StepKind | null {
  const [first] = next;
  return first === undefined || first === "taken_back" || first === "cancelled" ? null : first;
}

/** `09:00 – 10:30`, with the day where it is not the one that is spoken of. */
export function windowWords({ from, until }: Pick<VisitView, "from" | "until">, how: "time" | "day"): string {
  if (from === null || until === null) return t("visit.unscheduled");
  const within = until <= addDays(startOfDay(from), 1);
  if (how === "time" && within) return formatTimes(from, until);
  return within ? `${formatDate(from, "weekday-day")}, ${formatTimes(from, until)}` : `${formatDate(from, "moment")} – ${formatDate(until, "moment")}`;
}

/** How long a finished visit took, and what of it was booked; nothing of one that is still to come or was called off. */
export function tookWords({ state, on_site_seconds: onSite, spent_seconds: booked }: Pick<VisitView, "state" | "on_site_seconds" | "spent_seconds">): string {
  if (state !== "done") return "";
  return [onSite === null ? "" : t("visit.spent", { span: shortSpan(onSite * 1_000) }), booked === 0 ? "" : t("visit.booked", { span: workedSpan(booked * 1_000) })].filter((one) => one !== "").join(" · ");
}

/** Puts a text where the reader can paste it elsewhere, and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.add({ text: t("did.copied", { what: text }) });
  } catch {
    // The system keeps the clipboard to itself, for example without a focused window.
    toasts.add({ text: t("act.noClipboard"), tone: "danger" });
  }
}
