/** @file The board on a desk in memory: its roles and names, and what the keyboard does. Layout is for real browsers. */
import { configure, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { undo } from "../../api/act";
import { call } from "../../api/call";
import { menus } from "../../kit/menu.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { router } from "../../lib/router.svelte";
import { noFilter, readFilter } from "../../tickets/filter";
import { cardsOf, closeBoard, count, focused, goTo, openBoard, press } from "./board.setup";
import { newBoard } from "./editing.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

// Only what is out of sight takes a large desk.
beforeEach(({ task }) => openBoard(task.name.includes("out of sight") ? 480 : 48));
afterEach(closeBoard);

test("every column is a named list that says how many it holds", async () => {
  const list = document.querySelector('[data-status="in_progress"] [role="listbox"]');
  const name = document.getElementById(list?.getAttribute("aria-labelledby") ?? "");
  expect(name?.textContent).toBe("In progress");
  // Without a layout there is nothing but what is mounted around it, a moment later.
  await vi.waitFor(() => expect(list?.querySelector('[role="option"]')).not.toBeNull());
  const options = list?.querySelectorAll('[role="option"]') ?? [];
  expect(options[0]?.getAttribute("aria-posinset")).toBe("1");
  expect(options[0]?.getAttribute("aria-setsize")).toBe(String(count("in_progress")));
  expect(options[0]?.querySelector("button, a, input")).toBeNull();
});

test("the keyboard walks cards and columns", async () => {
  await press("j");
  expect(focused()).toMatchObject({ column: "new", index: "1" });
  await press("l");
  expect(focused()).toMatchObject({ column: "open", index: "1" });
  await press("k", "h");
  expect(focused()).toMatchObject({ column: "new", index: "0" });
  await press("4");
  expect(focused()).toMatchObject({ column: "waiting", index: "0" });
});

test("cards show their own date, late only while something is left to do", async () => {
  const late = (status: string) => [...document.querySelectorAll<HTMLElement>(`[data-status="${status}"] [data-testid="card-due"]`)].map(({ dataset }) => dataset["late"]);
  await vi.waitFor(() => expect(late("new")).toContain("true"), 5_000);
  // Its date has passed, too.
  await vi.waitFor(() => expect(late("resolved")).toContain("false"), 5_000);
  expect(late("resolved")).not.toContain("true");
});

test("a card that is dropped where work ends says what its checklist still holds, and elsewhere nothing of it", async () => {
  const listed = () => document.querySelector<HTMLElement>("[data-testid=card]:has([data-testid=card-checklist])");
  await waitFor(() => expect(listed()).not.toBeNull());
  listed()?.focus();
  const { id } = focused();
  const carryTo = async (column: string) => {
    await press("m", "Home");
    const steps = document.querySelectorAll("[data-status]").length;
    for (let step = 0; step < steps; step++) await press("ArrowLeft");
    for (let step = 0; step < steps && !announcer.text.startsWith(column); step++) await press("ArrowRight");
    await press("Enter");
    await waitFor(() => expect(toasts.list.at(-1)?.text).toMatch(new RegExp(`^Moved #\\d+ to ${column}`)));
    await waitFor(() => expect(focused().id).toBe(id));
  };
  await carryTo("Waiting");
  expect(toasts.list.at(-1)?.text).not.toContain("checklist");
  await carryTo("Resolved");
  expect(toasts.list.at(-1)?.text).toMatch(/ to Resolved · 4 of 6 checklist items are open$/);
});

test("a move that is taken back has the focus on the card that moved", async () => {
  const before = focused();
  await press("m", "ArrowRight", "Enter");
  await waitFor(() => expect(focused()).toMatchObject({ column: "open", id: before.id }));
  await press("l", "j");
  expect(focused().column).not.toBe("open");
  await undo();
  await waitFor(() => expect(focused()).toMatchObject({ column: "new", id: before.id }));
});

test("all of a column is selected, what is out of sight too, and once more the whole board", async () => {
  const shown = () => [...document.querySelectorAll('[data-status="new"] [data-testid="card"]')];
  // What was read of the desk of another test is gone.
  await waitFor(() => expect(shown()[0]?.getAttribute("aria-setsize")).toBe(String(count("new"))));
  await waitFor(() => expect([count("new") > 12, shown().length < count("new")]).toEqual([true, true]));
  await press("Mod+a");
  await waitFor(() => expect(announcer.text).toBe(`${count("new")} selected`));
  await press("Mod+a");
  await waitFor(() => expect(announcer.text).toBe("480 selected"));
});

test("X and Shift+J select, Escape lets go", async () => {
  await press("x", "J", "J");
  expect(announcer.text).toContain("3 selected");
  expect((await screen.findByTestId("bulk-bar")).textContent).toContain("3 selected");
  await waitFor(() => expect(document.querySelectorAll('[role="option"][aria-selected="true"]').length).toBe(3));
  await press("Escape");
  expect(screen.queryByTestId("bulk-bar")).toBeNull();
});

const selected = () => [...document.querySelectorAll<HTMLElement>('[data-testid="card"][aria-selected="true"]')].map((card) => card.dataset["ticket"]);
const point = (at: Element | undefined, name: string, pointerType: "mouse" | "touch") =>
  at?.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true, pointerId: 1, pointerType, isPrimary: true, button: 0, clientX: 20, clientY: 20 }));
