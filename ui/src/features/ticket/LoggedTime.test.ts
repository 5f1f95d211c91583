/** @file The time logged on a ticket, entry by entry: newest first, logged for an earlier moment, put right and taken away by whoever may. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { undo } from "../../api/act";
import { connect } from "../../api/call";
import type { TicketView, TimeView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import LoggedTime from "./LoggedTime.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;

async function open(id = "t1"): Promise<() => void> {
  desk = makeDesk(12, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  const ticket = await desk.call<TicketView>("ticket_get", { ticket: id });
  const onclose = vi.fn();
  render(LoggedTime, { ticket, onclose });
  return onclose;
}

beforeEach(() => {
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});
afterEach(cleanup);

const list = (ticket = "t1") => desk.call<TimeView[]>("time_list", { ticket });
const entries = async (count: number) => {
  await waitFor(() => expect(screen.queryAllByTestId("time-entry")).toHaveLength(count));
  return screen.getAllByTestId("time-entry");
};
const type = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const enter = () => fireEvent.keyDown(screen.getByTestId("time-span"), { key: "Enter" });

test("entries stand newest first, with who, what for and whether it was on a visit, and only one's own can be changed", async () => {
  await open();
  const rows = await entries(3);
  expect(rows.map((row) => row.dataset["seconds"])).toEqual(["3900", "1800", "272"]);
  expect(rows.map((row) => row.textContent.includes("On a visit"))).toEqual([true, false, false]);
  expect(rows[1]?.textContent).toContain("Deniz Aydin");
  expect(rows[1]?.textContent).toContain("Compared the logs of both routers");
  expect(rows.map((row) => within(row).queryAllByRole("button").length)).toEqual([2, 0, 2]);
  expect(screen.getByTestId("time-list").textContent).toContain("1h 39m in 3 entries");
});

test("an entry is put right, and what was not touched stays to the second", async () => {
  await open();
  const [, , row] = await entries(3);
  const before = (await list())[2];
  if (row === undefined || before === undefined) throw new Error("no third entry");
  await fireEvent.click(within(row).getByTestId("time-edit"));
  expect(screen.getByTestId<HTMLInputElement>("time-span").value).toBe("5m");
  await type("time-note", "First look at the router");
  await enter();
  await waitFor(async () => expect((await list())[2]).toEqual({ ...before, note: "First look at the router" }));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("time-edit"));
  await waitFor(() => expect(screen.getByTestId("time-list").textContent).toContain("First look at the router"));
  await fireEvent.click(within(screen.getAllByTestId("time-entry")[2] ?? row).getByTestId("time-edit"));
  await type("time-span", "20m");
  await enter();
  await waitFor(async () => expect((await list())[2]).toEqual({ ...before, note: "First look at the router", seconds: 1_200 }));
});

test("time is logged for an earlier moment, and not for one that is still to come", async () => {
  await open();
  await entries(3);
  await fireEvent.click(screen.getByTestId("time-more"));
  await type("time-span", "30m");
  await type("time-when", "tomorrow-ish");
  await enter();
  await waitFor(() => expect(screen.getByTestId("time-when").getAttribute("aria-invalid")).toBe("true"));
  await type("time-when", "2099-01-01 9:00");
  await enter();
  await waitFor(() => expect(screen.getByTestId("time-form").textContent).toContain("still to come"));
  expect(document.activeElement).toBe(screen.getByTestId("time-when"));
  await type("time-when", "2026-01-05 9:30");
  await enter();
  await entries(4);
  expect((await list()).at(-1)).toMatchObject({ seconds: 1_800, at: new Date(2026, 0, 5, 9, 30).getTime() });
  expect(document.activeElement).toBe(screen.getByTestId("time-more"));
});

test("more than the desk takes at once is said at the field", async () => {
  await open();
  await entries(3);
  await fireEvent.click(screen.getByTestId("time-more"));
  await type("time-span", "200h");
  await enter();
  await waitFor(() => expect(screen.getByTestId("time-form").textContent).toContain("seven days"));
  expect(toasts.list).toEqual([]);
  expect(await list()).toHaveLength(3);
});

test("an entry is removed, the focus goes to the next, and the toast brings it back", async () => {
  await open();
  const [row] = await entries(3);
  if (row === undefined) throw new Error("no entry");
  await fireEvent.click(within(row).getByTestId("time-remove"));
  await entries(2);
  await waitFor(() => expect(document.activeElement?.closest("[data-entry]")?.getAttribute("data-entry")).toBe("time3"));
  expect(toasts.list.at(-1)?.text).toContain("1h 05m removed");
  expect(toasts.list.at(-1)?.undo).not.toBeNull();
  await undo();
  await entries(3);
});

test("Escape leaves the form and not the dialog", async () => {
  const onclose = await open("t2");
  await waitFor(() => expect(screen.getByTestId("time-list").textContent).toContain("No time yet"));
  await fireEvent.click(screen.getByTestId("time-more"));
  await fireEvent.keyDown(screen.getByTestId("time-span"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("time-form")).toBeNull());
  expect(onclose).not.toHaveBeenCalled();
});

test("what is typed for one entry stays while another is put right", async () => {
  await open();
  const [first, , third] = await entries(3);
  if (first === undefined || third === undefined) throw new Error("no entries");
  await fireEvent.click(within(first).getByTestId("time-edit"));
  await fireEvent.input(within(first).getByTestId("time-note"), { target: { value: "Half a sentence" } });
  await fireEvent.click(within(third).getByTestId("time-edit"));
  await fireEvent.click(screen.getByTestId("time-more"));
  await waitFor(() => expect(screen.getAllByTestId("time-form")).toHaveLength(3));
  expect(within(first).getByTestId<HTMLInputElement>("time-note").value).toBe("Half a sentence");
});

test("what is typed for an entry that is gone elsewhere stays to be read", async () => {
  await open();
  const [first] = await entries(3);
  if (first === undefined) throw new Error("no entry");
  await fireEvent.click(within(first).getByTestId("time-edit"));
  await type("time-note", "Half a sentence");
  await desk.call("time_remove", { entry: first.dataset["entry"] });
  await waitFor(() => expect(screen.getByTestId("time-list").textContent).toContain("2 entries"));
  expect(screen.getByTestId<HTMLInputElement>("time-note").value).toBe("Half a sentence");
});
