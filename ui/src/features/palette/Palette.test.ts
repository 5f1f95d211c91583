/** @file The palette from its key on: the first time its code is still on its way, and nothing that is typed is lost. */
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Palette from "./Palette.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(async () => {
  await connect(Promise.resolve(makeDesk(12, "full")));
});
afterEach(cleanup);

test("letters typed before the field stands are in it, and the keys of the screen do not hear them", async () => {
  const heard: string[] = [];
  const listen = (event: KeyboardEvent) => heard.push(event.key);
  addEventListener("keydown", listen);
  render(Palette);
  shortcuts.run("app.palette");
  await tick();
  expect(screen.queryByTestId("palette-input")).toBeNull();
  for (const key of ["p", "r", "x", "Backspace", "i", "Enter"]) await fireEvent.keyDown(document.body, { key });
  removeEventListener("keydown", listen);
  expect((await screen.findByTestId<HTMLInputElement>("palette-input")).value).toBe("pri");
  expect(heard).toEqual([]);
});