async function tap(at: Element | undefined, pointerType: "mouse" | "touch"): Promise<void> {
  for (const name of ["pointerdown", "pointerup", "click"]) point(at, name, pointerType);
  await tick();
}

test("a finger that rests on a card picks it, then taps pick and let go; without any picked a tap opens", async () => {
  await waitFor(() => expect(cardsOf("open").length).toBeGreaterThan(2));
  const [first, second, third] = cardsOf("open");
  point(first, "pointerdown", "touch");
  await waitFor(() => expect(selected()).toEqual([first?.dataset["ticket"]]));
  expect(announcer.text).toBe("1 selected");
  // What a resting finger asks engines for besides: a menu, and a click in its end.
  point(first, "contextmenu", "touch");
  point(first, "pointerup", "touch");
  point(first, "click", "touch");
  await tick();
  expect([menus.open, selected().length, location.hash]).toEqual([null, 1, "#/board"]);
  await tap(second, "touch");
  await tap(third, "touch");
  await waitFor(() => expect(selected()).toHaveLength(3));
  await tap(first, "touch");
  await waitFor(() => expect(selected()).toEqual([second?.dataset["ticket"], third?.dataset["ticket"]]));
  await tap(second, "touch");
  await tap(third, "touch");
  await waitFor(() => expect(selected()).toEqual([]));
  await tap(first, "touch");
  expect(location.hash).toBe(`#/ticket/${first?.dataset["ticket"] ?? ""}`);
});

test("the box of a card picks it by mouse, and the card beside it still opens", async () => {
  await waitFor(() => expect(cardsOf("open").length).toBeGreaterThan(1));
  const [first, second] = cardsOf("open");
  await tap(first?.querySelector("[data-select]") ?? undefined, "mouse");
  await waitFor(() => expect(selected()).toEqual([first?.dataset["ticket"]]));
  await tap(second, "mouse");
  expect(location.hash).toBe(`#/ticket/${second?.dataset["ticket"] ?? ""}`);
});

test.each([
  ["mine", { mine: true }, "Assignee"],
  ["unassigned", { unassigned: true }, "Assignee"],
  ["team", { my_teams: true }, "Team"],
  ["late", { clocks: ["breached", "at_risk"] }, "SLA"],
] as const)("the quick filter %s narrows the board when it is pressed, and again not", async (kind, narrows, chip) => {
  const button = () => screen.getByTestId(`quick-${kind}`);
  const all = () => [...document.querySelectorAll("[data-count][data-status]")].reduce((sum, column) => sum + Number(column.getAttribute("data-count")), 0);
  const before = all();
  expect(button().getAttribute("aria-pressed")).toBe("false");
  button().click();
  await waitFor(() => expect(all()).toBeLessThan(before));
  expect(all()).toBeGreaterThan(0);
  expect(button().getAttribute("aria-pressed")).toBe("true");
  expect(readFilter(router.place.query)).toEqual({ ...noFilter, ...narrows });
  expect(screen.getByTestId("active-filters").textContent).toContain(chip);
  expect(screen.getByTestId("active-filters").textContent).toContain(`${all()} ticket`);
  button().click();
  await waitFor(() => expect(all()).toBe(before));
  expect(readFilter(router.place.query)).toEqual(noFilter);
  expect(screen.queryByTestId("active-filters")).toBeNull();
});

