/** @file The dashboard on a desk in memory: what it counts of right now, and pictures whose points open their tickets. Layout is for real browsers. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { TicketQuery } from "../../api/gen";
import { addDays, startOfDay } from "../../lib/days";
import { router } from "../../lib/router.svelte";
import { readFilter } from "../../tickets/filter";
import Dashboard from "./Dashboard.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

beforeEach(async () => {
  const desk = makeDesk(48, "full");
  await connect(
    Promise.resolve({
      call: async <Answer>(command: string, input: unknown) => {
        if (command !== "ticket_list") return desk.call<Answer>(command, input);
        const { filter } = input as TicketQuery;
        return { total: filter.text === "due<1h -due:overdue" ? 7 : filter.cut?.what === "resolved" ? 3 : 0, from: 0, rows: [] } as Answer;
      },
      listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)),
    }),
  );
  router.replace("dashboard", [], { team: "team1" });
  render(Dashboard);
  await screen.findByTestId("chart-flow");
});
afterEach(() => {
  cleanup();
  router.replace("");
});

const filterOf = (href: string | null) => readFilter(new URLSearchParams(href?.split("?")[1]));
const picture = (chart: string) => {
  const found = screen.getByTestId(chart).querySelector<HTMLElement>('[role="group"]');
  if (found === null) throw new Error(`no picture in ${chart}`);
  return found;
};
const spoken = (chart: string) => picture(chart).querySelector('[role="status"]')?.textContent;

test("what comes due within the hour and what was resolved today stand beside the figures, of the teams that are chosen", async () => {
  const due = await screen.findByTestId("tile-due_hour");
  expect(due.dataset["value"]).toBe("7");
  expect(filterOf(due.getAttribute("href"))).toMatchObject({ text: "due<1h -due:overdue", teams: ["team1"] });
  const solved = await screen.findByTestId("tile-resolved_today");
  expect(solved.dataset["value"]).toBe("3");
  const today = startOfDay(Date.now());
  expect(filterOf(solved.getAttribute("href"))).toMatchObject({ teams: ["team1"], cut: { what: "resolved", from: today, to: addDays(today, 1) } });
});

test("a point of a chart opens its tickets: of the step that is read and the line that is chosen", async () => {
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
  expect(cut).toMatchObject({ what: "resolved", to: addDays(startOfDay(Date.now()), 1) });
});

test("a click opens the tickets of the area that it hits", async () => {
  const plot = picture("chart-flow").querySelector(".plot");
  if (plot === null) throw new Error("no plot");
  vi.spyOn(plot, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 600, 160));
  // At the foot lies the last of the categories, which the others stand on.
  await fireEvent.click(plot, { clientX: 0, clientY: 159 });
  await waitFor(() => expect(router.place.screen).toBe("list"));
  expect(readFilter(router.place.query).cut).toMatchObject({ what: "stood" });
});

test("areas are told apart by their pattern too, and bars show what was promised", () => {
  const hatched = [...picture("chart-flow").querySelectorAll<SVGPathElement>("[data-hatch]")].map((path) => path.getAttribute("fill"));
  expect(new Set(hatched).size).toBe(4);
  const drawn = hatched.map((fill) => picture("chart-flow").querySelector(`[id="${fill?.slice(5, -1) ?? ""}"] path`)?.getAttribute("d"));
  expect(new Set(drawn).size).toBe(4);
  expect(screen.getAllByTestId("bars-promised")[0]?.textContent).toContain("90%");
});
