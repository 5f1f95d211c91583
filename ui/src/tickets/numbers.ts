/** @file What looks like the number of a ticket where words are looked for as well: `1042`, `#1042`, `L-7`, `draft-7F3A`. */

export function looksLikeNumber(text: string): boolean {
  return /^(#|L-|draft-)?[\dA-F]{1,9}$/i.test(text);
}
