/** @file Where a notification leads: to its ticket, or to the many that it stands for. */
import type { Notice, NotificationView, TicketId } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { queue } from "../lib/queue.svelte";
import { router } from "../lib/router.svelte";

export type Notified = Pick<NotificationView, "kind" | "ticket" | "tickets">;

export type Way = { to: "ticket"; ticket: TicketId } | { to: "list"; sla: "breached" | "at_risk" } | { to: "walk"; tickets: readonly TicketId[] } | { to: "nowhere" };

export function wayOf({ kind, ticket, tickets }: Notified): Way {
  const [only] = tickets;
  if (ticket !== null) return { to: "ticket", ticket };
  if (tickets.length === 1 && only !== undefined) return { to: "ticket", ticket: only };
  // Of a storm only the first tickets are named; the list knows all of them.
  if (kind === "breach") return { to: "list", sla: "breached" };
  if (kind === "at_risk") return { to: "list", sla: "at_risk" };
  return tickets.length === 0 ? { to: "nowhere" } : { to: "walk", tickets };
}

export function follow(notified: Notified): void {
  const way = wayOf(notified);
  switch (way.to) {
    case "ticket":
      router.go("ticket", [way.ticket]);
      break;
    case "list":
      router.go("list", [], { sla: way.sla });
      break;
    case "walk":
      queue.walk([...way.tickets]);
      router.go("ticket", way.tickets.slice(0, 1));
      break;
    case "nowhere":
      break;
  }
}

/** Says in the window what the desktop could not show, with the same way to it. */
export function warn({ ticket, many, title, body }: Extract<Notice, { notice: "warned" }>): void {
  const open = many === null ? (ticket === null ? null : () => router.go("ticket", [ticket])) : () => follow({ ...many, ticket: null });
  toasts.add({
    text: [title, ...body.split("\n")].join(" · "),
    action: open === null ? null : { label: t("app.open"), act: open },
    // Of a storm the latest word stands.
    about: many === null ? null : "warned",
  });
}
