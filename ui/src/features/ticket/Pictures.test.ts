/** @file Promises about pictures and tables in messages: where they stand, once, from this desk alone, and what stands there when they do not come. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { call, connect } from "../../api/call";
import type { AttachmentView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { bringNear } from "../../lib/near";
import { shortcuts } from "../../lib/shortcuts.svelte";
import MergedRequest from "./MergedRequest.svelte";
import Request from "./Request.svelte";
import Told from "./Told.svelte";
// It comes apart from the ticket; a test does not wait for a slow machine to fetch it.
import "./preview/Preview.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** Stands in the way of a command. */
let first: (command: string) => void;
let read: number;
let fillers = 0;
let stop: () => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  [first, read] = [() => undefined, 0];
  const through = async <Output>(command: string, input: unknown): Promise<Output> => {
    await Promise.resolve();
    if (command === "attachment_read") read++;
    first(command);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: through, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  vi.stubGlobal("IntersectionObserver", undefined);
  stop = shortcuts.listen();
  // What was read stays known, and each test has files of its own.
  fillers += 5;
  for (let nth = 0; nth < fillers; nth++) await add("filler.txt");
});
afterEach(() => {
  stop();
  cleanup();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const add = (name: string, more: Partial<AttachmentView> = {}, ticket = "t1"): Promise<AttachmentView> =>
  call("attachment_add", { ticket, name, mime: null, base64: btoa(name), path: null, visit: null }).then((file) => ({ ...file, size_bytes: 90_000, ...more }));
const source = (name: string) => `data:image/png;base64,${btoa(name)}`;
const places = () => screen.queryAllByTestId("inline-picture");
const listed = () => [...document.querySelectorAll("ul .row .name")].map((one) => one.textContent);
/** An engine for which nothing has come near yet. */
const unseen = () =>
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe = () => undefined;
      unobserve = () => undefined;
    },
  );
const offline = () => {
  first = (command) => {
    if (command === "attachment_read") throw problem("offline");
  };
};

test("a picture stands in its place, once; other files and those that nobody names are listed", async () => {
  const files = [await add("error dialog.png"), await add("other.png"), await add("notes.pdf"), await add("drawing.svg", { mime: "image/svg+xml" })];
  render(Told, { text: "It says\n\n![The error](error%20dialog.png)\n\n![](notes.pdf) ![a drawing](drawing.svg) ![gone](gone.png)", files, lists: "files" });
  await waitFor(() => expect(places()[0]?.querySelector("img")?.getAttribute("src")).toBe(source("error dialog.png")));
  expect(places()).toHaveLength(1);
  expect(listed()).toEqual(["other.png", "notes.pdf", "drawing.svg"]);
  expect(document.querySelector(".markdown")?.textContent).toContain("notes.pdf a drawing gone");
});

test("its place is there before it is read, and no picture comes from anywhere else", async () => {
  unseen();
  const file = await add("a.png");
  render(Told, { text: "![one](a.png) ![two](https://tracker.example/b.png) ![three](data:image/png;base64,AAAA) ![four](file:///c.png) <img src=x>", files: [file], lists: "files" });
  expect([places().map((one) => one.dataset["picture"]), read, listed(), document.querySelectorAll("img").length]).toEqual([["far"], 0, [], 0]);
  expect(document.querySelector(".markdown")?.textContent).toContain("two three four <img src=x>");
});

