/** @file Promises about keys pressed one after the other, and about keys that a person chose. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { broughtId } from "./brought";
import { keyRows, type KeyId } from "./keys";
import { layers } from "./layers.svelte";
import { shortcuts } from "./shortcuts.svelte";
import { store, stored } from "./stored.svelte";

let stop: () => void;
let ran: string[];

beforeEach(() => {
  vi.useFakeTimers();
  ran = [];
  store("keys", "{}");
  store("single-keys", "on");
  const ids: KeyId[] = ["go.service", "act.status", "act.snooze", "list.next", "list.column", "app.newTicket", "app.palette"];
  const taken = shortcuts.answer(Object.fromEntries(ids.map((id) => [id, () => ran.push(id)])));
  const deaf = shortcuts.listen();
  stop = () => {
    taken();
    deaf();
  };
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Presses a key at a time of the keyboard's clock. */
function press(key: string, at: number): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true });
  Object.defineProperty(event, "timeStamp", { value: at });
  document.body.dispatchEvent(event);
}

test("two keys pressed at once are a run, though the window is busy for three seconds between them", () => {
  press("g", 1_000);
  vi.advanceTimersByTime(3_000);
  expect(shortcuts.pending, "the status bar waits no longer").toBe("");
  press("s", 1_080);
  expect(ran).toEqual(["go.service"]);
});

test("a key that comes long after is a key of its own", () => {
  press("g", 1_000);
  press("s", 3_100);
  expect(ran).toEqual(["act.status"]);
});

/** Keys as a storage of another version, or of another day, has them. */
const keep = (keys: Record<string, string[]>) => store("keys", JSON.stringify(keys));
const kept = () => JSON.parse(stored("keys") ?? "{}") as unknown;

describe("keys that a person chose", () => {
  test("stand in for the usual ones, and usual ones are no choice", () => {
    expect(shortcuts.rebind("list.next", ["=", "ArrowDown"])).toEqual([]);
    press("=", 1_000);
    press("j", 9_000);
    press("ArrowDown", 18_000);
    expect(ran).toEqual(["list.next", "list.next"]);
    expect(shortcuts.anyChanged).toBe(true);
    expect(shortcuts.rebind("list.next", ["J", "ArrowDown"])).toEqual([]);
    expect(shortcuts.anyChanged).toBe(false);
    expect(kept()).toEqual({});
  });

  test("are refused where they belong to others, or twice to one", () => {
    expect(shortcuts.rebind("act.status", ["I"])).toEqual(["act.assignMe"]);
    expect(shortcuts.rebind("act.status", ["S", "G"])).toContain("go.board");
    expect(shortcuts.rebind("list.next", ["J", "J"])).toEqual(["list.next"]);
    expect(shortcuts.rebind("list.next", ["J", "=", "= X"])).toEqual(["list.next"]);
    expect(shortcuts.anyChanged).toBe(false);
  });

  test("are taken from others in one step, who keep the rest of theirs", () => {
    expect(shortcuts.take("act.snooze", ["B", "J"])).toEqual([]);
    expect(shortcuts.keysOf("act.snooze")).toEqual(["B", "J"]);
    expect(shortcuts.keysOf("list.next")).toEqual(["ArrowDown"]);
    expect(shortcuts.keysOf("ticket.nextMessage")).toEqual([]);
    expect(shortcuts.keysOf("calendar.next"), "which never meets it").toEqual(["J", "ArrowDown"]);
    press("j", 1_000);
    expect(ran).toEqual(["act.snooze"]);
  });

  test("take the runs that they begin", () => {
    shortcuts.take("act.status", ["G"]);
    expect(keyRows.filter(({ keys }) => keys.some((one) => one.startsWith("G "))).map(({ id }) => shortcuts.keysOf(id)).flat()).toEqual([]);
    press("g", 1_000);
    expect(ran).toEqual(["act.status"]);
  });

  test("are not taken from a row of numbers", () => {
    expect(shortcuts.take("act.status", ["3"])).toEqual(["list.column"]);
    expect(shortcuts.anyChanged).toBe(false);
  });

  test("are given up by one command alone, and refused back when somebody else has them by then", () => {
    shortcuts.take("act.snooze", ["C"]);
    shortcuts.rebind("list.next", ["="]);
    expect(shortcuts.resetOne("app.newTicket")).toEqual(["act.snooze"]);
    expect(shortcuts.resetOne("act.snooze")).toEqual([]);
    expect(shortcuts.resetOne("app.newTicket")).toEqual([]);
    expect(kept()).toEqual({ "list.next": ["="] });
  });

  test("come back as they were after all were reset", () => {
    shortcuts.rebind("list.next", ["="]);
    const back = shortcuts.asTheyAre();
    shortcuts.resetAll();
    expect(shortcuts.keysOf("list.next")).toEqual(["J", "ArrowDown"]);
    back();
    expect(shortcuts.keysOf("list.next")).toEqual(["="]);
  });

  test("win over a usual key that came with a later version, also in a run and over a number", () => {
    keep({ "act.status": ["C"], "act.snooze": ["J X"], "go.service": ["Mod+K", "4"] });
    expect(shortcuts.keysOf("app.newTicket")).toEqual([]);
    expect(shortcuts.keysOf("list.next")).toEqual(["ArrowDown"]);
    press("c", 1_000);
    press("j", 10_000);
    press("x", 10_100);
    press("4", 20_000);
    press("5", 30_000);
    expect(ran).toEqual(["act.status", "act.snooze", "go.service", "list.column"]);
    expect(shortcuts.keysOf("list.column"), "numbers are counted from one").toHaveLength(9);
    expect(shortcuts.rebind("act.status", ["C", "%"]), "what stood so before is no reason to refuse").toEqual([]);
  });

  test("of commands that this version does not know are kept, and do nothing", () => {
    keep({ "later.thing": ["C"], "list.column": ["Q"] });
    press("c", 1_000);
    press("3", 10_000);
    expect(ran).toEqual(["app.newTicket", "list.column"]);
    expect(shortcuts.anyChanged).toBe(false);
    shortcuts.rebind("list.next", ["="]);
    shortcuts.resetOne("list.next");
    expect(kept()).toEqual({ "later.thing": ["C"], "list.column": ["Q"] });
  });
});

