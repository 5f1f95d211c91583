/** @file Do not disturb: switched from its key, the palette, the status bar and the settings, always the same way. */
import BellOff from "@lucide/svelte/icons/bell-off";
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu } from "../kit/menu.svelte";
import { act } from "./act";
import { call } from "./call";
import type { DndView } from "./gen";
import { addDays, momentOf } from "../lib/days";

const hourMillis = 3_600_000;
const morningMinutes = 8 * 60;

/** The next morning at eight, when a day of work begins. */
export function nextMorning(now: number): number {
  const today = momentOf(now, morningMinutes);
  return today > now ? today : momentOf(addDays(now, 1), morningMinutes);
}

export async function holdUntil(until: number | null): Promise<void> {
  const done = until === null ? t("dnd.said.on") : t("dnd.said.until", { at: formatDate(until, "moment") });
  await act("dnd_put", { on: true, ...(until === null ? {} : { until }) }, { done });
}

export async function letThrough(): Promise<void> {
  await act("dnd_put", { on: false }, { done: t("dnd.said.off") });
}

export const holdForAnHour = () => holdUntil(Date.now() + hourMillis);

export const holdUntilMorning = () => holdUntil(nextMorning(Date.now()));

/** What the key does: on until it is switched off, or off. */
export async function toggleDnd(): Promise<void> {
  const { on } = await call("dnd_get", {});
  await (on ? letThrough() : holdUntil(null));
}

/** How it stands, in a few words; null when nothing is held back. */
export function dndWords(dnd: DndView): string | null {
  if (dnd.on) return dnd.until === null ? t("dnd.on") : t("dnd.until", { at: formatDate(dnd.until, "moment") });
  return dnd.quiet_now ? t("dnd.quiet") : null;
}

export function dndMenu(dnd: DndView | undefined): Menu {
  return {
    label: t("dnd.title"),
    entries: () => [
      ...(dnd?.on === true ? [{ id: "off", label: t("dnd.off"), act: () => void letThrough() }, "line" as const] : []),
      { id: "hour", label: t("dnd.hour"), detail: formatDate(Date.now() + hourMillis, "time"), act: () => void holdForAnHour() },
      { id: "morning", label: t("dnd.morning"), detail: formatDate(nextMorning(Date.now()), "weekday-time"), act: () => void holdUntilMorning() },
      { id: "on", label: t("dnd.open"), glyph: { kind: "icon", icon: BellOff }, act: () => void holdUntil(null) },
    ],
  };
}
