/** @file The list on a desk in memory: a grid with its roles, sorted by its heads, worked from the keyboard. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { undo } from "../../api/act";
import { call, connect } from "../../api/call";
import { menus } from "../../kit/menu.svelte";
import MenuHost from "../../kit/MenuHost.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import { reasons } from "../../tickets/change.svelte";
import List from "./List.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

type Platform = ReturnType<typeof makeDesk>;

let stop: () => void;
/** What a question about the list waits for. */
let answers: Promise<void>;

beforeEach(async () => {
  answers = Promise.resolve();
  router.replace("list");
  const made = makeDesk(48, "full");
  const desk: Platform = {
    ...made,
    call: async <Output>(command: string, input: unknown) => {
      if (command === "ticket_list") await answers;
      return made.call<Output>(command, input);
    },
  };
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(List);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("row"));
  await press("Home");
});

afterEach(() => {
  stop();
  reasons.asked = null;
  cleanup();
});

const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const index = () => document.activeElement?.getAttribute("data-index");

test("the grid says how long it is, and each row where it stands", () => {
  const grid = screen.getByTestId("list");
  expect([grid.getAttribute("role"), grid.getAttribute("aria-label")]).toEqual(["grid", "Tickets"]);
  expect(grid.getAttribute("aria-rowcount")).toBe("49");
  expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("2");
});

test("a head sorts, and a second click turns the order round", async () => {
  const head = () => screen.getByTestId("sort-subject").closest('[role="columnheader"]');
  await fireEvent.click(screen.getByTestId("sort-subject"));
  await waitFor(() => expect(head()?.getAttribute("aria-sort")).toBe("ascending"));
  await fireEvent.click(screen.getByTestId("sort-subject"));
  await waitFor(() => expect(head()?.getAttribute("aria-sort")).toBe("descending"));
  expect(location.hash).toBe("#/list?sort=subject&order=desc");
});

test("J and K walk, X selects, and all are taken at once", async () => {
  await press("j");
  await waitFor(() => expect(index()).toBe("1"));
  await press("x");
  expect((await screen.findByTestId("bulk-bar")).textContent).toContain("1 selected");
  await press("a", { ctrlKey: true });
  await waitFor(() => expect(screen.getByTestId("bulk-bar").textContent).toContain("48 selected"));
  await press("Escape");
  expect(screen.queryByTestId("bulk-bar")).toBeNull();
});

test("a filter in the address narrows, and says what is left", async () => {
  router.replace("list", [], { priority: "urgent" });
  const chips = await screen.findByTestId("active-filters");
  expect(chips.textContent).toContain("Urgent");
  await waitFor(() => expect(screen.getByTestId("list").getAttribute("data-total")).not.toBe("48"));
});

test("a search that is left before its answer is there hands the focus to the first ticket of it", async () => {
  // The tickets below the search were not read before.
  router.replace("list", [], { priority: "high", q: "zzqq" });
  await waitFor(() => expect(screen.queryAllByTestId("row")).toEqual([]));
  const search = screen.getByTestId("quick-search");
  search.focus();
  let answer = (): void => undefined;
  answers = new Promise((done) => (answer = done));
  await press("Escape");
  await press("Escape");
  expect(document.activeElement).toBe(search);
  answer();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("row"));
});

test("U marks what is picked unread, read where all of it is unread, and undo brings back what it was", async () => {
  const here = () => screen.getAllByTestId("row").find((row) => row === document.activeElement);
  const bar = () => screen.getByTestId("bulk-unread").textContent;
  await waitFor(() => expect(here()?.dataset["unread"]).toBe("false"));
  await press("u");
  await waitFor(() => expect(here()?.dataset["unread"]).toBe("true"));
  expect(here()?.getAttribute("aria-label")).toContain("Unread");
  expect(screen.getAllByTestId("row").filter((row) => row.querySelector('[data-testid="unread-dot"]') !== null)).toContain(here());
  await press("x");
  await screen.findByTestId("bulk-bar");
  expect(bar()).toContain("Mark read");
  // One more that is read: together they are not all unread.
  await press("j");
  await press("x");
  await waitFor(() => expect(bar()).toContain("Mark unread"));
  await press("u");
  await waitFor(() => expect(here()?.dataset["unread"]).toBe("true"));
  await press("u");
  await waitFor(() => expect(screen.getAllByTestId("row").filter((row) => row.getAttribute("aria-selected") === "true").map((row) => row.dataset["unread"])).toEqual(["false", "false"]));
  await undo();
  await waitFor(() => expect(screen.getAllByTestId("row").filter((row) => row.getAttribute("aria-selected") === "true").map((row) => row.dataset["unread"])).toEqual(["true", "true"]));
});

