/** @file How the window looks is chosen at once and taken back by the toast, or by the key for undo while that was the last thing. */
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { act, undo } from "../../api/act";
import { connect } from "../../api/call";
import { undoing } from "../../api/undoing.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { appearance } from "../../lib/appearance.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Appearance from "./Appearance.svelte";
import Keyboard from "./Keyboard.svelte";

let asked: string[];

beforeEach(async () => {
  asked = [];
  await connect(
    Promise.resolve({
      call: <T>(command: string) => {
        asked.push(command);
        return Promise.resolve((command.endsWith("_list") ? [] : { undo: command === "undo" ? null : "Moved #12" }) as T);
      },
      listen: () => () => undefined,
    }),
  );
});
afterEach(() => {
  cleanup();
  for (const { id } of toasts.list) toasts.dismiss(id);
  appearance.useTheme("system");
  appearance.useContrast("system");
  shortcuts.useSingleKeys("on");
});

const choose = (name: string) => fireEvent.click(screen.getByRole("radio", { name }));

test("each choice says what it is now, and one undo brings back what was before it", async () => {
  render(Appearance);
  const groups: [string, string, () => string][] = [
    ["Dark", "Theme: Dark", () => appearance.theme],
    ["Compact", "Density: Compact", () => appearance.chosenDensity],
    ["More", "Contrast: More", () => appearance.contrast],
    ["Off", "Motion: Off", () => appearance.motion],
  ];
  for (const [name, says, now] of groups) {
    const before = now();
    await choose(name);
    expect(toasts.list.map(({ text }) => text), "only the last one stands").toEqual([says]);
    expect(now()).not.toBe(before);
    await undo();
    expect(now()).toBe(before);
    expect(toasts.list).toEqual([]);
  }
  expect(asked, "the core has nothing to take back").not.toContain("undo");
});

test("what was done on the desk since then is taken back first", async () => {
  render(Appearance);
  await choose("Dark");
  expect(undoing.label("undo")).toBe("Undo “Theme: Dark”");
  await act("ticket_new", {} as never, { done: "Moved #12", quiet: true });
  await undo();
  expect([asked.at(-1), appearance.theme]).toEqual(["undo", "dark"]);
});

test("single keys come back as well", async () => {
  render(Keyboard);
  await fireEvent.click(screen.getByRole("switch", { name: /Single-key/ }));
  expect([shortcuts.singleKeys, toasts.list.at(-1)?.text]).toEqual([false, "Single-key shortcuts: Off"]);
  await undo();
  expect(shortcuts.singleKeys).toBe(true);
});
