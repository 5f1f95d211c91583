/** @file A day in lanes: who has one, and which lane lies beside which. */
import { expect, test } from "vitest";
import type { Item } from "./item";
import { laneBeside, laneOf, lanesOf } from "./people";

const visit = (technician: string | null) => ({ id: `visit-${technician ?? ""}`, at: 0, what: { is: "visit", technician, technician_name: null } }) as unknown as Item;
const due = { id: "due", at: 0, what: { is: "due" } } as unknown as Item;
const staff = [
  { id: "s2", name: "Caleb", role: "technician" },
  { id: "s1", name: "Anna", role: "technician" },
  { id: "s3", name: "Bea", role: "agent" },
  { id: "s4", name: "Dora", role: "agent" },
] as const;

test("every technician has a lane, and whoever else goes somewhere that day", () => {
  const lanes = lanesOf([due, visit("s3"), visit(null)], staff);
  expect(lanes.map(({ name }) => name)).toEqual(["Tickets", "Anna", "Bea", "Caleb", "Nobody yet"]);
  expect([due, visit("s3"), visit(null)].map(laneOf)).toEqual([lanes[0]?.id, lanes[2]?.id, lanes[4]?.id]);
});

test("a visit goes from person to person, and never among what is no visit", () => {
  const lanes = lanesOf([], staff);
  expect(laneBeside(lanes, "s1", 1)?.name).toBe("Caleb");
  expect(laneBeside(lanes, "s1", -1)?.name).toBe("Anna");
  expect(laneBeside(lanes, "s2", 1)?.technician).toBeNull();
});
