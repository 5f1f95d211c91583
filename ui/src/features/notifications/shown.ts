/** @file What was shown, ordered for the eye: by day, each entry with where it leads. */
import Activity from "@lucide/svelte/icons/activity";
import AlarmClock from "@lucide/svelte/icons/alarm-clock";
import AtSign from "@lucide/svelte/icons/at-sign";
import Bell from "@lucide/svelte/icons/bell";
import CalendarClock from "@lucide/svelte/icons/calendar-clock";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import GitMerge from "@lucide/svelte/icons/git-merge";
import Hourglass from "@lucide/svelte/icons/hourglass";
import MailWarning from "@lucide/svelte/icons/mail-warning";
import MessageSquare from "@lucide/svelte/icons/message-square";
import TrendingUp from "@lucide/svelte/icons/trending-up";
import UserRound from "@lucide/svelte/icons/user-round";
import type { NotificationKind, NotificationView, TicketId } from "../../api/gen";
import type { IconComponent } from "../../kit/glyph";
import { startOfDay } from "../../lib/days";

export const icons: Record<NotificationKind, IconComponent> = {
  at_risk: Hourglass,
  breach: CircleAlert,
  assignment: UserRound,
  mention: AtSign,
  customer_reply: MessageSquare,
  held_reply: MailWarning,
  conflict: GitMerge,
  reminder: Bell,
  deadline: CalendarClock,
  snooze: AlarmClock,
  escalation: TrendingUp,
  update: Activity,
};

export interface Day {
  day: number;
  entries: NotificationView[];
}

/** Groups entries, which come newest first, by the day they were shown on. */
export function byDay(entries: readonly NotificationView[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = startOfDay(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** The tickets that actions on an entry are about. */
export function ticketsOf({ ticket, tickets }: NotificationView): readonly TicketId[] {
  return ticket === null ? tickets : [ticket];
}
