/** @file Tickets that belong together: linked in each way by keyboard, told at both ends, and apart again. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { undo } from "../api/act";
import { call, connect } from "../api/call";
import type { LinkAdd, LookupsView, RowView, TicketView } from "../api/gen";
import Links from "../features/ticket/Links.svelte";
import MenuHost from "../kit/MenuHost.svelte";
import { menus } from "../kit/menu.svelte";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { ProblemError } from "../platform/platform";
import { Acting } from "./acting.svelte";
import LinkDialog from "./LinkDialog.svelte";
import { linking } from "./linking.svelte";
import { noFilter } from "./filter";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let lookups: LookupsView;
let sent: LinkAdd[];
let refuses: boolean;
/** What whoever looks for tickets waits for. */
let answers: Promise<void>;
let leave: () => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sent, refuses, answers] = [[], false, Promise.resolve()];
  const desk = makeDesk(24, "full");
  const asks = async <Output>(command: string, input: unknown) => {
    if (command === "ticket_find" || command === "ticket_search") await answers;
    if (command === "link_add") {
      sent.push(input as LinkAdd);
      if (refuses) throw new ProblemError("forbidden", "no");
    }
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => {
    missed();
    return desk.listen(hear, missed);
  } }));
  lookups = await call("lookup_all", {});
  rows = (await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 6 })).rows;
  const stop = shortcuts.listen();
  const off = shortcuts.answer(acting().answers());
  leave = () => {
    off();
    stop();
  };
  render(MenuHost);
});

afterEach(() => {
  leave();
  linking.asked = null;
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const acting = () => new Acting({ targets: () => rows.slice(0, 1), anchor: () => null, lookups: () => lookups, session: () => undefined });
const row = (place: number): RowView => rows[place] ?? rows[0] ?? (() => { throw new Error("no rows"); })();
const read = (place: number) => call("ticket_get", { ticket: row(place).id });

/** By its key, as from a list or a ticket. */
async function ask(): Promise<HTMLElement> {
  await fireEvent.keyDown(document.body, { key: "&", shiftKey: true });
  if (linking.asked === null) throw new Error("nothing was asked");
  render(LinkDialog, { asked: linking.asked });
  await tick();
  return screen.getByTestId("link-find");
}

async function choose(place: number): Promise<void> {
  const field = screen.getByTestId("link-find");
  await fireEvent.input(field, { target: { value: row(place).number } });
  await screen.findByRole("option", { name: new RegExp(row(place).number, "u") });
  await fireEvent.keyDown(field, { key: "Enter" });
}

test("a key asks for another ticket, its number finds it, Enter links the two, and one undo takes them apart", async () => {
  const field = await ask();
  expect(document.activeElement).toBe(field);
  expect(screen.getByRole("heading").textContent).toBe(`Link ${row(0).number}`);
  await choose(1);
  await waitFor(() => expect(linking.asked).toBeNull());
  expect(sent).toEqual([{ ticket: row(0).id, other: row(1).id, relation: "related" }]);
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`${row(0).number} linked to ${row(1).number}`));
  expect((await read(0)).links.map(({ other }) => other)).toEqual([row(1).id]);
  await undo();
  expect((await read(0)).links).toEqual([]);
});

test.each([
  ["2", "duplicate_of", "Duplicate of", "Has the duplicate"],
  ["3", "child_of", "Part of", "Has the part"],
  ["4", "blocked_by", "Blocked by", "Blocks"],
] as const)("the relation of number %s is %s, and each end says what the other is to it", async (digit, relation, here, there) => {
  await ask();
  screen.getByTestId("link-relation").focus();
  await fireEvent.keyDown(screen.getByTestId("link-relation"), { key: "ArrowDown" });
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("option"));
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: digit });
  expect(document.activeElement).toBe(screen.getByTestId("link-relation"));
  await choose(2);
  await waitFor(() => expect(sent.map((one) => one.relation)).toEqual([relation]));
  const words = async (place: number) => {
    cleanup();
    render(Links, { ticket: await read(place), lookups, acting: acting() });
    return screen.getByTestId("link").textContent;
  };
  expect(await words(0)).toContain(`${here} ${row(2).number}`);
  expect(await words(2)).toContain(`${there} ${row(0).number}`);
});

test("what is linked already and the ticket itself are not offered", async () => {
  await call("link_add", { ticket: row(0).id, other: row(1).id, relation: "related" });
  const field = await ask();
  for (const place of [0, 1]) {
    await fireEvent.input(field, { target: { value: row(place).number } });
    await screen.findByText("No ticket found");
    expect(screen.queryByRole("option")).toBeNull();
  }
});

test("a refusal is told, and what was asked stays", async () => {
  refuses = true;
  const field = await ask();
  await choose(1);
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(linking.asked).not.toBeNull();
  expect(field).toHaveProperty("value", row(1).number);
});

test("a link is taken away where it stands, and undo brings it back; who only reads sees it", async () => {
  await call("link_add", { ticket: row(0).id, other: row(1).id, relation: "child_of" });
  const shown = render(Links, { ticket: await read(0), lookups, acting: acting() });
  await fireEvent.click(screen.getByRole("button", { name: `Unlink ${row(1).number}` }));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`Unlinked from ${row(1).number}`));
  expect((await read(0)).links).toEqual([]);
  toasts.undoLatest();
  await waitFor(async () => expect((await read(0)).links.map(({ relation }) => relation)).toEqual(["child_of"]));
  const reader: TicketView = { ...(await read(0)), may_edit: false };
  await shown.rerender({ ticket: reader, lookups, acting: acting() });
  expect(screen.getByTestId("link").querySelector("a")?.getAttribute("href")).toContain(row(1).id);
  expect(screen.queryByRole("button")).toBeNull();
});

test("without a number, words find it as well", async () => {
  const field = await ask();
  await fireEvent.input(field, { target: { value: row(3).subject } });
  expect((await screen.findAllByRole("option")).length).toBeGreaterThan(0);
});

test("Enter that comes before the answer waits for it, and links what was typed, once", async () => {
  const field = await ask();
  await fireEvent.input(field, { target: { value: row(1).number } });
  await screen.findByRole("option", { name: new RegExp(row(1).number, "u") });
  let come: () => void = () => undefined;
  answers = new Promise((resolve) => (come = resolve));
  await fireEvent.input(field, { target: { value: row(2).number } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await fireEvent.keyDown(field, { key: "Enter" });
  await tick();
  expect(sent).toEqual([]);
  come();
  await waitFor(() => expect(linking.asked).toBeNull());
  expect(sent.map(({ other }) => other)).toEqual([row(2).id]);
});
