/** @file What differs between two texts, word by word: for a conflict, where the eye should go to the words that differ. */

export interface Piece {
  kind: "same" | "gone" | "come";
  text: string;
}

/** Beyond this many words a side the comparison is one of whole texts; nobody reads a finer one. */
const mostWords = 1_500;

/** Returns the pieces of `from` (`gone`), of `to` (`come`) and of both (`same`), in reading order. */
export function wordDiff(from: string, to: string): Piece[] {
  const before = words(from);
  const after = words(to);
  if (before.length > mostWords || after.length > mostWords) return joined([{ kind: "gone", text: from }, { kind: "come", text: to }]);

  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        before[i] === after[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }

  const found: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const gone = before[i];
    const come = after[j];
    if (gone !== undefined && gone === come) {
      found.push({ kind: "same", text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (come === undefined || (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))) {
      found.push({ kind: "gone", text: gone });
      i++;
    } else {
      found.push({ kind: "come", text: come ?? "" });
      j++;
    }
  }
  return joined(found);
}

/** Words with the space after them, so that what is joined again is the text. */
function words(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (piece.text === "") continue;
    if (last?.kind === piece.kind) found[found.length - 1] = { ...last, text: last.text + piece.text };
    else found.push(piece);
  }
  return found;
}
