/** @file A telephone call on a desk in memory: its clock, its caller and their tickets, the timer that waits, and the draft. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { call, connect } from "../../api/call";
import type { CallSave } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { calling } from "../../tickets/calling.svelte";
// The sheet comes apart from the start; a test does not wait for a slow machine to fetch it.
import "./CallSheet.svelte";
import { callerFrom, emptyCall, isWritten, readCall, secondsOf, toCall, writeCall } from "./call";
import CallHost from "./CallHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const minute = 60_000;
const real = Date.now;
let offset = 0;
let saved: CallSave[];
let stop: () => void;
/** Drafts are kept as slowly as a test wants it: those that began, and what lets them go on. */
let puts: string[];
let pace: Promise<void> | null;
/** Why a call cannot be kept. */
let refuses: "disk_full" | null;

beforeEach(async () => {
  offset = 0;
  vi.spyOn(Date, "now").mockImplementation(() => real() + offset);
  saved = [];
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(48, "full");
  [puts, pace, refuses] = [[], null, null];
  const told = (async (command: string, input: unknown) => {
    if (command === "call_save" && refuses !== null) throw problem(refuses);
    if (command === "call_save") saved.push(input as CallSave);
    if (command === "draft_put") {
      puts.push((input as { body: string }).body);
      await pace;
    }
    return desk.call(command, input);
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call: told, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
});
afterEach(async () => {
  stop();
  calling.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  // What is on its way arrives at the desk that it is for.
  await new Promise((resolve) => setTimeout(resolve, 0));
  calling.onItsWay = undefined;
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

async function open(): Promise<void> {
  render(CallHost);
  await fireEvent.keyDown(document.body, { key: "P", shiftKey: true });
  await screen.findByTestId("call-sheet");
}
const write = (id: string, text: string) => fireEvent.input(screen.getByTestId(id), { target: { value: text } });
const send = (id: string) => fireEvent.keyDown(screen.getByTestId(id), { key: "Enter", ctrlKey: true });
const gone = () => waitFor(() => expect(screen.queryByTestId("call-sheet")).toBeNull());

test("what is written is read again, and what nobody can read is an empty call", () => {
  const call = { ...emptyCall, caller: { id: "p1", name: "Ann" }, notes: "x", counted: 7, away: 3, waiting: { id: "t2", name: "#2" } };
  expect(readCall(writeCall(call))).toEqual(call);
  expect([readCall("{"), readCall(null), readCall('{"counted":-4,"caller":7}')]).toEqual([emptyCall, emptyCall, emptyCall]);
  expect(isWritten({ ...emptyCall, counted: 9, waiting: { id: "t2", name: "#2" } })).toBe(false);
});

test("a number is a telephone, an address a name, and the time is whole minutes or what was typed", () => {
  expect(callerFrom("0170 / 123 45")).toEqual({ name: "", phone: "0170 / 123 45", email: "" });
  expect(callerFrom("jo.doe@example.org")).toEqual({ name: "Jo Doe", phone: "", email: "jo.doe@example.org" });
  expect([secondsOf(emptyCall, 1_000), secondsOf(emptyCall, 4.6 * minute), secondsOf({ ...emptyCall, span: "1h" }, 0), secondsOf({ ...emptyCall, span: "?" }, 0)]).toEqual([60, 300, 3_600, null]);
  const { about } = toCall({ ...emptyCall, subject: " Door ", newCaller: { name: "", phone: "0170 12345", email: "" } }, 60, []);
  expect(about).toMatchObject({ new: { subject: "Door", fields: { channel: "phone" }, new_requester: { name: "0170 12345", phone: "0170 12345" } } });
});

test("a caller is found by number, something new is kept with its notes and the time since the sheet opened", async () => {
  await open();
  const caller = screen.getByTestId("call-caller");
  expect(document.activeElement).toBe(caller);
  await fireEvent.input(caller, { target: { value: "0221 4711" } });
  await waitFor(() => expect(document.querySelector("[role=option] .detail")?.textContent).toContain("0221 4711"));
  await fireEvent.keyDown(caller, { key: "Enter" });
  await screen.findByTestId("call-about");
  await send("call-notes");
  expect(document.activeElement).toBe(screen.getByTestId("call-subject"));
  await write("call-subject", "Door does not open");
  await write("call-notes", "Third time this week");
  offset = 7 * minute;
  await send("call-notes");
  await gone();
  expect(saved).toEqual([{ about: { new: expect.objectContaining({ subject: "Door does not open", fields: { channel: "phone", requester: "p0" } }) as never }, notes: "Third time this week", seconds: 420 }]);
  expect(toasts.list.at(-1)?.text).toContain("L-8");
  expect(await call("draft_get", { ticket: null, kind: "call" })).toBeNull();
});

test("a call is put on an open ticket of the caller, which then needs no subject", async () => {
  await open();
  const caller = screen.getByTestId("call-caller");
  await fireEvent.input(caller, { target: { value: "0221 4711" } });
  await fireEvent.blur(caller);
  const [ticket] = await screen.findAllByTestId("call-ticket");
  if (ticket === undefined) throw new Error("no open ticket");
  await fireEvent.click(ticket);
  await waitFor(() => expect(screen.queryByTestId("call-subject")).toBeNull());
  await write("call-span", "2m");
  await send("call-span");
  await gone();
  expect(saved).toEqual([{ about: { ticket: ticket.dataset["ticket"] }, notes: "", seconds: 120 }]);
});

test("the timer that runs waits for the call, and goes on after it", async () => {
  await call("timer_start", { ticket: "t2" });
  await open();
  const runs = async () => (await call("timer_list", {})).map((one) => one.running);
  await waitFor(async () => expect(await runs()).toEqual([false]));
  await screen.findByText(/waits until the call is kept/);
  await write("call-subject", "Short question");
  await send("call-subject");
  await gone();
  await waitFor(async () => expect(await runs()).toEqual([true]));
});

test("Escape keeps the call with its time as a draft, opening goes on counting, and discarding lets go of it", async () => {
  await open();
  await write("call-subject", "Half a call");
  offset = 3 * minute;
  await fireEvent.keyDown(screen.getByTestId("call-subject"), { key: "Escape" });
  await gone();
  offset = 90 * minute;
  await fireEvent.keyDown(document.body, { key: "P", shiftKey: true });
  expect(await screen.findByTestId("call-subject")).toHaveProperty("value", "Half a call");
  expect(document.activeElement).toBe(screen.getByTestId("call-notes"));
  expect(toasts.list.filter(({ action }) => action?.label === "Discard")).toEqual([]);
  expect(screen.getByTestId("call-clock").textContent).toContain("3m");
  await fireEvent.click(screen.getByTestId("call-pause"));
  expect(screen.getByTestId("call-clock").dataset["running"]).toBe("false");
  await fireEvent.keyDown(screen.getByTestId("call-subject"), { key: "Escape" });
  await gone();
  toasts.list.at(-1)?.action?.act();
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "call" })).toBeNull());
});