describe("keys of what the desk brought", () => {
  const brought = (...ids: string[]) => ids.map((id) => ({ id: broughtId("macro", id), name: id, act: () => ran.push(`macro ${id}`) }));
  beforeEach(() => shortcuts.bring("macro", brought("one", "two")));
  afterEach(() => shortcuts.bring("macro", []));

  test("are kept beside the others, and let go of as a whole", () => {
    expect(shortcuts.keysOfBrought("macro:one")).toEqual([]);
    expect(shortcuts.rebind("macro:one", ["% X", "F9"])).toEqual([]);
    press("%", 1_000);
    press("x", 1_100);
    press("F9", 5_000);
    expect(ran).toEqual(["macro one", "macro one"]);
    expect([shortcuts.anyChanged, shortcuts.hasKeysFor("macro")]).toEqual([true, true]);
    expect(shortcuts.resetOne("macro:one")).toEqual([]);
    expect([kept(), shortcuts.anyChanged]).toEqual([{}, false]);
  });

  test("are refused where they belong to others, and taken when somebody says so", () => {
    expect(shortcuts.rebind("macro:one", ["J"])).toEqual(["list.next", "ticket.nextMessage"]);
    expect(shortcuts.rebind("macro:one", ["Mod+Enter"]), "which is pressed while one writes").toEqual(["composer.send"]);
    expect(shortcuts.rebind("macro:one", ["T"])).toEqual(["act.tags"]);
    expect(shortcuts.rebind("macro:one", ["F9"])).toEqual([]);
    expect(shortcuts.rebind("macro:two", ["F9"])).toEqual(["macro:one"]);
    expect(shortcuts.rebind("act.status", ["F9"])).toEqual(["macro:one"]);
    expect(shortcuts.take("act.status", ["F9"])).toEqual([]);
    expect(kept()).toEqual({ "act.status": ["F9"] });
  });

  test("rest below a dialog", () => {
    shortcuts.rebind("macro:one", ["F9"]);
    const leave = layers.push({ modal: true, close: () => undefined });
    press("F9", 1_000);
    expect(ran).toEqual([]);
    leave();
    press("F9", 5_000);
    expect(ran).toEqual(["macro one"]);
  });

  test("are free when it is gone, come back with it, and not where somebody gave them away since", () => {
    shortcuts.take("macro:one", ["S", "F9"]);
    shortcuts.bring("macro", brought("two"));
    press("s", 1_000);
    expect([ran, shortcuts.keysOfBrought("macro:one")]).toEqual([[], []]);
    expect(shortcuts.rebind("macro:two", ["F9"])).toEqual([]);
    shortcuts.bring("macro", brought("one", "two"));
    expect([shortcuts.keysOfBrought("macro:one"), shortcuts.keysOfBrought("macro:two")]).toEqual([["S"], ["F9"]]);
    shortcuts.bring("macro", brought("two"));
    expect(shortcuts.resetOne("act.status")).toEqual([]);
    press("s", 5_000);
    expect(ran).toEqual(["act.status"]);
    expect(kept()).toEqual({ "macro:two": ["F9"] });
  });
});
