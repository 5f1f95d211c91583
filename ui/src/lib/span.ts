/** @file Time spent, as people type it: `1h 30m`, `90`, `1:30`, `1.5h`, `1 Std. 30 Min.`. */

/** Returns the seconds of what was typed, or null when it is no span; a bare number is minutes. */
export function readSpan(text: string): number | null {
  const typed = text.trim().toLowerCase().replaceAll(",", ".");
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(typed);
  if (clock !== null) return positive(Number(clock[1]) * 3600 + Number(clock[2]) * 60);
  if (/^\d+(\.\d+)?$/.test(typed)) return positive(Number(typed) * 60);
  const parts = /^(?:(\d+(?:\.\d+)?)\s*(?:h(?:ours?|rs?)?|std\.?|stunden?))?\s*(?:(\d+(?:\.\d+)?)\s*m(?:in(?:uten?|utes?|s)?)?\.?)?$/.exec(typed);
  if (parts === null || (parts[1] === undefined && parts[2] === undefined)) return null;
  return positive(Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60);
}

function positive(seconds: number): number | null {
  const whole = Math.round(seconds);
  return whole > 0 && whole <= 1_000 * 3600 ? whole : null;
}
