/** @file In which order the cards of a column stand: as the board says, or as this person likes it better. */
import type { BoardSort } from "../../api/gen";
import { t, type PlainKey } from "../../i18n/words.svelte";
import type { Menu } from "../../kit/menu.svelte";
import { announcer } from "../../lib/announce.svelte";
import { store, stored } from "../../lib/stored.svelte";

export const sorts: readonly BoardSort[] = ["rank", "due", "priority", "updated", "created", "oldest"];
const words: Record<BoardSort, PlainKey> = {
  rank: "board.sort.rank",
  due: "board.sort.due",
  priority: "board.sort.priority",
  updated: "board.sort.updated",
  created: "board.sort.created",
  oldest: "board.sort.oldest",
};
const name = "board-sort";

export function readSort(text: string | null): BoardSort | null {
  return sorts.find((sort) => sort === text) ?? null;
}

/** The person's own order; null is the board's. */
export function ownSort(): BoardSort | null {
  return readSort(stored(name));
}

export const sortWords = (sort: BoardSort): string => t(words[sort]);

/** What the sort button offers, and its key; `shown` is the order in sight. */
export function sortMenu(shown: BoardSort): Menu {
  const item = (sort: BoardSort) => ({
    id: sort,
    label: t(words[sort]),
    checked: sort === shown,
    act: () => {
      store(name, sort);
      announcer.say(t("board.sorted", { order: sortWords(sort) }));
    },
  });
  return { label: t("board.sort"), kind: "pick", entries: () => sorts.map(item) };
}
