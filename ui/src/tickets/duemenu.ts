/** @file The menu of due dates: near moments, a typed one, or none. */
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu } from "../kit/menu.svelte";
import { nearMoments, readMoment } from "./when";

/** `none` is what having no such moment is called. */
export function dueMenu(put: (at: number | null) => void, none = t("due.none")): Omit<Menu, "label"> {
  return {
    kind: "pick",
    search: t("due.search"),
    create: {
      label: (text) => formatDate(readMoment(text, Date.now()) ?? Date.now(), "full"),
      act: (text) => {
        const at = readMoment(text, Date.now());
        if (at !== null) put(at);
      },
      refuses: (text) => (readMoment(text, Date.now()) === null ? t("due.unknown", { text }) : null),
    },
    entries: () => [
      ...nearMoments(Date.now()).map(({ id, at }) => ({
        id,
        label: t(`due.${id}`),
        detail: formatDate(at, "weekday-time"),
        act: () => put(at),
      })),
      { id: "none", label: none, act: () => put(null) },
    ],
  };
}