test("W watches the row that has the focus, and what is selected", async () => {
  const watchers = (id: string | undefined) => call("ticket_get", { ticket: id ?? "" }).then((ticket) => ticket.watchers.map((one) => one.id));
  const ids = () => screen.getAllByTestId("row").map((row) => row.dataset["ticket"]);
  await press("w");
  await waitFor(async () => expect(await watchers(ids()[0])).toEqual(["s0"]));
  await press("j");
  await press("x");
  await press("j");
  await press("x");
  await press("w");
  await waitFor(async () => expect(await Promise.all(ids().slice(0, 4).map(watchers))).toEqual([["s0"], ["s0"], ["s0"], []]));
});

test("a finger that rests on a row picks it, and taps go on picking", async () => {
  const row = (at: number) => screen.getAllByTestId("row").find((one) => one.dataset["index"] === String(at)) ?? document.body;
  const picked = () => screen.getAllByTestId("row").filter((one) => one.getAttribute("aria-selected") === "true").map((one) => one.dataset["index"]);
  const touch = (at: number, name: string) => fireEvent(row(at), new PointerEvent(name, { bubbles: true, cancelable: true, pointerId: 1, pointerType: "touch", isPrimary: true, clientX: 9, clientY: 9 }));
  await waitFor(() => expect(screen.getAllByTestId("row").length).toBeGreaterThan(3));
  await touch(1, "pointerdown");
  await waitFor(() => expect(picked()).toEqual(["1"]));
  await touch(1, "contextmenu");
  await touch(1, "pointerup");
  await touch(1, "click");
  expect([picked(), menus.open]).toEqual([["1"], null]);
  for (const name of ["pointerdown", "pointerup", "click"]) await touch(3, name);
  await waitFor(() => expect(picked()).toEqual(["1", "3"]));
  expect(location.hash).toBe("#/list");
});

test("team, organisation and creation are columns for whoever wants them; creation sorts, latest first", async () => {
  store("list-columns", "[]");
  // There is no layout here, and a window without a width shows few columns.
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1_600);
  cleanup();
  render(List);
  render(MenuHost);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("row"));
  const columns = () => [...document.querySelectorAll<HTMLElement>('[role="columnheader"][data-column]')].map((head) => head.dataset["column"]);
  expect(columns()).toEqual(["number", "due", "priority", "subject", "requester", "status", "assignee", "tags", "updated"]);
  await fireEvent.click(screen.getByTestId("list-columns"));
  for (const name of ["Organisation", "Team", "Created"]) {
    const row = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].find((one) => one.querySelector(".label")?.textContent === name);
    expect(row()?.getAttribute("aria-checked")).toBe("false");
    await fireEvent.click(row() ?? document.body);
  }
  menus.close();
  await waitFor(() => expect(columns()).toEqual(["number", "due", "priority", "subject", "requester", "organisation", "status", "team", "assignee", "tags", "created", "updated"]));
  const cell = (column: string) => screen.getAllByTestId("row")[0]?.querySelector(`[data-column="${column}"]`)?.textContent;
  await fireEvent.click(screen.getByTestId("sort-created"));
  await waitFor(() => expect(location.hash).toBe("#/list?sort=created&order=desc"));
  // The first ticket of this desk was made last.
  await waitFor(() => expect([cell("number"), cell("organisation"), cell("team")]).toEqual(["#4312", "Northwind", "Infrastructure"]));
  expect(screen.getByTestId("sort-team").closest('[role="columnheader"]')?.hasAttribute("aria-sort")).toBe(false);
  store("list-columns", "[]");
  vi.restoreAllMocks();
});
