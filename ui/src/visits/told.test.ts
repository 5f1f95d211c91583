/** @file A visit on paper: what began, who signed, and the report that its end left with the ticket; nobody else's note. */
import { expect, test } from "vitest";
import type { MessageView, PaperPart, StepKind, ThreadEntry, VisitStepView, VisitView } from "../api/gen";
import { serviceReport } from "./servicereport";
import { begunOf, partOf, reportOf } from "./told";

const at = (hours: number, minutes = 0) => new Date(2026, 2, 28, hours, minutes).getTime();
const step = (kind: StepKind, when: number, more: Partial<VisitStepView> = {}): VisitStepView => ({ kind, at: when, by: "p1", by_name: "Mira", taken_back: false, ...more });
const visit = (edit: Partial<VisitView> = {}): VisitView => ({
  id: "v1",
  ticket: "t1",
  number: "#1042",
  subject: "Printer",
  priority: "normal",
  requester: "Jonas Vik",
  phone: null,
  organisation: "Northwind",
  technician: "p1",
  technician_name: "Mira",
  from: at(9),
  until: at(10, 30),
  address: "Quay Street 12",
  purpose: "Replace the fuser kit",
  state: "done",
  next: [],
  steps: [step("started", at(8, 40)), step("arrived", at(9, 5)), step("done", at(10, 10))],
  on_site_seconds: 65 * 60 + 20,
  spent_seconds: 70 * 60,
  parts: ["1 × Fuser kit", "2 × Screw"],
  signature: null,
  signed_by: null,
  files: [{ id: "f1", message: null, name: "fuser.jpg", mime: "image/jpeg", size_bytes: 1, state: "here", opens: true }],
  mark: "synced",
  ...edit,
});
const note = (body: string, edit: Partial<MessageView> = {}): ThreadEntry => ({ entry: "message", id: body, kind: "note", side: "agent", author: "p1", author_name: "Mira", body, at: at(10, 10), delivered_at: null, attachments: [], mark: "synced", ...edit });
const lines = (part: PaperPart) => (part.is === "said" ? part.text.map(({ runs }) => runs.map(({ text }) => text).join("")) : []);

test("a visit tells when, where, how long, with what, and each step with its time", () => {
  const part = partOf(visit(), "Kit **replaced**.");
  expect(part).toMatchObject({ who: "Mira", marks: ["Done"], files: ["fuser.jpg"] });
  expect(lines(part)).toEqual([
    expect.stringMatching(/^Planned: .*Mar.*2026.*9:00.* – 10:30/u),
    "What is to be done there: Replace the fuser kit",
    "Address: Quay Street 12",
    "Time on site: 1h 05m",
    "Time booked: 1h 10m",
    "Parts: 1 × Fuser kit · 2 × Screw",
    "What happened",
    expect.stringMatching(/^On the way: .*8:40/u),
    expect.stringMatching(/^Arrived: .*9:05/u),
    expect.stringMatching(/^Done: .*10:10/u),
    "What was done",
    "Kit replaced.",
  ]);
});

test("only what began is on paper: no plan, no visit that was called off before, and no step that was taken back", () => {
  const planned = visit({ id: "planned", state: "planned", steps: [] });
  const calledOff = visit({ id: "off", state: "cancelled", steps: [step("cancelled", at(7))] });
  const takenBack = visit({ id: "back", state: "planned", steps: [step("started", at(8), { taken_back: true }), step("taken_back", at(8, 1))] });
  const inVain = visit({ id: "vain", state: "cancelled", steps: [step("started", at(8)), step("cancelled", at(9))] });
  expect(begunOf([planned, calledOff, takenBack, inVain, visit()]).map(({ id }) => id)).toEqual(["v1", "vain"]);
  expect(lines(partOf(inVain, "Nobody there"))).toContain("Why");
});

test("the report is the note of whoever ended the visit in that moment", () => {
  const entries = [note("Somebody else's", { author: "p2" }), note("Earlier", { at: at(10, 9) }), note("Sent", { kind: "reply" }), note("Kit replaced.")];
  expect(reportOf(visit(), entries)).toBe("Kit replaced.");
  expect(reportOf(visit(), entries.slice(0, 3))).toBeNull();
});

test("whoever signed stands there, and on the report of an unsigned visit there is room for a pen", () => {
  const signed = visit({ signature: "f9", signed_by: "Jonas Vik" });
  expect(lines(partOf(signed, null)).at(-1)).toBe("Signed by Jonas Vik");
  const paper = (one: VisitView) => serviceReport(one, [note("Kit replaced.")], { at: at(11), synced: null });
  const part = (one: VisitView) => lines(paper(one).parts[0] ?? { is: "heading", text: "" });
  expect(paper(signed)).toMatchObject({ number: "#1042", title: "Service report", facts: [{ value: "Printer" }, { value: "Jonas Vik · Northwind" }] });
  expect(part(signed).slice(-2)).toEqual(["Kit replaced.", "Signed by Jonas Vik"]);
  expect(part(visit()).at(-1)).toBe("Date, name, signature");
  const photo = { id: "a2", ticket: "t1", name: "kit.jpg", mime: "image/jpeg", size: 9, at: at(10), message: null, here: true };
  const pictures = paper({ ...signed, files: [photo, { ...photo, id: "a3", name: "log.txt", mime: "text/plain" }] as unknown as VisitView["files"] }).parts.slice(1);
  expect(pictures).toMatchObject([
    { is: "pictures", title: "Photos", columns: 2, pictures: [{ attachment: "a2", caption: "kit.jpg" }] },
    { is: "pictures", title: "Signature", columns: 3, pictures: [{ attachment: signed.signature, caption: "Jonas Vik" }] },
  ]);
  expect(paper(visit({ files: [] })).parts).toHaveLength(1);
});
