/** @file The wall on a desk in memory: its numbers are those of the board, its cards those that run out first. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { BoardView, ColumnView, Filter } from "../../api/gen";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { noFilter } from "../../tickets/filter";
import Wall from "./Wall.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;

beforeEach(async () => {
  stop = shortcuts.listen();
  const desk = makeDesk(48, "full");
  // A new connection: what was read from the one before no longer holds.
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});

afterEach(() => {
  stop();
  cleanup();
});

async function show(filter: Filter = noFilter, more: Partial<ColumnView> = {}): Promise<{ board: BoardView; closed: number }> {
  const read = await call("board_get", { board: "b1", filter, sort: null });
  const board = { ...read, columns: read.columns.map((column) => (column.key === "in_progress" ? { ...column, ...more } : column)) };
  let closed = 0;
  render(Wall, { board, filter, onclose: () => (closed += 1) });
  await waitFor(() => expect(document.querySelectorAll("li").length).toBeGreaterThan(0));
  return { board, get closed() { return closed; } };
}

const plain = (element: Element | null | undefined) => (element?.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();
const column = (name: string) => screen.getByRole("region", { name: new RegExp(`^${name}, \\d+`) });
const numberOf = (name: string) => within(column(name)).getByTestId("wall-number");
const large = (name: string) => plain(numberOf(name)).replace(/,? ?(\d+ of at most|Full|\d+, over).*$/, "");

test("its sums are those of the columns at work: what is closed is history", async () => {
  const { board } = await show();
  const work = board.columns.filter(({ category }) => category !== "closed");
  const sum = (of: (one: ColumnView) => number) => work.reduce((all, one) => all + of(one), 0);
  expect(work.length).toBe(board.columns.length - 1);
  expect(sum(({ breached }) => breached)).toBeGreaterThan(0);
  expect(sum(({ at_risk }) => at_risk)).toBeGreaterThan(0);
  expect([...screen.getByTestId("wall-sum").children].map(plain)).toEqual([`${sum(({ count }) => count)} tickets`, `${sum(({ breached }) => breached)} breached`, `${sum(({ at_risk }) => at_risk)} at risk`]);
  expect(screen.queryByRole("region", { name: /^Closed/ })).toBeNull();
});

test("each column has its number, and how many of it are late", async () => {
  const { board } = await show();
  for (const { key, name, count, breached, category } of board.columns) {
    if (category === "closed" || key === "in_progress") continue;
    expect(plain(numberOf(name))).toBe(String(count));
    expect(numberOf(name).nextElementSibling?.textContent.trim()).toBe(breached === 0 ? "" : `${breached} breached`);
  }
});

test("a limit stands beside the number; over it there is a sign besides the colour", async () => {
  const { board } = await show();
  const count = board.columns.find(({ key }) => key === "in_progress")?.count ?? 0;
  expect(large("In progress")).toBe(`${count}/25`);
  expect(plain(numberOf("In progress"))).toContain(`${count} of at most 25`);
  cleanup();
  await show(noFilter, { limit: count - 1 });
  expect(plain(numberOf("In progress"))).toContain(`${count}/${count - 1} !`);
  expect(plain(numberOf("In progress"))).toContain(`${count}, over the limit of ${count - 1}`);
  cleanup();
  await show(noFilter, { limit: count, hard: true });
  expect(numberOf("In progress").querySelector("svg")).not.toBeNull();
});

test("what a filter hides counts for the limit, and is not passed off as what is shown", async () => {
  const { board } = await show({ ...noFilter, priorities: ["urgent"] });
  const shown = board.columns.find(({ key }) => key === "in_progress");
  expect(shown?.count).toBeLessThan(shown?.load ?? 0);
  expect(plain(numberOf("In progress"))).toContain(`${shown?.count ?? ""} ${shown?.load ?? ""}/25`);
});

test("the cards that run out first stand first", async () => {
  await show();
  const { cards } = await call("board_column", { board: "b1", column: "in_progress", filter: noFilter, sort: "due", from: 0, count: 30 });
  await waitFor(() => expect(within(column("In progress")).getAllByRole("listitem").map((card) => plain(card.querySelector(".line span")))).toEqual(cards.map(({ number }) => number)));
  expect(cards[0]?.clock?.state).toBe("breached");
});

test("a card says how long it has stood there once that is a day", async () => {
  await show();
  const { cards } = await call("board_column", { board: "b1", column: "in_progress", filter: noFilter, sort: "due", from: 0, count: 30 });
  const day = 86_400_000;
  const shown = () => within(column("In progress")).getAllByRole("listitem").map((card) => card.querySelector("[data-testid=stood]")?.textContent ?? "");
  await waitFor(() => expect(shown().length).toBe(cards.length));
  expect(shown().map((text) => text !== "")).toEqual(cards.map(({ since }) => Date.now() - since >= day));
  expect(shown().filter((text) => /^\d+d/.test(text)).length).toBeGreaterThan(0);
});

test("Escape and Enter leave it", async () => {
  const shown = await show();
  await fireEvent.keyDown(screen.getByTestId("wall"), { key: "Enter" });
  await fireEvent.keyDown(screen.getByTestId("wall"), { key: "Escape" });
  expect(shown.closed).toBe(2);
});
