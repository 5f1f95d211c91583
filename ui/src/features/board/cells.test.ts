/** @file Promises about the cells of a board: what they are, what stands beside them, and what they do not take. */
import { describe, expect, test } from "vitest";
import type { ColumnView, LaneView, Status } from "../../api/gen";
import { beside, cellKey, cellsOf, refusalOf, type Carried, type Cell } from "./cells";

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
  closed: null,
  ...more,
});
const lane = (key: string, more: Partial<LaneView> = {}): LaneView => ({ key, name: key, facet: { is: "team", team: key }, count: 0, breached: 0, at_risk: 0, cells: [1, 2], breached_cells: [0, 0], closed: null, ...more });

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
  const status = (key: string, next: string[] = [], more: Partial<Status> = {}): Status => ({ key, name: key.toUpperCase(), category: "open", position: 0, next, retired: false, ...more });
  const statuses = [status("new"), status("doing"), status("waiting"), status("closed", ["doing"])];
  /** Cards of a cell, each with a status of its column. */
  const cards = (from: Cell | undefined, ...those: string[]): Carried[] => those.map((one) => ({ status: one, cell: from }));
  const one = (from: Cell) => cards(from, from.column.statuses[0] ?? "");

  test("what the workflow forbids, by the names of the statuses", () => {
    const cells = cellsOf({ columns: [column("closed"), column("waiting"), column("doing")], lanes: [] });
    expect(refusalOf(cell(cells, "waiting"), one(cell(cells, "closed")), statuses)).toBe("No step from CLOSED to WAITING");
    expect(refusalOf(cell(cells, "doing"), one(cell(cells, "closed")), statuses)).toBeNull();
    expect(refusalOf(cell(cells, "closed"), one(cell(cells, "waiting")), statuses)).toBeNull();
  });

  test("each card by its own status: of a column that holds two, one may go and the other may not", () => {
    const cells = cellsOf({ columns: [column("over", { statuses: ["waiting", "closed"] }), column("new")], lanes: [] });
    const [over, target] = [cell(cells, "over"), cell(cells, "new")];
    expect(refusalOf(target, cards(over, "waiting"), statuses)).toBeNull();
    expect(refusalOf(target, cards(over, "closed"), statuses)).toBe("No step from CLOSED to NEW");
    expect(refusalOf(target, cards(over, "waiting", "closed"), statuses)).toBe("No step from CLOSED to NEW");
  });

  test("cards of what no column shows, and cards that are not loaded any more, by theirs", () => {
    const cells = cellsOf({ columns: [column("new"), column("unmapped", { facet: { is: "unmapped" }, statuses: [], closed: "unmapped" })], lanes: [] });
    expect(refusalOf(cell(cells, "new"), cards(cell(cells, "unmapped"), "closed"), statuses)).toBe("No step from CLOSED to NEW");
    expect(refusalOf(cell(cells, "new"), cards(undefined, "closed"), statuses)).toBe("No step from CLOSED to NEW");
    expect(refusalOf(cell(cells, "new"), cards(undefined, "waiting", "gone"), statuses)).toBeNull();
  });

  test("nothing that stands in one of its statuses already, whichever that is", () => {
    const cells = cellsOf({ columns: [column("doing", { statuses: ["new", "closed"], limit: 1, hard: true, load: 9 })], lanes: [] });
    expect(refusalOf(cell(cells, "doing"), cards(cell(cells, "doing"), "closed"), statuses)).toBeNull();
  });

  test("everything while it has no status to give", () => {
    const cells = cellsOf({ columns: [column("new"), column("none", { statuses: [] }), column("old")], lanes: [] });
    expect(refusalOf(cell(cells, "none"), one(cell(cells, "new")), statuses)).toBe("none has no status that a ticket can take");
    expect(refusalOf(cell(cells, "old"), one(cell(cells, "new")), [...statuses, status("old", [], { retired: true })])).toBe("old has no status that a ticket can take");
  });

  test("for no status where its columns are something else", () => {
    const person = (key: string) => column(key, { facet: { is: "person", person: key }, statuses: [] });
    const cells = cellsOf({ columns: [person("anna"), person("ben")], lanes: [] });
    expect(refusalOf(cell(cells, "ben"), cards(cell(cells, "anna"), "closed"), statuses)).toBeNull();
  });

  test("more than its hard limit, and not what is there already", () => {
    const columns = [column("new"), column("doing", { limit: 4, hard: true, load: 3, count: 1 })];
    const cells = cellsOf({ columns, lanes: [] });
    const [from, doing] = [cell(cells, "new"), cell(cells, "doing")];
    expect(refusalOf(doing, one(from), statuses)).toBeNull();
    expect(refusalOf(doing, cards(from, "new", "new"), statuses)).toBe("doing takes at most 4");
    expect(refusalOf(doing, [...cards(doing, "doing", "doing"), ...one(from)], statuses)).toBeNull();
    const soft = cellsOf({ columns: [column("new"), column("doing", { limit: 1, load: 9 })], lanes: [] });
    expect(refusalOf(cell(soft, "doing"), one(cell(soft, "new")), statuses)).toBeNull();
  });

  test("cards of other lanes where lanes are not made by hand, but not its own", () => {
    const columns = [column("new"), column("open")];
    const cells = cellsOf({ columns, lanes: [lane("a", { closed: "sla" }), lane("b", { closed: "sla" })] });
    expect(refusalOf(cell(cells, "b new"), one(cell(cells, "a new")), statuses)).toBe("Clocks decide this, not cards");
    expect(refusalOf(cell(cells, "a open"), one(cell(cells, "a new")), statuses)).toBeNull();
  });

  test("everything where it only gathers, but what it gathers already", () => {
    const cells = cellsOf({ columns: [column("new"), column("unmapped", { facet: { is: "unmapped" }, statuses: [], closed: "unmapped" })], lanes: [] });
    const rest = cell(cells, "unmapped");
    expect(refusalOf(rest, one(cell(cells, "new")), statuses)).toBe("This column only gathers what has none");
    expect(refusalOf(rest, cards(rest, "waiting"), statuses)).toBeNull();
    expect(refusalOf(rest, cards(undefined, "waiting"), statuses)).toBeNull();
  });
});
