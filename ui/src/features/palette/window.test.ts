/** @file The palette where there are windows: a ticket goes to one of its own. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { noteOpened } from "../../tickets/recents";
import PaletteBox from "./PaletteBox.svelte";

// Before anything asks whether this is a window.
vi.hoisted(() => Reflect.set(globalThis, "__TAURI_INTERNALS__", {}));

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let popped: unknown[];

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  popped = [];
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command !== "window_pop_out") return desk.call<Output>(command, input);
    popped.push(input);
    return { stands: true, most: 12 } as Output;
  };
  await connect(Promise.resolve({ ...desk, call }));
});
afterEach(cleanup);

test("Ctrl+Enter opens a ticket in a window of its own, and this one stays where it is", async () => {
  await noteOpened("t3");
  const closed = vi.fn<() => void>();
  const here = location.hash;
  render(PaletteBox, { commands: [], beginning: "#", onclose: closed });
  await waitFor(() => expect(screen.getAllByTestId("palette-item").map((one) => one.dataset["item"])).toContain("t3"));
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(popped).toEqual([{ ticket: "t3" }]));
  expect(closed).toHaveBeenCalledOnce();
  expect(location.hash).toBe(here);
});
