/** @file A hand-made desk, so that whole screens can be looked at without a core (`/gallery/?scene=ticket#/ticket/4312`). */
import { madeFields, madeTypes, standardAsks } from "./fields";
import type { Commands, HostView, MessageView, RowView, SyncView, ThreadEntry, TicketView } from "../src/api/gen";
import { serviceAnswers } from "./service";
import { newMessage, newTag, newValue } from "./syncing";
import { ProblemError, type Platform } from "../src/platform/platform";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.now();

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const status = (key: string, name: string, category: TicketView["category"], position: number, next: string[] = []) => ({ key, name, category, position, next, retired: false });

const person = (id: string, name: string, rest: object = {}) => ({
  id,
  name,
  email: `${id}@northwind.example`,
  phone: null,
  role: "agent" as const,
  organisation: null,
  tier: null,
  location: null,
  ...rest,
});

const ines = person("ines", "Ines Duarte", {
  role: "requester",
  organisation: "Northwind Traders",
  tier: "Gold",
  phone: "+351 21 555 0134",
  location: "Lisbon, 3rd floor",
});

const row = (id: string, number: string, subject: string, category: RowView["category"], age: number): RowView => ({
  id,
  number,
  subject,
  priority: "normal",
  status: category,
  category,
  requester: "Ines Duarte",
  organisation: "Northwind Traders",
  team: "network",
  assignee: null,
  assignee_name: null,
  tags: [],
  clock: null,
  created_at: now - age,
  updated_at: now - age,
  mark: "synced",
});

const rows = [
  row("4312", "#4312", "VPN drops exactly once per hour since the router update", "open", 3 * hour),
  row("4290", "#4290", "Second monitor stays black after docking", "waiting", 2 * day),
  row("4177", "#4177", "Access to the finance share", "resolved", 9 * day),
  row("4022", "#4022", "New laptop for a colleague starting in May", "closed", 40 * day),
];

const message = (id: string, at: number, author: string, body: string, rest: Partial<MessageView> = {}): ThreadEntry => ({
  entry: "message",
  id,
  kind: "reply",
  side: "agent",
  author: author.toLowerCase().split(" ")[0] ?? "",
  author_name: author,
  body,
  at: now - at,
  delivered_at: now - at,
  attachments: [],
  mark: "synced",
  ...rest,
});

const picture =
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

const thread: ThreadEntry[] = [
  message("m1", 170 * minute, "Anna Kowalska", "Hello Ines,\n\nthank you for the log. I can see the tunnel being renewed at **exactly 60 minutes**, and the new router refuses the renewal.\n\n1. Which version does the router show under *System → About*?\n2. Does it also drop on the guest network?\n\n> The connection drops exactly once per hour.\n> Router was restarted twice.\n> It worked until Tuesday.\n> Three colleagues see the same.\n\nAnna"),
  { entry: "event", id: "e1", at: now - 168 * minute, by: "Anna Kowalska", what: { is: "changed", fields: [{ field: "status", from: "New", to: "Open" }, { field: "assignee", from: null, to: "Anna Kowalska" }] } },
  { entry: "event", id: "e2", at: now - 160 * minute, by: "Anna Kowalska", what: { is: "worked", seconds: 900 } },
  message("m2", 140 * minute, "Ines Duarte", "Version 4.2.1. Guest network is fine, see the screenshot.\n\n```\nikev2: rekey failed: NO_PROPOSAL_CHOSEN\nikev2: deleting SA 0x3f\n```", {
    side: "requester",
    attachments: [
      { id: "a1", message: "m2", name: "router-status.png", mime: "image/png", size_bytes: 184_000, state: "waiting", opens: true },
      { id: "a2", message: "m2", name: "vpn-2026-11-20.log", mime: "text/plain", size_bytes: 2_340_000, state: "elsewhere", opens: true },
    ],
  }),
  message("m3", 64 * minute, "Marcus Bell", "@anna this is the same as **#4102**: firmware 4.2.1 drops the old cipher suite. Known workaround is lifetime 8 h until the vendor ships 4.2.2. Do not tell them to roll back, it breaks the `guest` VLAN.", { kind: "note" }),
  { entry: "event", id: "e3", at: now - 60 * minute, by: "Marcus Bell", what: { is: "linked", number: "#4102" } },
  message("m4", 12 * minute, "Anna Kowalska", "We have found the cause and set a longer lifetime for your site. Please reconnect once, then tell us whether it holds for two hours.", { delivered_at: null, mark: "pending" }),
];

