/** @file Do not disturb: switched from its key, the palette, the status bar and the settings, always the same way. */
import BellOff from "@lucide/svelte/icons/bell-off";
import { formatDate, t } from "../i18n/words.svelte";
import type { Menu } from "../kit/menu.svelte";
import { toasts } from "../kit/toasts.svelte";
import { act } from "./act";
import { call } from "./call";
import type { DndHold, DndPut, DndView } from "./gen";

const hourMillis = 3_600_000;

/** Switches it and says so; taken back, it is as it was, which may have been until some moment. It is this computer's own, and no step of the desk. */
async function put(to: DndPut, text: string): Promise<void> {
  const before = await act("dnd_get", {});
  if (before === null || (await act("dnd_put", to)) === null) return;
  const { on, until } = before;
  toasts.add({ text, about: "dnd", own: true, undo: () => void act("dnd_put", { on, ...(until === null ? {} : { until }) }) });
}

/** Holds everything back until it is switched off. */
export const hold = () => put({ on: true }, t("dnd.said.on"));

/** Holds back for a span; the desk decides when that ends, and `until` says it. */
const holdFor = (span: DndHold, until: number) => put({ on: true, hold: span }, t("dnd.said.until", { at: formatDate(until, "moment") }));

export const letThrough = () => put({ on: false }, t("dnd.said.off"));

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
