/** @file Promises about shortcuts. */
import { describe, expect, test } from "vitest";
import { caps, chordOf, inWords, isSingleKey, type Press, worksInText } from "./chord";
import { conflicts, step, type Binding } from "./keymap";
import { keyRows } from "./keys";

const press = (key: string, rest: Partial<Press> = {}): Press => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
});

describe("a press", () => {
  test.each([
    [press("j"), "J"],
    [press("J", { shiftKey: true }), "Shift+J"],
    [press("?", { shiftKey: true }), "?"],
    [press("z", { ctrlKey: true }), "Mod+Z"],
    [press("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+Z"],
    [press("F6", { shiftKey: true }), "Shift+F6"],
    [press(" "), "Space"],
    [press("и", { code: "KeyB" }), "B"],
    [press("ArrowLeft", { altKey: true }), "Alt+ArrowLeft"],
  ])("%o is written %s", (given, chord) => {
    expect(chordOf(given, false)).toBe(chord);
  });

  test("Command is Mod on a Mac and Control is not", () => {
    expect(chordOf(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(chordOf(press("k", { ctrlKey: true }), true)).toBe("Ctrl+K");
  });

  test("a modifier alone is no chord", () => {
    expect(chordOf(press("Shift", { shiftKey: true }), false)).toBeNull();
  });

  test("letters and symbols count as single keys, arrows and chords do not", () => {
    expect(["J", "?", "Shift+J"].every(isSingleKey)).toBe(true);
    expect(["ArrowDown", "Mod+J", "F6", "Escape"].some(isSingleKey)).toBe(false);
  });

  test("only chords, function keys and Escape work while typing", () => {
    expect(["Mod+K", "F6", "Shift+F6", "Escape"].every((chord) => worksInText(chord, false))).toBe(true);
    expect(["J", "?", "ArrowDown", "Shift+J"].some((chord) => worksInText(chord, false))).toBe(false);
  });

  test("caps follow the system", () => {
    expect(caps("Mod+Shift+Z", true)).toEqual(["⌘", "⇧", "Z"]);
    expect(caps("Mod+ArrowUp", false)).toEqual(["Ctrl", "↑"]);
    expect(caps("Mod++", false)).toEqual(["Ctrl", "+"]);
    expect([inWords("Mod+;", true), inWords("Mod+;", false)]).toEqual(["⌘;", "Ctrl+;"]);
  });
});

const bind = (id: string, scope: Binding["scope"], ...keys: string[]): Binding => ({ id, scope, keys });

describe("conflicts", () => {
  test("the same key in scopes that meet is rejected", () => {
    const rows = [bind("list.open", "list", "O"), bind("act.other", "act", "O")];
    expect(conflicts(rows)).toEqual([{ first: "list.open", second: "act.other", keys: "O" }]);
  });

  test("the same key in scopes that never meet is fine", () => {
    expect(conflicts([bind("list.zoom", "list", "Z"), bind("ticket.zoom", "ticket", "Z")])).toEqual([]);
  });

  test("a key that begins a run is rejected on its own", () => {
    expect(conflicts([bind("go.board", "goto", "G B"), bind("act.go", "act", "G")])).toHaveLength(1);
  });

  test("a command may have alternatives", () => {
    expect(conflicts([bind("list.down", "list", "J", "ArrowDown")])).toEqual([]);
  });

  test("the table of the desk has none", () => {
    expect(conflicts(keyRows)).toEqual([]);
  });

  test("every id stands in the table once", () => {
    expect(new Set(keyRows.map((row) => row.id)).size).toBe(keyRows.length);
  });
});

describe("runs", () => {
  const rows = [bind("go.board", "goto", "G B"), bind("board.b", "act", "B"), bind("app.palette", "everywhere", "Mod+K")];

  test("G waits, then B goes to the board", () => {
    expect(step(rows, "", "G", true)).toEqual({ kind: "more", pending: "G" });
    expect(step(rows, "G", "B", true)).toEqual({ kind: "run", id: "go.board" });
  });

  test("a run that leads nowhere leaves the last press its own meaning", () => {
    expect(step(rows, "G", "Mod+K", true)).toEqual({ kind: "run", id: "app.palette" });
    expect(step(rows, "G", "Q", true)).toEqual({ kind: "none" });
  });

  test("switched off single keys leave chords working", () => {
    expect(step(rows, "", "B", false)).toEqual({ kind: "none" });
    expect(step(rows, "", "G", false)).toEqual({ kind: "none" });
    expect(step(rows, "", "Mod+K", false)).toEqual({ kind: "run", id: "app.palette" });
  });
});
