/** @file What the values of a facet are called on the screen. */
import type { Priority, SearchFacetValue, Key as SearchKey } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { valueLabel } from "../../lib/fields";

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];

export function facetName(key: SearchKey, value: SearchFacetValue): string {
  if (key === "assignee" && value.text === "none") return t("list.nobody");
  const priority = key === "priority" ? priorities.find((one) => one === value.text) : undefined;
  if (priority !== undefined) return t(`priority.${priority}`);
  return key === "type" && value.name === value.text ? valueLabel("type", value.text) : value.name;
}
