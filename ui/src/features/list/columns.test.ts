/** @file Sorting the list: clicks alternate, and the order survives the address. */
import { expect, test } from "vitest";
import { listColumns, readSorting, sortedBy, writeSorting } from "./columns";

const column = (id: string) => {
  const found = listColumns.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

test("the first click on updated shows the latest first, the second the oldest", () => {
  const first = sortedBy(column("updated"), { sort: "due", descending: false });
  expect(first).toEqual({ sort: "updated", descending: true });
  expect(sortedBy(column("updated"), first)).toEqual({ sort: "updated", descending: false });
});

test("tags do not sort", () => {
  const now = { sort: "due", descending: false } as const;
  expect(sortedBy(column("tags"), now)).toEqual(now);
});

test("the order survives the address", () => {
  const sorting = { sort: "priority", descending: true } as const;
  expect(readSorting(new URLSearchParams(writeSorting(sorting)))).toEqual(sorting);
  expect(writeSorting({ sort: "due", descending: false })).toEqual({});
  expect(readSorting(new URLSearchParams("sort=colour"))).toEqual({ sort: "due", descending: false });
});
