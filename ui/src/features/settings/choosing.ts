/** @file A choice of how the window is, or how this computer tells: made at once, said, and taken back by the toast or by the key for undo. */
import { t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";

/** Only the latest word on a choice stands: who tries four themes has not four things to take back. */
const about = "chosen";

interface Said {
  /** What is chosen, and what it is now, as they stand on the screen. */
  what: string;
  value: string;
}

interface Choice<T> extends Said {
  before: T;
  after: T;
  use: (value: T) => void;
}

interface KeptChoice<T> extends Said {
  before: T;
  after: T;
  /** Keeps it outside of the page; says itself why it could not, and then answers null. */
  keep: (value: T) => Promise<unknown>;
}

const say = ({ what, value }: Said, undo: () => void) => toasts.add({ text: t("settings.chosen", { what, value }), about, own: true, undo });

export const onOff = (to: "on" | "off"): string => t(to === "on" ? "settings.on" : "settings.off");

export function choose<T>({ before, after, use, ...said }: Choice<T>): void {
  if (before === after) return;
  use(after);
  say(said, () => use(before));
}

/** The same of what this computer's desk or window keeps, beside the stack of what the desk itself takes back: it is said once it is kept. */
export async function chooseKept<T>({ before, after, keep, ...said }: KeptChoice<T>): Promise<void> {
  if (before !== after && (await keep(after)) !== null) say(said, () => void keep(before));
}
