/** @file The palette from its key on: the first time its code is still on its way, and nothing that is typed is lost. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Palette from "./Palette.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

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

test("G T asks for a ticket by its number", async () => {
  const stop = shortcuts.listen();
  render(Palette);
  await fireEvent.keyDown(document.body, { key: "g" });
  await fireEvent.keyDown(document.body, { key: "t" });
  const field = await screen.findByTestId<HTMLInputElement>("palette-input");
  expect(field.value).toBe("#");
  await fireEvent.input(field, { target: { value: "#4310" } });
  await waitFor(() => expect(screen.getAllByTestId("palette-item").map((one) => one.dataset["item"])).toContain("t2"));
  await fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(location.hash).toBe("#/ticket/t2"));
  stop();
});
