/** @file Promises about the columns of the list. */
import { expect, test } from "vitest";
import { madeFields } from "../../../gallery/fields";
import { columnName, columnsOf } from "./columns";
import { fitted, movedBefore, movedBy, readLayout, resized, template, toggledColumn, usual, writeLayout } from "./layout";

const ids = (layout: readonly { id: string }[]) => layout.map(({ id }) => id);

test("a layout survives being kept", () => {
  const layout = movedBefore(resized(toggledColumn(usual, "tags"), "status", 200), "updated", "number");
  expect(readLayout(writeLayout(layout))).toEqual(layout);
});

test("what cannot be read, or names columns nobody knows, is no wish", () => {
  expect(readLayout(null)).toEqual(usual);
  expect(readLayout("{")).toEqual(usual);
  expect(readLayout('[{"id":"colour","width":9},{"id":"tags","width":100000},{"id":"tags"}]')[0]).toEqual({ id: "tags", width: 480, shown: true });
});

test("the subject can be moved, and neither hidden nor measured", () => {
  expect(toggledColumn(usual, "subject")).toEqual(usual);
  expect(resized(usual, "subject", 90)).toEqual(usual);
  expect(readLayout('[{"id":"subject","shown":false}]')[0]?.shown).toBe(true);
  expect(ids(movedBy(usual, "subject", -1)).indexOf("subject")).toBe(2);
});

test("a column moves past what is in sight, not past what is hidden", () => {
  const layout = toggledColumn(usual, "priority");
  expect(ids(movedBy(layout, "due", 1).filter(({ shown }) => shown)).slice(0, 3)).toEqual(["number", "subject", "due"]);
  expect(movedBy(layout, "number", -1)).toEqual(layout);
  expect(ids(movedBy(usual, "tags", 1)).at(-1)).toBe("tags");
});

test("a narrow window lets go of tags first, and as narrow as a phone a word for a glyph", () => {
  expect(fitted(usual, 1_280).columns).toHaveLength(9);
  expect(ids(fitted(usual, 1_100).columns)).not.toContain("tags");
  // A priority is told by its glyph, who asked by nothing else.
  expect(fitted(usual, 1_064)).toMatchObject({ short: true });
  expect(ids(fitted(usual, 1_064).columns)).toContain("requester");
  expect(fitted(usual, 880)).toMatchObject({ short: true });
  expect(fitted(usual, 700)).toMatchObject({ brief: false });
  expect(ids(fitted(usual, 620).columns)).toEqual(["number", "due", "priority", "subject", "status"]);
  expect(fitted(usual, 500)).toMatchObject({ short: true, brief: true });
  expect(ids(fitted(usual, 500).columns)).toEqual(["number", "due", "priority", "subject", "status"]);
  expect(ids(fitted(usual, 424).columns)).toEqual(["due", "priority", "subject", "status"]);
  const glyphs = (by?: "thumb") => fitted(usual, 500, by).columns.filter(({ id }) => id === "priority" || id === "status").map(({ width }) => width);
  expect([glyphs(), glyphs("thumb")], "the head of a glyph is as wide as what presses it").toEqual([[32, 32], [50, 50]]);
});

test("the subject takes what is left", () => {
  expect(template(fitted(usual, 620).columns)).toBe(
    "calc(36rem / 13) calc(60rem / 13) calc(108rem / 13) calc(32rem / 13) minmax(calc(120rem / 13), 1fr) calc(152rem / 13)",
  );
});

test("a field of the desk is a column for whoever wants it, and stays longer than what every desk shows", () => {
  const [tag] = madeFields;
  if (tag === undefined) throw new Error("there are fields");
  const added = `custom.${tag.key}` as const;
  const usual = readLayout(null, madeFields);
  expect(usual.find(({ id }) => id === added)?.shown).toBe(false);
  const wanted = movedBefore(toggledColumn(usual, added), added, "status");
  expect(readLayout(writeLayout(wanted), madeFields)).toEqual(wanted);
  expect(ids(fitted(wanted, 1_600).columns)).toContain(added);
  expect(ids(fitted(wanted, 1_060).columns)).toContain(added);
  expect(ids(fitted(wanted, 1_060).columns)).not.toContain("requester");
  expect(ids(fitted(wanted, 300).columns)).toEqual(ids(fitted(usual, 300).columns));
  expect(columnsOf(madeFields).filter(({ id }) => id === added).map(columnName)).toEqual([tag.name]);
  // Off the form it is no column any more, and back on it stands where it stood.
  const without = madeFields.map((field) => ({ ...field, archived: true }));
  expect(ids(readLayout(writeLayout(wanted), without))).not.toContain(added);
});
