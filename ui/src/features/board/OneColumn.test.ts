/** @file The board in a window with room for one column: which it is, how one gets to another, and what the bar at the foot does. */
import { cleanup, configure, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { undo } from "../../api/act";
import { call, connect } from "../../api/call";
import { menus } from "../../kit/menu.svelte";
import { announcer } from "../../lib/announce.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import { noFilter } from "../../tickets/filter";
import Board from "./Board.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
/** The columns of which cards were asked for. */
let asked: Set<string>;

const wide = innerWidth;
function widen(pixels: number): void {
  vi.stubGlobal("innerWidth", pixels);
  dispatchEvent(new Event("resize"));
}

async function open(board = "b1"): Promise<void> {
  location.hash = `#/board/${board}`;
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  render(Board);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));
}

beforeEach(async () => {
  store("board-last", "b1");
  widen(480);
  asked = new Set();
  const desk = makeDesk(48, "full");
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => {
        if (command === "board_column") asked.add((input as { column: string }).column);
        return desk.call<Output>(command, input);
      },
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
  stop = shortcuts.listen();
  await open();
  await press("1");
});
afterEach(() => {
  stop();
  menus.close();
  cleanup();
  widen(wide);
  vi.unstubAllGlobals();
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
    await tick();
    await tick();
  }
}

const columns = () => screen.getAllByTestId("column").map((column) => column.dataset["status"]);
const tab = (status: string) => {
  const found = screen.getAllByTestId("column-tab").find((one) => one.dataset["status"] === status);
  if (found === undefined) throw new Error(`no tab ${status}`);
  return found;
};
const chosen = () => screen.getAllByTestId("column-tab").filter((one) => one.getAttribute("aria-selected") === "true").map((one) => one.dataset["status"]);
const focused = () => ({ column: document.activeElement?.closest("[data-status]")?.getAttribute("data-status"), index: document.activeElement?.getAttribute("data-index"), id: document.activeElement?.getAttribute("data-ticket") });
const onCard = () => waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));

test("one column is in sight, named by its tab, and no other is read", () => {
  expect(columns()).toEqual(["new"]);
  expect(chosen()).toEqual(["new"]);
  expect(screen.getAllByTestId("column-tab")).toHaveLength(7);
  expect([...asked]).toEqual(["new"]);
  const list = screen.getByTestId("column").querySelector('[role="listbox"]');
  expect(document.getElementById(list?.getAttribute("aria-labelledby") ?? "")).toBe(tab("new"));
  expect(tab("new").getAttribute("aria-controls")).toBe(screen.getByTestId("column").id);
  expect(tab("in_progress").querySelector("[data-testid=wip]")?.textContent).toMatch(/^\s*\d+\/25/);
});

test("the keys for a column bring it to the front, where it was left, and say its name and count", async () => {
  await press("j");
  await press("l");
  expect([columns(), chosen()]).toEqual([["open"], ["open"]]);
  expect(announcer.text).toMatch(/^Open, \d+ tickets/);
  await onCard();
  expect(focused()).toMatchObject({ column: "open", index: "0" });
  await press("h");
  await onCard();
  expect(focused()).toMatchObject({ column: "new", index: "1" });
  await press("h");
  expect(columns()).toEqual(["new"]);
  await press("6");
  expect(columns()).toEqual(["resolved"]);
  expect([...asked].sort()).toEqual(["new", "open", "resolved"]);
});

test("a tab keeps the focus and brings its column, and arrows walk the tabs", async () => {
  tab("waiting").focus();
  tab("waiting").click();
  await waitFor(() => expect(columns()).toEqual(["waiting"]));
  expect(announcer.text).toMatch(/^Waiting on customer, \d+ tickets/);
  await press("ArrowRight");
  expect(columns()).toEqual(["on_hold"]);
  expect(document.activeElement).toBe(tab("on_hold"));
  await press("End", "ArrowRight");
  expect([columns(), document.activeElement]).toEqual([["new"], tab("new")]);
});

test("whoever comes back from a ticket finds the column in front", async () => {
  await press("l", "l");
  await onCard();
  const { id } = focused();
  cleanup();
  render(Board);
  await onCard();
  expect([columns(), focused().id]).toEqual([["in_progress"], id]);
});

test("a column that is folded has a small tab, keys pass it by, and its tab opens it", async () => {
  await press("l");
  await onCard();
  screen.getByTestId("column-more").click();
  menus.open?.menu.entries().forEach((entry) => typeof entry === "object" && "id" in entry && entry.id === "fold" && entry.act?.());
  menus.close();
  await waitFor(() => expect(columns()).not.toEqual(["open"]));
  expect(tab("open").dataset["folded"]).toBe("true");
  expect(tab("open").textContent).not.toContain("Open");
  await press("1");
  await onCard();
  await press("l");
  expect(columns()).toEqual(["in_progress"]);
  tab("open").click();
  await waitFor(() => expect(columns()).toEqual(["open"]));
});

