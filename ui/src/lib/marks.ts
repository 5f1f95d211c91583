/** @file The buttons over a text field: what the selected words become when they are made bold, a list or a link. */
import { tick } from "svelte";

export type MarkKind = "bold" | "italic" | "code" | "list" | "quote" | "link";

/** A text and what of it is selected. */
export interface Selection {
  text: string;
  start: number;
  end: number;
}

const around: Record<"bold" | "italic" | "code", string> = { bold: "**", italic: "_", code: "`" };

/** Returns the text with the mark put on the selection, or taken off where it was. */
export function mark(kind: MarkKind, { text, start, end }: Selection): Selection {
  const chosen = text.slice(start, end);
  switch (kind) {
    case "bold":
    case "italic":
    case "code": {
      if (kind === "code" && chosen.includes("\n")) return replaced(text, start, end, `\`\`\`\n${chosen}\n\`\`\``, 4, 4);
      const sign = around[kind];
      const has = text.slice(start - sign.length, start) === sign && text.slice(end, end + sign.length) === sign;
      if (has) return replaced(text, start - sign.length, end + sign.length, chosen, 0, 0);
      return replaced(text, start, end, sign + chosen + sign, sign.length, sign.length);
    }
    case "list":
      return lines(text, start, end, "- ");
    case "quote":
      return lines(text, start, end, "> ");
    case "link":
      return /^https?:\/\/\S+$/.test(chosen)
        ? replaced(text, start, end, `[](${chosen})`, 1, chosen.length + 3)
        : replaced(text, start, end, `[${chosen}](https://)`, chosen.length + 3, 1);
  }
}

/** Marks what is selected in a field, whose text becomes what `typed` makes of it; the selection and the focus stay there. */
export async function markIn(field: HTMLTextAreaElement, kind: MarkKind, typed: (text: string) => void): Promise<void> {
  const changed = mark(kind, { text: field.value, start: field.selectionStart, end: field.selectionEnd });
  typed(changed.text);
  await tick();
  field.focus({ preventScroll: true });
  field.setSelectionRange(changed.start, changed.end);
}

function replaced(text: string, from: number, to: number, by: string, before: number, after: number): Selection {
  return { text: text.slice(0, from) + by + text.slice(to), start: from + before, end: from + by.length - after };
}

/** Whole lines get the sign, or lose it when all of them have it. */
function lines(text: string, start: number, end: number, sign: string): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const ending = text.indexOf("\n", end);
  const to = ending === -1 ? text.length : ending;
  const chosen = text.slice(from, to).split("\n");
  const has = chosen.every((line) => line.startsWith(sign));
  const changed = chosen.map((line) => (has ? line.slice(sign.length) : sign + line)).join("\n");
  return { text: text.slice(0, from) + changed + text.slice(to), start: from + changed.length, end: from + changed.length };
}
