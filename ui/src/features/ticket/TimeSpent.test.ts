/** @file The timer in a ticket's time block: it counts, pauses, is booked or let go, and tells of time that nobody was there for. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { TicketView, TimerView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { roundedText } from "../../tickets/timing.svelte";
import TimeSpent from "./TimeSpent.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const minute = 60_000;
let desk: ReturnType<typeof makeDesk>;
let ticket: TicketView;
const onlist = vi.fn();
let offset = 0;
const real = Date.now;

beforeEach(async () => {
  offset = 0;
  vi.spyOn(Date, "now").mockImplementation(() => real() + offset);
  desk = makeDesk(12, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const timers = () => desk.call<TimerView[]>("timer_list", {});
const counts = async (running: boolean) => waitFor(() => expect(screen.getByTestId("ticket-timer").dataset["running"]).toBe(String(running)));
const press = (testid: string) => fireEvent.click(screen.getByTestId(testid));

test("what is booked is in whole minutes, as one types it", () => {
  expect([0, 20_000, 7 * minute + 31_000, 60 * minute, 95 * minute].map(roundedText)).toEqual(["1m", "1m", "8m", "1h", "1h 35m"]);
});

test("it starts and pauses by key, and another ticket's timer stops for it and is named", async () => {
  await desk.call("timer_start", { ticket: "t5" });
  render(TimeSpent, { ticket, onlist });
  expect(shortcuts.run("ticket.timer")).toBe(true);
  await counts(true);
  expect((await timers()).map((timer) => [timer.ticket, timer.running])).toEqual([["t2", true], ["t5", false]]);
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("#4307 is paused"));
  shortcuts.run("ticket.timer");
  await counts(false);
});

test("stopping offers what it counted as an entry with a note, and booking ends it", async () => {
  render(TimeSpent, { ticket, onlist });
  await press("timer-toggle");
  await counts(true);
  offset = 8 * minute;
  shortcuts.run("ticket.timerStop");
  const span = await screen.findByTestId<HTMLInputElement>("time-span");
  await waitFor(() => expect(span.value).toBe("8m"));
  await fireEvent.input(screen.getByTestId("time-note"), { target: { value: "Paper jam" } });
  await press("time-add");
  await waitFor(async () => expect(await timers()).toEqual([]));
  expect((await desk.call<TicketView>("ticket_get", { ticket: "t2" })).time_seconds).toBe(480);
});

test("who leaves the form keeps the timer, and letting it go asks first", async () => {
  render(TimeSpent, { ticket, onlist });
  await press("timer-toggle");
  await counts(true);
  await press("timer-stop");
  await fireEvent.keyDown(await screen.findByTestId("time-span"), { key: "Escape" });
  await counts(false);
  await press("timer-drop");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("timer-keep")));
  await press("timer-keep");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("timer-drop")));
  expect(await timers()).toHaveLength(1);
  await press("timer-drop");
  await press("timer-drop-confirm");
  await waitFor(() => expect(screen.queryByTestId("ticket-timer")).toBeNull());
  expect(await timers()).toEqual([]);
  expect(document.activeElement).toBe(screen.getByTestId("timer-toggle"));
});

test("time that nobody was there for is told, and can be left out", async () => {
  render(TimeSpent, { ticket, onlist });
  await press("timer-toggle");
  await counts(true);
  offset = 2 * 60 * minute;
  await desk.call("timer_look", {});
  await screen.findByTestId("timer-away");
  expect(screen.getByTestId("timer-away").textContent).toContain("2 hours");
  await press("timer-away-leave");
  await waitFor(() => expect(screen.queryByTestId("timer-away")).toBeNull());
  expect((await timers())[0]?.counted_ms).toBeLessThan(5 * minute);
});

test("time of an earlier moment is logged where one adds some, and the sum opens what it is made of", async () => {
  render(TimeSpent, { ticket: { ...ticket, time_seconds: 600 }, onlist });
  expect(shortcuts.run("ticket.time")).toBe(true);
  await fireEvent.input(await screen.findByTestId("time-span"), { target: { value: "25" } });
  await fireEvent.input(screen.getByTestId("time-when"), { target: { value: "2026-01-05 9:30" } });
  await fireEvent.keyDown(screen.getByTestId("time-when"), { key: "Enter" });
  await waitFor(() => expect(screen.queryByTestId("time-form")).toBeNull());
  expect(await desk.call("time_list", { ticket: "t2" })).toMatchObject([{ seconds: 1_500, at: new Date(2026, 0, 5, 9, 30).getTime() }]);
  await press("time-logged");
  expect(onlist).toHaveBeenCalledOnce();
});
