/** @file What the desk answers about service levels, reminders and notifications in the gallery: made up, but of one piece. */
import type { Commands, Metric, NamedCalendar, NamedPolicy, NotificationView, ReminderView, Simulated, SimulatedClock, Tag } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";
import { addDays, dayKey, momentOf, startOfDay } from "../src/lib/days";
import { openSpans } from "./clocks";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

const minute = 60_000;
const hour = 60 * minute;
const now = Date.now();
const today = startOfDay(now);
const office: [string, string][] = [["09:00", "12:30"], ["13:00", "17:00"]];
const week = { mon: office, tue: office, wed: office, thu: office, fri: [["09:00", "15:00"]] as [string, string][] };

export const calendars: NamedCalendar[] = [
  {
    id: "cal1",
    name: "Business hours",
    zone: "Europe/Berlin",
    hours: week,
    holidays: ["2026-12-25", "2026-12-26", "2027-01-01"],
    partial_holidays: { "2026-12-24": [["13:00", "24:00"]], "2026-12-31": [["13:00", "24:00"]] },
    holiday_names: { "2026-12-24": "Christmas Eve", "2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day", "2026-12-31": "New Year’s Eve", "2027-01-01": "New Year’s Day" },
  },
  { id: "cal2", name: "On call", zone: "Europe/Berlin", hours: { mon: [["00:00", "24:00"]], tue: [["00:00", "24:00"]], wed: [["00:00", "24:00"]], thu: [["00:00", "24:00"]], fri: [["00:00", "24:00"]], sat: [["00:00", "24:00"]], sun: [["00:00", "24:00"]] }, holidays: [] },
];

const targets = (first: number, next: number, resolution: number, clock: Metric[] = []) => ({ first_response: first, next_response: next, resolution, around_the_clock: clock });
const anything: NamedPolicy["when"] = { priorities: [], types: [], categories: [], organisations: [], tiers: [], teams: [], channels: [], tags: [] };

export const policies: NamedPolicy[] = [
  {
    id: "gold",
    name: "Gold customers",
    when: { ...anything, tiers: ["Gold"], types: ["incident"] },
    calendar: "cal2",
    targets: { urgent: targets(15, 30, 120, ["first_response"]), high: targets(30, 60, 240), normal: targets(120, 240, 720), low: targets(240, 480, 1440) },
    pausing: ["waiting"],
    pause_first_response: false,
    at_risk: [{ percent: 75 }, { minutes_before: 30 }],
    reopen: "resume",
    escalation: [
      { id: "s1", metric: "resolution", when: { at: "percent", percent: 75 }, actions: [{ do: "notify", assignee: true, team: false, managers: false, people: [] }] },
      { id: "s2", metric: "resolution", when: { at: "breach" }, actions: [{ do: "notify", assignee: true, team: false, managers: true, people: [] }, { do: "raise_priority", to: null }, { do: "add_tag", tag: "escalated" }] },
    ],
  },
  { id: "network", name: "Network incidents", when: { ...anything, teams: ["team2"], types: ["incident"] }, calendar: null, targets: { urgent: targets(30, 60, 180), high: targets(60, 120, 360), normal: targets(180, 360, 1080) }, pausing: ["waiting"], pause_first_response: false, at_risk: [{ percent: 75 }], reopen: "resume", escalation: [] },
  { id: "standard", name: "Standard", when: anything, calendar: null, targets: { urgent: targets(30, 60, 240), high: targets(60, 120, 480), normal: targets(240, 480, 1440), low: targets(480, 960, 2400) }, pausing: ["waiting", "on_hold"], pause_first_response: false, at_risk: [{ percent: 75 }], reopen: "resume", escalation: [] },
];

function made(metric: SimulatedClock["metric"], start: number, targetMinutes: number, more: Partial<SimulatedClock>): SimulatedClock {
  const parts: SimulatedClock["parts"] = [];
  let left = targetMinutes * minute;
  let due = start;
  for (const span of openSpans(start, start + 30 * 24 * hour)) {
    if (left <= 0) break;
    const from = Math.max(span.from, start);
    if (from >= span.to) continue;
    const size = Math.min(left, span.to - from);
    parts.push({ part: "counted", from, to: from + size, business_ms: size });
    left -= size;
    due = from + size;
  }
  return { metric, state: due < now ? "breached" : "running", target_minutes: targetMinutes, around_the_clock: false, due, met_at: null, remaining_seconds: null, until: due, parts, at_risk: [{ at: due - hour, level: { percent: 75 } }], steps: [], breaches: due < now ? [{ at: due, by_policy_change: false, superseded: false }] : [], ...more };
}

