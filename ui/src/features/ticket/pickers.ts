/** @file The menus that change a ticket: status, priority, assignee, tags; the same from the header, a key and the palette. */
import { act } from "../../api/act";
import type { JsonValue, Level, LookupsView, Matrix, Priority, StatusKey, TicketView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { hueOf } from "../../kit/glyph";
import { openMenu, type MenuEntry } from "../../kit/menu.svelte";
import { fieldLabel } from "../../lib/fields";

export const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
export const levels: readonly Level[] = ["high", "medium", "low"];

/** Sets fields of one ticket; names are those of `ticket_set`. False when it was refused, which has been said. */
export async function setFields(ticket: TicketView, fields: Record<string, JsonValue>, says?: string): Promise<boolean> {
  const names = Object.keys(fields).map(fieldLabel).join(", ");
  const input = { tickets: [ticket.id], fields, add_tags: [], remove_tags: [] };
  const done = await act("ticket_set", input, says === undefined ? { done: t("ticket.saved", { field: names }), quiet: true } : { done: says });
  return done !== null;
}

export function statusName(lookups: LookupsView, key: StatusKey): string {
  return lookups.statuses.find((status) => status.key === key)?.name ?? key;
}

export function mayBecome(ticket: TicketView, key: StatusKey): boolean {
  return key === ticket.status || ticket.next.includes(key);
}

/** The status that `E` and "send and resolve" mean: the first resolved one that the workflow allows. */
export function resolvedStatus(ticket: TicketView, lookups: LookupsView): StatusKey | null {
  const found = lookups.statuses.find(({ category, key, retired }) => category === "resolved" && !retired && mayBecome(ticket, key));
  return found?.key ?? null;
}

export function setStatus(ticket: TicketView, lookups: LookupsView, status: StatusKey): Promise<boolean> {
  return setFields(ticket, { status }, t("ticket.said.status", { number: ticket.number, status: statusName(lookups, status) }));
}

export function openStatus(at: Element, ticket: TicketView, lookups: LookupsView): void {
  const from = statusName(lookups, ticket.status);
  openMenu(at, {
    label: t("ticket.pick.status", { number: ticket.number }),
    kind: "pick",
    entries: () =>
      lookups.statuses
        .filter((status) => !status.retired || status.key === ticket.status)
        .map((status) => ({
          id: status.key,
          label: status.name,
          glyph: { kind: "status" as const, category: status.category },
          checked: status.key === ticket.status,
          ...(mayBecome(ticket, status.key) ? {} : { refused: t("ticket.pick.status.refused", { from }) }),
          act: () => void setStatus(ticket, lookups, status.key),
        })),
  });
}

/** What impact and urgency ask for; Normal where the matrix is silent. */
export function matrixPriority(matrix: Matrix, impact: Level, urgency: Level): Priority {
  return matrix.rows[impact]?.[urgency] ?? "normal";
}

/** `ask` is called when the choice differs from the matrix, which wants a reason. */
export function openPriority(at: Element, ticket: TicketView, lookups: LookupsView, ask: (priority: Priority) => void): void {
  const expected = matrixPriority(lookups.matrix, ticket.impact, ticket.urgency);
  openMenu(at, {
    label: t("ticket.pick.priority", { number: ticket.number }),
    kind: "pick",
    entries: () =>
      priorities.map((priority) => ({
        id: priority,
        label: t(`priority.${priority}`),
        glyph: { kind: "priority" as const, priority },
        checked: priority === ticket.priority,
        ...(priority === expected ? { detail: t("ticket.pick.priority.matrix") } : {}),
        act: () => {
          if (priority === expected) void setFields(ticket, { priority, priority_reason: null }, saidPriority(ticket, priority));
          else if (priority !== ticket.priority) ask(priority);
        },
      })),
  });
}

export function saidPriority(ticket: TicketView, priority: Priority): string {
  return t("ticket.said.priority", { number: ticket.number, priority: t(`priority.${priority}`) });
}

export function assign(ticket: TicketView, person: { id: string; name: string } | null): Promise<boolean> {
  const says =
    person === null
      ? t("ticket.said.unassigned", { number: ticket.number })
      : t("ticket.said.assigned", { number: ticket.number, name: person.name });
  return setFields(ticket, { assignee: person?.id ?? null }, says);
}

export function openAssignee(at: Element, ticket: TicketView, lookups: LookupsView, me: string | undefined): void {
  const staff = [...lookups.staff].sort((one, other) => Number(other.id === me) - Number(one.id === me));
  openMenu(at, {
    label: t("ticket.pick.assignee", { number: ticket.number }),
    kind: "pick",
    search: t("ticket.pick.assignee.search"),
    entries: () => [
      ...staff.map((person) => ({
        id: person.id,
        label: person.name,
        glyph: { kind: "person" as const, name: person.name, seed: person.id },
        checked: person.id === ticket.assignee,
        ...(person.id === me ? { detail: t("ticket.me") } : {}),
        act: () => void assign(ticket, person),
      })),
      ...(ticket.assignee === null
        ? []
        : ["line" as const, { id: "nobody", label: t("ticket.pick.assignee.nobody"), act: () => void assign(ticket, null) }]),
    ],
  });
}

async function changeTags(ticket: TicketView, add: string[], remove: string[]): Promise<void> {
  const input = { tickets: [ticket.id], fields: {}, add_tags: add, remove_tags: remove };
  await act("ticket_set", input, { done: t("ticket.saved", { field: fieldLabel("tags") }), quiet: true });
}

export function removeTag(ticket: TicketView, tag: string): Promise<void> {
  return changeTags(ticket, [], [tag]);
}

/** `current` is read again after each choice, so that the ticks follow while the menu stays open. */
export function openTags(at: Element, current: () => TicketView, lookups: LookupsView): void {
  const toggle = (tag: string) => {
    const ticket = current();
    void (ticket.tags.includes(tag) ? changeTags(ticket, [], [tag]) : changeTags(ticket, [tag], []));
  };
  openMenu(at, {
    label: t("ticket.pick.tags", { number: current().number }),
    kind: "pick",
    many: true,
    search: t("ticket.pick.tags.search"),
    create: { label: (text) => t("ticket.pick.tags.new", { tag: text }), act: toggle },
    entries: (): MenuEntry[] =>
      [...new Set([...current().tags, ...lookups.tags])].map((tag) => ({
        id: tag,
        label: tag,
        glyph: { kind: "hue" as const, hue: hueOf(tag) },
        checked: current().tags.includes(tag),
        act: () => toggle(tag),
      })),
  });
}
