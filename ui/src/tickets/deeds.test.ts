/** @file The words of a queued change, in the language of whoever reads them. */
import { afterEach, expect, test, vi } from "vitest";
import type { Deed } from "../api/gen";
import { speak } from "../i18n/words.svelte";
import { deedWords } from "./deeds";

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(() => speak("en"));

const changed = (more: Partial<Deed & { is: "changed" }>): Deed => ({ is: "changed", kind: "ticket", fields: [], sets: [], ...more });
const deeds: Deed[] = [
  { is: "made", kind: "ticket", title: "Printer on fire" },
  { is: "made", kind: "message", title: "On my way" },
  { is: "made", kind: "link", title: null },
  changed({ fields: [{ field: "priority", from: "normal", to: "urgent" }, { field: "assignee", from: null, to: "Ada" }], sets: [{ field: "tags", added: ["fire", "smoke"], removed: ["printer"] }] }),
  changed({ fields: [{ field: "rank", from: "a", to: "b" }] }),
  changed({ kind: "checklist_item", fields: [{ field: "done", from: null, to: { by: "ada", at: 1 } }] }),
  { is: "removed", kind: "visit" },
  { is: "restored", kind: "ticket" },
  { is: "imported", part: 2, parts: 5 },
];

test("what waits is said in English", () => {
  expect(deeds.map(deedWords)).toEqual([
    "new ticket: Printer on fire",
    "add a message: On my way",
    "add a link",
    "Priority: Normal → Urgent · Assignee: Ada · Tags: fire, smoke added · Tags: printer removed",
    "move the ticket",
    "tick a checklist item",
    "delete a visit",
    "restore the ticket",
    "import, part 2 of 5",
  ]);
});

test("and in German", async () => {
  await speak("de");
  expect(deeds.map(deedWords)).toEqual([
    "neues Ticket: Printer on fire",
    "eine Nachricht hinzufügen: On my way",
    "eine Verknüpfung hinzufügen",
    "Priorität: Normal → Dringend · Zuständig: Ada · Tags: fire, smoke hinzugefügt · Tags: printer entfernt",
    "das Ticket verschieben",
    "einen Punkt der Checkliste abhaken",
    "einen Einsatz löschen",
    "das Ticket wiederherstellen",
    "Import, Teil 2 von 5",
  ]);
});
