/** @file A ticket being written: nothing of it is lost in a draft, and only what was chosen is sent. */
import { expect, test } from "vitest";
import type { Matrix } from "../../api/gen";
import { madeFields } from "../../../gallery/fields";
import { priorityBy } from "../../tickets/assessing";
import { emptyForm, filledAgain, isWritten, readDraft, saysEnough, toTicket, wantsReason, withTemplate, writeDraft, wrongFields } from "./form";

const matrix: Matrix = { rows: { high: { high: "urgent", medium: "high" }, medium: { medium: "normal" } } };

test("a draft comes back as it was", () => {
  const form = { ...emptyForm, requester: { id: "p1", name: "Anna" }, subject: "VPN drops", tags: ["vpn"], due: 5, priority: "high" as const, reason: "board" };
  expect(readDraft(writeDraft(form))).toEqual(form);
});

test("a form without words is no draft", () => {
  expect(writeDraft({ ...emptyForm, type: "bug" })).toBe("");
  expect(isWritten({ ...emptyForm, subject: " " })).toBe(false);
});

test.each([null, "", "{", "[]", '"text"', '{"type":7,"tags":"vpn","requester":{"id":4}}'])("the odd draft %s is an empty form", (text) => {
  expect(readDraft(text)).toEqual(emptyForm);
});

test("impact and urgency say the priority", () => {
  expect(priorityBy(matrix, "high", "high")).toBe("urgent");
  expect(priorityBy(matrix, "low", "low")).toBe("normal");
  expect(toTicket(emptyForm, matrix).fields).not.toHaveProperty("priority");
});

test("another priority wants a reason, the same one does not", () => {
  expect(wantsReason({ ...emptyForm, priority: "urgent" }, matrix)).toBe(true);
  expect(wantsReason({ ...emptyForm, priority: "normal", reason: "none" }, matrix)).toBe(false);
  expect(toTicket({ ...emptyForm, priority: "normal", reason: "left over" }, matrix).fields).not.toHaveProperty("priority_reason");
});

test("a new requester takes the place of a picked one", () => {
  const sent = toTicket({ ...emptyForm, requester: { id: "p1", name: "Anna" }, newRequester: { name: " Ines ", email: " " } }, matrix);
  expect(sent.new_requester).toEqual({ name: "Ines", email: null });
  expect(sent.fields).not.toHaveProperty("requester");
});

test("three words are enough to look for duplicates", () => {
  expect(saysEnough("VPN drops")).toBe(false);
  expect(saysEnough("VPN drops hourly")).toBe(true);
});

test("a ticket names what is filled in of the fields of its type, and says what is wrong with the others", () => {
  const asked = madeFields.filter(({ types }) => types.length === 0 || types.includes("request"));
  const form = { ...emptyForm, type: "request" as const, custom: { site: "porto", seats: "many", cause: "software", affected: [] } };
  expect(toTicket(form, undefined, asked).fields).toMatchObject({ "custom.site": "porto", "custom.seats": "many" });
  expect(toTicket(form, undefined, asked).fields).not.toHaveProperty("custom.cause");
  expect(toTicket(form, undefined, asked).fields).not.toHaveProperty("custom.affected");
  expect(wrongFields(form, asked, false)).toEqual({ seats: "This is no number" });
  expect(wrongFields(emptyForm, asked, false)).toEqual({ site: "Choose one" });
  expect(wrongFields(emptyForm, madeFields, true)).toEqual({ site: "Choose one", cause: "Choose one" });
  expect(readDraft(writeDraft({ ...form, subject: "Licences" })).custom).toEqual(form.custom);
});

const filled = {
  name: "New colleague",
  gaps: [],
  fills: { subject: "New colleague", type: "request" as const, priority: "high" as const, tags: ["onboarding"], custom: { site: "north" }, checklist: "Account\nLaptop" },
};

test("a template fills what is still as a new ticket begins, and explains its priority", () => {
  const { form, stayed } = withTemplate({ ...emptyForm, tags: ["vip"] }, filled, matrix, false);
  expect(form).toMatchObject({ subject: "New colleague", type: "request", priority: "high", reason: "New colleague", tags: ["vip", "onboarding"], custom: { site: "north" }, checklist: "Account\nLaptop" });
  expect(stayed).toEqual([]);
  expect(toTicket(form, matrix).checklist).toBe("Account\nLaptop");
});

test("what somebody wrote stays and is named, until the template is to win", () => {
  const mine = { ...emptyForm, subject: "Ada starts", type: "task" as const, custom: { site: "south" } };
  const { form, stayed } = withTemplate(mine, filled, matrix, false);
  expect(form).toMatchObject({ subject: "Ada starts", type: "task", custom: { site: "south" }, checklist: "Account\nLaptop" });
  expect(stayed).toEqual(["subject", "type", "custom"]);
  const over = withTemplate(form, filled, matrix, true);
  expect(over.form).toMatchObject({ subject: "New colleague", type: "request", custom: { site: "north" } });
  expect(over.stayed).toEqual([]);
});

test("what a template wrote and nobody has touched is filled again, what was changed since stays", () => {
  const was = { subject: "For {{requester.name}}", description: "Asked by {{requester.name}}.", checklist: "Account" };
  const now = { subject: "For Ann Lee", description: "Asked by Ann Lee.", checklist: "Account" };
  expect(filledAgain({ ...emptyForm, subject: was.subject, body: `${was.description} Soon.`, checklist: was.checklist }, was, now)).toEqual({ subject: "For Ann Lee", checklist: "Account" });
  expect(filledAgain({ ...emptyForm, subject: "Mine" }, was, now)).toEqual({});
});
