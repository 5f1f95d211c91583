/** @file What is folded on a board: by key and by pointer, where the focus goes, and that it stays so. */
import { cleanup, configure, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call } from "../../api/call";
import { menus } from "../../kit/menu.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { stored } from "../../lib/stored.svelte";
import { noFilter } from "../../tickets/filter";
import Board from "./Board.svelte";
import { closeBoard, count, focused, goTo, openBoard, press, showBoard } from "./board.setup";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(() => openBoard());
afterEach(closeBoard);

const isFolded = (status: string) => document.querySelector(`[data-testid="column"][data-status="${status}"]`)?.getAttribute("data-folded") === "true";
const lane = (key: string) => document.querySelector<HTMLElement>(`[data-lane="${key}"]`);
const inLane = () => document.activeElement?.closest("[data-lane]")?.getAttribute("data-lane");

async function openLanes(): Promise<void> {
  goTo("board/b2");
  await waitFor(() => expect(document.querySelector('[data-lane="none"] [data-status="new"] [data-ticket]')).not.toBeNull());
  document.querySelector<HTMLElement>('[data-lane="none"] [data-status="new"] [data-ticket]')?.focus();
}

test("a folded column keeps its name and count, and opens again", async () => {
  const before = count("closed");
  screen.getByLabelText("Fold Closed").click();
  const open = await screen.findByLabelText(`Open Closed, ${before} tickets`);
  expect(isFolded("closed")).toBe(true);
  open.click();
  await waitFor(() => expect(isFolded("closed")).toBe(false));
});

test("a key folds the column that one stands in, and opens it again from its strip", async () => {
  await press("z");
  expect(isFolded("new")).toBe(true);
  await waitFor(() => expect(focused()).toMatchObject({ column: "open", index: "0" }));
  // The number of a folded column leads to its strip.
  await press("1");
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Open New, /);
  await press("z");
  await waitFor(() => expect(isFolded("new")).toBe(false));
  await waitFor(() => expect(focused()).toMatchObject({ column: "new", index: "0" }));
});

test("what runs it from elsewhere folds the column of the card that has the focus", async () => {
  await press("l");
  expect(focused().column).toBe("open");
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  expect(shortcuts.run("board.fold")).toBe(true);
  await waitFor(() => expect(isFolded("open")).toBe(true));
  // There are no lanes here.
  expect(shortcuts.run("board.foldLane")).toBe(false);
});

test("what is folded is found so again, columns and lanes", async () => {
  await press("z");
  expect(isFolded("new")).toBe(true);
  cleanup();
  goTo("board/b1");
  await showBoard();
  await waitFor(() => expect(isFolded("new")).toBe(true));
  await openLanes();
  expect(isFolded("new")).toBe(false);
  await press("Z");
  await waitFor(() => expect(lane("none")?.dataset["folded"]).toBe("true"));
  cleanup();
  goTo("board/b2");
  render(Board);
  await waitFor(() => expect(lane("none")?.dataset["folded"]).toBe("true"));
});

test("a key folds the lane that one stands in; its head has the focus, and the key opens it again", async () => {
  await openLanes();
  await press("Z");
  await waitFor(() => expect(lane("none")?.querySelectorAll('[data-testid="cell"]')).toHaveLength(0));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("lane-fold"));
  expect(inLane()).toBe("none");
  await press("Z");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));
  expect(inLane()).toBe("none");
  expect(lane("none")?.dataset["folded"]).toBe("false");
});

test("a folded column is named in every lane beside its number", async () => {
  await openLanes();
  screen.getByLabelText("Fold Closed").click();
  await waitFor(() => expect(isFolded("closed")).toBe(true));
  expect(lane("none")?.querySelector(".strip .name")?.textContent).toBe("Closed");
  expect(lane("none")?.querySelector(".strip .late"), "what is closed is late no more").toBeNull();
});

test("a folded column says in every lane how many stand there and how many of them are breached", async () => {
  await openLanes();
  screen.getByLabelText("Fold Open").click();
  await waitFor(() => expect(isFolded("open")).toBe(true));
  const { columns, lanes } = await call("board_get", { board: "b2", filter: noFilter, sort: null });
  const place = columns.findIndex(({ key }) => key === "open");
  const number = (one: number | undefined) => (one === undefined || one === 0 ? undefined : String(one));
  expect(lanes.filter(({ breached_cells: late }) => (late[place] ?? 0) > 0).length).toBeGreaterThan(0);
  for (const one of lanes) {
    const strip = lane(one.key)?.querySelector(".strip");
    // Lanes out of sight are not mounted.
    if (strip == null) continue;
    expect([strip.firstChild?.textContent?.trim() || undefined, strip.querySelector(".late")?.textContent], one.key).toEqual([number(one.cells[place]), number(one.breached_cells[place])]);
  }
});

test("Shift+S asks for the order of the cards, and Enter takes it", async () => {
  await press("S");
  expect(menus.open?.menu.label).toBe("Order of the cards");
  const entry = menus.open?.menu.entries().find((one) => one !== "line" && "id" in one && one.id === "oldest");
  menus.close();
  if (entry === undefined || entry === "line" || !("act" in entry)) throw new Error("the oldest can be first");
  entry.act();
  expect(stored("board-sort")).toBe("oldest");
  await waitFor(() => expect(screen.getByTestId("board-sort").dataset["sort"]).toBe("oldest"));
  localStorage.removeItem("tern.board-sort");
});
