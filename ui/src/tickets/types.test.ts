/** @file What types are called, which ones are offered, and what a ticket begins with. */
import { expect, test } from "vitest";
import { firstType, typeName, typeOptions } from "./types";

const lookups = {
  types: [
    { key: "leave", name: "Leave of absence", retired: false },
    { key: "incident", name: null, retired: false },
    { key: "bug", name: "Defect", retired: true },
  ],
};

test("a type is called as the desk named it, or by the words of the language", () => {
  expect(["leave", "incident", "bug", "from_the_future"].map((key) => typeName(lookups, key))).toEqual(["Leave of absence", "Incident", "Defect", "from_the_future"]);
});

test("what is retired is offered only where it is chosen, and so is what nobody knows", () => {
  const values = (...chosen: (string | null)[]) => typeOptions(lookups, ...chosen).map(({ value }) => value);
  expect(values(null)).toEqual(["leave", "incident"]);
  expect(values("bug")).toEqual(["leave", "incident", "bug"]);
  expect(values("from_the_future")).toEqual(["leave", "incident", "from_the_future"]);
});

test("a ticket begins as an incident, or as the first type of a desk that has none", () => {
  expect(firstType(lookups)).toBe("incident");
  expect(firstType({ types: lookups.types.filter(({ key }) => key !== "incident") })).toBe("leave");
});
