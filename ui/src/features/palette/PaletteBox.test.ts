/** @file The palette over a ticket: it inserts canned replies there, and offers none where no composer stands. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { ReportSave } from "../../api/gen";
import type { Menu } from "../../kit/menu.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { inHand } from "../../tickets/inhand.svelte";
import { inserting } from "../../tickets/inserting.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
import { noteOpened } from "../../tickets/recents";
import type { Target } from "../../tickets/selection.svelte";
import PaletteBox from "./PaletteBox.svelte";
import { countUse } from "./uses";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

beforeEach(async () => {
  await connect(Promise.resolve(makeDesk(12, "full")));
});
afterEach(cleanup);

const offered = () => screen.queryAllByTestId("palette-item").flatMap((one) => (one.dataset["item"]?.startsWith("reply-") === true ? one.textContent.trim() : []));

test("with a composer under it the palette inserts the reply that one names", async () => {
  const inserted: string[] = [];
  const leave = inserting.begin("t0", ({ name }) => inserted.push(name));
  let closed = 0;
  render(PaletteBox, { commands: [], beginning: "", onclose: () => closed++ });
  await waitFor(() => expect(offered().length).toBe(4));
  const field = screen.getByTestId<HTMLInputElement>("palette-input");
  await fireEvent.input(field, { target: { value: "/out" } });
  await waitFor(() => expect(offered()).toEqual(["Insert reply: Outage known"]));
  await fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(inserted).toEqual(["Outage known"]));
  expect(closed).toBe(1);
  leave();
});

test("without a composer there is nowhere to put a reply, and none is offered", async () => {
  render(PaletteBox, { commands: [], beginning: "/", onclose: () => undefined });
  await new Promise((done) => setTimeout(done, 30));
  expect(offered()).toEqual([]);
});

const found = (kind: string) => screen.queryAllByTestId("palette-item").filter((one) => one.dataset["item"]?.startsWith(kind));

test("tickets that were opened last stand ready, the newest first, and come again after a restart", async () => {
  await noteOpened("t3");
  await noteOpened("t1");
  await noteOpened("t3");
  render(PaletteBox, { commands: [], beginning: "#", onclose: () => undefined });
  await waitFor(() => expect(found("t").map((one) => one.dataset["item"])).toEqual(["t3", "t1"]));
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  expect(location.hash).toBe("#/ticket/t3");
});

test("people are found by their names, and open what they asked", async () => {
  render(PaletteBox, { commands: [], beginning: "@anna", onclose: () => undefined });
  await waitFor(() => expect(found("person-").map((one) => one.textContent)).toEqual([expect.stringContaining("Anna Kowalska")]));
  expect(found("search")).toEqual([]);
  const id = found("person-")[0]?.dataset["item"]?.slice("person-".length);
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  expect(location.hash).toBe(`#/list?requester=${id}`);
});

test("a question mark asks the search page alone", async () => {
  render(PaletteBox, { commands: [], beginning: "? door", onclose: () => undefined });
  await waitFor(() => expect(screen.getAllByTestId("palette-item").length).toBe(1));
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  expect(location.hash).toBe("#/search?q=door");
});

test("a template that one names begins a new ticket", async () => {
  render(PaletteBox, { commands: [], beginning: "from vpn", onclose: () => undefined });
  await waitFor(() => expect(screen.getByText((_, at) => at?.getAttribute("data-item") === "template-t2").textContent).toContain("New ticket from VPN"));
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  await waitFor(() => expect(newTicket.open).toEqual({ template: "t2" }));
  newTicket.close();
});

test("what begins with the words comes before what has them inside, of whatever kind it is", async () => {
  const assign = { id: "act.assignee", label: "Assign to…", group: "ticket" as const, keys: undefined, act: () => undefined };
  render(PaletteBox, { commands: [assign], beginning: "assign", onclose: () => undefined });
  await waitFor(() => expect(screen.getAllByTestId("palette-item").some((one) => one.textContent.includes("Unassigned"))).toBe(true));
  expect(screen.getAllByTestId("palette-item")[0]?.textContent).toContain("Assign to");
});

test("a ticket that has the word comes before a command whose letters only happen to stand there, but for a habit", async () => {
  const order = { id: "go.news", label: "Very private news", group: "go" as const, keys: undefined, act: () => undefined };
  const places = () => {
    const shown = screen.getAllByTestId("palette-item").map((one) => one.dataset["item"] ?? "");
    return { ticket: shown.findIndex((one) => /^t\d/.test(one)), order: shown.indexOf("go.news") };
  };
  const shown = render(PaletteBox, { commands: [order], beginning: "vpn", onclose: () => undefined });
  await waitFor(() => expect(places().ticket).toBeGreaterThanOrEqual(0));
  expect(places().order).toBeGreaterThan(places().ticket);
  shown.unmount();
  countUse("go.news");
  render(PaletteBox, { commands: [order], beginning: "vpn", onclose: () => undefined });
  await waitFor(() => expect(places().ticket).toBeGreaterThanOrEqual(0));
  expect(places().order).toBeGreaterThanOrEqual(0);
  expect(places().order).toBeLessThan(places().ticket);
});

const field = () => screen.getByTestId<HTMLInputElement>("palette-input");
const press = (key: string) => fireEvent.keyDown(field(), { key });
const labels = () => screen.queryAllByTestId("palette-item").map((one) => one.querySelector(".label")?.textContent.trim());

test("a command that asks shows its answers in the same box, and Backspace goes a step back with the words", async () => {
  const did: string[] = [];
  const menu: Menu = {
    label: "Assignee of #4312",
    kind: "pick",
    search: "Assign to",
    entries: () => ["Ida", "Jon", "Nobody"].map((label) => ({ id: label, label, checked: label === "Jon", act: () => did.push(label) })),
  };
  const assign = { id: "act.assignee", label: "Assign to…", group: "ticket" as const, keys: "A", act: () => did.push("menu"), menu: () => menu };
  let closed = 0;
  render(PaletteBox, { commands: [assign], beginning: "assign", onclose: () => closed++ });
  await waitFor(() => expect(labels()[0]).toBe("Assign to…"));
  await press("Enter");
  await waitFor(() => expect(labels()).toEqual(["Ida", "Jon", "Nobody"]));
  expect([field().value, closed, screen.getByTestId("palette-step").textContent]).toEqual(["", 0, expect.stringContaining("Assignee of #4312")]);
  // What is so already has the mark, so that one sees it.
  expect(screen.getAllByTestId("palette-item")[1]?.getAttribute("aria-selected")).toBe("true");
  await press("Backspace");
  await waitFor(() => expect(field().value).toBe("assign"));
  expect(closed).toBe(0);
  await press("Enter");
  await fireEvent.input(field(), { target: { value: "id" } });
  await waitFor(() => expect(labels()).toEqual(["Ida"]));
  await press("Enter");
  await waitFor(() => expect(did).toEqual(["Ida"]));
  expect(closed).toBe(1);
});

test("tags can be put on one after another, and what is refused stays", async () => {
  const did: string[] = [];
  const menu: Menu = {
    label: "Tags",
    many: true,
    search: "Tag",
    create: { label: (text) => `New: ${text}`, act: (text) => did.push(text), refuses: (text) => (text === "no" ? "Not this" : null) },
    entries: () => [{ id: "vpn", label: "vpn", act: () => did.push("vpn") }],
  };
  const tags = { id: "act.tags", label: "Tags", group: "ticket" as const, keys: "T", act: () => undefined, menu: () => menu };
  let closed = 0;
  render(PaletteBox, { commands: [tags], beginning: "tags", onclose: () => closed++ });
  await waitFor(() => expect(labels()[0]).toBe("Tags"));
  await press("Enter");
  await waitFor(() => expect(labels()).toEqual(["vpn"]));
  await press("Enter");
  await fireEvent.input(field(), { target: { value: "mail" } });
  await waitFor(() => expect(labels()).toEqual(["New: mail"]));
  await press("Enter");
  await fireEvent.input(field(), { target: { value: "no" } });
  await waitFor(() => expect(labels()).toEqual(["no"]));
  await press("Enter");
  expect([did, closed]).toEqual([["vpn", "mail"], 0]);
});

test("a colon offers places alone", async () => {
  const command = (id: string, label: string, group: "ticket" | "go") => ({ id, label, group, keys: undefined, act: () => undefined });
  render(PaletteBox, { commands: [command("a", "Calm down", "ticket"), command("b", "Calendar", "go")], beginning: ": cal", onclose: () => undefined });
  await waitFor(() => expect(labels()).toContain("Calendar"));
  expect(labels()).not.toContain("Calm down");
  expect(found("search")).toEqual([]);
});

test("Enter that comes before the ticket of a number opens that ticket, and not what an earlier text found", async () => {
  const desk = makeDesk(12, "full");
  let answers: Promise<void> = Promise.resolve();
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_find" || command === "ticket_search") await answers;
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  const closed = vi.fn<() => void>();
  render(PaletteBox, { commands: [], beginning: "4312", onclose: closed });
  await waitFor(() => expect(found("t").map((one) => one.dataset["item"])).toContain("t0"));
  let come: () => void = () => undefined;
  answers = new Promise((resolve) => (come = resolve));
  const field = screen.getByTestId<HTMLInputElement>("palette-input");
  await fireEvent.input(field, { target: { value: "4310" } });
  await fireEvent.keyDown(field, { key: "Enter" });
  expect(closed).not.toHaveBeenCalled();
  come();
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(location.hash).toBe("#/ticket/t2");
});

test("a command is not run on another ticket than the one that was in hand when the palette opened", async () => {
  const target = (id: string): Target => ({ id, number: `#${id}`, subject: id, status: "open", priority: "normal", assignee: null, tags: [] });
  let hand = [target("t1")];
  const leave = inHand.begin(() => hand);
  const ran = vi.fn<() => void>();
  const command = { id: "act.resolve", label: "Resolve", keys: "E", group: "ticket" as const, act: ran };
  const shown = render(PaletteBox, { commands: [command], beginning: "resolve", onclose: () => undefined });
  await waitFor(() => expect(found("act.resolve")).toHaveLength(1));
  hand = [target("t2")];
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  await new Promise((done) => setTimeout(done, 100));
  expect(ran).not.toHaveBeenCalled();
  expect(toasts.list.at(-1)?.text).toContain("#t1");
  shown.unmount();
  render(PaletteBox, { commands: [command], beginning: "resolve", onclose: () => undefined });
  await waitFor(() => expect(found("act.resolve")).toHaveLength(1));
  await fireEvent.keyDown(screen.getByTestId("palette-input"), { key: "Enter" });
  await waitFor(() => expect(ran).toHaveBeenCalledOnce());
  leave();
});

test("with a ticket in hand and no words five commands are suggested, those one uses first, and then what was opened last", async () => {
  const target: Target = { id: "t1", number: "#t1", subject: "t1", status: "open", priority: "normal", assignee: null, tags: [] };
  const leave = inHand.begin(() => [target]);
  const commands = Array.from({ length: 9 }, (_, place) => ({ id: `act.${String(place)}`, label: `Act ${String(place)}`, group: "ticket" as const, keys: undefined, act: () => undefined }));
  countUse("act.7");
  await noteOpened("t3");
  const shown = render(PaletteBox, { commands, beginning: "", onclose: () => undefined });
  await waitFor(() => expect(found("t3")).toHaveLength(1));
  const ids = screen.getAllByTestId("palette-item").map((one) => one.dataset["item"]);
  expect(ids.slice(0, 6)).toEqual(["act.7", "act.0", "act.1", "act.2", "act.3", "t3"]);
  expect(found("act.")).toHaveLength(5);
  shown.unmount();
  // Whoever looks through the commands sees all of them.
  render(PaletteBox, { commands, beginning: ">", onclose: () => undefined });
  await waitFor(() => expect(found("act.")).toHaveLength(9));
  leave();
});

test("a saved report is found by its name and opened", async () => {
  await call("report_save", { name: "Printers by team", share: { with: "nobody" }, asked: { measure: "created", by: "team" } as unknown as ReportSave["asked"] });
  render(PaletteBox, { commands: [], beginning: "printers by", onclose: () => undefined });
  await waitFor(() => expect(found("report-").map((one) => one.textContent.trim())).toEqual(["Report: Printers by team"]));
  const id = found("report-")[0]?.dataset["item"]?.slice("report-".length);
  await fireEvent.keyDown(field(), { key: "Enter" });
  expect(location.hash).toBe(`#/report?report=${id ?? ""}`);
});

test("Ctrl+N and Ctrl+P go down and up", async () => {
  await noteOpened("t3");
  await noteOpened("t1");
  render(PaletteBox, { commands: [], beginning: "#", onclose: () => undefined });
  await waitFor(() => expect(found("t").map((one) => one.dataset["item"])).toEqual(["t1", "t3"]));
  const at = () => screen.getAllByTestId("palette-item").findIndex((one) => one.getAttribute("aria-selected") === "true");
  const press = (key: string) => fireEvent.keyDown(field(), { key, ctrlKey: true });
  await press("n");
  await waitFor(() => expect(at()).toBe(1));
  await press("p");
  await waitFor(() => expect(at()).toBe(0));
});
