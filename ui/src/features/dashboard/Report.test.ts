/** @file The report screen on a desk in memory: what one asks stands in the address, is counted, kept under a name, and told to have changed. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { SavedReport } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
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
  expect(screen.getByTestId("report-about").textContent).toContain("Urgent");
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
