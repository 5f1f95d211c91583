/** @file The charts of made-up figures: sentences above them, points that open their tickets, arrows in both directions of writing, patterns. */
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { dashboardAnswers } from "../../../gallery/dashboard";
import type { DashboardView } from "../../api/gen";
import { addDays, startOfDay } from "../../lib/days";
import { router } from "../../lib/router.svelte";
import { readFilter } from "../../tickets/filter";
import Charts from "./Charts.svelte";

const today = startOfDay(Date.now());
const period = { from: addDays(today, -27), to: addDays(today, 1), zone: "UTC", teams: [], mine: false, wall: false };

function open(change: Partial<DashboardView> = {}): void {
  const view = dashboardAnswers.dashboard_get?.(period);
  if (view === undefined) throw new Error("no figures");
  render(Charts, { view: { ...view, ...change }, tables: false, clock: "business" });
}
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  document.documentElement.dir = "ltr";
  router.replace("");
});

const picture = (chart: string) => {
  const found = screen.getByTestId(chart).querySelector<HTMLElement>('[role="group"]');
  if (found === null) throw new Error(`no picture in ${chart}`);
  return found;
};
const spoken = (chart: string) => picture(chart).querySelector('[role="status"]')?.textContent ?? "";
const title = (chart: string) => screen.getByTestId(chart).querySelector("h2")?.textContent;

test("the title of each chart is a sentence that says what it shows", () => {
  open();
  expect(title("chart-volume")).toMatch(/^\d+ came in, \d+ were resolved$/u);
  expect(title("chart-flow")).toBe("The backlog grew by 18");
  expect(title("chart-targets-priority")).toBe("Resolution kept 84% of its targets");
  expect(title("chart-targets-team")).toBe("Infrastructure kept the fewest targets: 72% (Resolution)");
  expect(title("chart-stays")).toMatch(/^Tickets wait longest in Waiting: .* typically$/u);
  expect(title("chart-people")).toBe("Mara Holt resolved the most: 61 tickets");
  expect(title("chart-tags")).toBe("vpn rises the most: +19 against the period before");
  expect(title("chart-topics")).toBe("Network rises the most: +14 against the period before");
  cleanup();
  open({ kept: [], kept_by_team: [], stays: [], people: [], tags: [], topics: [] });
  expect(["targets-team", "targets-priority", "stays", "people", "tags", "topics"].map((name) => title(`chart-${name}`))).toEqual(["No target was due", "No target was due", "No ticket left a status", "Nobody resolved a ticket", "No tag rises", "No category rises"]);
});

test("a point of a chart opens its tickets: of the step that is read and the line that is chosen", async () => {
  open();
  const chart = picture("chart-volume");
  await fireEvent.keyDown(chart, { key: "End" });
  expect(spoken("chart-volume")).toMatch(/Opened \d+, Resolved \d+/);
  await fireEvent.keyDown(chart, { key: "ArrowDown" });
  await fireEvent.keyDown(chart, { key: "ArrowDown" });
  expect(spoken("chart-volume")).not.toContain("Opened");
  expect(spoken("chart-volume")).toMatch(/Resolved \d+/);
  await fireEvent.keyDown(chart, { key: "Enter" });
  await waitFor(() => expect(router.place.screen).toBe("list"));
  const { cut } = readFilter(router.place.query);
  expect(cut).toMatchObject({ what: "resolved", to: addDays(today, 1) });
});

test("a click opens the tickets of the area that it hits", async () => {
  open();
  const plot = picture("chart-flow").querySelector(".plot");
  if (plot === null) throw new Error("no plot");
  vi.spyOn(plot, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 160));
  // At the foot lies the last of the categories, which the others stand on.
  await fireEvent.click(plot, { clientX: 0, clientY: 159 });
  await waitFor(() => expect(router.place.screen).toBe("list"));
  expect(readFilter(router.place.query).cut).toMatchObject({ what: "stood" });
});

