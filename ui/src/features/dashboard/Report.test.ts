/** @file The report screen on a desk in memory: what one asks stands in the address, is counted, kept under a name, and told to have changed. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { SavedReport } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { book } from "../../tickets/book";
import { readFilter } from "../../tickets/filter";
import Report from "./Report.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
const press = (testid: string) => fireEvent.click(screen.getByTestId(testid));
const choose = async (testid: string, label: string) => {
  await press(testid);
  await fireEvent.click(await screen.findByRole("option", { name: new RegExp(`^${label}`) }));
};
const total = () => screen.getByTestId("report-total").dataset["value"];
const saved = () => desk.call<SavedReport[]>("report_list", {});

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  desk = makeDesk(48, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  router.replace("report");
  render(MenuHost);
  render(Report);
  await screen.findByTestId("report-total");
});
afterEach(() => {
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
  router.replace("");
});

test("another measure, split and narrowing stand in the address and are counted", async () => {
  expect(total()).toBe("48");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Opened by team");
  await choose("report-by", "Priority");
  await waitFor(() => expect(router.place.query.get("by")).toBe("priority"));
  await waitFor(() => expect(document.body.textContent).toContain("Urgent"));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Opened by priority");
  router.replace("report", [], { by: "priority", priority: "urgent" });
  await waitFor(() => expect(Number(total())).toBeLessThan(48));
  expect(screen.getByTestId("filter-priority").textContent).toContain("Urgent");
  await press("report-clear");
  await waitFor(() => expect(total()).toBe("48"));
  expect(router.place.query.get("priority")).toBeNull();
});

test("the table has the numbers of the chart, and what has no days cannot be split by them", async () => {
  shortcuts.run("dashboard.tables");
  const table = await screen.findByRole("table");
  const counts = [...table.querySelectorAll("tbody tr")].map((row) => Number(row.querySelector("td, a")?.textContent ?? "0"));
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(48);
  shortcuts.run("dashboard.tables");
  await choose("report-measure", "Open\\b");
  await press("report-by");
  expect((await screen.findByRole("option", { name: /^Day/ })).getAttribute("aria-disabled")).toBe("true");
});

test("a report is kept under a name, says when it has changed, and is kept again as it is now", async () => {
  await press("report-keep");
  const name = await screen.findByTestId<HTMLInputElement>("report-name");
  expect(name.value).toBe("Opened by team");
  await fireEvent.input(name, { target: { value: " " } });
  await press("report-save");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  await fireEvent.input(name, { target: { value: "Monday" } });
  await press("report-save");
  await waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Monday"));
  expect(screen.queryByTestId("report-keep")).toBeNull();
  await choose("report-by", "Priority");
  await screen.findByText("Changed, not saved");
  await press("report-keep");
  await waitFor(async () => expect((await saved()).map(({ name: called, asked }) => [called, asked.by])).toEqual([["Monday", "priority"]]));
  await waitFor(() => expect(screen.queryByTestId("report-keep")).toBeNull());
});

const set = (ticket: string, fields: object) => desk.call("ticket_set", { tickets: [ticket], fields, add_tags: [], remove_tags: [] });
/** What can be ticked in the menu that is open. */
const entry = (label: string) => [...document.querySelectorAll<HTMLElement>("[role=menuitemcheckbox], [role=option]")].find((one) => one.textContent.trim() === label);
const pick = async (aspect: string, ...labels: string[]) => {
  await press("report-about");
  await fireEvent.click(await screen.findByRole("menuitem", { name: new RegExp(`^${aspect}`) }));
  for (const label of labels) {
    await waitFor(() => expect(entry(label)).toBeDefined());
    await fireEvent.click(entry(label) ?? document.body);
  }
  menus.close();
};

test("type, channel, category and organisation narrow from one menu, each with a chip, and stand in the address", async () => {
  await set("t1", { type: "bug", category: "c2" });
  await set("t2", { type: "bug", channel: "phone" });
  await set("t5", { type: "question", channel: "phone" });
  await pick("Type", "Bug", "Question");
  await waitFor(() => expect(total()).toBe("3"));
  expect(screen.getByTestId("filter-type").textContent).toMatch(/Type\s*Question, Bug/u);
  await pick("Channel", "Phone");
  await waitFor(() => expect(total()).toBe("2"));
  expect([router.place.query.get("type"), router.place.query.get("channel")]).toEqual(["bug,question", "phone"]);
  await fireEvent.click(screen.getByRole("button", { name: "Remove the filter Channel" }));
  await pick("Category", "Network");
  await waitFor(() => expect(total(), "with what lies in it").toBe("1"));
  expect(screen.queryByTestId("filter-channel")).toBeNull();
  await pick("Organisation", "Contoso Logistics");
  await waitFor(() => expect(router.place.query.get("organisation")).not.toBeNull());
  await press("report-clear");
  await waitFor(() => expect(total()).toBe("48"));
  expect(["type", "topic", "organisation"].map((name) => router.place.query.get(name))).toEqual([null, null, null]);
});

