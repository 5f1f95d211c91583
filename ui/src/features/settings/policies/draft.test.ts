/** @file Editing the list of policies: order, copies, and what must not be saved. */
import { expect, test } from "vitest";
import type { NamedPolicy } from "../../../api/gen";
import { blocks, isAnything, lacks, noConditions, replaced, withNew } from "./draft";

const policy = (id: string, given: Partial<NamedPolicy> = {}): NamedPolicy => ({ id, name: id, when: noConditions, calendar: null, targets: {}, pausing: [], pause_first_response: false, at_risk: [], reopen: "resume", escalation: [], ...given });
const gold = policy("gold", { when: { ...noConditions, tiers: ["Gold"] } });
const rest = policy("rest");
const ids = (list: readonly NamedPolicy[]) => list.map(({ id }) => id).join(" ");

test("a new policy is asked first and begins with the targets of what holds for everything", () => {
  const list = withNew([gold, policy("rest", { targets: { high: { first_response: 60, next_response: null, resolution: 480, around_the_clock: [] } } })], "new", "New");
  expect(ids(list)).toBe("new gold rest");
  expect(list[0]?.targets.high?.resolution).toBe(480);
  expect(isAnything(list[0]?.when ?? gold.when)).toBe(true);
});

test("what can never be reached is said and does not block", () => {
  const found = lacks([rest, gold]);
  expect(found).toEqual([{ is: "unreachable", policy: "gold", behind: "rest" }]);
  expect(found.some(blocks)).toBe(false);
  expect(lacks([gold, rest])).toEqual([]);
});

test("a policy without a name and a step that does nothing block", () => {
  const silent = policy("rest", { name: " ", escalation: [{ id: "s", metric: "resolution", when: { at: "breach" }, actions: [{ do: "notify", assignee: false, team: false, managers: false, people: [] }] }] });
  expect(lacks([silent]).map(({ is }) => is)).toEqual(["name", "step"]);
  expect(lacks([silent]).every(blocks)).toBe(true);
});

test("an edit replaces the one that it is of", () => {
  expect(replaced([gold, rest], { ...gold, name: "Gold" }).map(({ name }) => name)).toEqual(["Gold", "rest"]);
});
