/** @file Tables become files that hold numbers as numbers. */
import { afterEach, expect, test, vi } from "vitest";
import { sheetOf } from "./cell";
import { book } from "./export";

const saved = vi.hoisted(() => vi.fn());
vi.mock("../../api/files", () => ({ saveSheets: saved }));

afterEach(() => saved.mockClear());

const sheet = (name: string) =>
  sheetOf(name, ["Who", "Count", "Time"], [[{ text: "Ann" }, { text: "1,204", value: 1_204 }, { text: "–", value: null, unit: "milliseconds" }]]);

test("words are words, numbers are plain, and what is not known has no value", () => {
  expect(sheet("One").rows).toEqual([
    [
      { is: "text", text: "Ann" },
      { is: "number", value: 1_204, unit: "count" },
      { is: "number", value: null, unit: "milliseconds" },
    ],
  ]);
});

test("one table is saved by its name, and all in the order of the screen", async () => {
  const gone = [book.add("one", () => sheet("One")), book.add("two", () => sheet("Two"))];
  book.about = "240 tickets";
  await book.save("csv", "two");
  expect(saved).toHaveBeenLastCalledWith(expect.any(String), "tern-two", { format: "csv", about: "240 tickets", sheets: [sheet("Two")] });
  await book.save("xlsx");
  expect(saved).toHaveBeenLastCalledWith(expect.any(String), "tern", { format: "xlsx", about: "240 tickets", sheets: [sheet("One"), sheet("Two")] });
  for (const take of gone) take();
});
