/** @file Markdown for places that show a text as it was written: without the marks that only drawing makes sense of. Pure. */
import { parseInline, pictureWords } from "./markdown";
import { tableAt } from "./tables";

/** Each picture as the words for it, each row of a table as its cells; all else stays as somebody wrote it. */
export function readable(text: string): string {
  if (!text.includes("|") && !text.includes("![")) return text;
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at, (row) => (lines[row] ?? "").trim() === "");
    if (table === null) found.push(lines[at++] ?? "");
    else {
      for (const cells of [table.head, ...table.rows]) found.push(cells.join(" | "));
      at = table.end;
    }
  }
  return withoutPictures(found.join("\n"));
}

const picture = /!\[(?:[^[\]\\\n]|\\.){0,1000}\]\([^\s()]{0,3000}(?:\([^\s()]{0,1000}\)[^\s()]{0,1000}){0,9}(?: "[^"\n]{0,300}")?\)/g;

/** A text in which words stand for the files that it shows; whoever reads it elsewhere does not have them. */
export function withoutPictures(text: string): string {
  return text.replace(picture, (whole) => {
    const [piece] = parseInline(whole);
    if (piece?.kind === "picture") return pictureWords(piece);
    // An address on the web leads there from anywhere.
    return piece?.kind === "text" ? piece.text : whole;
  });
}
