/** @file Tables become files that hold numbers as numbers, and say what they cover. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Paper } from "../api/gen";
import { sheetOf } from "./cell";
import { book, factsOf, type Table } from "./book";

const saved = vi.hoisted(() => vi.fn());
const printed = vi.hoisted(() => vi.fn<(title: string, name: string, paper: Paper) => Promise<void>>());
vi.mock("../api/files", () => ({ saveSheets: saved, savePaper: printed, paperWords: () => ({ language: "en", page: "{page}", unknown: "" }) }));

const table = (label: string): Table => ({
  label,
  title: `${label}, in a sentence`,
  columns: ["Who", "Count", "Time"],
  rows: [[{ text: "Ann" }, { text: "1,204", value: 1_204 }, { text: "–", value: null, unit: "milliseconds" }]],
});
const sheet = ({ label, columns, rows }: Table) => sheetOf(label, columns, rows);

let gone: (() => void)[] = [];
beforeEach(() => {
  gone = [book.add("one", () => table("One")), book.add("two", () => table("Two"))];
  const period = { from: new Date(2026, 2, 1).getTime(), to: new Date(2026, 2, 29).getTime() };
  book.covered = { title: "Dashboard", file: "dashboard", period, facts: [{ label: "Period", value: "1–28 Mar" }], line: "240 tickets" };
});
afterEach(() => {
  for (const take of gone) take();
  saved.mockClear();
  printed.mockClear();
});

test("words are words, numbers are plain, and what is not known has no value", () => {
  expect(sheet(table("One")).rows).toEqual([
    [
      { is: "text", text: "Ann" },
      { is: "number", value: 1_204, unit: "count" },
      { is: "number", value: null, unit: "milliseconds" },
    ],
  ]);
});

test("one table is saved by its name, and all in the order of the screen; each file names its days", async () => {
  const about = { name: "About", facts: [{ label: "Period", value: "1–28 Mar" }] };
  await book.save("csv", "two");
  expect(saved).toHaveBeenLastCalledWith(expect.any(String), "tern-dashboard-two-2026-03-01-to-2026-03-28", { format: "csv", title: "Dashboard: Two", about, sheets: [sheet(table("Two"))] });
  await book.save("xlsx");
  expect(saved).toHaveBeenLastCalledWith(expect.any(String), "tern-dashboard-2026-03-01-to-2026-03-28", { format: "xlsx", title: "Dashboard", about, sheets: [sheet(table("One")), sheet(table("Two"))] });
});

test("on paper the tables stand as on the screen, numbers under one another, with what they cover", async () => {
  await book.print();
  const [, name, paper] = printed.mock.lastCall ?? [];
  expect(name).toBe("tern-dashboard-2026-03-01-to-2026-03-28");
  expect(paper).toMatchObject({ title: "Dashboard", about: "240 tickets", facts: [{ label: "Period", value: "1–28 Mar" }] });
  expect(paper?.parts[0]).toMatchObject({ is: "table", title: "One, in a sentence", rows: [[{ text: "Ann", number: false }, { text: "1,204", number: true }, { text: "–", number: true }]] });
  await book.print("two");
  expect(printed.mock.lastCall?.[2].parts).toHaveLength(1);
});

test("a file says how many tickets, as of when, and when they were last the server's", () => {
  const at = new Date(2026, 2, 28, 14, 5).getTime();
  const known = { server: "https://desk.example.com", last_success: at - 3_600_000 };
  expect(factsOf(1_240, at, known).map(({ value }) => value)).toEqual(["1,240", "Sat, Mar 28, 2026, 2:05 PM", "Sat, Mar 28, 2026, 1:05 PM"]);
  expect(factsOf(1, at, { server: null, last_success: null })[2]?.value).toBe("Works on this device alone");
  expect(factsOf(1, at, { ...known, last_success: null })[2]?.value).toBe("Not yet");
});
