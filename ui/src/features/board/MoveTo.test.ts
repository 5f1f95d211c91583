/** @file The menu of where cards go: the columns of the board in sight with the reason where they refuse, both ends, and statuses besides. */
import { configure, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call } from "../../api/call";
import { isItem, menus, type MenuItem } from "../../kit/menu.svelte";
import { noFilter } from "../../tickets/filter";
import { asked, closeBoard, count, focused, goTo, idsOf, openBoard, press } from "./board.setup";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(() => openBoard());
afterEach(() => {
  menus.close();
  closeBoard();
});

const items = (): MenuItem[] => menus.open?.menu.entries().filter(isItem) ?? [];
const labels = () => items().map(({ label }) => label);
const item = (id: string) => items().find((one) => one.id === id);
const moves = () => asked.filter(({ command }) => command === "ticket_move").map(({ input }) => input);
/** Presses keys and then S; the menu is fetched the first time. */
async function ask(...before: string[]): Promise<void> {
  await press(...before, "s");
  await waitFor(() => expect(menus.open).not.toBeNull());
}
/** As the menu does it: closed, then done. */
async function choose(id: string): Promise<void> {
  const chosen = item(id);
  menus.close();
  chosen?.act?.();
  await waitFor(() => expect(moves().length).toBe(1));
}

test("S lists the columns of the board, by their numbers too, and the ends of the one it stands in", async () => {
  await ask();
  expect(menus.open?.menu).toMatchObject({ kind: "pick", label: expect.stringMatching(/^Move #\d+ to$/) as unknown });
  expect(labels()).toEqual(["New", "Open", "In progress", "Waiting on customer", "On hold", "Resolved", "Closed", "To the top of the column", "To the bottom of the column"]);
  expect(item("new")?.checked).toBe(true);
  expect(items().every(({ refused }) => refused === undefined)).toBe(true);
});

test("a column takes the card to its top, and the focus goes along", async () => {
  const { id } = focused();
  await ask();
  await choose("waiting");
  expect(moves()).toEqual([expect.objectContaining({ tickets: [id], place: expect.objectContaining({ column: "waiting", after: null }) as unknown })]);
  await waitFor(() => expect(focused()).toEqual({ column: "waiting", index: "0", id }));
});

test("a column that refuses says why, as it does before a drop", async () => {
  await ask("7");
  expect(focused().column).toBe("closed");
  expect(item("new")?.refused).toBe("No step from Closed to New");
  expect(item("open")?.refused).toBeUndefined();
});

test("the ends of a column are reached without carrying", async () => {
  const { id } = focused();
  const total = count("new");
  await ask();
  await choose("to-bottom");
  await waitFor(async () => {
    const { cards } = await call("board_column", { board: "b1", column: "new", filter: noFilter, sort: "rank", from: 0, count: 50 });
    expect(cards.at(-1)?.id).toBe(id);
  });
  expect(count("new")).toBe(total);
  await waitFor(() => expect(focused()).toMatchObject({ column: "new", id }));
  asked.length = 0;
  await ask();
  await choose("to-top");
  await waitFor(() => expect(idsOf("new")[0]).toBe(id));
});

test("several go together, and those of two columns have no ends of one", async () => {
  await ask("x", "l", "x");
  expect(item("to-top")).toBeUndefined();
  expect(items().some(({ checked }) => checked === true)).toBe(false);
  await choose("resolved");
  expect(moves()).toEqual([expect.objectContaining({ tickets: [expect.any(String), expect.any(String)] as unknown })]);
});

test("the bar over a selection opens the same, under the same name", async () => {
  await press("x");
  const button = await screen.findByTestId("bulk-status");
  expect(button.textContent).toContain("Move to…");
  button.click();
  await waitFor(() => expect(menus.open).not.toBeNull());
  expect(menus.open?.menu.label).toMatch(/^Move #\d+ to$/);
});

test("where columns gather statuses these can be chosen besides", async () => {
  goTo("board/b3");
  await waitFor(() => expect(document.querySelector('[data-board="b3"] [data-status="todo"] [data-ticket]')).not.toBeNull());
  document.querySelector<HTMLElement>('[data-status="todo"] [data-ticket]')?.focus();
  await ask();
  expect(labels()).toEqual(["To do", "Doing", "Over", "No status", "Unmapped", "To the top of the column", "To the bottom of the column", "Status"]);
  expect(item("later")?.refused).toBe("No status has no status that a ticket can take");
  expect(item("unmapped")?.refused).toBe("This column only gathers what has none");
  expect(item("by-status")?.entries?.filter(isItem).map(({ label }) => label)).toContain("On hold");
});

test("cards of several lanes stay in theirs", async () => {
  goTo("board/b2");
  const card = () => document.querySelector<HTMLElement>('[data-lane="none"] [data-status="new"] [data-ticket]');
  await waitFor(() => expect(card()).not.toBeNull());
  card()?.focus();
  // Without a layout a lane is there once the focus is in it.
  await press("x", "End", "j");
  await waitFor(() => expect(document.activeElement?.closest("[data-lane]")?.getAttribute("data-lane")).toBe("s0"));
  const filled = [...document.querySelectorAll<HTMLElement>('[data-lane="s0"] [data-testid="cell"]')].findIndex(({ dataset }) => Number(dataset["count"]) > 0);
  await press(String(filled + 1));
  await waitFor(() => expect(focused().id).toBeTruthy());
  await ask("x");
  expect(item("to-top")).toBeUndefined();
  await choose("waiting");
  expect(moves()).toEqual([expect.objectContaining({ place: expect.not.objectContaining({ lane: expect.anything() as unknown }) as unknown })]);
});
