/** @file What sync has to say on made-up desks: offline with a queue, things to decide, a first copy under way. */
import type { Commands, ConflictView, Deed, DeviceView, FilesView, HeldView, OutboxView, QuarantineView, SyncLogView, SyncView, Tag } from "../src/api/gen";

const minute = 60_000;
const now = Date.now();
const server = "https://desk.example.com/";

const calm: SyncView = {
  state: "local",
  pending: 0,
  conflicts: 0,
  rejected: 0, held: 0, broken: 0,
  cursor: 0,
  server: null,
  last_success: null,
  next_try: null,
  error: null,
  clock_offset_ms: 0,
  first_copy: null,
};

export const moods: Partial<Record<string, Partial<SyncView>>> = {
  offline: { state: "offline", server, pending: 5, last_success: now - 52 * minute, next_try: now + minute / 2, error: "The server cannot be reached." },
  attention: { state: "attention", server, pending: 5, conflicts: 3, rejected: 2, held: 2, last_success: now - 2 * minute },
  copying: { state: "syncing", server, first_copy: { done: 3_400, total: 12_000 } },
};

/** No file waits for a network. */
export const madeFiles: FilesView = {
  settings: { limit_bytes: 5 * 1024 ** 3, bytes_per_second: null, wait_on_metered: true },
  stored_bytes: 4_200_000,
  unsent: 0,
  unsent_bytes: 0,
  held: 0,
  metered: null,
};

function change(id: number, what: string, deed: Deed, text: string | null, more: Partial<OutboxView> = {}): OutboxView {
  return { change: `x${id}`, ticket: `t${id * 3}`, number: `#${4_312 - id * 3}`, what, deed, text, at: now - (70 - id * 9) * minute, state: "queued", reason: null, ...more };
}

export const newMessage = (title: string): Deed => ({ is: "made", kind: "message", title });
export const newValue = (name: string, from: string | null, to: string): Deed => ({ is: "changed", kind: "ticket", fields: [{ field: name, from, to }], sets: [] });
export const newTag = (tag: string): Deed => ({ is: "changed", kind: "ticket", fields: [], sets: [{ field: "tags", added: [tag], removed: [] }] });

export function madeOutbox(): OutboxView[] {
  const lease = "The lease time of the new router is one hour.";
  const log = "Could you send us the log of the client";
  return [
    change(1, `new message: ${lease}`, newMessage(lease), `${lease} We have set it to a day; please tell us whether the tunnel still drops.`, { state: "rejected", reason: "You are not in the team Network any more." }),
    change(2, "priority: normal → urgent", newValue("priority", "normal", "urgent"), null, { state: "rejected", reason: "Only the team of the ticket may make it urgent." }),
    change(3, "status: Open → In progress", newValue("status", "Open", "In progress"), null, { state: "sent" }),
    change(4, `new message: ${log}`, newMessage(log), `${log} after the next drop?`),
    change(5, "tags: + vpn", newTag("vpn"), null),
    change(6, "assignee: — → Mira Solberg", newValue("assignee", null, "Mira Solberg"), null),
    change(7, "subject: Printer → Printer on the third floor is offline", newValue("subject", "Printer", "Printer on the third floor is offline"), "Printer on the third floor is offline"),
  ];
}

function conflict(id: number, field: string, values: [string, string, string]): ConflictView {
  const [base, theirs, mine] = values;
  return {
    id: `k${id}`,
    ticket: `t${id}`,
    number: `#${4_312 - id}`,
    subject: "VPN drops every hour since the router was replaced",
    field,
    base,
    theirs,
    theirs_by: "Anna Kowalska",
    theirs_at: now - 40 * minute,
    mine,
    mine_by: "Mira Solberg",
    mine_at: now - 61 * minute,
    mine_value: mine,
    theirs_value: theirs,
    state: "open",
  };
}

export function madeHeld(): HeldView[] {
  const body = "Please restart the client once more; the lease time is a day now.";
  const reply = { ticket: "t5", number: "#4307", subject: "Please reset my two-factor token", body, at: now - 50 * minute, since: now - 4 * minute, released: false };
  return [
    { ...reply, message: "m9", author_name: "Mira Solberg", reason: "new_message", may_decide: true },
    { ...reply, message: "m8", author_name: "Deniz Aydin", reason: "closed", may_decide: false, ticket: "t6", number: "#4306" },
  ];
}

export function madeDevices(): DeviceView[] {
  const device = { person: "s0", person_name: "Mira Solberg", first_seen: now - 90_000 * minute, app: "0.1.0", revoked_at: null, surrendered_at: null, this: false };
  return [
    { ...device, id: "d1", name: "front-desk", last_seen: now - 2 * minute, pending: 0, this: true },
    { ...device, id: "d2", name: "Deniz's laptop", person_name: "Deniz Aydin", last_seen: now - 3_000 * minute, pending: 4 },
    { ...device, id: "d3", name: "van-2", person_name: "Caleb Stone", last_seen: now - 9_000 * minute, pending: null, revoked_at: now - 400 * minute, surrendered_at: now - 300 * minute },
  ];
}

