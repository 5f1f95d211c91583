/** @file The palette over a ticket: it inserts canned replies there, and offers none where no composer stands. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { inserting } from "../../tickets/inserting.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
import { noteOpened } from "../../tickets/recents";
import PaletteBox from "./PaletteBox.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

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