function simulated(start: number): Simulated {
  const resolution = made("resolution", start, 960, {});
  const paused = { part: "paused" as const, from: momentOf(addDays(start, 1), 600), to: momentOf(addDays(start, 1), 780), business_ms: 3 * hour };
  const parts = resolution.parts.flatMap((part) =>
    part.part === "counted" && part.from < paused.from && part.to > paused.to
      ? [{ ...part, to: paused.from, business_ms: paused.from - part.from }, paused, { ...part, from: paused.to, business_ms: part.to - paused.to }]
      : [part],
  );
  const to = addDays(resolution.due ?? now, 1);
  return {
    policy: { id: "standard", name: "Standard" },
    calendar: { id: "cal1", name: "Business hours", zone: "Europe/Berlin" },
    clocks: [made("first_response", start, 240, { state: "met", met_at: start + 2 * hour, due: null, until: start + 2 * hour }), { ...made("next_response", start, 480, {}), state: "idle", due: null, parts: [], breaches: [], at_risk: [] }, { ...resolution, parts }],
    from: start,
    to,
    open: openSpans(start, to),
    holidays: [{ date: dayKey(addDays(start, 2)), name: "Founders’ day", off: [["13:00", "24:00"]] }],
  };
}

const shown = (id: number, kind: NotificationView["kind"], title: string, body: string, ago: number, more: Partial<NotificationView> = {}): NotificationView => ({ id, at: now - ago, kind, title, body, ticket: `t${String(id)}`, tickets: [`t${String(id)}`], read: id > 4, ...more });

