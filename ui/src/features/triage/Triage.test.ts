/** @file Triage on a desk in memory: one ticket after another by keys, told how far one is, and taken back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { RowPage, TicketView } from "../../api/gen";
import { merging } from "../../tickets/merging.svelte";
import { announcer } from "../../lib/announce.svelte";
import { queue as walked } from "../../lib/queue.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { untouched } from "./queue";
import Triage from "./Triage.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let stop: () => void;
const queue = async () => (await desk.call<RowPage>("ticket_list", { filter: untouched, sort: "due", descending: false, from: 0, count: 50 })).rows.map(({ id }) => id);
const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const at = () => screen.getByTestId("triage").dataset;

beforeEach(async () => {
  desk = makeDesk(60, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(Triage);
  await screen.findByTestId("triage-type");
});
afterEach(() => {
  stop();
  merging.asked = null;
  cleanup();
});

test("done goes on to the next ticket with the focus on it, says how far one is, and undo brings it back", async () => {
  const before = await queue();
  expect(before.length).toBeGreaterThan(2);
  expect(at()["ticket"]).toBe(before[0]);
  await press("i");
  await waitFor(() => expect(screen.getByTestId("triage-assignee").textContent).toContain("Mira"));
  expect(announcer.text).toBe("Assigned to you once you are done");
  expect(await queue()).toEqual(before);
  await press("Enter", { ctrlKey: true });
  await waitFor(() => expect(at()["ticket"]).toBe(before[1]));
  await waitFor(() => expect(document.activeElement?.tagName).toBe("H2"));
  await waitFor(() => expect([at()["done"], at()["all"]]).toEqual(["1", String(before.length)]));
  expect((await desk.call<TicketView>("ticket_get", { ticket: before[0] ?? "" })).assignee).toBe("s0");
  expect(screen.getByTestId("triage-assignee").textContent).not.toContain("Mira");
  await desk.call("undo", {});
  await waitFor(() => expect([at()["ticket"], at()["done"]]).toEqual([before[0], "0"]));
});

test("how far one is counts all that are new, also beyond what is read at once", async () => {
  cleanup();
  const call: typeof desk.call = async (command, input) => {
    const output = await desk.call<unknown>(command, input);
    return (command === "ticket_list" ? { ...(output as RowPage), total: 500 } : output) as never;
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(Triage);
  await waitFor(() => expect([at()["done"], at()["all"]]).toEqual(["0", "500"]));
  expect(screen.getByText("0 of 500 done")).toBeTruthy();
});

test("later puts a ticket behind the others without a change", async () => {
  const before = await queue();
  await press("s");
  await waitFor(() => expect(at()["ticket"]).toBe(before[1]));
  expect(announcer.text).toMatch(/comes again later/);
  expect(await queue()).toEqual(before);
});

test("a number opens its field, and the priority follows impact and urgency", async () => {
  await press("3");
  expect(document.activeElement).toBe(screen.getByTestId("triage-impact"));
  await press("Escape");
  expect(screen.getByTestId("triage-priority").dataset["priority"]).toMatch(/urgent|high|normal|low/);
});

test("what reads alike is shown beside it, and merging is a key away", async () => {
  await screen.findByTestId("triage-alike");
  await press("M", { shiftKey: true });
  expect(merging.asked?.targets.map(({ id }) => id)).toEqual([(await queue())[0]]);
});

test("a ticket that is opened has the others of the queue before and behind it", async () => {
  const before = await queue();
  await press("o");
  expect(walked.ids.slice(0, before.length)).toEqual(before);
  expect(location.hash).toContain(before[0]);
});

test("an empty queue says the keys that matter, as they are now", async () => {
  cleanup();
  const call: typeof desk.call = async (command, input) => {
    const output = await desk.call(command, input);
    return (command === "ticket_list" ? { total: 0, from: 0, rows: [] } : output) as never;
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(Triage);
  const empty = await screen.findByTestId("triage-empty");
  const taught = () => [...screen.getByTestId("triage-keys").children].map((one) => one.textContent.trim());
  expect(taught()).toEqual(["1–6Choose a field", "IAssign to me", "SLater", "Ctrl↵Done, next"]);
  expect([...empty.querySelectorAll("button")].map((one) => one.textContent.trim().replace(/\s+/g, " "))).toEqual(["Board GB", "New ticket C"]);
  shortcuts.rebind("triage.skip", ["L"]);
  await waitFor(() => expect(taught()).toContain("LLater"));
  shortcuts.resetAll();
});
