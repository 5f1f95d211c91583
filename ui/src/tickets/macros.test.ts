/** @file Macros as the picker and the editor show them. */
import { describe, expect, it } from "vitest";
import type { MacroEffect, MacroView } from "../api/gen";
import { valueWords } from "../lib/fields";
import { digestOf, fittingMacros, isIdle, kindsOf, noSteps, summaryOf } from "./macros";

const effect = (number: string, given: Partial<MacroEffect> = {}): MacroEffect => ({
  ticket: number,
  number,
  subject: "Printer",
  changes: [],
  note: null,
  items: [],
  reply: null,
  gaps: [],
  snoozed_until: null,
  problem: null,
  ...given,
});

const named = (name: string): MacroView => ({ id: name, name, steps: noSteps, share: { with: "nobody" }, owner: null, may_edit: true });

describe("what a macro would do", () => {
  it("says once what it does to all, and of how many tickets it is true", () => {
    const changes = (from: string) => [{ field: "status", from, to: "Waiting" }];
    const digest = digestOf([effect("#1", { changes: changes("New") }), effect("#2", { changes: changes("New") }), effect("#3", { changes: changes("Open") }), effect("#4")], valueWords);
    expect(digest.lines).toEqual([{ field: "status", from: null, to: "Waiting", count: 3 }]);
    const alike = digestOf([effect("#1", { changes: changes("New") })], valueWords);
    expect(alike.lines[0]?.from).toBe("New");
  });

  it("tells of tags what comes and goes, whatever else a ticket has", () => {
    const tagged = (from: string[], to: string[]) => ({ changes: [{ field: "tags", from, to }] });
    const digest = digestOf([effect("#1", tagged(["a", "old"], ["a", "vip"])), effect("#2", tagged(["b", "old"], ["b", "vip"]))], valueWords);
    expect(digest.lines).toEqual([{ field: "tags", from: null, to: "+vip −old", count: 2 }]);
  });

  it("keeps apart to which tickets it cannot be done, and counts replies with gaps", () => {
    const refused = effect("#2", { problem: { code: "transition", message: "", detail: {} } });
    const digest = digestOf([effect("#1", { reply: "Hi {{due}}", gaps: ["due"] }), refused, effect("#3", { reply: "Hi" })], valueWords);
    expect(digest.able.map(({ number }) => number)).toEqual(["#1", "#3"]);
    expect(digest.unable.map(({ number }) => number)).toEqual(["#2"]);
    expect([digest.gaps, digest.gapped]).toEqual([["due"], 1]);
    expect(isIdle(digest)).toBe(false);
    expect(isIdle(digestOf([effect("#1")], valueWords))).toBe(true);
  });
});

describe("macros in a list", () => {
  it("are found by the beginnings of their words, without accents", () => {
    const macros = ["Lösung bestätigen", "Escalate now"].map(named);
    expect(fittingMacros(macros, "bes los").map(({ name }) => name)).toEqual(["Lösung bestätigen"]);
    expect(fittingMacros(macros, "").length).toBe(2);
    expect(fittingMacros(macros, "late")).toEqual([]);
  });

  it("say on one line what they do", () => {
    const steps = { ...noSteps, priority: "urgent" as const, add_tags: ["vip"], remove_tags: ["old"], reply: "Hello", assignee: { to: "me" as const } };
    expect(kindsOf(steps, undefined)).toEqual(["priority", "assignee", "add_tags", "remove_tags", "reply"]);
    expect(summaryOf(steps, undefined)).toBe("Urgent · Me · +vip · −old · Public reply");
    expect(summaryOf({ ...noSteps, status: "gone" }, undefined)).toBe("unknown");
  });
});
