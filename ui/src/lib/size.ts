/** @file How big a file is, in the unit that people would use. */
import { formatNumber } from "../i18n/words.svelte";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function sizeWords(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return formatNumber(value, {
    style: "unit",
    unit: units[power] ?? "byte",
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
}
