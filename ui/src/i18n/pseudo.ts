/** @file Made-up languages for tests: English with longer words and other letters, and English from right to left. */

const letters = new Map(Array.from("aàbƀcçdðeéfƒgĝhĥiîjĵkķlļmɱnñoôpþrŕsštţuûvṽwŵyýzžAÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞRŔSŠTŢUÛVṼWŴYÝZŽ").flatMap((letter, at, all) => (at % 2 === 0 ? [[letter, all[at + 1] ?? letter] as const] : [])));

/** How much longer than English other languages are, at least: vowels are written twice until that is reached. */
const growth = 0.4;

/** Returns the text in letters that no English word has, and two fifths longer. */
export function accented(text: string): string {
  let owed = 0;
  return Array.from(text)
    .map((letter) => {
      owed += growth;
      const other = letters.get(letter);
      if (other === undefined) return letter;
      if (!"aeiouyAEIOUY".includes(letter) || owed < 1) return other;
      const more = Math.floor(owed);
      owed -= more;
      return other.repeat(1 + more);
    })
    .join("");
}

const override = "\u202e";
const ended = "\u202c";

/** Returns the text with every word written from right to left, as a language of that direction would stand. */
export function mirrored(text: string): string {
  return text.replace(/[\p{L}\p{N}][\p{L}\p{N}\p{P}]*/gu, (word) => `${override}${word}${ended}`);
}