/** Answers with a memory, for one desk. */
export function serviceAnswers(changed: (...tags: Tag[]) => void): Answers {
  let notifications: NotificationView[] = [
    shown(1, "breach", "#4310 missed its resolution time", "Cannot print to the third floor printer · was due 11:15", 12 * minute),
    shown(2, "customer_reply", "Ines Duarte replied to #4308", "It happened again at 10:40, the log is attached.", 31 * minute),
    shown(3, "reminder", "Reminder for #4301", "Call back about the invoice", 64 * minute),
    shown(4, "breach", "5 tickets missed their targets", "#4299, #4296, #4290 and 2 more", 2 * hour, { ticket: null, tickets: ["t8", "t9", "t10"] }),
    shown(5, "at_risk", "#4288 is at risk", "Request access to the finance share · due 12:00", 3 * hour),
    shown(6, "assignment", "#4280 was assigned to you", "Laptop does not wake up from sleep · by Deniz Aydin", 20 * hour),
    shown(7, "escalation", "#4277 was escalated", "Network incidents, at 75 % of the resolution time", 26 * hour),
    shown(8, "mention", "Caleb Stone mentioned you in #4271", "@mira can you look at the lease time?", 27 * hour),
  ];
  let dnd = { on: false, until: null as number | null, urgent_breaks_through: true, quiet_now: false, morning: momentOf(addDays(today, 1), 480) };
  let system: Commands["window_system_get"]["output"] = { tray: true, close_to_tray: false, badge: true, at_login: false, shortcut: null, shortcut_possible: true };
  let settings: Commands["notification_settings_get"]["output"] = { kinds: { at_risk: "unowned", breach: "team", customer_reply: "mine" } };
  let reminders: ReminderView[] = [{ id: "r1", ticket: "t0", number: "#4312", subject: "VPN", at: momentOf(addDays(today, 3), 540), note: "Call back about the invoice", done: false }];
  let hours = calendars;
  let levels = policies;
  return {
    sla_simulate: ({ at }) => simulated(at ?? momentOf(addDays(today, -1), 610)),
    reminder_list: ({ ticket }) => reminders.filter((one) => !one.done && (ticket === null || one.ticket === ticket || one.ticket === "t0")),
    reminder_add: ({ ticket, at, note }) => {
      reminders = [...reminders, { id: `r${String(reminders.length + 1)}`, ticket, number: "#4312", subject: "", at, note: note ?? null, done: false }];
      changed("Reminders");
      return { id: "r", label: "" };
    },
    reminder_done: ({ reminder }) => {
      reminders = reminders.map((one) => (one.id === reminder ? { ...one, done: true } : one));
      changed("Reminders");
      return { undo: "done" };
    },
    reminder_remove: ({ reminder }) => {
      reminders = reminders.filter(({ id }) => id !== reminder);
      changed("Reminders");
      return { undo: "remove" };
    },
    ticket_snooze: () => ({ undo: "snooze" }),
    ticket_wake: () => ({ undo: "wake" }),
    notification_list: ({ count, unread }) => {
      const fits = notifications.filter((one) => !unread || !one.read);
      return { unread: notifications.filter((one) => !one.read).length, more: fits.length > count, entries: fits.slice(0, count) };
    },
    notification_read: ({ ids, all, unread }) => {
      notifications = notifications.map((one) => (all || ids.includes(one.id) ? { ...one, read: !unread } : one));
      changed("Notifications");
      return { undo: null };
    },
    notification_settings_get: () => settings,
    notification_settings_put: (to) => {
      settings = to;
      changed("Preferences");
      return { undo: null };
    },
    dnd_get: () => dnd,
    dnd_put: ({ on, until, hold, urgent_breaks_through: urgent }) => {
      const held = hold === "morning" ? dnd.morning : hold === "hour" ? now + hour : (until ?? null);
      dnd = { ...dnd, on, until: on ? held : null, urgent_breaks_through: urgent ?? dnd.urgent_breaks_through };
      changed("Preferences");
      return { undo: null };
    },
    window_notify_test: () => ({ shown: true, why: null, by: "dunst 1.9.0", buttons: true, keeps: false }),
    window_system_get: () => system,
    window_system_put: ({ shortcut = system.shortcut, ...to }) => (system = { ...system, ...to, shortcut: shortcut === "" ? null : shortcut }),
    calendar_list: () => ({ calendars: hours }),
    calendar_save: (list) => {
      hours = list.calendars;
      changed("House");
      return { undo: "hours" };
    },
    holiday_read: () => ({ holidays: [{ date: "2027-03-26", name: "Good Friday", off: [] }, { date: "2027-03-29", name: "Easter Monday", off: [] }, { date: "2027-05-01", name: "Labour Day", off: [] }], problems: [{ line: 41, what: "the repetition COUNT=many is not understood" }] }),
    mail_read: ({ base64 }) => {
      const text = atob(base64 ?? "");
      const from = /^From: (.*) <(.*)>$/m.exec(text);
      const [head = "", body = ""] = text.split("\n\n", 2);
      const subject = /^Subject: (.*)$/m.exec(head)?.[1];
      if (subject === undefined) throw new ProblemError("invalid", "this is not a mail");
      return { from: from === null ? null : { name: from[1] ?? "", email: from[2] ?? "" }, subject, body: body.trim(), files: [{ name: "reader.log", mime: "text/plain", base64: btoa("E17") }] };
    },
    policy_list: () => ({ policies: levels }),
    policy_save: (list) => {
      levels = list.policies;
      changed("House");
      return { undo: "policy" };
    },
    policy_preview: (list) => ({ open: 418, touched: 312, by_policy: list.policies.map(({ id, name }, index) => ({ id, name, open: [38, 64, 316][index] ?? 0 })), unmatched: 0 }),
    sla_what_if: () => ({
      open: 418,
      breaching: 4,
      recovering: 7,
      earlier: 96,
      later: 41,
      rows: [0, 1, 2].map((index) => ({
        row: { id: `t${String(index)}`, number: `#${String(4_312 - index)}`, subject: ["VPN drops every hour since the router was replaced", "Cannot print to the third floor printer", "Invoice PDF is empty when opened from the portal"][index] ?? "", priority: "high", status: "open", category: "open", requester: "Ines Duarte", organisation: null, team: "team1", assignee: null, assignee_name: "Mira Solberg", tags: [], clock: null, created_at: now, updated_at: now, mark: "synced" },
        metric: index === 1 ? "first_response" : "resolution",
        breaches: index !== 1,
        due_now: now + index * hour,
        due_then: now - (index === 1 ? -5 : 1) * hour,
      })),
    }),
    sla_recount: () => ({ running: false, done: 0, total: 0 }),
    sla_attainment: ({ by, from, to }) => ({
      rows: [0, 1].flatMap((index) =>
        (["first_response", "resolution"] as const).map((metric) => ({
          metric,
          team: by[0] === "team" ? `team${String(index + 1)}` : null,
          team_name: by[0] === "team" ? (["Support", "Infrastructure"][index] ?? null) : null,
          priority: by[0] === "priority" ? (["normal", "high"] as const)[index] ?? null : null,
          policy: by[0] === "policy" ? (levels[index]?.id ?? null) : null,
          policy_name: by[0] === "policy" ? (levels[index]?.name ?? null) : null,
          period: by[0] === "week" || by[0] === "month" ? ["2026-03-02", "2026-03-09"][index] ?? null : null,
          from,
          to,
          met: 180 - index * 40,
          breached: metric === "resolution" ? 12 : 20,
          superseded: index,
          cancelled: 3,
          met_basis_points: 9_000,
        })),
      ),
    }),
    sla_overview: ({ hours: ahead }) => ({
      at: now,
      open: 418,
      at_risk: 23,
      breached: 11,
      teams: [
        { team: "team1", person: null, name: "Support", open: 246, at_risk: 14, breached: 4 },
        { team: "team2", person: null, name: "Infrastructure", open: 172, at_risk: 9, breached: 7 },
      ],
      people: [
        { team: null, person: null, name: "", open: 61, at_risk: 7, breached: 5 },
        { team: null, person: "s0", name: "Mira Solberg", open: 94, at_risk: 3, breached: 2 },
        { team: null, person: "s1", name: "Deniz Aydin", open: 88, at_risk: 6, breached: 3 },
        { team: null, person: "s2", name: "Caleb Stone", open: 71, at_risk: 4, breached: 1 },
        { team: null, person: "s3", name: "Femke de Vries", open: 58, at_risk: 3, breached: 0 },
        { team: null, person: "s4", name: "Ravi Menon", open: 46, at_risk: 0, breached: 0 },
      ],
      load: Array.from({ length: ahead }, (_, index) => {
        const from = Math.floor(now / hour) * hour + index * hour;
        const at = new Date(from).getHours();
        const open = at >= 9 && at < 17;
        return { from, due: open ? ((index * 7) % 13) + 2 : index % 5 === 0 ? 1 : 0, staffed_minutes: open ? (at === 12 ? 150 : 300) : 0 };
      }),
    }),
  };
}