test("two quick filters narrow together, and what is picked takes their room", async () => {
  screen.getByTestId("quick-team").click();
  screen.getByTestId("quick-late").click();
  await waitFor(() => expect(["team", "late"].map((kind) => screen.getByTestId(`quick-${kind}`).getAttribute("aria-pressed"))).toEqual(["true", "true"]));
  expect(readFilter(router.place.query)).toMatchObject({ my_teams: true, clocks: ["breached", "at_risk"] });
  await waitFor(() => expect(focused().id).not.toBeNull());
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));
  await press("x");
  await screen.findByTestId("bulk-bar");
  expect(screen.queryByTestId("quick-mine")).toBeNull();
});

test("a peek opens on the card with the focus, goes along with it, and closes", async () => {
  const subject = () => document.activeElement?.querySelector(".subject")?.textContent;
  const peeked = () => [screen.queryByTestId("peek")?.dataset["ticket"], screen.queryByTestId("peek")?.querySelector("h2")?.textContent];
  await press(" ");
  await waitFor(() => expect(peeked()).toEqual([focused().id, subject()]));
  await press("j");
  expect(focused().index).toBe("1");
  await waitFor(() => expect(peeked()).toEqual([focused().id, subject()]));
  await press("l");
  await waitFor(() => expect(peeked()).toEqual([focused().id, subject()]));
  expect(focused().column).toBe("open");
  const { id } = focused();
  await press("Escape");
  expect(screen.queryByTestId("peek")).toBeNull();
  expect(focused().id).toBe(id);
});

describe("a board with lanes", () => {
  const laned = () => {
    const cell = document.activeElement?.closest("[data-testid=cell]");
    return { lane: cell?.closest("[data-lane]")?.getAttribute("data-lane"), column: cell?.getAttribute("data-status"), id: document.activeElement?.getAttribute("data-ticket") };
  };
  const cards = (lane: string, status: string) => [...document.querySelectorAll(`[data-lane="${lane}"] [data-status="${status}"] [data-ticket]`)];
  const open = async () => {
    goTo("board/b2");
    await waitFor(() => expect(document.querySelectorAll("[data-lane]").length).toBeGreaterThan(0));
    await waitFor(() => expect(document.querySelector('[data-lane="none"] [data-status="new"] [data-ticket]')).not.toBeNull());
    document.querySelector<HTMLElement>('[data-lane="none"] [data-status="new"] [data-ticket]')?.focus();
    await tick();
  };

  test("a carried card goes down into the next lane and becomes somebody's", async () => {
    await open();
    const before = laned();
    expect(before).toMatchObject({ lane: "none", column: "new" });
    await press("m", "End", "ArrowDown");
    expect(announcer.text).toContain("New, Mira Solberg, place 1 of");
    await press("Enter");
    await waitFor(() => expect(cards("s0", "new").some((card) => card.getAttribute("data-ticket") === before.id)).toBe(true));
    await waitFor(() => expect(laned()).toEqual({ lane: "s0", column: "new", id: before.id }));
  });

  test("a hard limit holds for the column whatever the lane, and says so", async () => {
    await open();
    await press("m", "ArrowRight", "ArrowRight");
    expect(announcer.text).toMatch(/^In progress, .* refuses: In progress takes at most 1$/);
    await press("Escape");
  });

  test("a folded lane keeps its head, its count and the focus", async () => {
    await open();
    const head = screen.getAllByTestId("lane-fold")[0];
    if (head === undefined) throw new Error("there are lanes");
    expect(head.getAttribute("aria-expanded")).toBe("true");
    head.focus();
    head.click();
    await waitFor(() => expect(head.getAttribute("aria-expanded")).toBe("false"));
    expect(document.querySelectorAll('[data-lane="none"] [data-testid="cell"]').length).toBe(0);
    expect(document.activeElement).toBe(head);
    head.click();
    await waitFor(() => expect(document.querySelectorAll('[data-lane="none"] [data-testid="cell"]').length).toBeGreaterThan(0));
  });
});

test("W watches the card that has the focus", async () => {
  const { id } = focused();
  await press("w");
  await waitFor(async () => expect((await call("ticket_get", { ticket: id ?? "" })).watchers.map((one) => one.id)).toEqual(["s0"]));
});

test("the editor says what is missing, and saves what was made", async () => {
  newBoard();
  const dialog = await screen.findByTestId("board-editor");
  screen.getByTestId("board-save").click();
  await waitFor(() => expect(dialog.textContent).toContain("Give it a name."));
  expect(dialog.querySelectorAll("[data-testid=column-row]").length).toBe(7);
});