const ticket: TicketView = {
  id: "4312",
  number: "#4312",
  provisional: "draft-7F3A",
  subject: "VPN drops exactly once per hour since the router update",
  description: "The connection drops exactly once per hour, for everybody in Lisbon. Router was restarted twice.\n\nIt worked until **Tuesday evening**, when the router got its update.",
  type: "incident",
  channel: "email",
  status: "open",
  category: "open",
  next: ["in_progress", "waiting", "on_hold", "resolved"],
  priority: "high",
  priority_reason: "Whole site affected, board meeting on Monday",
  impact: "medium",
  urgency: "medium",
  team: "network",
  assignee: "anna",
  assignee_name: "Anna Kowalska",
  requester: ines,
  organisation: "Northwind Traders",
  tier: "Gold",
  category_id: "vpn",
  category_path: ["Network", "Remote access", "VPN"],
  component: "Edge router",
  subcomponent: null,
  service: "Remote work",
  tags: ["vpn", "firmware", "lisbon"],
  watchers: [person("marcus", "Marcus Bell")],
  cc: [],
  due: now + 2 * day,
  estimated: null,
  steps_to_reproduce: "1. Connect at 09:00\n2. Wait until 10:00",
  steps_taken: null,
  error_messages: "`NO_PROPOSAL_CHOSEN`",
  desired_outcome: null,
  resolution: null,
  root_cause: null,
  workaround: "Lifetime of the tunnel set to 8 hours.",
  custom: { asset_tag: "FW-0317", site: "lisbon", "Site code": "LIS-03" },
  attribution: null,
  external: null,
  created_at: now - 3 * hour,
  created_by: ines,
  updated_at: now - 12 * minute,
  clocks: [
    { metric: "first_response", state: "met", due: now - 2 * hour, at_risk: null, remaining_seconds: null, met_at: now - 170 * minute, open: false },
    { metric: "next_response", state: "breached", due: now - 25 * minute, at_risk: null, remaining_seconds: null, met_at: null, open: true },
    { metric: "resolution", state: "running", due: now + 5 * hour, at_risk: now + 4 * hour, remaining_seconds: 18_000, met_at: null, open: true },
  ],
  attachments: [],
  checklist: [
    { id: "i1", text: "Lifetime of the tunnel set to 8 hours", done: true, done_by: "Anna Kowalska", done_at: now - 15 * minute },
    { id: "i2", text: "Ask the vendor for firmware 4.2.2", done: false, done_by: null, done_at: null },
    { id: "i3", text: "Tell the other sites", done: false, done_by: null, done_at: null },
  ],
  merged_into: null,
  merged: [],
  links: [{ id: "l1", relation: "related", reversed: false, other: "4102", number: "#4102", subject: "Tunnel lost after firmware 4.2.1", status: "resolved" }],
  time_seconds: 2_700,
  others: rows.slice(1),
  others_count: rows.length - 1,
  conflicts: [],
  mark: "synced",
  deleted: false,
  may_edit: true,
  may_delete: true,
};

const conflicts: TicketView["conflicts"] = [
  {
    id: "c1",
    ticket: "4312",
    number: "#4312",
    subject: ticket.subject,
    field: "priority",
    base: "Normal",
    theirs: "Urgent",
    theirs_by: "Marcus Bell",
    theirs_at: now - 50 * minute,
    mine: "High",
    mine_by: "Anna Kowalska",
    mine_at: now - 70 * minute,
    mine_value: "high",
    theirs_value: "urgent",
    state: "open",
  },
  {
    id: "c2",
    ticket: "4290",
    number: "#4290",
    subject: "Second monitor stays black after docking",
    field: "workaround",
    base: "Unplug the dock for ten seconds and plug it in again.",
    theirs: "Unplug the dock for thirty seconds, then plug it in again before the laptop.",
    theirs_by: "Marcus Bell",
    theirs_at: now - 2 * hour,
    mine: "Unplug the dock for ten seconds and close the lid once.",
    mine_by: "Anna Kowalska",
    mine_at: now - 3 * hour,
    mine_value: "",
    theirs_value: "",
    state: "open",
  },
];

