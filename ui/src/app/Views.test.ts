/** @file The views of the sidebar: how many and how many too late, how old, their order, whom they are for, and how one gets there. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { SavedView, ViewAdd, ViewMove, ViewSet, ViewView } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import { noFilter } from "../tickets/filter";
import App from "./App.svelte";
// Fetched before they are waited for.
import "../features/board/Board.svelte";
import "../features/list/List.svelte";
import "../features/newticket/NewTicket.svelte";
import "../tickets/ViewDialog.svelte";
import "./viewdrag";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });

const hour = 3_600_000;
const saved = (id: string, name: string, more: Partial<SavedView> = {}): ViewView => ({
  key: id,
  what: { is: "saved", id, name, share: { with: "nobody" }, owner: null, may_edit: true, ...more },
  content: { filter: noFilter, sort: "due", descending: false, columns: [] },
});

let asked: { command: string; input: unknown }[];
const inputs = <T>(command: string) => asked.flatMap((one) => (one.command === command ? [one.input as T] : []));

beforeEach(async () => {
  asked = [];
  const desk = makeDesk(12, "full");
  const asks = (async (command: string, input: unknown) => {
    asked.push({ command, input });
    const told: unknown = await desk.call(command, input);
    if (command === "view_list") return [...(told as ViewView[]), saved("a", "Printers"), saved("b", "Networks"), saved("c", "Of Femke", { owner: "Femke de Vries", may_edit: false, share: { with: "everybody" } }), saved("d", "Laptops")];
    if (command === "view_counts")
      return [
        { key: "mine", count: 12, breached: 3, oldest: Date.now() - 50 * hour, next_due: null },
        { key: "unassigned", count: 2, breached: 2, oldest: Date.now() - hour, next_due: null },
        { key: "a", count: 0, breached: 0, oldest: null, next_due: null },
      ];
    if (command === "view_move" || command === "view_set" || command === "view_remove") return { undo: "view" };
    if (command === "person_get") return { ...(told as object), teams: ["team1"] };
    return told;
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call: asks, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  location.hash = "#/list";
  dispatchEvent(new Event("hashchange"));
  render(App);
  await waitFor(() => expect(view("d").textContent).toContain("Laptops"));
});
afterEach(() => {
  for (const { id } of toasts.list) toasts.dismiss(id);
  cleanup();
});

function view(key: string): HTMLElement {
  const found = screen.getAllByTestId("view").find((one) => one.dataset["view"] === key);
  if (found === undefined) throw new Error(`no view ${key}`);
  return found;
}
/** What is written, without what stands for eyes alone or ears alone in between. */
const words = (of: HTMLElement) => of.textContent.replace(/\s+/g, "");
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

test("each says how many it has and how many of them are in breach, and its oldest once that is a day", async () => {
  await waitFor(() => expect(view("mine").dataset).toMatchObject({ count: "12", breached: "3" }));
  expect(words(view("mine"))).toBe("Myopenoldest2d3inbreach/12");
  expect(within(view("mine")).getByTestId("view-age").textContent).toContain("2d");
  expect(words(view("unassigned")), "all of them").toBe("Unassigned2inbreach");
  expect(words(view("a")), "nothing is no number").toBe("Printers");
});

test("the first nine have a key each, and two keys walk them", async () => {
  const at = () => new URLSearchParams(location.hash.split("?")[1]).get("view");
  const keys = screen.getAllByTestId("view").map((one) => one.dataset["view"]);
  for (const [index, key] of keys.slice(0, 9).entries()) {
    await press(String(index + 1), { code: `Digit${String(index + 1)}`, ctrlKey: true });
    expect(at()).toBe(key);
    await waitFor(() => expect(view(key ?? "").getAttribute("aria-current")).toBe("page"));
  }
  await press("ArrowDown", { altKey: true });
  expect(at(), "behind the last comes the first").toBe(keys[0]);
});

