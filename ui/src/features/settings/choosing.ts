/** @file A choice of how the window is: made at once, said, and taken back by the toast or by the key for undo. */
import { t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";

/** Only the latest word on a choice stands: who tries four themes has not four things to take back. */
const about = "chosen";

interface Choice<T> {
  /** What is chosen, and what it is now, as they stand on the screen. */
  what: string;
  value: string;
  before: T;
  after: T;
  use: (value: T) => void;
}

export function choose<T>({ what, value, before, after, use }: Choice<T>): void {
  if (before === after) return;
  use(after);
  toasts.add({ text: t("settings.chosen", { what, value }), about, own: true, undo: () => use(before) });
}
