/** @file Whether a column is full, and how its limit reads; the limit counts all of its tickets, also those that a filter hides. */
import type { ColumnView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";

export interface Limited {
  limit: number;
  over: boolean;
  /** Takes no card more. */
  full: boolean;
  words: string;
}

export function limitOf({ limit, load, hard }: Pick<ColumnView, "limit" | "load" | "hard">): Limited | null {
  if (limit === null) return null;
  const over = load > limit;
  const full = hard && load >= limit;
  const words = over ? t("board.limit.over", { count: load, limit }) : full ? t("board.limit.full", { limit }) : t("board.limit.within", { count: load, limit });
  return { limit, over, full, words };
}
