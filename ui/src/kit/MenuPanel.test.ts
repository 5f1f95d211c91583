/** @file The open menu under the keyboard: letters typed in a row, and a text that is nothing to choose. */
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { shortcuts } from "../lib/shortcuts.svelte";
import { openMenu, menus } from "./menu.svelte";
import MenuHost from "./MenuHost.svelte";

// The DOM of these tests has no layout to scroll.
Element.prototype.scrollIntoView = () => undefined;

afterEach(() => {
  menus.close();
  cleanup();
});

const focused = () => document.activeElement?.textContent.trim();

test("letters in a row are the beginning of one word, and a word that is not there chooses nothing", async () => {
  const entries = ["New", "Open", "On hold", "Resolved"].map((label) => ({ id: label, label }));
  render(MenuHost);
  openMenu({ x: 10, y: 10 }, { label: "Status", kind: "pick", entries: () => entries });
  await waitFor(() => expect(focused()).toContain("New"));
  const press = (key: string) => fireEvent.keyDown(screen.getByRole("listbox"), { key });
  await press("r");
  await waitFor(() => expect(focused()).toContain("Resolved"));
  for (const key of "olv") await press(key);
  expect(focused(), "`rolv` is the beginning of nothing").toContain("Resolved");
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 5_000);
  await press("o");
  await waitFor(() => expect(focused()).toContain("Open"));
  await press("n");
  await waitFor(() => expect(focused()).toContain("On hold"));
  vi.restoreAllMocks();
});

test("a text that is refused stays with its reason, and the menu stays open", async () => {
  const act = vi.fn();
  render(MenuHost);
  openMenu({ x: 10, y: 10 }, { label: "Due", kind: "pick", search: "A date", entries: () => [], create: { label: (text) => text, act, refuses: (text) => (text === "soon" ? "soon is no date" : null) } });
  const field = await screen.findByRole("combobox");
  await fireEvent.input(field, { target: { value: "soon" } });
  expect(await screen.findByText("soon is no date")).toBeTruthy();
  await fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByRole("combobox")).toHaveProperty("value", "soon");
  await fireEvent.input(field, { target: { value: "tomorrow" } });
  await fireEvent.keyDown(field, { key: "Enter" });
  expect(act).toHaveBeenCalledWith("tomorrow");
});

test("the key of the palette closes the menu and opens it", async () => {
  const opened = vi.fn();
  const leave = shortcuts.answer({ "app.palette": opened }, 0);
  const stop = shortcuts.listen();
  render(MenuHost);
  openMenu({ x: 10, y: 10 }, { label: "Status", kind: "pick", entries: () => [{ id: "new", label: "New" }] });
  await waitFor(() => expect(focused()).toContain("New"));
  await fireEvent.keyDown(screen.getByRole("listbox"), { key: "k", ctrlKey: true });
  await waitFor(() => expect(opened).toHaveBeenCalledOnce());
  expect(menus.open).toBeNull();
  stop();
  leave();
});
