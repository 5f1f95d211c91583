/** @file The time zones that a file's times may stand in. */

import { systemZone } from "./here.svelte";

/**
 * Returns the zones that fit what was typed, this computer's first; `lisbon` finds Europe/Lisbon. A whole zone comes
 * before all others: Enter takes the first, and must not make another of what somebody spelled out.
 */
export function zonesFor(typed: string, count: number): string[] {
  const all = [systemZone(), "UTC", ...Intl.supportedValuesOf("timeZone")];
  const whole = typed.trim();
  if (isZone(whole)) return [...new Set([whole, ...all])].slice(0, count);
  const wanted = whole.toLowerCase().replaceAll(" ", "_");
  const fitting = [...new Set(all)].filter((zone) => zone.toLowerCase().includes(wanted));
  const starts = (zone: string) => zone.toLowerCase().split("/").some((part) => part.startsWith(wanted));
  return [...fitting.filter(starts), ...fitting.filter((zone) => !starts(zone))].slice(0, count);
}

export function isZone(text: string): boolean {
  return text === "UTC" || text === systemZone() || Intl.supportedValuesOf("timeZone").includes(text);
}
