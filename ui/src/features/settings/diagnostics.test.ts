/** @file The text of diagnostics: every part that is known, and no word of what somebody wrote. */
import { expect, test } from "vitest";
import type { DiagnosticsView, SyncView } from "../../api/gen";
import { diagnosticsText } from "./diagnostics";

const core: DiagnosticsView = {
  version: "0.1.0",
  system: "linux x86_64",
  at: Date.UTC(2026, 2, 4, 10),
  stage: "open",
  mode: "connected",
  schema: "0020_covered",
  database_bytes: 3_145_728,
  records: { ticket: 240, message: 900 },
  lines: [{ at: Date.UTC(2026, 2, 4, 9), level: "warn", part: "sync::engine", text: "The server has another history" }],
};
const sync: SyncView = {
  state: "offline",
  pending: 2,
  conflicts: 0,
  rejected: 1,
  held: 0,
  broken: 0,
  cursor: 77,
  server: "https://desk.example.com",
  last_success: Date.UTC(2026, 2, 4, 9, 59),
  next_try: null,
  error: "cannot reach desk.example.com",
  clock_offset_ms: -40,
  first_copy: null,
};

test("what is known stands in the text, and neither the server nor its words do", () => {
  const text = diagnosticsText({ core, sync, timings: undefined, slow: [{ name: "ticket", millis: 90.4, tickets: 3 }], faults: [{ at: Date.UTC(2026, 2, 4, 9, 30), text: "TypeError at start.js:1:2" }], page: ["1280 x 800"] });
  expect(text).toBe(`Tern
  0.1.0, linux x86_64
  written 2026-03-04T10:00:00.000Z

Desk
  open, connected
  schema 0020_covered, database 3.0 MiB
  ticket 240, message 900

Sync
  offline, last success 60 s ago, at 77
  2 waiting, 1 refused, 0 held, 0 conflicts, 0 files lost
  clock -40 ms behind the server
  the last try failed

Window
  1280 x 800

Slowest steps
  90 ms ticket, 3 tickets

Went wrong in the window
  2026-03-04T09:30:00.000Z TypeError at start.js:1:2

Noted
  2026-03-04T09:00:00.000Z warn sync::engine: The server has another history
`);
});

test("before a desk is open it says what there is", () => {
  const text = diagnosticsText({ core: { ...core, stage: "stuck", mode: null, schema: null, database_bytes: null, records: {}, lines: [] }, sync: undefined, timings: undefined, slow: [], faults: [], page: [] });
  expect(text).toContain("stuck, no mode\n  schema -, database -\n");
  expect(text).not.toMatch(/Sync|Noted|Window/);
});
