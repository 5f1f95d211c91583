/** @file A report goes through an address and comes back as it was, and a saved one holds until somebody changes it. */
import { expect, test } from "vitest";
import type { Asked, SavedReport } from "../../api/gen";
import { askedIn, fresh, maySplit, measures, nameOfRow, same, titleOf, trimmed, writeAsked } from "./reports";

const full: Asked = {
  measure: "work_p90",
  by: "topic",
  span: "last_quarter",
  teams: ["0190a3c4-0000-7000-8000-000000000001"],
  assignees: ["0190a3c4-0000-7000-8000-000000000002"],
  priorities: ["high", "urgent"],
  tags: ["a, comma", "vip & friends"],
  types: ["bug", "question"],
  channels: ["email", "phone"],
  topics: ["0190a3c4-0000-7000-8000-000000000003"],
  organisations: ["0190a3c4-0000-7000-8000-000000000004", "0190a3c4-0000-7000-8000-000000000005"],
};
const saved: SavedReport = { id: "r1", name: "Slow", asked: full, share: { with: "nobody" }, owner: null, may_edit: true };
const through = (address: Record<string, string>) => new URLSearchParams(new URLSearchParams(address).toString());

test("a report comes back from an address as it was", () => {
  expect(askedIn(through(writeAsked(full, null)), undefined)).toEqual(full);
  expect(askedIn(through(writeAsked(fresh, null)), undefined)).toEqual(fresh);
});

test("a saved report is as it was saved, until the address says something of its own", () => {
  expect(askedIn(through({ report: "r1" }), saved)).toEqual(full);
  const changed: Asked = { ...fresh, by: "tag" };
  expect(askedIn(through(writeAsked(changed, "r1")), saved)).toEqual(changed);
});

test("an address from anywhere asks something that has an answer", () => {
  for (const measure of measures) {
    const asked = askedIn(through({ measure, by: "time", span: "never" }), undefined);
    expect([asked.by, asked.span]).toEqual([maySplit(measure, "time") ? "time" : "team", "month"]);
    expect(askedIn(through({ measure, by: "worker" }), undefined).by).toBe(measure === "time_spent" ? "worker" : "team");
  }
  expect(askedIn(through({ measure: "<script>", by: "" }), undefined)).toEqual(fresh);
  expect(askedIn(through({ tag: "%E0%A4,vpn", channel: "smoke,phone", type: ",bug" }), undefined)).toEqual({ ...fresh, tags: ["vpn"], channels: ["phone"], types: ["bug"] });
});

test("the clock on the wall stands in the address, and only of what is a time", () => {
  const wall: Asked = { ...full, wall: true };
  expect(askedIn(through(writeAsked(wall, null)), undefined)).toEqual(wall);
  expect(same(wall, full), "another clock is another report").toBe(false);
  expect(same({ ...full, wall: false }, full)).toBe(true);
  for (const measure of measures) expect(askedIn(through({ measure, clock: "wall" }), undefined).wall, measure).toBe(/^(answer|work)_(p50|p90|mean)$/u.test(measure) ? true : undefined);
  expect(askedIn(through({ measure: "work_p50", clock: "cuckoo" }), undefined).wall).toBeUndefined();
  expect([titleOf({ ...fresh, measure: "answer_p50" }), titleOf({ ...fresh, measure: "answer_p50", wall: true }), titleOf(fresh)]).toEqual(["First reply in business time by team", "First reply on the clock by team", "Opened by team"]);
});

test("the order of a list says nothing", () => {
  expect(same({ ...fresh, tags: ["b", "a"], teams: [] }, { ...fresh, tags: ["a", "b"] })).toBe(true);
  expect(same({ ...fresh, channels: ["phone", "email"], types: ["task", "bug"], topics: [], organisations: ["o2", "o1"] }, { ...fresh, channels: ["email", "phone"], types: ["bug", "task"], organisations: ["o1", "o2"] })).toBe(true);
  expect(same(fresh, { ...fresh, topics: ["c1"] })).toBe(false);
  expect(same(fresh, { ...fresh, by: "tag" })).toBe(false);
  expect(trimmed({ ...fresh, priorities: ["urgent", "low"] }).priorities).toEqual(["low", "urgent"]);
});

test("rows are called by their names, by words, or by what they lack", () => {
  const row = (key: string | null, name = "") => ({ key, name, value: 1, before: null, tickets: { count: 1, filter: {} as never } });
  const view = { steps: [], weekly: false };
  expect(nameOfRow(row("x", "Field"), "team", view)).toBe("Field");
  expect(nameOfRow(row("3"), "priority", view)).toBe("Urgent");
  expect(nameOfRow(row("self_service"), "channel", view)).toBe("Self-service");
  expect(nameOfRow(row("from_the_future"), "type", view)).toBe("from_the_future");
  expect(nameOfRow(row(null), "organisation", view)).toBe("No organisation");
});

test("a link that somebody cut off or mistyped is a report all the same", () => {
  expect(askedIn(new URLSearchParams({ measure: "resolved", tag: "vpn,100%,%E0%A4%A" }), undefined)).toMatchObject({ measure: "resolved", tags: ["vpn"] });
});
