/** @file A mark goes on, the same mark again takes it off, and the selection stays on the words. */
import { expect, test } from "vitest";
import { mark, type MarkKind } from "./marks";

/** `|` stands for the two ends of the selection. */
function marked(kind: MarkKind, text: string): string {
  const start = text.indexOf("|");
  const end = text.indexOf("|", start + 1) - 1;
  const after = mark(kind, { text: text.replaceAll("|", ""), start, end });
  return `${after.text.slice(0, after.start)}|${after.text.slice(after.start, after.end)}|${after.text.slice(after.end)}`;
}

test.each<[MarkKind, string, string]>([
  ["bold", "a |b| c", "a **|b|** c"],
  ["bold", "a **|b|** c", "a |b| c"],
  ["italic", "||", "_||_"],
  ["code", "|x|", "`|x|`"],
  ["code", "|a\nb|", "```\n|a\nb|\n```"],
  ["list", "one\n|two\nthree|", "one\n- two\n- three||"],
  ["list", "|- one\n- two|", "one\ntwo||"],
  ["quote", "|x|", "> x||"],
  ["link", "see |here|", "see [here](|https://|)"],
  ["link", "|https://x.example|", "[||](https://x.example)"],
])("%s on %j", (kind, text, expected) => {
  expect(marked(kind, text)).toBe(expected);
});
