/** @file What a new passphrase must be: long enough to protect, and typed twice the same. */

/** The shortest passphrase, in characters. */
export const passphraseMinimum = 8;

export function passphraseProblem(value: string, again: string): "short" | "different" | null {
  if (Array.from(value).length < passphraseMinimum) return "short";
  return value === again ? null : "different";
}
