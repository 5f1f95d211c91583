/** @file Which columns are those of a status, so that their cards say for how long they have stood there, and from when on they do. */
import type { ColumnView } from "../../api/gen";

/** What came today needs no age. */
export const agedAfterMillis = 86_400_000;

/** Whether the column of a card is that of its status; what is closed is history. */
export function showsAge({ category, statuses, facet }: Pick<ColumnView, "category" | "statuses" | "facet">): boolean {
  return category !== "closed" && (statuses.length > 0 || facet.is === "unmapped");
}