test("its menu moves it among the saved ones, and what is somebody else's stays", async () => {
  const open = async (key: string) => {
    await fireEvent.contextMenu(view(key));
    return (name: RegExp) => screen.getByRole("menuitem", { name });
  };
  let item = await open("b");
  await fireEvent.click(item(/Move up/));
  await waitFor(() => expect(inputs<ViewMove>("view_move")).toEqual([{ view: "b", after: null, before: "a" }]));
  item = await open("c");
  for (const name of [/Move up/, /Move down/, /Rename and share/, /Delete/]) expect(item(name).getAttribute("aria-disabled")).toBe("true");
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
  await open("mine");
  expect(screen.getAllByRole("menuitem").map((one) => words(one)), "every desk has it").toEqual(["Saveacopy"]);
});

test("it is for oneself, for a team of one's own, or for everybody", async () => {
  await fireEvent.contextMenu(view("a"));
  await fireEvent.click(screen.getByRole("menuitem", { name: /Rename and share/ }));
  const dialog = await screen.findByTestId("view-dialog");
  const share = within(dialog).getByTestId("share");
  await fireEvent.click(share.matches("button") ? share : within(share).getByRole("combobox"));
  const options = await waitFor(() => {
    const found = within(document.querySelector<HTMLElement>("#menu-list") ?? document.body).getAllByRole("option");
    expect(found).toHaveLength(3);
    return found;
  });
  expect(options.map(words)).toEqual(["Mealone1", "Support2", "Everybody3"]);
  await fireEvent.click(options[1] ?? share);
  await fireEvent.click(within(dialog).getByTestId("view-save"));
  await fireEvent.submit(dialog.querySelector("form") ?? dialog);
  await waitFor(() => expect(inputs<ViewSet>("view_set")[0]).toEqual({ view: "a", name: "Printers", share: { with: "team", team: "team1" } }));
});

test("the pointer carries a saved one past the others, and does not open it", async () => {
  const saves = ["a", "b", "c", "d"];
  for (const [at, key] of saves.entries()) vi.spyOn(view(key), "getBoundingClientRect").mockReturnValue(new DOMRect(0, 100 + at * 30, 200, 30));
  const drag = async (key: string, to: number) => {
    await fireEvent.pointerDown(view(key), { button: 0, clientX: 20, clientY: 115 + saves.indexOf(key) * 30 });
    await fireEvent.pointerMove(window, { clientX: 20, clientY: to });
  };
  // What carries them is fetched when the pointer comes.
  await fireEvent.pointerEnter(view("a").closest("ul") ?? view("a"));
  await waitFor(async () => {
    await drag("d", 132);
    expect(view("b").dataset["gap"]).toBe("before");
  });
  await fireEvent.pointerUp(window);
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  view("d").dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(view("b").dataset["gap"]).toBeUndefined();
  await waitFor(() => expect(inputs<ViewMove>("view_move")).toEqual([{ view: "d", after: "a", before: "b" }]));

  await drag("a", 500);
  expect(view("d").dataset["gap"]).toBe("after");
  await press("Escape");
  await fireEvent.pointerUp(window);
  await drag("c", 500);
  await fireEvent.pointerUp(window);
  await drag("a", 118);
  await fireEvent.pointerUp(window);
  expect(inputs<ViewMove>("view_move"), "left, somebody else's, and put where it was").toHaveLength(1);
  expect(inputs<ViewAdd>("view_add")).toHaveLength(0);
});

test("a ticket that somebody began and did not create is found there, and is gone from there once it is created", async () => {
  expect(screen.queryByTestId("draft-new")).toBeNull();
  await call("draft_put", { ticket: null, kind: "new", body: JSON.stringify({ subject: "Half a thought" }) });
  await fireEvent.click(await screen.findByTestId("draft-new"));
  expect(await screen.findByTestId("new-ticket-subject")).toHaveProperty("value", "Half a thought");
  expect(screen.queryByTestId("draft-new"), "not while it is being written").toBeNull();
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Escape" });
  await screen.findByTestId("draft-new");
  await call("draft_put", { ticket: null, kind: "new", body: "" });
  await waitFor(() => expect(screen.queryByTestId("draft-new")).toBeNull());
});
