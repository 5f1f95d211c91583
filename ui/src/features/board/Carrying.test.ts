/** @file Cards carried by key on a desk in memory: where they may go, which keys mean what, and several at once. */
import { configure, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { call } from "../../api/call";
import { announcer } from "../../lib/announce.svelte";
import { appearance } from "../../lib/appearance.svelte";
import { noFilter } from "../../tickets/filter";
import { asked, closeBoard, count, focused, goTo, idsOf, openBoard, press } from "./board.setup";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(() => openBoard());
afterEach(closeBoard);

const moves = () => asked.filter(({ command }) => command === "ticket_move").map(({ input }) => input);

test("a carried card says where it is, and is there after the drop", async () => {
  const { id } = focused();
  const before = { from: count("new"), to: count("open") };
  await press("m");
  const shown = () => screen.getAllByTestId("carry-place").map((place) => place.textContent);
  expect(announcer.text).toMatch(new RegExp(`lifted\\. New, place 1 of ${before.from}$`));
  expect(shown()).toEqual([`New, place 1 of ${before.from}`]);
  // What is seen and what is heard follow every arrow.
  await press("ArrowDown");
  expect([announcer.text, ...shown()]).toEqual(Array(2).fill(`New, place 2 of ${before.from}`));
  await press("End");
  expect([announcer.text, ...shown()]).toEqual(Array(2).fill(`New, place ${before.from} of ${before.from}`));
  await press("Home", "ArrowRight");
  expect([announcer.text, ...shown()]).toEqual(Array(2).fill(`Open, place 1 of ${before.to + 1}`));
  await press("Enter");
  expect(screen.queryByTestId("carry-place")).toBeNull();
  await waitFor(() => expect(count("open")).toBe(before.to + 1));
  expect(count("new")).toBe(before.from - 1);
  await waitFor(() => expect(focused()).toEqual({ column: "open", index: "0", id }));
});

test("Escape puts a carried card back", async () => {
  const before = count("new");
  await press("m", "ArrowRight", "Escape");
  expect(announcer.text).toContain("stays where it was");
  expect(count("new")).toBe(before);
  expect(focused()).toMatchObject({ column: "new", index: "0" });
});

test("a column that refuses says why, and the card stays in the air", async () => {
  await press("7", "m", "ArrowLeft");
  expect(announcer.text).toContain("No step from Closed to Resolved");
  expect(document.querySelector('[data-status="resolved"]')?.getAttribute("data-refused")).toBe("true");
  expect(document.querySelector('[data-status="open"]')?.hasAttribute("data-refused")).toBe(false);
  await press("Escape");
});

test.each([" ", "Enter", "m"])("the key %j drops", async (key) => {
  const { id } = focused();
  await press("m", "l", key);
  await waitFor(() => expect(focused()).toEqual({ column: "open", index: "0", id }));
  expect(moves()).toHaveLength(1);
  expect(screen.queryByTestId("peek")).toBeNull();
});

test("letters and pages go where arrows go", async () => {
  await waitFor(() => expect(idsOf("new")).toHaveLength(count("new")));
  await press("1");
  const total = count("new");
  const strip = document.querySelector<HTMLElement>(".strip");
  const page = 2;
  const { card, cardGap } = appearance.sizes;
  Object.defineProperty(strip, "clientHeight", { configurable: true, value: (page + 1) * (card + cardGap) });
  expect(total).toBeGreaterThan(page + 1);
  await press("m", "j");
  expect(announcer.text).toBe(`New, place 2 of ${total}`);
  await press("PageDown");
  expect(announcer.text).toBe(`New, place ${2 + page} of ${total}`);
  await press("PageUp");
  expect(announcer.text).toBe(`New, place 2 of ${total}`);
  await press("k");
  expect(announcer.text).toBe(`New, place 1 of ${total}`);
  await press("l");
  expect(announcer.text).toBe(`Open, place 1 of ${count("open") + 1}`);
  await press("h");
  expect(announcer.text).toBe(`New, place 1 of ${total}`);
  await press("Escape");
  expect(moves()).toEqual([]);
});

test.each([
  ["two", ["x", "J", "m"], 2],
  ["three", ["x", "J", "J", "m"], 3],
] as const)("%s cards go together: in one step, in their order, and are let go", async (_, keys, many) => {
  await waitFor(() => expect(idsOf("new").length).toBeGreaterThan(many));
  await press("1");
  const ids = idsOf("new").slice(0, many);
  const before = count("open");
  await press(...keys);
  expect(announcer.text).toMatch(new RegExp(`^${many} tickets lifted`));
  await press("ArrowRight", "Home", "Enter");
  await waitFor(() => expect(count("open")).toBe(before + many));
  await waitFor(() => expect(idsOf("open").slice(0, many)).toEqual(ids));
  expect(moves()).toEqual([expect.objectContaining({ tickets: ids, place: expect.objectContaining({ column: "open", after: null }) as unknown })]);
  await waitFor(() => expect(focused()).toEqual({ column: "open", index: "0", id: ids[0] }));
  expect(screen.queryByTestId("bulk-bar")).toBeNull();
});

describe("on a board whose columns gather several statuses", () => {
  const refusing = () => [...document.querySelectorAll<HTMLElement>('[data-testid="column"][data-refused]')].map(({ dataset }) => dataset["status"]);
  /** Stands on the first card of a column that has a status. */
  const standOn = async (column: string, status: string) => {
    goTo("board/b3");
    await waitFor(() => expect(document.querySelector("[data-board=b3]")).not.toBeNull());
    const { cards } = await call("board_column", { board: "b3", column, filter: noFilter, sort: "rank", from: 0, count: 50 });
    const { id } = cards.find((card) => card.status === status) ?? { id: "" };
    const card = () => document.querySelector<HTMLElement>(`[data-status="${column}"] [data-ticket="${id}"]`);
    await waitFor(() => expect(card()).not.toBeNull());
    card()?.focus();
  };

  test("each card is asked by its own status, and the reason names it", async () => {
    await standOn("over", "resolved");
    await press("m");
    expect(refusing()).toEqual(["later", "unmapped"]);
    await press("Escape");
    await standOn("over", "closed");
    await press("m", "ArrowLeft", "ArrowLeft");
    expect(refusing()).toEqual(["todo", "later", "unmapped"]);
    expect(announcer.text).toBe("To do refuses: No step from Closed to New");
    expect(document.querySelector('[data-status="todo"] .why')?.textContent).toBe("No step from Closed to New");
    await press("Enter");
    expect(moves()).toEqual([]);
    await press("Escape");
  });

  test("one of several that may not go holds the others", async () => {
    await standOn("over", "closed");
    await press("x");
    await standOn("todo", "open");
    await press("x", "m");
    expect(refusing()).toEqual(["todo", "later", "unmapped"]);
    await press("Escape");
  });

  test("what no column shows is asked, too, and a column without a status says that it has none", async () => {
    await standOn("unmapped", "on_hold");
    await press("m", "ArrowLeft");
    expect(refusing()).toEqual(["later"]);
    expect(announcer.text).toBe("No status refuses: No status has no status that a ticket can take");
    await press("Escape");
  });
});