export function madeAside(): QuarantineView[] {
  const text = "Valve replaced, pressure holds at 2.4 bar.";
  return [
    { change: "q1", person: "s2", person_name: "Caleb Stone", device: "d3", ticket: "t7", number: "#4305", what: `new message: ${text}`, deed: { is: "made", kind: "message", title: text }, text, reason: "revoked", error: null, at: now - 420 * minute, state: "waiting", decided_by: null, decided_at: null },
  ];
}

export function madeConflicts(): ConflictView[] {
  return [
    conflict(1, "priority", ["normal", "high", "urgent"]),
    conflict(2, "priority", ["low", "normal", "high"]),
    conflict(3, "resolution", [
      "Restarted the client.",
      "Restarted the client and set the lease time of the router to one day.",
      "Restarted the client twice; the drops come back after an hour.",
    ]),
  ];
}

/** A value that another one displaced by rule: it was read on site, and whoever wrote the other one may want to know. */
function madeReviews(): ConflictView[] {
  const cleaned = "Cleaned the rollers; the tray was worn and is replaced.";
  return [{ ...conflict(4, "resolution", ["", "Restarted the printer.", cleaned]), subject: "Cannot print to the third floor printer", mine_by: "Caleb Stone", state: "auto" }];
}

/** A night without a network, a server that was closed for an update, and a day on which everything went well. */
function madeLog(): SyncLogView {
  const ended = { done: { code: null }, offline: { code: "offline" }, refused: { code: "sign_in" }, failed: { code: "bad_server" } } as const;
  const attempts = Array.from({ length: 60 }, (_, index) => {
    const outcome = index === 7 ? "refused" : index === 12 ? "failed" : index > 20 && index < 34 ? "offline" : "done";
    const went = outcome === "done";
    return { at: now - (2 + index * 19) * minute, outcome, attempts: 1, ...ended[outcome], sent: went ? index % 4 : 0, received: went ? (index * 7) % 23 : 0, bytes_out: went ? 900 + index * 310 : 0, bytes_in: went ? 4_000 + index * 1_900 : 0, millis: went ? 180 + index * 9 : 40 } as const;
  });
  return { attempts, bytes_out_day: 412_000, bytes_in_day: 2_400_000 };
}

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };

/** What a desk in this mood says of sync. */
export function syncAnswers(mood: string, changed: (...tags: Tag[]) => void, remember: (name: string, back: () => void) => void): { answers: Answers; held: () => HeldView[] } {
  let outbox = mood === "attention" || mood === "offline" ? madeOutbox() : [];
  let held = mood === "attention" ? madeHeld() : [];
  let conflicts = mood === "attention" ? madeConflicts() : [];
  const reviews = mood === "attention" ? madeReviews() : [];
  const leave = (change: string) => {
    outbox = outbox.filter((one) => one.change !== change);
    changed("Outbox", "Sync");
    return { undo: null };
  };
  /** Takes them off the list, as one step to undo. */
  const settle = (ids: readonly string[]) => {
    const before = conflicts;
    remember("conflict", () => {
      conflicts = before;
      changed("Conflicts", "Sync");
    });
    conflicts = conflicts.filter(({ id }) => !ids.includes(id));
    changed("Conflicts", "Sync", "Undo");
    return { undo: "conflict" };
  };
  const answers: Answers = {
    files_get: () => madeFiles,
    sync_status: () => ({ ...calm, ...(moods[mood] ?? {}) }),
    sync_now: () => ({ undo: null }),
    sync_log: () => (moods[mood] === undefined ? { attempts: [], bytes_out_day: 0, bytes_in_day: 0 } : madeLog()),
    outbox_list: () => outbox,
    outbox_retry: ({ change }) => {
      outbox = outbox.map((one) => (one.change === change ? { ...one, state: "queued", reason: null } : one));
      changed("Outbox", "Sync");
      return { undo: null };
    },
    outbox_discard: ({ change }) => leave(change),
    outbox_hand_over: ({ change }) => leave(change),
    device_list: () => madeDevices(),
    device_revoke: () => ({ undo: null }),
    quarantine_list: () => madeAside(),
    quarantine_apply: () => ({ undo: null }),
    quarantine_discard: () => ({ undo: null }),
    held_list: () => held,
    message_release: ({ message }) => {
      held = held.map((one) => (one.message === message ? { ...one, released: true } : one));
      changed("Tickets", "Sync");
      return { undo: null };
    },
    message_withdraw: ({ message }) => {
      held = held.filter((one) => one.message !== message);
      changed("Tickets", "Sync");
      return { undo: "withdraw" };
    },
    conflict_list: () => conflicts,
    conflict_reviews: () => reviews,
    conflict_resolve: ({ conflict: id }) => settle([id]),
    conflict_resolve_all: ({ conflicts: ids }) => settle(ids),
  };
  return { answers, held: () => held };
}