const host: HostView = { stage: "open", mode: "connected", problem: null, keyring: true, lockable: false, folder: "/home/anna/.local/share/tern", device: "front-desk", version: "0.1.0", server: "https://desk.northwind.example", email: "anna@northwind.example" };
const sync: SyncView = { state: "online", pending: 0, conflicts: 0, rejected: 0, held: 0, broken: 0, cursor: 4711, server: "https://desk.northwind.example", last_success: now - 2 * minute, next_try: null, error: null, clock_offset_ms: 40, first_copy: null };

const calm: Answers = {
  ...serviceAnswers(() => undefined),
  host_state: () => host,
  session_get: () => ({ me: "anna", name: "Anna Kowalska", email: "anna@northwind.example", role: "agent", mode: "connected", server: "https://desk.northwind.example", device: "Anna's laptop", may_configure: true, may_manage: true }),
  sync_status: () => sync,
  undo_peek: () => ({ undo: null, redo: null }),
  lookup_all: () => ({
    statuses: [
      status("new", "New", "new", 0),
      status("open", "Open", "open", 1),
      status("in_progress", "In progress", "open", 2),
      status("waiting", "Waiting on customer", "waiting", 3),
      status("on_hold", "On hold", "on_hold", 4),
      status("resolved", "Resolved", "resolved", 5),
      status("closed", "Closed", "closed", 6),
    ],
    teams: [{ id: "network", name: "Network", retired: false, private: false, stale_replies: "hold" }, { id: "desktop", name: "Desktop", retired: false, private: false, stale_replies: "hold" }],
    staff: [person("anna", "Anna Kowalska"), person("marcus", "Marcus Bell"), person("yuki", "Yuki Tanaka")],
    categories: [
      { id: "net", parent: null, name: "Network", position: 0, path: ["Network"], retired: false },
      { id: "remote", parent: "net", name: "Remote access", position: 0, path: ["Network", "Remote access"], retired: false },
      { id: "vpn", parent: "remote", name: "VPN", position: 0, path: ["Network", "Remote access", "VPN"], retired: false },
    ],
    organisations: [],
    matrix: { rows: { medium: { medium: "normal" } } },
    urgent_guard: { percent: 10 }, closing: { days: 0 }, new_team: "network",
    fields: madeFields,
    standard: standardAsks(),
    types: madeTypes,
    tags: ["vpn", "firmware", "lisbon", "hardware"],
  }),
  ticket_get: ({ ticket: id }) => ({ ...ticket, id, number: `#${id}` }),
  ticket_thread: () => ({ more: true, entries: thread }),
  ticket_history: () => thread.flatMap((entry) => (entry.entry === "event" ? [entry] : [])),
  ticket_list: () => ({ total: rows.length, from: 0, rows }),
  ticket_search: ({ text }) => {
    const found = rows.filter(({ subject, number }) => `${number} ${subject}`.toLowerCase().includes(text.toLowerCase()));
    return { total: found.length, more: false, from: 0, hits: found.map((one) => ({ row: one, why: "subject" as const, snippet: "" })) };
  },
  ticket_alike: ({ text, ticket }) => {
    const words = text.toLowerCase().split(/\s+/u);
    return rows.filter(({ id, subject }) => id !== ticket && words.some((word) => subject.toLowerCase().includes(word)));
  },
  ticket_rows: ({ tickets }) => tickets.flatMap((id) => rows.filter((one) => one.id === id)),
  ticket_find: ({ number }) => rows.find((one) => one.number === `#${number.replace("#", "")}`) ?? null,
  ticket_set: () => ({ undo: "set" }),
  ticket_confirm: () => ({ undo: "confirm" }),
  ticket_reopen: () => ({ undo: "reopen" }),
  message_add: () => ({ undo: "message" }),
  time_add: () => ({ undo: "time" }),
  link_add: () => ({ undo: "link" }),
  link_remove: () => ({ undo: "link" }),
  draft_get: () => null,
  draft_tickets: () => [],
  draft_put: () => ({ undo: null }),
  attachment_read: () => ({ name: "router-status.png", mime: "image/png", base64: picture }),
  conflict_list: () => [],
  conflict_resolve: () => ({ undo: null }),
  outbox_list: () => [],
  outbox_retry: () => ({ undo: null }),
  outbox_discard: () => ({ undo: null }),
  sync_now: () => ({ undo: null }),
  import_presets: () => [{ name: "servicenow", label: "ServiceNow incident log", extensions: ["csv"] }],
  import_start: () => ({ zone: "Europe/Lisbon" }),
  import_cancel: () => ({ undo: null }),
  preference_get: () => null,
  preference_put: () => ({ undo: null }),
};