test("it is shown large by key, and Escape gives the focus back to it", async () => {
  render(Told, { text: "![The error](a.png)", files: [await add("a.png"), await add("b.png")], lists: "files" });
  const button = await screen.findByRole("button", { name: "Preview The error" });
  button.focus();
  await fireEvent.click(button);
  await screen.findByTestId("preview-picture");
  expect(screen.getByTestId("preview-place").textContent).toBe("1 of 2");
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape", code: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("preview")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});

test("one that is not on this computer is fetched when somebody asks, and is in the list until it is here", async () => {
  render(Told, { text: "![The error](a.png)", files: [await add("a.png", { state: "elsewhere" })], lists: "files" });
  const [place] = places();
  if (place === undefined) throw new Error("it has a place");
  expect([place.querySelector(".words")?.textContent, place.querySelector(".note")?.textContent, listed(), read]).toEqual(["The error", "Not here yet", ["a.png"], 0]);
  offline();
  await fireEvent.click(within(place).getByTestId("inline-picture-fetch"));
  await waitFor(() => expect([place.dataset["picture"], place.querySelector(".note")?.textContent]).toEqual(["failed", "The server cannot be reached. Your work is saved here and goes out later."]));
  expect([place.querySelector(".words")?.textContent, listed()]).toEqual(["The error", ["a.png"]]);
  first = () => undefined;
  await fireEvent.click(within(place).getByTestId("inline-picture-fetch"));
  await waitFor(() => expect(place.querySelector("img")?.getAttribute("src")).toBe(source("a.png")));
  await waitFor(() => expect(listed()).toEqual([]));
});

test("bytes that are no picture leave the words, and the file in the list", async () => {
  render(Told, { text: "![The error](a.png)", files: [await add("a.png")], lists: "files" });
  await waitFor(() => expect(places()[0]?.querySelector("img")).not.toBeNull());
  expect(listed()).toEqual([]);
  await fireEvent.error(places()[0]?.querySelector("img") ?? document.body);
  await waitFor(() => expect(listed()).toEqual(["a.png"]));
  expect(places()[0]?.textContent).toContain("This picture cannot be shown.");
});

test("what stands in quoted text that is folded is listed until somebody unfolded it", async () => {
  unseen();
  render(Told, { text: "See below.\n\n> one\n> two\n> three\n> ![x](a.png)\n", files: [await add("a.png")], lists: "files" });
  expect(screen.getByTestId("mail-quoted")).toBeDefined();
  expect(listed()).toEqual(["a.png"]);
  bringNear();
  await waitFor(() => expect(listed()).toEqual([]));
});

test("a request shows what came with it, also one that was merged in", async () => {
  const ticket = await call("ticket_get", { ticket: "t1" });
  const file = await add("a.png");
  render(Request, { ticket: { ...ticket, description: "![x](a.png) ![y](later.png)", attachments: [file, { ...file, id: "later", name: "later.png", message: "m1" }] } });
  await waitFor(() => expect(places().map((one) => one.querySelector("img")?.getAttribute("src"))).toEqual([source("a.png")]));
  cleanup();
  await add("b.png", {}, "t2");
  render(MergedRequest, { request: { from: { ticket: "t2", number: "#2", subject: "Two" }, description: "![z](b.png)", requester: null, at: 0 } });
  await waitFor(() => expect(places().map((one) => one.querySelector("img")?.getAttribute("src"))).toEqual([source("b.png")]));
});

test("a table is one, with its heads, its columns and whatever a row lacks", () => {
  render(Told, { text: "| Part | Price |\n|---|--:|\n| **Hinge** | 12,50 |\n| Bolt |\n", files: [] });
  const table = screen.getByRole("table");
  expect(within(table).getAllByRole("columnheader").map((one) => [one.textContent, one.getAttribute("scope"), one.dir])).toEqual([["Part", "col", "auto"], ["Price", "col", "auto"]]);
  expect(within(table).getAllByRole("row").map((row) => [...row.children].map((one) => one.textContent))).toEqual([["Part", "Price"], ["Hinge", "12,50"], ["Bolt", ""]]);
  expect(table.querySelector("td strong")?.textContent).toBe("Hinge");
  expect(table.querySelectorAll("td")[1]?.classList.contains("end")).toBe(true);
});

test("a table that is wider than its place takes the focus, to be scrolled by keys", () => {
  const wide = vi.spyOn(HTMLElement.prototype, "scrollWidth", "get").mockReturnValue(900);
  const place = vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
  render(Told, { text: "| a | b |\n|---|---|", files: [] });
  expect([screen.getByTestId("message-table").tabIndex, screen.getByRole("region").getAttribute("aria-label")]).toEqual([0, "Table, 2 columns"]);
  cleanup();
  place.mockReturnValue(900);
  render(Told, { text: "| a | b |\n|---|---|", files: [] });
  expect(screen.queryByRole("region")).toBeNull();
  wide.mockRestore();
  place.mockRestore();
});
