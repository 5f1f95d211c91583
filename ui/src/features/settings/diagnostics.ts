/** @file What a Tern that misbehaves says about itself, as a text that one can read before one sends it. Pure. */
import type { DiagnosticsView, SyncView, TimingsView } from "../../api/gen";
import type { Fault } from "../../lib/faults";
import type { Interaction } from "../../lib/perf";

export interface Diagnosed {
  core: DiagnosticsView;
  sync: SyncView | undefined;
  /** None in a browser. */
  timings: TimingsView | undefined;
  slow: readonly Interaction[];
  /** What nobody caught in the window. */
  faults: readonly Fault[];
  /** The window: its size, its language, what it is drawn by, one fact each. */
  page: readonly string[];
}

const megabyte = 1_048_576;
const noted = (at: number) => new Date(at).toISOString();
const ms = (millis: number | null | undefined) => (millis == null ? "-" : `${Math.round(millis)} ms`);

/**
 * The whole text. It is for whoever helps, so it is in one language; nothing in it is about people or their tickets:
 * numbers, names of parts and states, and lines that the core has cleaned.
 */
export function diagnosticsText({ core, sync, timings, slow, faults, page }: Diagnosed): string {
  const records = Object.entries(core.records).map(([kind, count]) => `${kind} ${count}`);
  const parts: [string, readonly string[]][] = [
    ["Tern", [`${core.version}, ${core.system}`, `written ${noted(core.at)}`]],
    [
      "Desk",
      [
        `${core.stage}, ${core.mode ?? "no mode"}`,
        `schema ${core.schema ?? "-"}, database ${core.database_bytes === null ? "-" : `${(core.database_bytes / megabyte).toFixed(1)} MiB`}`,
        ...(records.length === 0 ? [] : [records.join(", ")]),
      ],
    ],
    ["Sync", sync === undefined ? [] : syncLines(sync, core.at)],
    ["Window", page],
    [
      "Start",
      timings === undefined
        ? []
        : [`program ${ms(timings.main_ms)}, desk ${ms(timings.desk_ms)}, page ${ms(timings.page_ms)}, picture ${ms(timings.shown_ms)}, tickets ${ms(timings.interactive_ms)}`],
    ],
    ["Slowest steps", slow.map(({ name, millis, tickets }) => `${ms(millis)} ${name}, ${tickets} tickets`)],
    ["Went wrong in the window", faults.map(({ at, text }) => `${noted(at)} ${text}`)],
    ["Noted", core.lines.map(({ at, level, part, text }) => `${noted(at)} ${level} ${part}: ${text}`)],
  ];
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => [name, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n\n")
    .concat("\n");
}

function syncLines(sync: SyncView, now: number): string[] {
  const ago = sync.last_success === null ? "never" : `${Math.round((now - sync.last_success) / 1_000)} s ago`;
  return [
    `${sync.state}, last success ${ago}, at ${sync.cursor}`,
    `${sync.pending} waiting, ${sync.rejected} refused, ${sync.held} held, ${sync.conflicts} conflicts, ${sync.broken} files lost`,
    `clock ${sync.clock_offset_ms} ms behind the server`,
    ...(sync.first_copy === null ? [] : [`first copy ${sync.first_copy.done} of ${sync.first_copy.total}`]),
    ...(sync.error === null ? [] : ["the last try failed"]),
  ];
}