const welcome: HostView = { ...host, stage: "welcome", mode: null, server: null, email: null };
const troubled: Answers = {
  ...calm,
  sync_status: () => ({ ...sync, state: "attention", pending: 3, conflicts: 2, rejected: 1, next_try: now + minute }),
  ticket_get: ({ ticket: id }) => ({ ...ticket, id, number: `#${id}`, conflicts: conflicts.slice(0, 1), mark: "conflict" }),
  conflict_list: () => conflicts,
  outbox_list: () => [
    { change: "o1", ticket: "4312", number: "#4312", what: "reply", deed: newMessage("We have found the cause"), text: "We have found the cause and set a longer lifetime for your site.", at: now - 12 * minute, state: "sent", reason: null },
    { change: "o2", ticket: "4290", number: "#4290", what: "status: Open → Waiting on customer", deed: newValue("status", "Open", "Waiting on customer"), text: null, at: now - 11 * minute, state: "queued", reason: null },
    { change: "o3", ticket: "4177", number: "#4177", what: "note", deed: newMessage("Called the finance lead"), text: "Called the finance lead, she agrees. The share is owned by Tom now, ask him next time.", at: now - 9 * minute, state: "rejected", reason: "You may not write on tickets of this team any more." },
    { change: "o4", ticket: "4290", number: "#4290", what: "tags: + dock", deed: newTag("dock"), text: null, at: now - 8 * minute, state: "queued", reason: null },
  ],
};

const scenes: Record<string, Answers> = {
  ticket: calm,
  troubled,
  offline: { ...troubled, sync_status: () => ({ ...sync, state: "offline", pending: 3, error: "connection refused", next_try: now + 40_000 }) },
  signin: { ...calm, sync_status: () => ({ ...sync, state: "sign-in", pending: 3 }) },
  local: { ...calm, session_get: () => ({ me: "anna", name: "Anna Kowalska", email: null, role: "admin", mode: "local", server: null, device: "laptop", may_configure: true, may_manage: true }), host_state: () => ({ ...host, mode: "local", server: null, email: null }), sync_status: () => ({ ...sync, state: "local", server: null, last_success: null }) },
  firstcopy: { ...calm, sync_status: () => ({ ...sync, state: "syncing", first_copy: { done: 31_400, total: 102_000 } }) },
  welcome: { host_state: () => welcome, import_presets: () => [] },
  nokeyring: { host_state: () => ({ ...welcome, keyring: false }) },
  locked: { host_state: () => ({ ...welcome, stage: "locked", keyring: false }) },
  stuck: { host_state: () => ({ ...host, stage: "stuck", problem: { code: "newer_schema", message: "schema 14 is newer than 12" } }) },
  inuse: { host_state: () => ({ ...host, stage: "stuck", problem: { code: "folder_in_use", message: "locked by process 4711" } }) },
  gone: { ...calm, ticket_get: () => refuse("missing") },
};

function refuse(code: string): never {
  throw new ProblemError(code, code);
}

/** Returns the desk of a scene; a command that the scene does not know is refused. */
export function desk(scene: string): Platform {
  const answers: Record<string, ((input: never) => unknown) | undefined> = scenes[scene] ?? calm;
  let hear: (notice: unknown) => void = () => undefined;
  return {
    async call<Output>(command: string, input: unknown) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const answer = answers[command] ?? refuse("missing");
      const output = answer(input as never) as Output;
      if (command === "import_start") walk((notice) => hear(notice));
      return output;
    },
    listen: (one) => {
      hear = one;
      return () => undefined;
    },
  };
}

/** An import that takes some seconds. */
function walk(tell: (notice: unknown) => void): void {
  const total = 4_085;
  let done = 0;
  const timer = setInterval(() => {
    done = Math.min(total, done + 500);
    tell({ notice: "import_progress", done, total });
    if (done < total) return;
    clearInterval(timer);
    const rejected = [{ line: 214, reason: "the opening time `29/2/2016 25:61` is no time" }, { line: 3_801, reason: "the row has 12 fields where the header has 36" }];
    tell({ notice: "import_ended", report: { added: 594, known: 0, people: 212, rejected, zone: "Europe/Lisbon", cancelled: false, problem: null } });
  }, 300);
}