test("time that the computer slept through is told, and left out it is not booked", async () => {
  await open();
  await write("call-subject", "Long silence");
  offset = 3 * minute;
  await fireEvent.focus(window);
  expect(screen.queryByTestId("call-away")).toBeNull();
  offset += 45 * minute;
  await fireEvent.focus(window);
  expect((await screen.findByTestId("call-away")).textContent).toContain("45 minutes");
  await fireEvent.click(screen.getByTestId("call-away-leave"));
  await waitFor(() => expect(screen.queryByTestId("call-away")).toBeNull());
  await send("call-notes");
  await gone();
  expect(saved.map(({ seconds }) => seconds)).toEqual([180]);
});

test("a call that is kept from the field of its caller is of whoever stands there", async () => {
  await open();
  await write("call-subject", "Door does not open");
  screen.getByTestId("call-caller").focus();
  await write("call-caller", "Jane Newperson");
  await send("call-caller");
  await gone();
  expect(saved[0]?.about).toMatchObject({ new: { new_requester: { name: "Jane Newperson" } } });
});

test("a draft that is still on its way does not come back after the call is kept", async () => {
  await open();
  let goOn: () => void = () => undefined;
  pace = new Promise((resolve) => (goOn = resolve));
  await write("call-subject", "Door does not open");
  await waitFor(() => expect(puts).toHaveLength(1));
  await write("call-subject", "Door does not open at all");
  await send("call-subject");
  setTimeout(goOn, 300);
  await gone();
  await pace;
  // Whatever was begun has arrived by then.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(saved.map(({ about }) => "new" in about && about.new.subject)).toEqual(["Door does not open at all"]);
  expect(await call("draft_get", { ticket: null, kind: "call" })).toBeNull();
});

test("a call that could not be kept is a draft as it was written, and so is what is written after that", async () => {
  await open();
  refuses = "disk_full";
  await write("call-subject", "Half");
  await send("call-subject");
  await screen.findByText(/The disk is full/);
  const stored = () => call("draft_get", { ticket: null, kind: "call" });
  await waitFor(async () => expect(await stored()).toContain('"Half"'));
  await write("call-subject", "Half a call");
  await waitFor(async () => expect(await stored()).toContain("Half a call"));
  refuses = null;
  await send("call-subject");
  await gone();
  expect(await stored()).toBeNull();
});
