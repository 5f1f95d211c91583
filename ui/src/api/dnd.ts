/** @file Do not disturb: switched from its key, the palette, the status bar and the settings, always the same way. */
import BellOff from "@lucide/svelte/icons/bell-off";
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu } from "../kit/menu.svelte";
import { act } from "./act";
import { call } from "./call";
import type { DndHold, DndView } from "./gen";

const hourMillis = 3_600_000;
/** Holds everything back until it is switched off. */
export async function hold(): Promise<void> {
  await act("dnd_put", { on: true }, { done: t("dnd.said.on") });
}

/** Holds back for a span; the desk decides when that ends, and `until` says it. */
async function holdFor(span: DndHold, until: number): Promise<void> {
  await act("dnd_put", { on: true, hold: span }, { done: t("dnd.said.until", { at: formatDate(until, "moment") }) });
}

export async function letThrough(): Promise<void> {
  await act("dnd_put", { on: false }, { done: t("dnd.said.off") });
}

export const holdForAnHour = () => holdFor("hour", Date.now() + hourMillis);

export async function holdUntilMorning(): Promise<void> {
  const { morning } = await call("dnd_get", {});
  await holdFor("morning", morning);
}

/** What the key does: on until it is switched off, or off. */
export async function toggleDnd(): Promise<void> {
  const { on } = await call("dnd_get", {});
  await (on ? letThrough() : hold());
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
      { id: "morning", label: t("dnd.morning"), ...(dnd === undefined ? {} : { detail: formatDate(dnd.morning, "weekday-time") }), act: () => void holdUntilMorning() },
      { id: "on", label: t("dnd.open"), glyph: { kind: "icon", icon: BellOff }, act: () => void hold() },
    ],
  };
}