test("a carried card takes its column to the front, is there after the drop, and goes back with an undo", async () => {
  const { id } = focused();
  await press("m", "ArrowRight");
  expect([columns(), chosen()]).toEqual([["open"], ["open"]]);
  expect(announcer.text).toMatch(/^Open, place 1 of \d+$/);
  // The card itself stayed behind; the keys still reach somebody.
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("listbox"));
  await waitFor(() => expect(screen.getByTestId("carry-place").textContent).toBe(announcer.text));
  await press("Escape");
  expect(columns()).toEqual(["new"]);
  await waitFor(() => expect(focused().id).toBe(id));
  await press("m", "ArrowRight", "Enter");
  await waitFor(() => expect(focused()).toMatchObject({ column: "open", index: "0", id }));
  expect(columns()).toEqual(["open"]);
  await undo();
  await waitFor(() => expect(focused()).toMatchObject({ column: "new", id }));
});

test("while a card is carried the tabs of columns that refuse it are dimmed", async () => {
  await press("7");
  await onCard();
  await press("m");
  expect(screen.getAllByTestId("column-tab").filter((one) => one.dataset["refused"] === "true").map((one) => one.dataset["status"])).toContain("resolved");
  expect(tab("open").dataset["refused"]).toBeUndefined();
  await press("ArrowLeft");
  expect(announcer.text).toContain("No step from Closed to Resolved");
  expect(screen.getByTestId("column").dataset["refused"]).toBe("true");
  await press("Escape");
});

test("lanes show the cells of the column in front, and heads count them", async () => {
  cleanup();
  await open("b2");
  await press("2");
  await waitFor(() => expect(columns()).toEqual(["open"]));
  await waitFor(() => expect(screen.getAllByTestId("cell").map((cell) => cell.dataset["status"]).every((status) => status === "open")).toBe(true));
  const counts = screen.getAllByTestId("lane").map((lane) => [lane.querySelector("[data-testid=lane-fold] .count")?.textContent, lane.querySelector<HTMLElement>("[data-testid=cell]")?.dataset["count"]]);
  expect(counts.length).toBeGreaterThan(0);
  for (const [head, cell] of counts) expect(head).toBe(cell);
  // Those of the column in front, which no lane's own number is.
  const { columns: all, lanes } = await call("board_get", { board: "b2", filter: noFilter, sort: null });
  const place = all.findIndex(({ key }) => key === "open");
  const late = new Map(lanes.map((lane) => [lane.key, lane.breached_cells[place] ?? 0]));
  expect(lanes.some((lane) => late.get(lane.key) !== lane.breached)).toBe(true);
  expect([...late.values()].some((one) => one > 0)).toBe(true);
  for (const lane of screen.getAllByTestId("lane")) {
    const said = lane.querySelector("[data-testid=lane-fold] .breaching")?.textContent.trim();
    expect(said, lane.dataset["lane"]).toBe((late.get(lane.dataset["lane"] ?? "") ?? 0) === 0 ? undefined : `${late.get(lane.dataset["lane"] ?? "")} breached`);
  }
});

test("the bar takes the card at hand, opens its statuses, and begins a note", async () => {
  const id = focused().id ?? "";
  expect(screen.getByTestId("card-bar").textContent).toContain("#");
  screen.getByTestId("bar-take").click();
  await waitFor(async () => expect((await call("ticket_get", { ticket: id })).assignee).toBe("s0"));
  screen.getByTestId("bar-status").click();
  expect(menus.open?.menu.label).toContain("Status of");
  menus.close();
  screen.getByTestId("bar-note").click();
  expect(location.hash).toBe(`#/ticket/${id}?write=note`);
});

test("a photo is attached to the card at hand", async () => {
  const id = focused().id ?? "";
  const before = (await call("ticket_get", { ticket: id })).attachments.length;
  screen.getByTestId("bar-photo").click();
  // What had the focus then is photographed, whatever has it when the picture comes.
  await press("j");
  const input = screen.getByTestId<HTMLInputElement>("bar-photo-input");
  Object.defineProperty(input, "files", { value: [new File(["pixels"], "rack.png", { type: "image/png" })] });
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await waitFor(async () => expect((await call("ticket_get", { ticket: id })).attachments.length).toBe(before + 1));
});

test("what is about one ticket waits while several are picked", async () => {
  await press("x");
  await press("j", "x");
  await waitFor(() => expect(screen.getByTestId("card-bar").getAttribute("aria-label")).toContain("2"));
  const off = ["take", "status", "note", "photo"].filter((name) => screen.getByTestId<HTMLButtonElement>(`bar-${name}`).disabled);
  expect(off).toEqual(["note", "photo"]);
});

test("a window that gets wider shows all columns, and the focus stays on its card", async () => {
  await press("l");
  // What was read of the desk of another test is gone.
  const first = await call("board_column", { board: "b1", column: "open", filter: noFilter, sort: "rank", from: 0, count: 1 });
  const id = first.cards[0]?.id;
  await waitFor(() => expect(focused().id).toBe(id));
  widen(1_280);
  await waitFor(() => expect(columns()).toHaveLength(7));
  await waitFor(() => expect(focused().id).toBe(id));
  expect(screen.queryByTestId("card-bar")).toBeNull();
  widen(480);
  // Whatever had the focus in the meantime, such as a tab.
  await tick();
  tab("open").focus();
  await waitFor(() => expect(columns()).toEqual(["open"]));
  await waitFor(() => expect(focused().id).toBe(id));
});
