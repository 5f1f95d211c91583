/** @file Promises about the cells of a board: what they are, what stands beside them, and what they do not take. */
import { describe, expect, test } from "vitest";
import type { ColumnView, LaneView } from "../../api/gen";
import { beside, cellKey, cellsOf, refusalOf, type Cell } from "./cells";

const column = (key: string, more: Partial<ColumnView> = {}): ColumnView => ({
  key,
  name: key,
  facet: { is: "statuses" },
  statuses: [key],
  category: "open",
  count: 3,
  breached: 0,
  at_risk: 0,
  limit: null,
  hard: false,
  load: 3,
  refuses: [],
  closed: null,
  ...more,
});
const lane = (key: string, more: Partial<LaneView> = {}): LaneView => ({ key, name: key, facet: { is: "team", team: key }, count: 0, breached: 0, at_risk: 0, cells: [1, 2], closed: null, ...more });

function cell(cells: readonly Cell[], key: string): Cell {
  const found = cells.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no cell ${key}`);
  return found;
}

test("without lanes the columns are the cells; with lanes each column stands in every lane", () => {
  const columns = [column("new"), column("open")];
  expect(cellsOf({ columns, lanes: [] }).map(({ key, count }) => [key, count])).toEqual([
    ["new", 3],
    ["open", 3],
  ]);
  const cells = cellsOf({ columns, lanes: [lane("anna"), lane("ben", { cells: [5, 0] })] });
  expect(cells.map(({ key, count }) => [key, count])).toEqual([
    ["anna new", 1],
    ["anna open", 2],
    ["ben new", 5],
    ["ben open", 0],
  ]);
  expect(cellKey("open", "ben")).toBe("ben open");
});

test("one goes sideways within a lane, and up and down within a column", () => {
  const cells = cellsOf({ columns: [column("new"), column("open")], lanes: [lane("anna"), lane("ben")] });
  expect(beside(cells, "anna new", "right")?.key).toBe("anna open");
  expect(beside(cells, "anna open", "right")).toBeUndefined();
  expect(beside(cells, "anna open", "down")?.key).toBe("ben open");
  expect(beside(cells, "anna open", "up")).toBeUndefined();
  expect(beside(cells, "nothing", "up")).toBeUndefined();
});

describe("a cell refuses", () => {
  test("what the workflow forbids, by the names of both columns", () => {
    const cells = cellsOf({ columns: [column("closed"), column("waiting", { refuses: ["closed"] })], lanes: [] });
    expect(refusalOf(cell(cells, "waiting"), [cell(cells, "closed")])).toBe("No step from closed to waiting");
    expect(refusalOf(cell(cells, "closed"), [cell(cells, "waiting")])).toBeNull();
  });

  test("more than its hard limit, and not what is there already", () => {
    const columns = [column("new"), column("doing", { limit: 4, hard: true, load: 3, count: 1 })];
    const cells = cellsOf({ columns, lanes: [] });
    const [one, doing] = [cell(cells, "new"), cell(cells, "doing")];
    expect(refusalOf(doing, [one])).toBeNull();
    expect(refusalOf(doing, [one, one])).toBe("doing takes at most 4");
    expect(refusalOf(doing, [doing, doing, one])).toBeNull();
    const soft = cellsOf({ columns: [column("new"), column("doing", { limit: 1, load: 9 })], lanes: [] });
    expect(refusalOf(cell(soft, "doing"), [cell(soft, "new")])).toBeNull();
  });

  test("cards of other lanes where lanes are not made by hand, but not its own", () => {
    const columns = [column("new"), column("open")];
    const cells = cellsOf({ columns, lanes: [lane("a", { closed: "sla" }), lane("b", { closed: "sla" })] });
    expect(refusalOf(cell(cells, "b new"), [cell(cells, "a new")])).toBe("Clocks decide this, not cards");
    expect(refusalOf(cell(cells, "a open"), [cell(cells, "a new")])).toBeNull();
  });

  test("everything where it only gathers", () => {
    const cells = cellsOf({ columns: [column("new"), column("unmapped", { facet: { is: "unmapped" }, closed: "unmapped" })], lanes: [] });
    expect(refusalOf(cell(cells, "unmapped"), [cell(cells, "new")])).toBe("This column only gathers what has none");
    expect(refusalOf(cell(cells, "unmapped"), [undefined])).toBeNull();
  });
});
