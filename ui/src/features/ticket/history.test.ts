/** @file What lines of the history say, in both languages. */
import { afterEach, expect, test, vi } from "vitest";
import type { HistoryLine } from "../../api/gen";
import { speak } from "../../i18n/words.svelte";
import { sentencesOf } from "./history";

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(() => speak("en"));

const say = (what: HistoryLine["what"]) => sentencesOf({ id: "e1", at: 0, by: "Mia", what });
const refusedEdit: HistoryLine["what"] = {
  is: "gave_up",
  kind: "ticket",
  fields: [{ field: "priority", from: "normal", to: "urgent" }, { field: "tags", from: null, to: ["fan", "loud"] }],
};
const refusedNote: HistoryLine["what"] = { is: "gave_up", kind: "message", fields: [] };

test("what somebody gave up is named, with what it would have set", () => {
  expect(say(refusedEdit)).toEqual([
    "gave up a change that had been refused (Priority: Normal → Urgent)",
    "gave up a change that had been refused (Tags: fan, loud)",
  ]);
  expect(say(refusedNote)).toEqual(["gave up a message that had been refused"]);
});

test("and in German", async () => {
  await speak("de");
  expect(say(refusedEdit)[0]).toBe("hat nach der Ablehnung auf eine Änderung verzichtet (Priorität: Normal → Dringend)");
  expect(say(refusedNote)).toEqual(["hat nach der Ablehnung auf eine Nachricht verzichtet"]);
});