test("every number of a narrowed report opens as many tickets, and files say what narrows", async () => {
  for (const ticket of ["t1", "t2", "t4", "t7"]) await set(ticket, { type: "bug", category: ticket === "t7" ? "c2" : "c1" });
  router.replace("report", [], { type: "bug", topic: "c1", priority: "normal,urgent,low" });
  await waitFor(() => expect(Number(total())).toBeLessThan(5));
  const numbers = [...document.querySelectorAll<HTMLAnchorElement>('[data-testid="report"] a[href*="cut="]')];
  expect(numbers.length).toBeGreaterThan(0);
  for (const number of numbers) {
    const filter = readFilter(new URLSearchParams(number.getAttribute("href")?.split("?")[1]));
    expect(filter.cut).toMatchObject({ what: "opened", kinds: ["bug"], topics: ["c1", "c2"] });
    const { total: found } = await call("ticket_list", { filter, sort: "number", descending: false, from: 0, count: 10 });
    expect(found).toBeGreaterThan(0);
    if (number.closest('[data-testid="report-total"]') !== null) expect(String(found)).toBe(total());
  }
  expect(book.covered.title).toBe("Opened by team · Urgent, Normal, Low, Bug, Network");
  expect(book.covered.facts).toEqual(expect.arrayContaining([
    { label: "Priority", value: "Urgent, Normal, Low" },
    { label: "Type", value: "Bug" },
    { label: "Category", value: "Network" },
  ]));
  expect(book.covered.line).toContain("Bug, Network");
});

test("a report that is kept keeps what narrows it", async () => {
  router.replace("report", [], { type: "bug", channel: "phone", topic: "c1", organisation: "o1" });
  await waitFor(() => expect(screen.queryByTestId("filter-organisation")).not.toBeNull());
  await press("report-keep");
  expect((await screen.findByTestId<HTMLInputElement>("report-name")).value).toBe("Opened by team · Bug, Phone, Network, Contoso Logistics");
  await press("report-save");
  await waitFor(async () => expect((await saved()).map(({ asked }) => asked)).toEqual([{ measure: "opened", by: "team", span: "month", types: ["bug"], channels: ["phone"], topics: ["c1"], organisations: ["o1"] }]));
  await waitFor(() => expect(router.place.query.get("type")).toBeNull());
  expect((await screen.findByTestId("filter-type")).textContent).toContain("Bug");
});

test("times are told in business time or by the clock on the wall; a report keeps which, and its table and files say it", async () => {
  expect(screen.queryByTestId("report-clock"), "tickets have no hours").toBeNull();
  await choose("report-measure", "First reply, mean");
  await waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("First reply, mean in business time by team"));
  await waitFor(() => expect(screen.getByTestId("report-total").textContent).toContain("First reply, mean in business time"));
  await waitFor(() => expect(Number(total())).toBeGreaterThan(60_000));
  const business = Number(total());
  await choose("report-clock", "Clock time");
  await waitFor(() => expect(total()).toBe(String(3 * business)));
  expect(router.place.query.get("clock")).toBe("wall");
  expect(screen.getByTestId("report-total").querySelector("a")?.getAttribute("aria-label")).toMatch(/^First reply, mean on the clock: /u);
  expect(book.covered.title).toBe("First reply, mean on the clock by team");
  expect(book.covered.facts).toContainEqual({ label: "Measured in", value: "Clock time" });
  shortcuts.run("dashboard.tables");
  expect([...(await screen.findByRole("table")).querySelectorAll("thead th")].map(({ textContent }) => textContent)).toContain("First reply, mean on the clock");
  shortcuts.run("dashboard.tables");
  await press("report-keep");
  await screen.findByTestId("report-name");
  await press("report-save");
  await waitFor(async () => expect((await saved()).map(({ asked }) => asked.wall)).toEqual([true]));
  await waitFor(() => expect(screen.queryByTestId("report-keep")).toBeNull());
  shortcuts.run("dashboard.clock");
  await screen.findByText("Changed, not saved");
  await waitFor(() => expect(total()).toBe(String(business)));
  await choose("report-measure", "Resolved");
  await waitFor(() => expect(screen.queryByTestId("report-clock")).toBeNull());
  expect(router.place.query.get("clock")).toBeNull();
});

test("the scale of times is told in one unit, with round numbers", async () => {
  const marks = () => [...document.querySelectorAll('[data-testid="chart-report"] .marks span')].map(({ textContent }) => textContent);
  router.replace("report", [], { measure: "answer_mean", by: "time" });
  await waitFor(() => expect(marks().join(" ")).toMatch(/^(\d+h )+0h$/u));
  router.replace("report", [], { measure: "answer_mean", by: "time", clock: "wall", priority: "urgent" });
  await waitFor(() => expect(router.place.query.get("priority")).toBe("urgent"));
  await waitFor(() => expect(marks().join(" ")).toMatch(/^(\d+[mhd] )+0[mhd]$/u));
});
