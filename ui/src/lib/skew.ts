/** @file A clock of this computer that is wrong, in words; small differences are nobody's concern. */
import { t } from "../i18n/words.svelte";
import { shortSpan } from "./time";

const shownFromMillis = 2 * 60_000;

/** `offset` is server time minus device time, in milliseconds. */
export function skewWords(offset: number): string | null {
  if (Math.abs(offset) < shownFromMillis) return null;
  const span = shortSpan(Math.abs(offset));
  return offset > 0 ? t("syncing.clock.slow", { span }) : t("syncing.clock.fast", { span });
}
