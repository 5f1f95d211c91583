/** @file A ticket in one sentence, for people who listen. */
import type { ClockView, LookupsView, Mark, Priority, Progress, StatusCategory, StatusKey } from "../api/gen";
import { formatDate, t } from "../i18n/words.svelte";
import { slaSentence, slaStateAt } from "../lib/time";

interface Told {
  number: string;
  subject: string;
  priority: Priority;
  requester: string | null;
  assignee_name: string | null;
  clock: ClockView | null;
  mark: Mark;
  unread?: boolean;
  answered?: boolean;
  checklist?: Progress;
}

/** A date that people gave a ticket, beside what its policy says. */
export interface OwnDate {
  at: number;
  /** It has passed, and there is still something to do. */
  late: boolean;
}

/** Returns the number, the subject, and what stands on a card in pictures; with the ticket's own date where that is shown. */
export function ticketSentence(ticket: Told, now: number, date?: OwnDate): string {
  const clock = ticket.clock === null ? null : slaStateAt(ticket.clock, now);
  const parts = [
    `${ticket.number} ${ticket.subject}`,
    ticket.unread === true ? t("unread.title") : "",
    t("card.said.priority", { priority: t(`priority.${ticket.priority}`) }),
    clock === null || ticket.clock === null ? "" : slaSentence(clock, ticket.clock.due, now),
    date === undefined ? "" : t(date.late ? "card.said.dateLate" : "card.said.date", { at: formatDate(date.at, "full") }),
    ticket.requester === null ? "" : t("card.said.requester", { name: ticket.requester }),
    ticket.assignee_name === null ? t("card.said.nobody") : t("card.said.assignee", { name: ticket.assignee_name }),
    ticket.checklist === undefined ? "" : t("card.said.checklist", ticket.checklist),
    ticket.answered === true ? t("answered.title") : "",
    ticket.mark === "synced" ? "" : t(`mark.${ticket.mark}`),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Whether nothing is left to do about a ticket. */
export function isDone(category: StatusCategory): boolean {
  return category === "resolved" || category === "closed";
}

/** Whether nothing is left to do in a status; of one that the house does not know any more nobody can say it is. */
export function isDoneStatus(key: StatusKey, lookups: LookupsView | undefined): boolean {
  const category = lookups?.statuses.find((status) => status.key === key)?.category;
  return category !== undefined && isDone(category);
}

/** Returns the name of a status; its key where the house does not know it any more. */
export function statusName(key: StatusKey, lookups: LookupsView | undefined): string {
  return lookups?.statuses.find((status) => status.key === key)?.name ?? key;
}
