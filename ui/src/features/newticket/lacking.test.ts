/** @file What stands in the way of a new ticket is said all at once, and each goes when its own field is changed. */
import { expect, test } from "vitest";
import { madeFields } from "../../../gallery/fields";
import { emptyForm, isWritten } from "./form";
import { stillWrong, whatLacks } from "./lacking";

test("everything that is missing is said at once", () => {
  const form = { ...emptyForm, subject: " ", priority: "high" as const };
  expect(whatLacks(form, madeFields, false, undefined)).toEqual({
    subject: "A ticket needs a subject.",
    reason: "Say why the priority differs from impact and urgency.",
    fields: { site: "Choose one" },
  });
  expect(whatLacks({ ...emptyForm, subject: "Door", custom: { site: "porto" } }, madeFields, false, undefined)).toEqual({});
});

test("whoever mends one field still sees what the others lack", () => {
  const wrong = { subject: "none", reason: "why", requester: "no address", fields: { site: "Choose one", seats: "This is no number" } };
  expect(stillWrong(wrong, emptyForm, { body: "It beeps" })).toEqual(wrong);
  expect(stillWrong(wrong, emptyForm, { subject: "Door" })).toEqual({ ...wrong, subject: undefined, fields: wrong.fields });
  expect(stillWrong(wrong, emptyForm, { custom: { site: "porto" } }).fields).toEqual({ seats: "This is no number" });
  expect(stillWrong(wrong, emptyForm, { type: "task", urgency: "high", newRequester: { name: "Ann", email: "" } })).toEqual({ subject: "none" });
});

test("a text in a field of the desk or in the checklist is work that could be lost", () => {
  expect(isWritten({ ...emptyForm, custom: { steps: "Back to the old switch" } })).toBe(true);
  expect(isWritten({ ...emptyForm, checklist: "Laptop" })).toBe(true);
  expect(isWritten({ ...emptyForm, custom: { steps: " ", seats: 4, affected: ["mail"] } })).toBe(false);
});
