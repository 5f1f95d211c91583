/** @file The keys of every program: one chord, asked for and never taken away by a key. */
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import AnywhereKeys from "./AnywhereKeys.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

afterEach(cleanup);

test("a letter waits for no second one, and Backspace and Delete are keys", async () => {
  const asked: unknown[] = [];
  const desk = makeDesk(4, "full");
  const call = ((command: string, input: unknown) => {
    if (command === "window_system_get") return Promise.resolve({ shortcut_possible: true, shortcut: "Mod+Alt+N" });
    if (command !== "window_system_put") return desk.call(command, input);
    asked.push(input);
    return Promise.resolve({});
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call }));
  render(AnywhereKeys);
  const button = await screen.findByTestId("anywhere-keys");
  for (const key of ["Delete", "m", "Escape"]) {
    await fireEvent.click(button);
    expect(document.activeElement).toBe(button);
    expect(document.body.textContent).toContain("Press keys together");
    await fireEvent.keyDown(button, { key });
    expect(document.body.textContent).not.toContain("Press keys together");
  }
  expect(asked).toEqual([{ shortcut: "Delete" }, { shortcut: "M" }]);
});
