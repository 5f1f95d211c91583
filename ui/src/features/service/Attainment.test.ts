/** @file How targets were kept, on a desk in memory: by what one asks, with what was superseded. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import type { AttainmentQuery, AttainmentRow, Paper, SheetsSave } from "../../api/gen";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import { readFilter } from "../../tickets/filter";
import { book } from "../../tickets/book";
import Attainment from "./Attainment.svelte";
import { keptFilter } from "./kept";

const saved = vi.hoisted(() => vi.fn<(title: string, name: string, sheets: SheetsSave) => Promise<void>>());
const printed = vi.hoisted(() => vi.fn<(title: string, name: string, paper: Paper) => Promise<void>>());
vi.mock("../../api/files", () => ({ saveSheets: saved, savePaper: printed, paperWords: () => ({ language: "en", page: "{page}", unknown: "" }) }));

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(cleanup);

const rows = () => screen.getAllByTestId("kept").map((row) => [...row.children].map((cell) => cell.textContent.trim()));

test("met, breached and superseded stand by team, and by policy and over other days when one asks", async () => {
  const asked: AttainmentQuery[] = [];
  const desk = makeDesk(12, "full");
  await connect(
    Promise.resolve({
      call: async <Answer>(command: string, input: unknown) => {
        if (command === "sla_attainment") asked.push(input as AttainmentQuery);
        return desk.call<Answer>(command, input);
      },
      listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)),
    }),
  );
  store("service-kept-by", "team");
  render(Attainment);
  await waitFor(() => expect(rows()[0]).toEqual(["Support", "First response", "180", "20", "0", "90%"]));
  expect(rows()[2]).toEqual(["Infrastructure", "First response", "140", "20", "1", "90%"]);
  expect(asked.at(-1)?.by).toEqual(["team"]);
  await fireEvent.click(screen.getByText("Policy"));
  await waitFor(() => expect(asked.at(-1)?.by).toEqual(["policy"]));
  await waitFor(() => expect(rows()[0]?.[0]).not.toBe("Support"));
  await fireEvent.click(screen.getByText("90 days"));
  const days = () => Math.round(((asked.at(-1)?.to ?? 0) - (asked.at(-1)?.from ?? 0)) / 86_400_000);
  await waitFor(() => expect(days()).toBe(90));
});

async function begin(by: string): Promise<void> {
  store("service-kept-by", by);
  const desk = makeDesk(12, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(Attainment);
  await waitFor(() => expect(screen.getAllByTestId("kept").length).toBeGreaterThan(0));
}

const cutBehind = (testid: string, at = 0) => {
  const href = screen.getAllByTestId(testid)[at]?.querySelector("a")?.getAttribute("href") ?? null;
  return href === null ? null : readFilter(new URLSearchParams(href.split("?")[1])).cut;
};

test("met and breached open their tickets: of the row's team, priority, clock and days, as they were then", async () => {
  await begin("team");
  expect(cutBehind("kept-met")).toMatchObject({ what: "met", metric: "first_response", teams: ["team1"], priorities: [] });
  expect(cutBehind("kept-missed", 3)).toMatchObject({ what: "missed", metric: "resolution", teams: ["team2"], priorities: [] });
  await fireEvent.click(screen.getByText("Priority"));
  await waitFor(() => expect(cutBehind("kept-met")).toMatchObject({ teams: [], priorities: ["normal"] }));
  const [first] = screen.getAllByTestId("kept-met");
  expect(first?.nextElementSibling?.nextElementSibling?.querySelector("a")).toBeNull();
});

test("the days are those of the row, and what no list can be narrowed to is a plain number", async () => {
  const row: AttainmentRow = { metric: "resolution", team: null, team_name: null, priority: null, policy: null, policy_name: null, period: "2026-03-02", from: 10, to: 20, met: 3, breached: 0, superseded: 0, cancelled: 0, met_basis_points: 10_000 };
  expect(keptFilter(row, "met", "UTC")?.cut).toMatchObject({ from: 10, to: 20, teams: [], zone: "UTC" });
  expect(keptFilter(row, "missed", "UTC"), "none to open").toBeUndefined();
  expect(keptFilter({ ...row, period: null }, "met", "UTC"), "without a policy").toBeUndefined();
  await begin("policy");
  expect(screen.getAllByTestId("kept-met").every((cell) => cell.querySelector("a") === null)).toBe(true);
});

test("the table is saved as it stands, with what it covers, and the screen says so too", async () => {
  await begin("team");
  await waitFor(() => expect(screen.getByTestId("attainment-coverage").textContent).toContain("on this device"));
  await book.save("csv", "attainment");
  const [, name, sheets] = saved.mock.lastCall ?? [];
  expect(name).toMatch(/^tern-attainment-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d$/);
  expect(sheets?.sheets[0]?.rows[0]).toEqual([
    { is: "text", text: "Support" },
    { is: "text", text: "First response" },
    { is: "number", value: 180, unit: "count" },
    { is: "number", value: 20, unit: "count" },
    { is: "number", value: 0, unit: "count" },
    { is: "number", value: 9_000, unit: "basis_points" },
  ]);
  expect(sheets?.about.facts.map(({ label }) => label)).toEqual(["Period", "Filter", "As of", "Last synced"]);
  expect(shortcuts.run("dashboard.pdf")).toBe(true);
  await waitFor(() => expect(printed.mock.lastCall?.[2].about).toContain("on this device"));
});
