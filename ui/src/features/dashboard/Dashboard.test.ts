/** @file The dashboard on a desk in memory: every number that it shows opens its tickets, and it says whose days these are and as of when. Layout is for real browsers. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { DashboardQuery, TicketQuery } from "../../api/gen";
import { announcer } from "../../lib/announce.svelte";
import { addDays, readDay, startOfDay } from "../../lib/days";
import { beginsIn } from "../../lib/elsewhere";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { preferences, stored } from "../../lib/stored.svelte";
import { book } from "../../tickets/book";
import { readFilter } from "../../tickets/filter";
import Dashboard from "./Dashboard.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** When this device last heard from its server. */
let synced: number | null;
let asked: DashboardQuery[];
const today = startOfDay(Date.now());

beforeEach(async () => {
  synced = null;
  asked = [];
  widen(1_280);
  const desk = makeDesk(48, "full");
  await connect(
    Promise.resolve({
      call: async <Answer>(command: string, input: unknown) => {
        if (command === "dashboard_get") asked.push(input as DashboardQuery);
        if (command === "sync_status") return { ...(await desk.call<object>(command, input)), last_success: synced } as Answer;
        if (command !== "ticket_list") return desk.call<Answer>(command, input);
        const { filter } = input as TicketQuery;
        const resolved = filter.cut?.from === today ? 3 : 5;
        return { total: filter.text === "due<1h -due:overdue" ? 7 : filter.cut?.what === "resolved" ? resolved : 0, from: 0, rows: [] } as Answer;
      },
      listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)),
    }),
  );
  router.replace("dashboard", [], { team: "team1" });
});
afterEach(() => {
  cleanup();
  widen(1_280);
  router.replace("");
  preferences.put("dashboard-clock", "");
});

function widen(pixels: number): void {
  vi.stubGlobal("innerWidth", pixels);
  dispatchEvent(new Event("resize"));
}

async function open(): Promise<void> {
  render(Dashboard);
  await screen.findByTestId("chart-flow");
}

const filterOf = (href: string | null) => readFilter(new URLSearchParams(href?.split("?")[1]));

/** What has a digit and opens nothing, each with the reason. */
const opensNothing = [
  ["h2", "a sentence about the numbers below it"],
  ["thead, th[scope=row], .name", "what a number is called: a day, an hour, an age"],
  [".change", "how far two periods lie apart is a number of no tickets; the one beside it opens those of the later"],
  [".share", "a part of all, beside the number that opens it"],
  [".marks, .ends, .hours", "the scale of a picture"],
  ['[data-testid="bars-promised"]', "what was promised"],
  ['[data-testid="dashboard-coverage"]', "days and moments, and how many tickets all of this is made from"],
] as const;

test("every number that is shown opens its tickets, as charts and as tables", async () => {
  await open();
  await screen.findByTestId("tile-due_hour");
  await screen.findByTestId("tile-resolved_today");
  for (const shown of ["charts", "tables"]) {
    const board = screen.getByTestId("dashboard");
    const walker = document.createTreeWalker(board, NodeFilter.SHOW_TEXT);
    const still: string[] = [];
    const opened: HTMLAnchorElement[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? "";
      const around = node.parentElement;
      if (!/[1-9]/u.test(words) || around === null || opensNothing.some(([where]) => around.closest(where) !== null)) continue;
      const column = around.closest("td")?.cellIndex;
      // As for tiles: how far two periods lie apart.
      if (column !== undefined && around.closest("table")?.querySelectorAll("thead th")[column]?.textContent === "Change") continue;
      const link = around.closest("a");
      if (link === null) still.push(`${around.closest("section")?.dataset["testid"] ?? "tiles"}: ${words}`);
      else opened.push(link);
    }
    expect(still, `as ${shown}`).toEqual([]);
    expect(opened.length).toBeGreaterThan(shown === "charts" ? 30 : 300);
    for (const link of opened) expect(filterOf(link.getAttribute("href")).teams, link.textContent).toEqual(["team1"]);
    shortcuts.run("dashboard.tables");
    await waitFor(() => expect(document.querySelector('[data-testid="chart-heat"] [role="grid"]') === null).toBe(shown === "charts"));
  }
});

test("two numbers of a tile open tickets of their own, and what has no past has that of the number beside it", async () => {
  await open();
  const hrefOf = (measure: string) => filterOf(screen.getByTestId(`tile-${measure}`).getAttribute("href"));
  expect(hrefOf("reopened").cut).toMatchObject({ what: "reopened" });
  expect(hrefOf("reopened_soon").cut).toMatchObject({ what: "reopened_soon" });
  expect(hrefOf("breached").clocks).toEqual(["breached"]);
  expect(hrefOf("missed").cut).toMatchObject({ what: "missed" });
  const breached = screen.getByTestId("tile-breached");
  expect(breached.querySelector("svg path")?.getAttribute("d"), "targets missed on each day").toMatch(/^M0,/u);
  expect(breached.parentElement?.querySelector(".change")?.textContent).toContain("+3");
  const waiting = screen.getByTestId("tile-due_hour");
  expect([waiting.querySelector("svg"), waiting.parentElement?.querySelector(".change")?.textContent.trim()], "nothing is known of what was due once").toEqual([null, ""]);
});

