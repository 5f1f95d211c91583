/** @file Promises about the triage queue: who is next, how far one is, and that an assessment says only what it changes. */
import { expect, test } from "vitest";
import type { LookupsView, RowView, TicketView } from "../../api/gen";
import { assessmentOf, atHand, fieldsOf, priorityOf, progress, statusAfter } from "./queue";

const rows = ["a", "b", "c"].map((id) => ({ id })) as unknown as RowView[];
const status = (key: string, category: string, position: number) => ({ key, name: key, category, position, retired: false, next: [] });
const lookups = {
  statuses: [status("new", "new", 1), status("doing", "open", 3), status("open", "open", 2)],
  matrix: { rows: { high: { high: "urgent", medium: "high" }, medium: { medium: "normal" } } },
} as unknown as LookupsView;
const ticket = { id: "a", type: "incident", category_id: null, impact: "medium", urgency: "medium", priority: "normal", team: "t1", assignee: null, next: ["doing", "resolved"] } as unknown as TicketView;

test("what is put off comes after the others, in the order in which it was put off, and what leaves is not shown again", () => {
  expect(atHand(rows, [], null)?.id).toBe("a");
  expect(atHand(rows, ["a"], null)?.id).toBe("b");
  expect(atHand(rows, ["b", "a", "c"], null)?.id).toBe("b");
  expect(atHand(rows, [], "a")?.id).toBe("b");
  expect(atHand(rows.slice(0, 1), [], "a")).toBeNull();
});

test("what is gone from the queue is done, and what comes back is not", () => {
  const seen = new Set(["a", "b", "c"]);
  expect(progress(seen, rows, 3)).toEqual({ done: 0, all: 3 });
  expect(progress(seen, rows.slice(1), 2)).toEqual({ done: 1, all: 3 });
  expect(progress(seen, [...rows, { id: "d" } as unknown as RowView], 4)).toEqual({ done: 0, all: 4 });
  expect(progress(seen, rows, 500), "what was not read yet is to be done, too").toEqual({ done: 0, all: 500 });
  expect(progress(new Set([...seen, "d"]), rows, 499)).toEqual({ done: 1, all: 500 });
});

test("impact and urgency lead to the priority, and a priority with a reason stays while they do", () => {
  const own = { ...ticket, priority: "low" as const };
  expect(priorityOf(own, assessmentOf(own), lookups)).toBe("low");
  expect(priorityOf(own, { ...assessmentOf(own), impact: "high" }, lookups)).toBe("high");
});

test("only what was decided is sent, with the open status that the workflow allows", () => {
  expect(statusAfter(ticket, lookups)).toBe("doing");
  expect(statusAfter({ ...ticket, next: [] }, lookups)).toBe("open");
  expect(fieldsOf(ticket, assessmentOf(ticket), lookups)).toEqual({ status: "doing" });
  expect(fieldsOf(ticket, { ...assessmentOf(ticket), category: "c1", impact: "high", urgency: "high", assignee: "s1" }, lookups)).toEqual({
    category: "c1",
    impact: "high",
    urgency: "high",
    priority: "urgent",
    assignee: "s1",
    status: "doing",
  });
});