test("what is closed stands below the flow, and does not hide what happens above it", async () => {
  open();
  const chart = picture("chart-flow");
  await fireEvent.keyDown(chart, { key: "Home" });
  expect(spoken("chart-flow"), "the numbers are whole ones").toMatch(/Closed 90,0\d\d, Resolved \d\d, .*New \d\d/u);
  const marks = [...chart.querySelectorAll(".marks span")].map((mark) => Number(mark.textContent.replaceAll(",", "")));
  expect(marks.at(-1), "the scale begins at a round number near what is closed").toBeGreaterThan(89_000);
  expect((marks[0] ?? 0) - (marks.at(-1) ?? 0)).toBeLessThan(2_000);
});

test.each([
  ["ltr", 1],
  ["rtl", -1],
] as const)("arrows lead along with the lines of writing: %s", async (direction, ahead) => {
  document.documentElement.dir = direction;
  open();
  const chart = picture("chart-volume");
  const forward = ahead === 1 ? "ArrowRight" : "ArrowLeft";
  const back = ahead === 1 ? "ArrowLeft" : "ArrowRight";
  await fireEvent.keyDown(chart, { key: "Home" });
  const first = spoken("chart-volume");
  await fireEvent.keyDown(chart, { key: forward });
  const second = spoken("chart-volume");
  expect(second).not.toBe(first);
  await fireEvent.keyDown(chart, { key: back });
  expect(spoken("chart-volume")).toBe(first);
  await fireEvent.keyDown(chart, { key: "End" });
  const last = spoken("chart-volume");
  await fireEvent.keyDown(chart, { key: forward });
  expect(spoken("chart-volume"), "nothing lies behind the last day").toBe(last);

  const grid = screen.getByTestId("chart-heat").querySelector("[role=grid]");
  if (grid === null) throw new Error("no grid");
  const at = () => Number(grid.querySelector<HTMLElement>('[tabindex="0"]')?.dataset["hour"]);
  expect(at()).toBe(9);
  await fireEvent.keyDown(grid, { key: forward });
  expect(at()).toBe(10);
  await fireEvent.keyDown(grid, { key: back });
  await fireEvent.keyDown(grid, { key: back });
  expect(at()).toBe(8);
});

test("what lies beside or over one another differs by its pattern too", () => {
  open();
  const drawn = (chart: string) =>
    [...picture(chart).querySelectorAll<SVGPathElement>("[data-hatch]")].map((path) => picture(chart).querySelector(`[id="${path.getAttribute("fill")?.slice(5, -1) ?? ""}"] path`)?.getAttribute("d"));
  expect(new Set(drawn("chart-flow")).size, "open ones, resolved and closed").toBe(6);
  expect(new Set(drawn("chart-volume")).size, "opened and resolved are areas").toBe(2);
  const stripes = [...screen.getByTestId("chart-ages").querySelectorAll("[data-part]")].map((part) => [...part.classList].find((name) => name.startsWith("hatch")));
  expect(new Set(stripes).size, "ages are parts of one bar").toBe(6);
  const tones = [...screen.getByTestId("chart-targets-team").querySelectorAll("li")].map((bar) => bar.dataset["tone"]);
  expect(tones).toEqual([undefined, "bad"]);
});

test("bars are read by the pointer and by arrows, and say what their numbers are made of", async () => {
  open();
  const card = screen.getByTestId("chart-targets-team");
  const line = () => card.querySelector('[data-testid="bars-promised"]')?.textContent;
  expect(line()).toBe("The line stands at 90%.");
  const [first, second] = [...card.querySelectorAll("a")];
  if (first === undefined || second === undefined) throw new Error("no bars");
  first.focus();
  await waitFor(() => expect(line()).toBe("Support · Resolution: 95% · kept 95 of 100"));
  await fireEvent.keyDown(first, { key: "ArrowDown" });
  expect(document.activeElement).toBe(second);
  await waitFor(() => expect(line()).toBe("Infrastructure · Resolution: 72% · kept 72 of 100, below the line"));
  expect(second.getAttribute("aria-label"), "whoever listens hears as much").toBe(line());
  await fireEvent.pointerEnter(card.querySelectorAll("li")[0] ?? card);
  await waitFor(() => expect(line()).toMatch(/^Support/u));
});
