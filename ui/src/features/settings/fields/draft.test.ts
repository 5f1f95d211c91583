/** @file A field while it is made: what is saved of it, and what may no longer change. */
import { expect, test } from "vitest";
import { madeFields } from "../../../../gallery/fields";
import { choiceLack, draftOf, holdsOf, previewOf, saveOf, sortsFor, withChoice, withoutChoice, type Draft } from "./draft";

const site = madeFields.find(({ key }) => key === "site") ?? null;
const choices = (draft: Draft, ...names: string[]): Draft => ({ ...draft, is: "one", choices: names.map((name, row) => ({ id: "", name, archived: false, row })) });

test("a new field is saved without a key, an edited one with its own", () => {
  expect(saveOf(null, { ...draftOf(null), name: " Asset tag ", help: " " })).toEqual({ field: null, name: "Asset tag", help: null, holds: { is: "line" }, types: [], required: "never", archived: false });
  expect(saveOf(site, draftOf(site)).field).toBe("site");
});

test("choices that say nothing are left out, and two of one name are refused", () => {
  expect(holdsOf(choices(draftOf(null), "Mill", " ", "Dock "))).toEqual({ is: "one", choices: [{ id: "", name: "Mill", archived: false }, { id: "", name: "Dock", archived: false }] });
  expect(choiceLack(choices(draftOf(null), "Mill", "mill "))).toBe("same");
  expect(choiceLack(choices(draftOf(null), " "))).toBe("none");
  expect(choiceLack(draftOf(null))).toBeNull();
});

test("a choice that tickets may have is archived and offered again; a new one goes", () => {
  const draft = draftOf(site);
  const longer = withChoice(draft.choices, 0);
  expect(longer.choices.map(({ id }) => id)).toEqual(["lisbon", "", "porto"]);
  expect(withoutChoice(longer.choices, longer.row).map(({ id }) => id)).toEqual(["lisbon", "porto"]);
  const archived = withoutChoice(draft.choices, 1);
  expect(archived.map((one) => one.archived)).toEqual([false, true]);
  expect(withoutChoice(archived, 1).map((one) => one.archived)).toEqual([false, false]);
});

test("what a field holds stays, since tickets may have values; a line may become longer", () => {
  expect(sortsFor(null)).toHaveLength(7);
  expect(sortsFor(site)).toEqual(["one"]);
  expect(sortsFor(madeFields[0] ?? null)).toEqual(["line", "text"]);
});

test("the picture tells new choices apart", () => {
  const { holds } = previewOf(choices(draftOf(null), "Mill", "Dock"));
  expect(holds.is === "one" && new Set(holds.choices.map(({ id }) => id)).size).toBe(2);
});