test("what comes due within the hour and what was resolved today stand beside the figures, of the teams that are chosen", async () => {
  await open();
  const due = await screen.findByTestId("tile-due_hour");
  expect(due.dataset["value"]).toBe("7");
  expect(filterOf(due.getAttribute("href"))).toMatchObject({ text: "due<1h -due:overdue", teams: ["team1"] });
  const solved = await screen.findByTestId("tile-resolved_today");
  expect(solved.dataset["value"]).toBe("3");
  expect(filterOf(solved.getAttribute("href"))).toMatchObject({ teams: ["team1"], cut: { what: "resolved", from: today, to: addDays(today, 1) } });
  await waitFor(() => expect(solved.parentElement?.querySelector(".change")?.textContent).toContain("−2 vs yesterday"));
  expect(solved.querySelector("svg path")?.getAttribute("d"), "what was resolved on each day").toMatch(/^M0,/u);
});

test("days are those of the zone in the address, which is asked for, said and kept", async () => {
  router.replace("dashboard", [], { from: "2026-03-02", until: "2026-03-29", zone: "Pacific/Kiritimati" });
  await open();
  expect(asked.at(-1)).toMatchObject({ zone: "Pacific/Kiritimati", from: Date.UTC(2026, 2, 1, 10), to: Date.UTC(2026, 2, 29, 10) });
  expect(screen.getByTestId("dashboard-coverage").textContent).toContain("days of Pacific/Kiritimati");
  expect(book.covered.facts).toContainEqual({ label: "Time zone", value: "Pacific/Kiritimati" });
  expect(book.covered.line).toContain("days of Pacific/Kiritimati");
  const solved = await screen.findByTestId("tile-resolved_today");
  const { cut } = filterOf(solved.getAttribute("href"));
  expect(cut?.from).toBe(beginsIn(new Date(Date.now() + (14 + new Date().getTimezoneOffset() / 60) * 3_600_000).setHours(0, 0, 0, 0), "Pacific/Kiritimati"));
  await fireEvent.click(screen.getByRole("radio", { name: "7 days" }));
  expect(router.place.query.get("zone")).toBe("Pacific/Kiritimati");
  // A link from anywhere.
  router.replace("dashboard", [], { from: "2026-03-02", until: "2026-03-29", zone: "Atlantis/Poseidonia" });
  await waitFor(() => expect(asked.at(-1)?.from).toBe(readDay("2026-03-02")));
  expect(screen.getByTestId("dashboard-coverage").textContent).not.toContain("days of");
});

test("it says how many tickets it is made from and as of when, or when this device last heard from its server", async () => {
  await open();
  const says = () => screen.getByTestId("dashboard-coverage").textContent;
  expect(says()).toMatch(/compared with .* · 240 tickets on this device, as of \d/u);
  cleanup();
  synced = new Date(2026, 2, 2, 9, 15).getTime();
  await open();
  await waitFor(() => expect(says()).toMatch(/240 tickets on this device, synced Mon,? 2 Mar,? 09:15|240 tickets on this device, synced Mon,? Mar 2,? 9:15/u));
  expect(book.covered.facts.find(({ label }) => label === "Last synced")?.value).toMatch(/2026/u);
});

test("first reply and resolution are told in business time or by the clock on the wall, and every place says which", async () => {
  await open();
  const value = (measure: string) => screen.getByTestId(`tile-${measure}`).dataset["value"];
  const says = (measure: string) => screen.getByTestId(`tile-${measure}`).textContent.replace(/\s+/gu, " ");
  const columns = (chart: string) => [...screen.getByTestId(chart).querySelectorAll("thead th")].map(({ textContent }) => textContent);
  const business = value("answer_p50");
  await waitFor(() => expect(asked.at(-1)?.wall).toBe(false));
  expect([says("answer_p50"), says("work_p50"), says("opened")].map((one) => one.includes("of business time"))).toEqual([true, true, false]);
  expect(screen.getByTestId("dashboard-coverage").textContent).toContain("first reply and resolution in business time");

  await fireEvent.click(screen.getByRole("radio", { name: "Clock time" }));
  await waitFor(() => expect(value("answer_p50")).toBe(String(3 * Number(business))));
  expect([asked.at(-1)?.wall, stored("dashboard-clock")]).toEqual([true, "wall"]);
  expect([says("answer_p50"), says("work_p50")].map((one) => [one.includes("on the clock"), one.includes("business")])).toEqual([[true, false], [true, false]]);
  expect(screen.getByTestId("tile-answer_p90").getAttribute("aria-label")).toMatch(/^First reply, slowest tenth on the clock: /u);
  expect([columns("chart-people")[3], columns("chart-stays")[1]]).toEqual(["Typical on the clock", "Typical on the clock"]);
  expect(book.covered.line).toContain("first reply and resolution on the clock");
  expect(book.covered.facts).toContainEqual({ label: "First reply and resolution", value: "Clock time" });
  cleanup();

  // As the other choices of how it is shown, it is there the next time, and has a key.
  await open();
  expect([screen.getByRole<HTMLInputElement>("radio", { name: "Clock time" }).checked, says("answer_p50").includes("on the clock")]).toEqual([true, true]);
  shortcuts.run("dashboard.clock");
  expect(announcer.text.trim()).toBe("first reply and resolution in business time");
  await waitFor(() => expect([value("answer_p50"), columns("chart-people")[3]]).toEqual([business, "Typical in business time"]));
  expect(columns("chart-stays")[1], "how long they stand in a status is never told in business time").toBe("Typical on the clock");
});

test("a window without room for the names of both clocks has one button, pressed while times are on the clock", async () => {
  widen(900);
  await open();
  expect(screen.queryByRole("radio", { name: "Clock time" })).toBeNull();
  const button = screen.getByRole("button", { name: "Clock time" });
  expect(button.getAttribute("aria-pressed")).toBe("false");
  await fireEvent.click(button);
  await waitFor(() => expect([button.getAttribute("aria-pressed"), stored("dashboard-clock")]).toEqual(["true", "wall"]));
  expect(announcer.text.trim()).toBe("first reply and resolution on the clock");
});
