/** @file What the values of a facet are called on the screen. */
import type { Priority, SearchFacetValue, Key as SearchKey, TicketType } from "../../api/gen";
import { t } from "../../i18n/words.svelte";

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
const types: readonly TicketType[] = ["incident", "request", "question", "task", "bug", "feature_request"];

export function facetName(key: SearchKey, value: SearchFacetValue): string {
  if (key === "assignee" && value.text === "none") return t("list.nobody");
  const priority = key === "priority" ? priorities.find((one) => one === value.text) : undefined;
  if (priority !== undefined) return t(`priority.${priority}`);
  const type = key === "type" ? types.find((one) => one === value.text) : undefined;
  return type === undefined ? value.name : t(`type.${type}`);
}
