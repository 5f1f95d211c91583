/** @file What stands above a ticket on paper: its values, since paper has no sidebar. */
import type { Fact, LookupsView, TicketView } from "../../api/gen";
import { formatDate, formatList, t } from "../../i18n/words.svelte";
import { fieldLabel } from "../../lib/fields";
import { valueText } from "../../tickets/formfields";
import { statusName } from "../../tickets/sentences";
import { typeName } from "../../tickets/types";
import type { PaperKind } from "./paper.svelte";

/** What is empty is left out; what the desk notes of a ticket in its own fields is for the desk. */
export function factsOf(ticket: TicketView, lookups: LookupsView, kind: PaperKind): (Fact & { id: string })[] {
  const requester = [ticket.requester?.name, ticket.requester?.email, ticket.organisation].filter((part) => part != null).join(" · ");
  const values: [string, string][] = [
    ["requester", requester],
    ["status", statusName(ticket.status, lookups)],
    ["priority", t(`priority.${ticket.priority}`)],
    ["assignee", ticket.assignee_name ?? t("act.nobody")],
    ["team", lookups.teams.find(({ id }) => id === ticket.team)?.name ?? ""],
    ["type", typeName(lookups, ticket.type)],
    ["category", ticket.category_path.join(" / ")],
    ["tags", formatList(ticket.tags, "plain")],
    ["due", ticket.due === null ? "" : formatDate(ticket.due, "full")],
  ];
  const own = kind === "public" ? [] : lookups.fields.map((field) => ({ id: field.key, label: field.name, value: valueText(field, ticket.custom[field.key]) }));
  return [...values.map(([id, value]) => ({ id, label: fieldLabel(id), value })), ...own].filter(({ value }) => value !== "");
}
