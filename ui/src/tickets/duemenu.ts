/** @file The menu of due dates: near moments, a typed one, or none. */
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import { nearMoments, readMoment } from "./when";

export function dueMenu(put: (at: number | null) => void): Omit<Menu, "label"> {
  return {
    kind: "pick",
    search: t("due.search"),
    create: {
      label: (text) => {
        const at = readMoment(text, Date.now());
        return at === null ? t("due.unknown", { text }) : formatDate(at, "full");
      },
      act: (text) => {
        const at = readMoment(text, Date.now());
        if (at === null) toasts.add({ text: t("due.unknown", { text }), tone: "danger" });
        else put(at);
      },
    },
    entries: () => [
      ...nearMoments(Date.now()).map(({ id, at }) => ({
        id,
        label: t(`due.${id}`),
        detail: formatDate(at, "weekday-time"),
        act: () => put(at),
      })),
      { id: "none", label: t("due.none"), act: () => put(null) },
    ],
  };
}
