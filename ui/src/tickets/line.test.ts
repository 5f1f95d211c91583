/** @file Lines as they are written: what is toggled, taken and let go stays a line that reads as it was meant. */
import { expect, test } from "vitest";
import type { Key as SearchKey, SearchPart } from "../api/gen";
import { quoted, stretches, taken, toggled, unmarked, without, wordsOf } from "./line";

const term = (text: string, written: string, key: SearchKey, values: string[]): SearchPart => {
  const from = text.indexOf(written);
  return { from, to: from + written.length, not: written.startsWith("-"), what: { is: "term", key, sign: ":", values }, mistakes: [] };
};

test("a value stays whole", () => {
  expect(["open", "Anna Meyer", "a,b", "<2", "", 'x"y'].map(quoted)).toEqual(["open", '"Anna Meyer"', '"a,b"', '"<2"', '""', '"xy"']);
});

test("a facet writes its value, joins others of its key, and takes it away again", () => {
  expect(toggled("vpn ", [], "status", "open")).toBe("vpn status:open");
  const line = "status:open vpn -status:new";
  const parts = [term(line, "status:open", "status", ["open"]), term(line, "-status:new", "status", ["new"])];
  expect(toggled(line, parts, "status", "on_hold")).toBe("status:open,on_hold vpn -status:new");
  expect(toggled(line, parts, "status", "open")).toBe("vpn -status:new");
  const tagged = "tag:a";
  expect(toggled(tagged, [term(tagged, "tag:a", "tag", ["a"])], "tag", "b c")).toBe('tag:a tag:"b c"');
});

test("a chip lets go of its part, and an offer goes where one is typing", () => {
  const line = "vpn tag:a drops";
  expect(without(line, term(line, "tag:a", "tag", ["a"]))).toBe("vpn drops");
  expect(taken("vpn sta", { from: 4, to: 7, text: "status:", key: "status", value: null })).toEqual({ text: "vpn status:", caret: 11 });
  expect(taken("status:op", { from: 7, to: 9, text: "open", key: "status", value: "Open" })).toEqual({ text: "status:open ", caret: 12 });
  expect(taken("status:op,new", { from: 7, to: 9, text: "open", key: "status", value: "Open" })).toEqual({ text: "status:open,new", caret: 11 });
});

test("what was looked for is marked where words begin with it", () => {
  const part = (text: string, is: "word" | "phrase", not = false): SearchPart => ({ from: 0, to: 1, not, what: { is, text }, mistakes: [] });
  const words = wordsOf([part("Print", "word"), part("paper jam", "phrase"), part("toner", "word", true)]);
  expect(words).toEqual(["print", "paper", "jam"]);
  expect(stretches("The printer blueprint: Paper", words)).toEqual([
    [4, 9],
    [23, 28],
  ]);
  expect(unmarked("a \uE000hit\uE001 here")).toEqual({ text: "a hit here", hits: [[2, 5]] });
});
