/** @file Where a notification leads, in the centre, on the desktop and in the window. */
import { expect, test } from "vitest";
import { queue } from "../lib/queue.svelte";
import { parsePlace } from "../lib/router.svelte";
import { toasts } from "../kit/toasts.svelte";
import { follow, warn, wayOf, type Notified } from "./notified";

const here = () => parsePlace(location.hash);
const entry = (given: Partial<Notified>): Notified => ({ kind: "breach", ticket: null, tickets: [], ...given });

test("one ticket is opened, also where it stands alone in a summary", () => {
  expect(wayOf(entry({ ticket: "t1", tickets: ["t1"] }))).toEqual({ to: "ticket", ticket: "t1" });
  expect(wayOf(entry({ tickets: ["t2"] }))).toEqual({ to: "ticket", ticket: "t2" });
});

test("a storm leads to the list that holds all of it", () => {
  expect(wayOf(entry({ tickets: ["t1", "t2"] }))).toEqual({ to: "list", sla: "breached" });
  expect(wayOf(entry({ kind: "at_risk", tickets: ["t1", "t2"] }))).toEqual({ to: "list", sla: "at_risk" });
});

test("other summaries walk their tickets, and what names none leads nowhere", () => {
  expect(wayOf(entry({ kind: "assignment", tickets: ["t1", "t2"] }))).toEqual({ to: "walk", tickets: ["t1", "t2"] });
  expect(wayOf(entry({ kind: "conflict" }))).toEqual({ to: "nowhere" });
});

test("a summary that is followed shows its list, and one of news walks its tickets", () => {
  follow(entry({ kind: "at_risk", tickets: ["t1", "t2"] }));
  expect([here().screen, here().query.get("sla")]).toEqual(["list", "at_risk"]);
  follow(entry({ kind: "mention", tickets: ["t1", "t2"] }));
  expect([here().screen, here().path, queue.ids]).toEqual(["ticket", ["t1"], ["t1", "t2"]]);
});

test("what the desktop could not show leads on from the window, and of a storm the latest word stands", () => {
  warn({ notice: "warned", ticket: "t7", many: null, title: "First response breached: #7", body: "Printer\nDue now" });
  expect(toasts.list.at(-1)?.text).toBe("First response breached: #7 · Printer · Due now");
  toasts.list.at(-1)?.action?.act();
  expect(here().path).toEqual(["t7"]);
  for (const count of [4, 5]) warn({ notice: "warned", ticket: null, many: { kind: "breach", tickets: ["t1", "t2"] }, title: `${String(count)} tickets breached`, body: "#1" });
  expect(toasts.list.map(({ text }) => text)).toEqual(["First response breached: #7 · Printer · Due now", "5 tickets breached · #1"]);
  toasts.list.at(-1)?.action?.act();
  expect([here().screen, here().query.get("sla")]).toEqual(["list", "breached"]);
  warn({ notice: "warned", ticket: null, many: null, title: "This desk was a copy", body: "" });
  expect(toasts.list.at(-1)?.action).toBeNull();
});
