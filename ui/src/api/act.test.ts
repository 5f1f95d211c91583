/** @file Whoever takes something back reads what that was, in the words that said it was done. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sayDone } from "../tickets/change.svelte";
import { toasts } from "../kit/toasts.svelte";
import { act, redo, undo } from "./act";
import { connect } from "./call";

let answers: Record<string, unknown>;
const texts = () => toasts.list.map((toast) => toast.text);

beforeEach(async () => {
  answers = {};
  const call = <Output>(command: string): Promise<Output> => Promise.resolve(answers[command] as Output);
  await connect(Promise.resolve({ call, listen: (_: unknown, missed: () => void) => (missed(), () => undefined) }));
});
afterEach(() => {
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

test("undo and redo say what they took back, in the sentence that said it was done", async () => {
  sayDone({ done: "#12 assigned to you" }, { undo: "Changed #12" });
  answers["undo"] = { undo: "Changed #12" };
  await undo();
  expect(texts()).toEqual(["Undone: #12 assigned to you"]);
  answers["redo"] = { undo: "Changed #12" };
  await redo();
  expect(texts()).toEqual(["Done again: #12 assigned to you"]);
});

test("what was done before this window opened has the core's own name", async () => {
  answers["undo"] = { undo: "Created Printer" };
  await undo();
  expect(texts()).toEqual(["Undone: Created Printer"]);
});

test("the toast of an undo offers to do it again, until something new is done", async () => {
  answers["undo"] = { undo: "Changed #13" };
  await undo();
  answers["redo"] = { undo: "Changed #13" };
  expect(toasts.list[0]?.action?.label).toBe("Redo");
  toasts.list[0]?.action?.act();
  await vi.waitFor(() => expect(texts()).toEqual(["Done again: Changed #13"]));
  answers["undo"] = { undo: "Changed #13" };
  await undo();
  answers["ticket_set"] = { undo: "Changed #14" };
  await act("ticket_set", { tickets: [], fields: {}, add_tags: [], remove_tags: [] }, { done: "#14 is Open" });
  expect(texts()).toEqual(["#14 is Open"]);
});
