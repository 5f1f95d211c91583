/** @file The contract with the Rust core, written by `cargo xtask gen`; do not edit. */

export type About = { 
/**
 * What the sheet is called on which it stands.
 */
name: string, facts: Array<Fact>, };
export type Age = { 
/**
 * In days; the oldest have no end.
 */
from_days: number, to_days: number | null, open: Counted, };
export type AgendaItem = { at: Timestamp, what: AgendaWhat, ticket: TicketId, number: string, subject: string, priority: Priority, assignee: PersonId | null, assignee_name: string | null, };
export type AgendaKind = "due" | "follow_up" | "reminder" | "snooze" | "visit";
export type AgendaQuery = { from: Timestamp, 
/**
 * Not included.
 */
to: Timestamp, scope: Scope, teams: Array<TeamId>, };
export type AgendaSave = { query: AgendaQuery, 
/**
 * What of it is shown.
 */
kinds: Array<AgendaKind>, 
/**
 * What other programs call this calendar.
 */
name: string, words: AgendaWords, 
/**
 * The file to write; without it the content comes back.
 */
path: string | null, };
export type AgendaSaved = { entries: number, 
/**
 * Whether there was more than a calendar holds at once.
 */
more: boolean, text: string | null, };
export type AgendaView = { 
/**
 * By their instants.
 */
items: Array<AgendaItem>, 
/**
 * Whether there is more than is shown.
 */
more: boolean, 
/**
 * When the first calendar is open, in the range.
 */
open: Array<Span>, holidays: Array<HolidayView>, };
export type AgendaWhat = { "is": "due", metric: Metric, state: ClockState, } | { "is": "follow_up" } | { "is": "reminder", reminder: ReminderId, note: string | null, } | { "is": "snooze", reminder: ReminderId, } | { "is": "visit", visit: VisitId, until: Timestamp, technician: PersonId | null, technician_name: string | null, address: string | null, state: VisitState, };
export type AgendaWords = { due: { [key in Metric]?: string }, follow_up: string, reminder: string, snooze: string, visit: string, };
export type AlikeQuery = { text: string, 
/**
 * The ticket that the text is of, which is not shown as its own twin.
 */
ticket?: TicketId, count: number, };
export type Asked = { measure: ReportMeasure, by: ReportBy, span: ReportSpan, 
/**
 * Whether times are told by the clock on the wall, and not in business time.
 */
wall?: boolean, teams?: Array<TeamId>, assignees?: Array<PersonId>, priorities?: Array<Priority>, tags?: Array<string>, types?: Array<TicketType>, channels?: Array<Channel>, 
/**
 * Categories, each with all that lies in it.
 */
topics?: Array<CategoryId>, organisations?: Array<OrganisationId>, };
export type Assign = { "to": "me" } | { "to": "nobody" } | { "to": "person", person: PersonId, };
export type AttachmentAdd = { ticket: TicketId, name: string, mime: string | null, 
/**
 * The bytes in base64, or a path that the desk reads; exactly one of them.
 */
base64: string | null, path: string | null, 
/**
 * The visit on which it was taken.
 */
visit: VisitId | null, };
export type AttachmentBytes = { name: string, mime: string, base64: string, };
export type AttachmentId = string;
export type AttachmentPick = { attachment: AttachmentId, };
export type AttachmentSave = { attachment: AttachmentId, 
/**
 * The file to write; one that is there is replaced.
 */
path: string, };
export type AttachmentView = { id: AttachmentId, message: MessageId | null, name: string, mime: string, size_bytes: number, state: FileState, 
/**
 * Whether a program of the system may open it; what could run is only saved.
 */
opens: boolean, };
export type AttainmentBy = "team" | "priority" | "policy" | "day" | "week" | "month";
export type AttainmentQuery = { from: Timestamp, 
/**
 * Not included.
 */
to: Timestamp, 
/**
 * Each row is one combination of these; none gives one row for each metric.
 */
by: Array<AttainmentBy>, teams: Array<TeamId>, priorities: Array<Priority>, };
export type AttainmentRow = { metric: Metric, team: TeamId | null, team_name: string | null, priority: Priority | null, policy: PolicyId | null, policy_name: string | null, 
/**
 * The first day of the period, such as `2026-03-02`.
 */
period: string | null, 
/**
 * Of which days it counts.
 */
from: Timestamp, 
/**
 * Not included.
 */
to: Timestamp, 
/**
 * Met among met and missed, in hundredths of a percent.
 */
met_basis_points: number | null, met: number, breached: number, 
/**
 * Breaches that were told and turned out to be none, when something that occurred in time became known.
 */
superseded: number, 
/**
 * Ended without an answer, since nobody waited for one any more; it counts on neither side.
 */
cancelled: number, };
export type AttainmentView = { rows: Array<AttainmentRow>, };
export type Band = { category: StatusCategory, counts: Array<Counted>, };
export type BoardColumn = { board: BoardId, column: string, 
/**
 * The lane, on a board that has lanes; without one the whole column.
 */
lane?: string, filter: Filter, 
/**
 * As in `board_get`.
 */
sort: BoardSort | null, from: number, count: number, };
export type BoardGet = { 
/**
 * Without one: the first board.
 */
board: BoardId | null, filter: Filter, 
/**
 * Another order than the board's own, for this reader alone.
 */
sort: BoardSort | null, };
export type BoardId = string;
export type BoardPick = { board: BoardId, };
export type BoardSave = { board: BoardId | null, name: string, columns: Array<Column>, sort: BoardSort, by: ColumnsBy, lanes: LanesBy | null, 
/**
 * As it was when it is left out; of a new board: nobody.
 */
share?: Share, };
export type BoardSaved = { columns: Array<Column>, sort: BoardSort, share: Share, 
/**
 * Who made it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type BoardSort = "rank" | "due" | "priority" | "updated" | "created" | "oldest";
export type BoardSummary = { id: BoardId, name: string, share: Share, 
/**
 * Who made it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type BoardView = { id: BoardId, name: string, sort: BoardSort, by: ColumnsBy, lanes_by: LanesBy | null, 
/**
 * What is saved, for whoever edits it; `columns` has what this shows today.
 */
saved: BoardSaved, columns: Array<ColumnView>, 
/**
 * None without lanes.
 */
lanes: Array<LaneView>, };
export type BreachView = { at: Timestamp, 
/**
 * A change of priority, policy or calendar missed the target rather than the passing of time.
 */
by_policy_change: boolean, superseded: boolean, };
export type BuiltIn = "mine" | "unassigned" | "my_teams" | "due_today" | "breached" | "recent";
export type CalendarId = string;
export type CalendarList = { calendars: Array<NamedCalendar>, };
export type CalendarShort = { id: CalendarId, name: string, zone: string, };
export type CallAbout = { "ticket": TicketId } | { "new": TicketNew };
export type CallSave = { about: CallAbout, 
/**
 * Becomes an internal note; empty adds none.
 */
notes: string, seconds: number, };
export type CannedFill = { 
/**
 * None while the ticket is being written: then of its requester and its subject what is known yet.
 */
ticket?: TicketId, body: string, requester?: PersonId, subject?: string, };
export type CannedFilled = { text: string, 
/**
 * The placeholders that could not be filled, and stand in the text as they were.
 */
gaps: Array<string>, };
export type CannedId = string;
export type CannedList = { replies: Array<CannedView>, 
/**
 * The placeholders that there are.
 */
placeholders: Array<string>, };
export type CannedPick = { reply: CannedId, };
export type CannedSave = { 
/**
 * Without one it is a new one.
 */
reply?: CannedId, name: string, body: string, folder: string | null, share: Share, };
export type CannedView = { id: CannedId, name: string, 
/**
 * Markdown with its placeholders.
 */
body: string, folder: string | null, share: Share, 
/**
 * Who saved it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type CardPage = { total: number, from: number, cards: Array<CardView>, };
export type CardView = { id: TicketId, 
/**
 * `#1042`, `L-7` or `draft-7F3A`.
 */
number: string, subject: string, priority: Priority, status: StatusKey, requester: string | null, organisation: string | null, assignee: PersonId | null, assignee_name: string | null, tags: Array<string>, attachments: number, messages: number, 
/**
 * The clock that runs out next, or the worst that has.
 */
clock: ClockView | null, 
/**
 * The ticket's own date.
 */
due?: Timestamp, updated_at: Timestamp, 
/**
 * Since when it stands in its status; on a board, in its column of statuses.
 */
since: Timestamp, mark: Mark, 
/**
 * Until when I have put it off.
 */
snoozed_until?: Timestamp, 
/**
 * When it is work again by itself, while it waits or rests.
 */
postponed_until?: Timestamp, 
/**
 * The last public word is ours, for one that is open.
 */
answered?: boolean, 
/**
 * Others said something that I have not read.
 */
unread?: boolean, 
/**
 * How far its checklist is, if it has one.
 */
checklist?: Progress, };
export type CategoryId = string;
export type CategorySave = { category: CategoryId | null, name: string, parent: CategoryId | null, position: number, retired: boolean, };
export type CategoryView = { id: CategoryId, parent: CategoryId | null, name: string, position: number, 
/**
 * The names from the root, this one included.
 */
path: Array<string>, retired: boolean, };
export type ChangeId = string;
export type Channel = "agent" | "email" | "phone" | "web" | "chat" | "self_service" | "monitoring";
export type ChecklistAdd = { ticket: TicketId, text: string, };
export type ChecklistDeed = "added" | "ticked" | "unticked" | "reworded" | "removed" | "restored";
export type ChecklistItemId = string;
export type ChecklistItemView = { id: ChecklistItemId, text: string, done: boolean, 
/**
 * Who ticked it, by name, and when.
 */
done_by: string | null, done_at: Timestamp | null, 
/**
 * The merged ticket that it stands on, where that is another one.
 */
from?: TicketRef, };
export type ChecklistMove = { item: ChecklistItemId, after: ChecklistItemId | null, before: ChecklistItemId | null, };
export type ChecklistPick = { item: ChecklistItemId, };
export type ChecklistSet = { item: ChecklistItemId, text?: string, done?: boolean, };
export type Choice = "mine" | "theirs";
export type ClipboardView = { 
/**
 * A picture, such as a screenshot, as a PNG file.
 */
png_base64: string | null, 
/**
 * The paths of files that were copied.
 */
files: Array<string>, };
export type ClockPart = { "part": "counted", from: Timestamp, to: Timestamp, business_ms: number, } | { "part": "paused", from: Timestamp, to: Timestamp, business_ms: number, } | { "part": "resolved", from: Timestamp, to: Timestamp, business_ms: number, } | { "part": "holiday", date: string, } | { "part": "partial_holiday", date: string, off: Array<WallInterval>, };
export type ClockState = "none" | "idle" | "running" | "at_risk" | "paused" | "met" | "breached" | "cancelled";
export type ClockView = { metric: Metric, state: ClockState, due: Timestamp | null, 
/**
 * When it becomes at risk, so that the screen can turn without asking.
 */
at_risk: Timestamp | null, 
/**
 * Business time left; negative never.
 */
remaining_seconds: number | null, met_at: Timestamp | null, 
/**
 * Whether it is still unmet.
 */
open: boolean, };
export type Closed = "unmapped" | "overdue" | "week_over" | "organisation" | "sla" | "rest";
export type Closing = { 
/**
 * Days after a ticket was resolved; 0 leaves it to people.
 */
days: number, };
export type Code = "forbidden" | "missing" | "gone" | "already_there" | "transition" | "invalid" | "priority_reason" | "urgent" | "limit" | "placeholders" | "fields" | "nothing_to_undo" | "already_sent" | "no_desk" | "locked" | "wrong_key" | "no_keyring" | "folder_in_use" | "read_only" | "disk_full" | "disk_failing" | "newer_schema" | "foreign_file" | "sign_in" | "wrong_password" | "too_many_tries" | "offline" | "bad_server" | "upgrade" | "bad_input" | "cancelled" | "stale" | "device_revoked" | "busy" | "internal";
export type Column = { 
/**
 * The stable key: by default that of its first status; of a person, a priority or a due date that of the value.
 */
key: string, 
/**
 * Of a column of statuses.
 */
name: string, statuses: Array<StatusKey>, 
/**
 * Work in progress that the team wants to hold itself to.
 */
limit?: number | null, 
/**
 * Whether the board takes no card beyond the limit; else it only shows it.
 */
hard?: boolean, };
export type ColumnView = { key: string, 
/**
 * Empty where the facet has no name of its own, such as nobody.
 */
name: string, facet: Facet, statuses: Array<StatusKey>, category: StatusCategory, count: number, breached: number, at_risk: number, limit: number | null, 
/**
 * Whether it takes nothing beyond the limit.
 */
hard: boolean, 
/**
 * All of its tickets, also those that the filter hides: what the limit is held against.
 */
load: number, 
/**
 * Why nothing can be put here at all.
 */
closed: Closed | null, };
export type ColumnsBy = "status" | "assignee" | "priority" | "due";
export type Conditions = { priorities: Array<Priority>, types: Array<TicketType>, 
/**
 * A category stands for everything below it, too.
 */
categories: Array<CategoryId>, organisations: Array<OrganisationId>, tiers: Array<string>, teams: Array<TeamId>, channels: Array<Channel>, tags: Array<string>, };
export type ConfirmedHow = "requester" | "agent";
export type ConfirmedView = { 
/**
 * Who wrote it down, by name.
 */
by: string, how: ConfirmedHow, at: Timestamp, };
export type ConflictId = string;
export type ConflictResolve = { conflict: ConflictId, choice: Choice, 
/**
 * A third value, in place of both.
 */
value: JsonValue | null, };
export type ConflictResolveAll = { conflicts: Array<ConflictId>, choice: Choice, };
export type ConflictState = "open" | "applied" | "kept" | "merged" | "auto";
export type ConflictView = { id: ConflictId, ticket: TicketId | null, number: string | null, subject: string | null, field: string, base: string, theirs: string, theirs_by: string | null, theirs_at: Timestamp | null, mine: string, mine_by: string, mine_at: Timestamp, mine_value: JsonValue, theirs_value: JsonValue, state: ConflictState, };
export type Connect = { url: string, email: string, password: string, device_name: string | null, passphrase: string | null, };
export type Counted = { count: number, filter: Filter, };
export type Cut = { what: CutWhat, from: Timestamp, 
/**
 * Not included.
 */
to: Timestamp, 
/**
 * For `stood` and `left`: in or from one of these.
 */
statuses: Array<StatusKey>, 
/**
 * For `met` and `missed`.
 */
metric: Metric | null, 
/**
 * For `met` and `missed`: as the ticket was then; empty for all.
 */
teams: Array<TeamId>, priorities: Array<Priority>, 
/**
 * For `opened`: only in this hour of the week, from Monday's first, of the zone.
 */
hour: number | null, zone: string, 
/**
 * Only what this person resolved.
 */
resolver: PersonId | null, 
/**
 * For `worked`: only what this person spent time on.
 */
worker: PersonId | null, topics: Array<CategoryId>, kinds: Array<TicketType>, channels: Array<Channel>, organisations: Array<OrganisationId>, 
/**
 * Only what has none of these.
 */
lacks: Array<Lack>, };
export type CutWhat = "opened" | "answered" | "resolved" | "first_contact" | "finished" | "reopened" | "reopened_soon" | "worked" | "waiting" | "stood" | "left" | "met" | "missed";
export type DashboardQuery = { from: Timestamp, 
/**
 * Not included.
 */
to: Timestamp, 
/**
 * The zone whose days these are, such as `Europe/Berlin`.
 */
zone: string, teams: Array<TeamId>, 
/**
 * Only what I own.
 */
mine: boolean, 
/**
 * Whether times are told by the clock on the wall, and not in business time.
 */
wall: boolean, };
export type DashboardView = { 
/**
 * Now.
 */
at: Timestamp, 
/**
 * How many tickets this is made from.
 */
tickets: number, from: Timestamp, to: Timestamp, before_from: Timestamp, steps: Array<PeriodStep>, weekly: boolean, figures: Array<Figure>, volume: Array<Volume>, flow: Array<Band>, ages: Array<Age>, kept: Array<Kept>, kept_by_team: Array<Kept>, kept_by_priority: Array<Kept>, 
/**
 * Tickets opened in each hour of the week, from Monday's first.
 */
heat: Array<Counted>, stays: Array<Stay>, 
/**
 * Everybody for whoever leads; otherwise only myself.
 */
people: Array<Working>, 
/**
 * How long the desk's calendar was open in the period, up to now.
 */
hours_ms: number, 
/**
 * What was opened more often than in the period before.
 */
tags: Array<Rising>, topics: Array<Rising>, };
export type Deed = { "is": "made", kind: Kind, title: string | null, } | { "is": "changed", kind: Kind, fields: Array<FieldChange>, sets: Array<SetChange>, } | { "is": "removed", kind: Kind, } | { "is": "restored", kind: Kind, } | { "is": "imported", part: number, parts: number, };
export type DeviceId = string;
export type DevicePick = { device: DeviceId, };
export type DeviceView = { id: DeviceId, name: string, person: PersonId, person_name: string, first_seen: Timestamp, last_seen: Timestamp, 
/**
 * The version of the app there.
 */
app: string | null, 
/**
 * How many changes waited there when it was last heard of.
 */
pending: number | null, revoked_at: Timestamp | null, 
/**
 * When it handed over what it had and went to destroy its copy.
 */
surrendered_at: Timestamp | null, 
/**
 * Whether it is the one that asks.
 */
this: boolean, };
export type DiagnosticsLine = { at: Timestamp, 
/**
 * `error`, `warn` or `info`.
 */
level: string, 
/**
 * The part of the program.
 */
part: string, text: string, };
export type DiagnosticsSave = { path: string, text: string, };
export type DiagnosticsView = { version: string, 
/**
 * Such as `linux x86_64, wayland, WebKitGTK 2.48.3, without a GPU`.
 */
system: string, at: Timestamp, stage: Stage, mode: Mode | null, 
/**
 * The newest step of the database's schema; none without an open desk.
 */
schema: string | null, database_bytes: number | null, 
/**
 * How many records of each kind there are.
 */
records: { [key in string]: number }, 
/**
 * What went wrong of late, in runs before this one too, oldest first.
 */
lines: Array<DiagnosticsLine>, };
export type DndHold = "hour" | "morning";
export type DndPut = { on: boolean, until?: Timestamp, 
/**
 * A span in place of an instant, for whoever knows no zone.
 */
hold?: DndHold, 
/**
 * As it was when it is left out.
 */
urgent_breaks_through?: boolean, };
export type DndView = { on: boolean, 
/**
 * `None` while it is on: until it is switched off.
 */
until: Timestamp | null, 
/**
 * Urgent tickets come through, also in quiet hours.
 */
urgent_breaks_through: boolean, 
/**
 * Whether quiet hours hold notifications back at the moment.
 */
quiet_now: boolean, 
/**
 * When "until the morning" would end, where this device is.
 */
morning: Timestamp, };
export type Doing = "gone" | "viewing" | "noting" | "replying";
export type Done = { undo: string | null, };
export type DraftPick = { ticket: TicketId | null, kind: string, };
export type DraftPut = { 
/**
 * None for the ticket that is being written.
 */
ticket: TicketId | null, 
/**
 * `reply`, `note`, `said`, `forward`, `escalate`, `resolve`, `reopen`, `checklist`, the name of a long field,
 * `custom.KEY` of one that the desk adds, `new` or `call`; and what
 * goes along with one, such as its files.
 */
kind: string, 
/**
 * Empty text forgets the draft.
 */
body: string, 
/**
 * What it changes: where something else is kept by now, it is refused as `stale`, so that of two windows that
 * read and write the same list neither writes over what the other kept.
 */
before?: string, };
export type DroppedView = { 
/**
 * Their paths.
 */
files: Array<string>, };
export type DueBucket = "overdue" | "today" | "tomorrow" | "this_week" | "later" | "none";
export type Empty = Record<symbol, never>;
export type EventId = string;
export type ExportFormat = "json" | "csv";
export type ExportStart = { format: ExportFormat, 
/**
 * The file to write; without it the content comes back.
 */
path: string | null, };
export type Exported = { tickets: number, text: string | null, };
export type Facet = { "is": "statuses" } | { "is": "unmapped" } | { "is": "person", person: PersonId | null, } | { "is": "team", team: TeamId, } | { "is": "priority", priority: Priority, } | { "is": "organisation", organisation: OrganisationId | null, } | { "is": "sla", state: SlaStanding, } | { "is": "due", bucket: DueBucket, } | { "is": "rest" };
export type Fact = { label: string, value: string, };
export type FieldChange = { field: string, from: JsonValue, to: JsonValue, };
export type FieldIs = string;
export type FieldKey = string;
export type FieldOrder = { keys: Array<FieldKey>, };
export type FieldSave = { field: FieldKey | null, name: string, help: string | null, holds: Holds, 
/**
 * The types of ticket that have it; none means all.
 */
types: Array<TicketType>, required: Required, archived: boolean, };
export type Figure = { measure: Measure, unit: Unit, 
/**
 * `None` of no tickets.
 */
value: number | null, 
/**
 * The same of the period before; `None` also where there is no before.
 */
before: number | null, 
/**
 * How many tickets it is measured on; for a count the count itself.
 */
tickets: number, 
/**
 * One for each step of the period; empty where nothing is known of the past.
 */
points: Array<number | null>, filter: Filter, };
export type FileSettings = { 
/**
 * Files that the server has too make room beyond this; `None` keeps all.
 */
limit_bytes: number | null, 
/**
 * How fast files go, up and down together; `None` as fast as the line carries.
 */
bytes_per_second: number | null, 
/**
 * Whether large files wait while the network is metered.
 */
wait_on_metered: boolean, };
export type FileState = "here" | "waiting" | "elsewhere" | "broken";
export type FilesView = { settings: FileSettings, 
/**
 * What all files here take on the disk.
 */
stored_bytes: number, 
/**
 * Files that the server lacks.
 */
unsent: number, unsent_bytes: number, 
/**
 * Of these, how many wait for a network that is not metered.
 */
held: number, 
/**
 * Whether the network is metered; `None` where the system does not say.
 */
metered: boolean | null, };
export type Filter = { 
/**
 * Words in subject, description, thread, attachments' names or the requester's, and terms; see `search_read`.
 */
text: string, statuses: Array<StatusKey>, categories: Array<StatusCategory>, priorities: Array<Priority>, teams: Array<TeamId>, assignees: Array<PersonId>, 
/**
 * Only tickets that nobody owns.
 */
unassigned: boolean, 
/**
 * Only what whoever looks owns.
 */
mine: boolean, 
/**
 * Only what the teams of whoever looks have.
 */
my_teams: boolean, 
/**
 * Only what has a clock that runs out today.
 */
due_today: boolean, 
/**
 * Only what was changed within so many hours.
 */
updated_hours: number | null, requester: PersonId | null, organisation: OrganisationId | null, tags: Array<string>, 
/**
 * Only what fields of the desk hold: any of what is named of one field, for each field that is.
 */
fields: Array<FieldIs>, 
/**
 * Only tickets with a clock in one of these states: `breached`, `at_risk`.
 */
clocks: Array<ClockState>, 
/**
 * Leaves out what I have put off.
 */
awake: boolean, 
/**
 * Only the tickets behind a figure of a report.
 */
cut: Cut | null, };
export type FirstCopy = { done: number, total: number, };
export type FormChoice = { id: string, name: string, 
/**
 * Offered no more; tickets that have it keep it.
 */
archived: boolean, };
export type FormField = { key: FieldKey, name: string, 
/**
 * What to fill in, for whoever does.
 */
help: string | null, holds: Holds, 
/**
 * The types of ticket that have it; none means all.
 */
types: Array<TicketType>, required: Required, 
/**
 * Where it came to stand when it was made; see `ORDER`.
 */
position: number, 
/**
 * Asked for no more; what was filled in stays readable.
 */
archived: boolean, };
export type Held = { reason: HoldReason, since: Timestamp, };
export type HeldView = { message: MessageId, ticket: TicketId, number: string | null, subject: string | null, author_name: string, body: string, 
/**
 * When it was written.
 */
at: Timestamp, since: Timestamp, reason: HoldReason, 
/**
 * Whether this person may send or withdraw it.
 */
may_decide: boolean, 
/**
 * It was sent here and the server does not know yet.
 */
released: boolean, };
export type HistoryLine = { id: EventId, at: Timestamp, by: string | null, what: HistoryWhat, };
export type HistoryWhat = { "is": "created" } | { "is": "changed", fields: Array<FieldChange>, } | { "is": "replied", side: Side, 
/**
 * Whose words were written down, by name; whoever wrote them down is who did it.
 */
told_by?: string, } | { "is": "held", reason: HoldReason, } | { "is": "noted" } | { "is": "attached", name: string, } | { "is": "worked", seconds: number, } | { "is": "linked", number: string, } | { "is": "checklist", did: ChecklistDeed, text: string, was: string | null, } | { "is": "removed", kind: Kind, } | { "is": "restored", kind: Kind, } | { "is": "gave_up", kind: Kind, fields: Array<FieldChange>, } | { "is": "breached", metric: Metric, superseded: boolean, } | { "is": "escalated", metric: Metric, policy: string, when: Lead, 
/**
 * Who was told, by name.
 */
told: Array<string>, };
export type HoldReason = "new_message" | "requester_changed" | "closed";
export type Holds = { "is": "line" } | { "is": "text" } | { "is": "number" } | { "is": "yes_no" } | { "is": "date" } | { "is": "one", choices: Array<FormChoice>, } | { "is": "many", choices: Array<FormChoice>, };
export type HolidayFile = { text?: string, path?: string, 
/**
 * The zone of the calendar that they are for: a day off is a day there.
 */
zone: string, 
/**
 * The years to spell out what repeats for, the last one included; this year and the next four when left out.
 */
from_year?: number, to_year?: number, };
export type HolidayView = { 
/**
 * Such as `2026-12-25`.
 */
date: string, name: string, 
/**
 * The part of the day that is off; empty for all of it.
 */
off: Array<WallInterval>, };
export type HolidaysRead = { holidays: Array<HolidayView>, 
/**
 * What could not be read; the rest is there.
 */
problems: Array<LineProblem>, };
export type HostView = { stage: Stage, mode: Mode | null, problem: Problem | null, 
/**
 * Whether the system's keyring can hold the key; if not, starting wants a passphrase.
 */
keyring: boolean, 
/**
 * Whether the desk can be locked: only a passphrase can unlock one whose key no keyring gives out unasked.
 */
lockable: boolean, folder: string, 
/**
 * The name that this computer goes by among a person's devices.
 */
device: string, version: string, server: string | null, email: string | null, };
export type ImportReport = { 
/**
 * Tickets that were not there before.
 */
added: number, 
/**
 * Tickets that had been imported before and were left as they are.
 */
known: number, people: number, rejected: Array<RejectedRow>, zone: string, cancelled: boolean, 
/**
 * Why nothing was imported, if nothing was.
 */
problem: string | null, 
/**
 * What kind of problem it was.
 */
code?: Code, };
export type ImportStart = { preset: string, 
/**
 * The file, by path or by content; exactly one of them.
 */
path: string | null, text: string | null, 
/**
 * The zone of the file's times; without it the system's.
 */
zone: string | null, };
export type ImportStarted = { 
/**
 * The zone that the file's times are read in.
 */
zone: string, };
export type Interactive = { 
/**
 * Milliseconds since the page began to load, by the page's own clock.
 */
ms: number, };
export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;
export type Kept = { 
/**
 * `None` in rows of priorities and of all.
 */
team: TeamId | null, priority: Priority | null, name: string, metric: Metric, met: number, missed: number, met_basis_points: number | null, 
/**
 * The tickets that met one; a ticket may meet several.
 */
met_filter: Filter, 
/**
 * The tickets with a miss.
 */
missed_tickets: Counted, };
export type Key = "status" | "assignee" | "requester" | "team" | "priority" | "type" | "category" | "tag" | "organisation" | "due" | "due_date" | "created" | "updated" | "is" | "has" | "number";
export type Kind = "setting" | "status" | "category" | "team" | "organisation" | "person" | "board" | "ticket" | "message" | "attachment" | "time_entry" | "link" | "event" | "conflict" | "reminder" | "view" | "canned_reply" | "visit" | "macro" | "report" | "checklist_item" | "template";
export type Lack = "resolver" | "topic" | "organisation";
export type LaneView = { key: string, 
/**
 * As in a column.
 */
name: string, facet: Facet, count: number, breached: number, at_risk: number, 
/**
 * How many tickets stand in each column, in the order of the columns.
 */
cells: Array<number>, 
/**
 * How many of those have breached, in the same order.
 */
breached_cells: Array<number>, 
/**
 * Why nothing comes here from another lane.
 */
closed: Closed | null, };
export type LanesBy = "assignee" | "team" | "priority" | "organisation" | "sla";
export type Lead = { "at": "percent", percent: number, } | { "at": "minutes_before", minutes: number, } | { "at": "breach" } | { "at": "minutes_after", minutes: number, };
export type Level = "low" | "medium" | "high";
export type LineProblem = { 
/**
 * From 1.
 */
line: number, what: string, };
export type LinkAdd = { ticket: TicketId, other: TicketId, relation: Relation, };
export type LinkId = string;
export type LinkPick = { link: LinkId, };
export type LinkView = { id: LinkId, relation: Relation, 
/**
 * Whether the other ticket names this one, rather than this one the other.
 */
reversed: boolean, other: TicketId, number: string, subject: string, status: StatusKey, };
export type ListGroup = "status" | "priority" | "assignee" | "team" | "organisation" | "due";
export type LoadHour = { from: Timestamp, 
/**
 * Tickets whose next clock is due in this hour.
 */
due: number, 
/**
 * Minutes of this hour that people work on tickets: each counts once, by the business hours of their teams.
 */
staffed_minutes: number, };
export type LookupsView = { statuses: Array<Status>, teams: Array<TeamView>, 
/**
 * The team of a ticket that I open without naming one; none where every team is private and none is mine.
 */
new_team: TeamId | null, staff: Array<PersonCard>, categories: Array<CategoryView>, organisations: Array<OrganisationView>, matrix: Matrix, urgent_guard: UrgentGuard, closing: Closing, 
/**
 * What this desk adds to its tickets, in its order; archived ones as well.
 */
fields: Array<FormField>, 
/**
 * What it asks for of the fields that every ticket has; all of them, in their order.
 */
standard: Array<StandardAsk>, 
/**
 * The types of tickets, in their order; retired ones as well.
 */
types: Array<TypeOfTicket>, 
/**
 * The tags in use, most used first.
 */
tags: Array<string>, };
export type MacroEffect = { ticket: TicketId, number: string, subject: string, 
/**
 * Values are shown by name; tags as lists.
 */
changes: Array<FieldChange>, 
/**
 * What comes to the checklist, filled for this ticket.
 */
items: Array<string>, 
/**
 * Filled for this ticket.
 */
note: string | null, 
/**
 * Filled for this ticket, with the signature under it.
 */
reply: string | null, 
/**
 * The placeholders of the reply that could not be filled.
 */
gaps: Array<string>, snoozed_until: Timestamp | null, 
/**
 * Why nothing of it can be done to this ticket.
 */
problem: Problem | null, };
export type MacroId = string;
export type MacroPick = { id: MacroId, };
export type MacroRun = { name: string, steps: MacroSteps, tickets: Array<TicketId>, 
/**
 * What looks like a placeholder that nobody filled is meant so. Without it no such reply is sent.
 */
placeholders_meant?: boolean, 
/**
 * Why the tickets become urgent, where so many are: without it, the macro's name explains the priority, which is
 * no answer to that.
 */
reason?: string, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type MacroSave = { 
/**
 * Without one it is a new one.
 */
id?: MacroId, name: string, steps: MacroSteps, share: Share, };
export type MacroSteps = { status: StatusKey | null, priority: Priority | null, assignee: Assign | null, team: TeamId | null, type: TicketType | null, category: CategoryId | null, add_tags: Array<string>, remove_tags: Array<string>, 
/**
 * Values of the fields that this desk added, by their keys; a ticket whose type lacks a field goes without.
 */
custom: { [key in FieldKey]: JsonValue }, 
/**
 * An item on each line, with placeholders; they go to the end of the checklist.
 */
checklist: string | null, 
/**
 * Markdown with placeholders.
 */
note: string | null, 
/**
 * Markdown with placeholders; my signature goes under it.
 */
reply: string | null, snooze: SnoozeUntil | null, };
export type MacroTry = { name: string, steps: MacroSteps, tickets: Array<TicketId>, };
export type MacroView = { id: MacroId, name: string, steps: MacroSteps, share: Share, 
/**
 * Who saved it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type Made = { id: string, 
/**
 * What people call it, such as `#1042` or `draft-7F3A`.
 */
label: string, };
export type MailFile = { base64?: string, path?: string, };
export type MailPart = { name: string, mime: string, base64: string, };
export type MailRead = { from: MailSender | null, subject: string, 
/**
 * Markdown, whatever it was written in.
 */
body: string, files: Array<MailPart>, };
export type MailSender = { name: string, email: string, };
export type Many = { kind: NotificationKind, 
/**
 * Up to [`Many::NAMED`] of them.
 */
tickets: Array<TicketId>, };
export type Mark = "synced" | "pending" | "conflict" | "rejected";
export type Matrix = { rows: { [key in Level]?: { [key in Level]?: Priority } }, };
export type Measure = "open" | "breached" | "at_risk" | "missed" | "opened" | "resolved" | "closure" | "answer_p50" | "answer_p90" | "answer_mean" | "work_p50" | "work_p90" | "work_mean" | "first_contact" | "reopened" | "reopened_soon";
export type MenuPut = { menus: Array<MenuView>, };
export type MenuRow = { "row": "command", id: string, label: string, keys: string | null, } | { "row": "system", what: SystemRow, label: string, } | { "row": "line" };
export type MenuView = { label: string, rows: Array<MenuRow>, };
export type MergedRequest = { from: TicketRef, description: string, 
/**
 * Who asked, by name.
 */
requester: string | null, at: Timestamp, };
export type MergedView = { ticket: TicketId, number: string, subject: string, status: StatusKey, category: StatusCategory, 
/**
 * Who asked there, and is in copy here.
 */
requester: PersonCard | null, 
/**
 * Whether it names the shown ticket itself, and not one that was merged into it.
 */
directly: boolean, };
export type MessageAdd = { ticket: TicketId, kind: MessageKind, 
/**
 * Whose words these are: those of the requester are written down for them, and sent to nobody.
 */
side?: Side, body: string, 
/**
 * Also put the ticket into this status. Without one, what the requester said brings back a ticket that waited for
 * them or was done.
 */
status: StatusKey | null, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, 
/**
 * Files added with `attachment_add` that go with this message.
 */
attachments: Array<AttachmentId>, 
/**
 * Put my signature under a public reply.
 */
sign?: boolean, 
/**
 * This reply tells the requester the expected resolution as it stands; it is kept that it was told.
 */
tells_estimated?: boolean, 
/**
 * What looks like a placeholder that nobody filled is meant so. Without it such a reply is not sent.
 */
placeholders_meant?: boolean, };
export type MessageId = string;
export type MessageKind = "reply" | "note";
export type MessagePick = { message: MessageId, };
export type MessageRelease = { message: MessageId, 
/**
 * Another text in place of the one that was written.
 */
body?: string, };
export type MessageView = { id: MessageId, kind: MessageKind, side: Side, author: PersonId, author_name: string, 
/**
 * Who wrote it down, for what the requester said to somebody here.
 */
entered_by?: string, body: string, at: Timestamp, delivered_at: Timestamp | null, 
/**
 * When it could be read here, for what I neither said nor wrote down.
 */
heard_at?: Timestamp, attachments: Array<AttachmentView>, mark: Mark, 
/**
 * Why it was not delivered, for a reply that waits for a person.
 */
held?: Held, 
/**
 * The merged ticket that it was written in, where that is another one.
 */
from?: TicketRef, };
export type Metric = "first_response" | "next_response" | "resolution";
export type Mode = "sample" | "local" | "connected";
export type NamedCalendar = { id: CalendarId, name: string, 
/**
 * The IANA name, such as `Europe/Berlin`.
 */
zone: string, 
/**
 * A weekday that is missing or has no intervals is closed.
 */
hours: { [key in Weekday]?: Array<WallInterval> }, holidays: Array<string>, 
/**
 * The parts of a day that are off although its weekday is open, such as an afternoon.
 */
partial_holidays?: { [key in string]: Array<WallInterval> }, 
/**
 * What people call their days off; it counts for nothing.
 */
holiday_names?: { [key in string]: string }, };
export type NamedPolicy = { id: PolicyId, name: string, when: Conditions, 
/**
 * The business hours that count; the first calendar of the desk when none is named.
 */
calendar: CalendarId | null, 
/**
 * A priority that is missing has no targets.
 */
targets: { [key in Priority]?: Targets }, 
/**
 * While the status is in one of these, resolution stands still.
 */
pausing: Array<StatusCategory>, 
/**
 * Whether first response stands still then, too.
 */
pause_first_response: boolean, 
/**
 * When a running clock is at risk; several levels, in any order.
 */
at_risk: Array<Threshold>, reopen: Reopen, 
/**
 * What the server does on the way to a missed target, and after it.
 */
escalation: Array<Step>, };
export type NewRequester = { name: string, email: string | null, phone?: string, };
export type Notice = { "notice": "changed", tags: Array<Tag>, } | { "notice": "import_progress", done: number, total: number, } | { "notice": "import_ended", report: ImportReport, } | { "notice": "open", ticket: TicketId, } | { "notice": "go", place: string, } | { "notice": "new_ticket", subject: string | null, } | { "notice": "show_due" } | { "notice": "chosen", command: string, } | { "notice": "show", many: Many, } | { "notice": "warned", ticket: TicketId | null, many: Many | null, title: string, body: string, } | { "notice": "present", presence: PresenceView, } | { "notice": "travelled" };
export type NotificationKind = "at_risk" | "breach" | "assignment" | "mention" | "customer_reply" | "held_reply" | "conflict" | "reminder" | "deadline" | "snooze" | "escalation" | "update";
export type NotificationPage = { 
/**
 * How many of all are unread.
 */
unread: number, more: boolean, entries: Array<NotificationView>, };
export type NotificationQuery = { count: number, 
/**
 * Only those older than this entry.
 */
before?: number, unread: boolean, };
export type NotificationRead = { ids: Array<number>, 
/**
 * All that there are.
 */
all: boolean, 
/**
 * Marks them unread instead.
 */
unread: boolean, };
export type NotificationSettings = { kinds: { [key in NotificationKind]?: Reach }, };
export type NotificationTried = { shown: boolean, why: string | null, 
/**
 * The program that shows notifications on this desktop, where the system names it.
 */
by: string | null, 
/**
 * Whether they have buttons; `None` where the system does not say.
 */
buttons: boolean | null, 
/**
 * Whether the desktop keeps those that nobody has seen; `None` where the system does not say.
 */
keeps: boolean | null, };
export type NotificationView = { id: number, at: Timestamp, kind: NotificationKind, title: string, body: string, 
/**
 * `None` when it stands for several.
 */
ticket: TicketId | null, 
/**
 * The tickets that it stands for, up to 50 of them.
 */
tickets: Array<TicketId>, read: boolean, };
export type OfflineLease = { 
/**
 * Whole days; 0 for ever.
 */
days: number, };
export type OpenFile = { attachment: AttachmentId, };
export type OpenLink = { url: string, };
export type OrganisationId = string;
export type OrganisationSave = { organisation: OrganisationId | null, name: string, domain: string | null, tier: string | null, };
export type OrganisationView = { id: OrganisationId, name: string, 
/**
 * Of the addresses of its people.
 */
domain: string | null, tier: string | null, };
export type OutboxPick = { change: ChangeId, };
export type OutboxState = "queued" | "sent" | "rejected";
export type OutboxView = { change: ChangeId, ticket: TicketId | null, number: string | null, 
/**
 * What it does, in words: "status: Open → Resolved".
 */
what: string, 
/**
 * The same in parts, for whoever says it in another language.
 */
deed: Deed, 
/**
 * The text that would be lost with it, for Copy.
 */
text: string | null, at: Timestamp, state: OutboxState, reason: string | null, };
export type OverviewQuery = { 
/**
 * How many hours ahead, up to 72.
 */
hours: number, };
export type Paper = { 
/**
 * The language of the words, such as `de`.
 */
language: string, 
/**
 * What the title is called by, such as the number of a ticket.
 */
number: string | null, title: string, facts: Array<Fact>, 
/**
 * What this covers, and as of when; it stands below every page too.
 */
about: string, 
/**
 * Which page it is, with `{page}` and `{pages}` where the numbers go.
 */
page: string, 
/**
 * What is said at the end when a character could not be shown.
 */
unknown: string, parts: Array<PaperPart>, };
export type PaperBlock = { kind: PaperBlockKind, 
/**
 * How deep in lists it stands.
 */
depth: number, 
/**
 * How deep in quotations.
 */
quoted: number, 
/**
 * What stands before it, such as the number of an item.
 */
marker: string | null, runs: Array<PaperRun>, };
export type PaperBlockKind = "paragraph" | "heading" | "code" | "rule";
export type PaperCell = { text: string, 
/**
 * Numbers stand under one another by their last digits.
 */
number: boolean, };
export type PaperPart = { "is": "heading", text: string, } | { "is": "said", who: string, when: string, side: PaperSide, 
/**
 * What is to be known of it, such as that it is internal.
 */
marks: Array<string>, text: Array<PaperBlock>, 
/**
 * The names of what is attached.
 */
files: Array<string>, } | { "is": "event", text: string, when: string, } | { "is": "table", title: string, columns: Array<string>, rows: Array<Array<PaperCell>>, 
/**
 * What is said in place of rows where there are none.
 */
none: string, } | { "is": "pictures", title: string, 
/**
 * How many stand beside each other; the fewer, the larger they are.
 */
columns: number, pictures: Array<PaperPicture>, 
/**
 * What is said in place of one that this device has not, or that is none.
 */
none: string, };
export type PaperPicture = { attachment: AttachmentId, 
/**
 * What stands below it.
 */
caption: string, };
export type PaperRun = { text: string, strong: boolean, em: boolean, code: boolean, strike: boolean, url: string | null, };
export type PaperSave = { paper: Paper, 
/**
 * The file to write; without it the content comes back.
 */
path: string | null, };
export type PaperSaved = { base64: string | null, 
/**
 * The characters for which neither Tern nor this computer has a typeface, each once.
 */
missing: Array<string>, };
export type PaperSide = "requester" | "agent" | "internal";
export type PasswordChange = { 
/**
 * The one that counts until now.
 */
current: string, new: string, };
export type PeriodStep = { 
/**
 * Its first day, such as `2026-03-02`.
 */
date: string, from: Timestamp, to: Timestamp, };
export type PersonCard = { id: PersonId, name: string, email: string | null, phone: string | null, role: Role, organisation: string | null, tier: string | null, location: string | null, };
export type PersonId = string;
export type PersonPick = { person: PersonId, };
export type PersonSave = { person: PersonId | null, name: string, email: string | null, phone: string | null, role: Role, organisation: OrganisationId | null, teams: Array<TeamId>, tier: string | null, location: string | null, retired: boolean, };
export type PersonSearch = { 
/**
 * A part of name, address, phone or organisation; empty for the most recent.
 */
text: string, count: number, };
export type PersonView = { card: PersonCard, teams: Array<TeamId>, organisation: OrganisationId | null, 
/**
 * Works here no more, or asks for nothing any more.
 */
retired: boolean, 
/**
 * The tickets this person asked for, newest first.
 */
tickets: Array<RowView>, };
export type PickFiles = { title: string, 
/**
 * Such as `csv`, without the dot; none means any file.
 */
extensions: Array<string>, many: boolean, };
export type PickPlace = { title: string, 
/**
 * The name that the dialog proposes.
 */
name: string, };
export type Place = { column: string, 
/**
 * The lane, on a board that has lanes.
 */
lane?: string, 
/**
 * The card above it, if any.
 */
after: TicketId | null, 
/**
 * The card below it, if any.
 */
before: TicketId | null, };
export type PolicyId = string;
export type PolicyList = { policies: Array<NamedPolicy>, };
export type PolicyPreview = { open: number, 
/**
 * Open tickets whose targets, hours, pauses or steps would be others.
 */
touched: number, 
/**
 * How many open tickets each policy would hold for, in order.
 */
by_policy: Array<PolicyShare>, 
/**
 * Open tickets that no policy would fit.
 */
unmatched: number, };
export type PolicyShare = { id: PolicyId, name: string, open: number, };
export type PolicyShort = { id: PolicyId, name: string, };
export type PopOut = { ticket: TicketId, };
export type PoppedOut = { stands: boolean, most: number, };
export type PreferencePick = { name: string, };
export type PreferencePut = { name: string, value: JsonValue, };
export type PresenceHere = { ticket: TicketId, doing: Doing, };
export type PresenceView = { ticket: TicketId, people: Array<PresentView>, };
export type PresentView = { person: PersonId, name: string, doing: Doing, 
/**
 * How long they count as there from now on without another word of them.
 */
left_ms: number, };
export type PresetView = { name: string, label: string, 
/**
 * File name endings that fit, without the dot.
 */
extensions: Array<string>, };
export type Priority = "low" | "normal" | "high" | "urgent";
export type Problem = { code: Code, 
/**
 * In words that say what is safe and what to do; for terminals and logs.
 */
message: string, detail?: JsonValue, };
export type ProfilePut = { name: string, phone: string, location: string, };
export type ProfileView = { name: string, phone: string | null, location: string | null, email: string | null, role: Role, 
/**
 * The names of their teams.
 */
teams: Array<string>, };
export type Progress = { done: number, total: number, };
export type QuarantinePick = { change: ChangeId, };
export type QuarantineQuery = { 
/**
 * Those that were decided, too.
 */
decided_too: boolean, };
export type QuarantineReason = "poison" | "revoked" | "refused";
export type QuarantineState = "waiting" | "applied" | "discarded";
export type QuarantineView = { change: ChangeId, person: PersonId, person_name: string, device: DeviceId, ticket: TicketId | null, number: string | null, 
/**
 * What it does, in words.
 */
what: string, 
/**
 * The same in parts, for whoever says it in another language; none when this Tern cannot read them.
 */
deed: Deed | null, 
/**
 * The text that would be lost with it.
 */
text: string | null, reason: QuarantineReason, 
/**
 * What broke.
 */
error: string | null, at: Timestamp, state: QuarantineState, decided_by: string | null, decided_at: Timestamp | null, };
export type Reach = "off" | "mine" | "unowned" | "team" | "all";
export type RecountView = { running: boolean, done: number, total: number, };
export type RejectedRow = { line: number, reason: string, };
export type Relation = "related" | "duplicate_of" | "child_of" | "blocked_by";
export type ReminderAdd = { ticket: TicketId, at: Timestamp, note: string | null, };
export type ReminderId = string;
export type ReminderMove = { reminder: ReminderId, at: Timestamp, };
export type ReminderPick = { reminder: ReminderId, };
export type ReminderQuery = { ticket: TicketId | null, 
/**
 * Also those that are done.
 */
done: boolean, };
export type ReminderView = { id: ReminderId, ticket: TicketId, number: string, subject: string, at: Timestamp, note: string | null, done: boolean, };
export type Reopen = "resume" | "restart" | "never_stopped";
export type ReportBy = "time" | "team" | "assignee" | "resolver" | "worker" | "organisation" | "topic" | "type" | "channel" | "priority" | "status" | "tag";
export type ReportId = string;
export type ReportMeasure = "open" | "opened" | "resolved" | "answer_p50" | "answer_p90" | "answer_mean" | "work_p50" | "work_p90" | "work_mean" | "first_contact" | "reopened" | "reopened_soon" | "answer_kept" | "work_kept" | "time_spent";
export type ReportPick = { id: ReportId, };
export type ReportRow = { 
/**
 * The id or the key of what it is for; `None` for tickets that have none. Of time it is the number of the step.
 */
key: string | null, 
/**
 * What people call it; empty where words have to be found for the key.
 */
name: string, 
/**
 * `None` of no tickets.
 */
value: number | null, 
/**
 * The same of the period before; `None` also where there is no before.
 */
before: number | null, 
/**
 * The tickets that it is measured on; of a share those that make it up, of targets those that missed.
 */
tickets: Counted, };
export type ReportRun = { asked: Asked, 
/**
 * The zone whose days these are, such as `Europe/Berlin`.
 */
zone: string, };
export type ReportSave = { id?: ReportId, name: string, share: Share, asked: Asked, };
export type ReportSpan = "week" | "month" | "quarter" | "year" | "this_week" | "this_month" | "last_month" | "this_quarter" | "last_quarter" | "this_year";
export type ReportView = { 
/**
 * Now.
 */
at: Timestamp, 
/**
 * How many tickets of this device it asks about.
 */
tickets: number, from: Timestamp, to: Timestamp, unit: Unit, total: ReportRow, rows: Array<ReportRow>, 
/**
 * Rows beyond the most that are told one by one.
 */
left_off: number, steps: Array<PeriodStep>, weekly: boolean, };
export type Required = "never" | "intake" | "resolve";
export type Rising = { name: string, opened: Counted, before: number, };
export type RiskInstant = { at: Timestamp, level: Threshold, };
export type Role = "requester" | "technician" | "agent" | "manager" | "admin";
export type RowGroup = { 
/**
 * The id or key of what they have in common; `None`: nobody, or no organisation.
 */
key: string | null, 
/**
 * Its name, where that is not a matter of language.
 */
name: string, count: number, breached: number, };
export type RowPage = { total: number, from: number, rows: Array<RowView>, 
/**
 * All groups of a list that is grouped, in their order, whichever rows were asked for.
 */
groups?: Array<RowGroup>, };
export type RowView = { id: TicketId, number: string, subject: string, priority: Priority, status: StatusKey, category: StatusCategory, requester: string | null, organisation: string | null, team: TeamId, assignee: PersonId | null, assignee_name: string | null, tags: Array<string>, clock: ClockView | null, created_at: Timestamp, updated_at: Timestamp, mark: Mark, 
/**
 * The ticket's own date.
 */
due_date?: Timestamp, 
/**
 * Until when I have put it off.
 */
snoozed_until?: Timestamp, 
/**
 * When it is work again by itself, while it waits or rests.
 */
postponed_until?: Timestamp, 
/**
 * The last public word is ours, for one that is open.
 */
answered?: boolean, 
/**
 * Others said something that I have not read.
 */
unread?: boolean, 
/**
 * How far its checklist is, if it has one.
 */
checklist?: Progress, 
/**
 * What the fields hold that were asked for and are filled in.
 */
custom?: { [key in FieldKey]: JsonValue }, };
export type SavedReport = { id: ReportId, name: string, asked: Asked, share: Share, 
/**
 * Who saved it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type SavedView = { id: ViewId, name: string, share: Share, 
/**
 * Who saved it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type Scope = "mine" | "team" | "all";
export type SearchFacet = { key: Key, values: Array<SearchFacetValue>, };
export type SearchFacetQuery = { text: string, };
export type SearchFacetValue = { 
/**
 * As it is written in a term.
 */
text: string, name: string, count: number, 
/**
 * Whether the line asks for it.
 */
chosen: boolean, };
export type SearchHit = { row: RowView, why: SearchWhy, 
/**
 * The words around the hit, the hit itself between U+E000 and U+E001.
 */
snippet: string, };
export type SearchLine = { text: string, parts: Array<SearchPart>, 
/**
 * A filter that finds what the line finds; what a filter has no place for is left in its text.
 */
filter: Filter, offers: Array<SearchOffer>, };
export type SearchMistake = { "is": "key", key: string, near: Key | null, } | { "is": "value", key: Key, value: string, near: string | null, } | { "is": "order", key: Key, } | { "is": "time", key: Key, value: string, };
export type SearchOffer = { 
/**
 * What it stands in for, in UTF-16 units.
 */
from: number, to: number, 
/**
 * What is written.
 */
text: string, 
/**
 * What it is about.
 */
key: Key, 
/**
 * What a value is called; `None` for a key.
 */
value: string | null, };
export type SearchPage = { total: number, 
/**
 * Whether there are more than were looked at: then `total` is of the newest.
 */
more: boolean, from: number, hits: Array<SearchHit>, };
export type SearchPart = { from: number, to: number, 
/**
 * Whether it is left out rather than looked for.
 */
not: boolean, what: SearchWhat, mistakes: Array<SearchMistake>, };
export type SearchQuery = { 
/**
 * Words, phrases and terms; see `search_read`.
 */
text: string, sort?: SearchSort, from: number, count: number, };
export type SearchRead = { text: string, 
/**
 * Where somebody is typing, in UTF-16 units as browsers count; without one nothing is offered.
 */
caret?: number, };
export type SearchSort = "best" | "newest";
export type SearchWhat = { "is": "word", text: string, } | { "is": "phrase", text: string, } | { "is": "term", key: Key, sign: string, values: Array<string>, };
export type SearchWhy = "subject" | "details" | "conversation" | "note" | "attachment" | "person" | "terms";
export type SessionView = { me: PersonId, name: string, email: string | null, role: Role, mode: Mode, server: string | null, device: string, may_configure: boolean, 
/**
 * Whether the person may delete tickets and decide what is stuck.
 */
may_manage: boolean, };
export type SetChange = { field: string, added: Array<string>, removed: Array<string>, };
export type Share = { "with": "nobody" } | { "with": "team", team: TeamId, } | { "with": "everybody" };
export type Sheet = { name: string, columns: Array<string>, rows: Array<Array<SheetCell>>, };
export type SheetCell = { "is": "text", text: string, } | { "is": "number", value: number | null, unit: Unit, };
export type SheetFormat = "csv" | "xlsx";
export type SheetsSave = { format: SheetFormat, 
/**
 * What the tables are called together.
 */
title: string, 
/**
 * What they cover, and as of when.
 */
about: About, sheets: Array<Sheet>, 
/**
 * The file to write; without it the content comes back.
 */
path: string | null, };
export type SheetsSaved = { base64: string | null, 
/**
 * The file that belongs beside comma-separated values, named like them and `-metadata.json`.
 */
beside: string | null, };
export type ShowPlace = { place: string, };
export type Side = "agent" | "requester";
export type SignIn = { password: string, };
export type Signature = { text: string, };
export type SignatureGet = { ticket?: TicketId, };
export type Simulate = { ticket: TicketId | null, 
/**
 * When the imagined ticket is opened; now when left out.
 */
at: Timestamp | null, facts: SimulatedFacts, draft: SlaDraft, };
export type Simulated = { 
/**
 * `None` when no policy fits.
 */
policy: PolicyShort | null, calendar: CalendarShort, clocks: Array<SimulatedClock>, 
/**
 * The ends of the strip: everything below lies between them.
 */
from: Timestamp, to: Timestamp, 
/**
 * When the calendar is open; nights and days off lie between.
 */
open: Array<Span>, holidays: Array<HolidayView>, };
export type SimulatedClock = { metric: Metric, state: ClockState, 
/**
 * In minutes, of business time unless it counts around the clock.
 */
target_minutes: number | null, around_the_clock: boolean, due: Timestamp | null, met_at: Timestamp | null, remaining_seconds: number | null, 
/**
 * Where the explanation ends: the due instant, the breach, or the end.
 */
until: Timestamp, 
/**
 * What counted and what did not, in order.
 */
parts: Array<ClockPart>, at_risk: Array<RiskInstant>, steps: Array<StepView>, 
/**
 * Every breach of this metric, the superseded ones included.
 */
breaches: Array<BreachView>, };
export type SimulatedFacts = { priority: Priority, type: TicketType, channel: Channel, category: CategoryId | null, organisation: OrganisationId | null, tier: string | null, team: TeamId | null, tags: Array<string>, };
export type SlaDraft = { calendars: Array<NamedCalendar> | null, policies: Array<NamedPolicy> | null, };
export type SlaOverview = { at: Timestamp, open: number, at_risk: number, breached: number, teams: Array<Standing>, people: Array<Standing>, 
/**
 * One for each full hour from the one that runs.
 */
load: Array<LoadHour>, };
export type SlaStanding = "breached" | "at_risk" | "on_track" | "quiet";
export type SnoozeUntil = { "until": "minutes", minutes: number, } | { "until": "tomorrow" } | { "until": "at", at: Timestamp, };
export type SnoozeView = { row: RowView, until: Timestamp, };
export type SortKey = "due" | "due_date" | "number" | "subject" | "priority" | "status" | "requester" | "assignee" | "created" | "updated";
export type Span = { from: Timestamp, to: Timestamp, };
export type StaffView = { card: PersonCard, teams: Array<TeamId>, retired: boolean, };
export type Stage = "welcome" | "locked" | "open" | "lapsed" | "stuck";
export type StaleReplies = "hold" | "send" | { "hold_after": { minutes: number, } };
export type StandardAsk = { field: StandardField, required: Required, 
/**
 * None means all.
 */
types: Array<TicketType>, };
export type StandardField = "requester" | "category" | "service" | "component" | "steps_to_reproduce" | "error_messages" | "desired_outcome" | "steps_taken" | "root_cause" | "workaround" | "resolution";
export type Standing = { team: TeamId | null, 
/**
 * `None` among people: nobody owns these.
 */
person: PersonId | null, name: string, open: number, at_risk: number, breached: number, };
export type Status = { key: StatusKey, name: string, category: StatusCategory, 
/**
 * The order on screen.
 */
position: number, 
/**
 * The statuses that a ticket may go to from here; empty means any.
 */
next: Array<StatusKey>, retired: boolean, };
export type StatusCategory = "new" | "open" | "waiting" | "on_hold" | "resolved" | "closed";
export type StatusKey = string;
export type StatusOrder = { keys: Array<StatusKey>, };
export type Stay = { status: StatusKey, name: string, category: StatusCategory, 
/**
 * How often it was left in the period.
 */
stays: number, 
/**
 * Time by the clock on the wall, in milliseconds; `None` when it was never left.
 */
mean_ms: number | null, p50_ms: number | null, p90_ms: number | null, 
/**
 * The tickets that left it.
 */
left: Counted, 
/**
 * The tickets that stand there now.
 */
now: Counted, 
/**
 * Since when the first of them.
 */
since: Timestamp | null, };
export type Step = { id: StepId, metric: Metric, when: Lead, actions: Array<StepAction>, };
export type StepAction = { "do": "notify", assignee: boolean, 
/**
 * Everybody in the team of the ticket.
 */
team: boolean, 
/**
 * The managers of the desk.
 */
managers: boolean, people: Array<PersonId>, } | { "do": "raise_priority", to: Priority | null, } | { "do": "assign", person: PersonId, } | { "do": "add_tag", tag: string, } | { "do": "comment", body: string, } | { "do": "move_to_team", team: TeamId, };
export type StepId = string;
export type StepKind = "started" | "arrived" | "done" | "cancelled" | "taken_back";
export type StepView = { step: StepId, at: Timestamp, when: Lead, actions: Array<StepAction>, };
export type SyncAttempt = { 
/**
 * The start of the minute.
 */
at: Timestamp, outcome: SyncOutcome, 
/**
 * Why it came to nothing.
 */
code: Code | null, attempts: number, 
/**
 * Changes of this desk that the server judged.
 */
sent: number, 
/**
 * Records that came.
 */
received: number, 
/**
 * Bytes of bodies as they were sent, and of answers once unpacked.
 */
bytes_out: number, bytes_in: number, 
/**
 * How long all of it took together, in milliseconds.
 */
millis: number, };
export type SyncLogView = { 
/**
 * Newest first.
 */
attempts: Array<SyncAttempt>, bytes_out_day: number, bytes_in_day: number, };
export type SyncOutcome = "done" | "offline" | "refused" | "failed";
export type SyncState = "local" | "online" | "syncing" | "offline" | "sign-in" | "attention";
export type SyncView = { state: SyncState, 
/**
 * Changes that wait to be sent.
 */
pending: number, conflicts: number, rejected: number, 
/**
 * Public replies that wait for a person.
 */
held: number, 
/**
 * Files that were lost here before they were sent.
 */
broken: number, cursor: number, server: string | null, last_success: Timestamp | null, next_try: Timestamp | null, 
/**
 * What went wrong last, in words.
 */
error: string | null, 
/**
 * Server time minus device time.
 */
clock_offset_ms: number, 
/**
 * While the first copy is being fetched: how many of how many records are here.
 */
first_copy: FirstCopy | null, 
/**
 * When this desk turned out to be a copy of another and went on as a device of its own.
 */
copied_at?: Timestamp, };
export type SystemPut = { close_to_tray?: boolean, badge?: boolean, at_login?: boolean, 
/**
 * Other keys that begin a ticket from any program; an empty text for none.
 */
shortcut?: string, };
export type SystemRow = "cut" | "copy" | "paste" | "select_all" | "about" | "services" | "hide" | "hide_others" | "show_all" | "minimise" | "zoom" | "full_screen";
export type SystemView = { 
/**
 * Whether the desktop shows tray icons, and ours among them.
 */
tray: boolean, 
/**
 * Whether closing the window leaves Tern in the tray. It counts only while there is one.
 */
close_to_tray: boolean, 
/**
 * Whether the window and its icon say how many tickets are missed or at risk.
 */
badge: boolean, 
/**
 * Whether Tern starts with the person's session; `None` where it cannot say.
 */
at_login: boolean | null, 
/**
 * The keys that begin a ticket from any program, such as `Mod+Alt+N`.
 */
shortcut: string | null, 
/**
 * Whether this desktop gives a program such keys.
 */
shortcut_possible: boolean, };
export type Tag = "Host" | "Session" | "House" | "Boards" | "Tickets" | "People" | "Conflicts" | "Outbox" | "Sync" | "Drafts" | "Preferences" | "Undo" | "Reminders" | "Notifications" | "Recount" | "Views" | "Canned" | "Visits" | "Macros" | "Reports" | "Templates" | "Timers" | "Seen";
export type Targets = { first_response: number | null, next_response: number | null, resolution: number | null, 
/**
 * The metrics that count every minute of the day; the others count business hours.
 */
around_the_clock: Array<Metric>, };
export type TeamId = string;
export type TeamMembers = { team: TeamId, add: Array<PersonId>, remove: Array<PersonId>, };
export type TeamSave = { team: TeamId | null, name: string, retired: boolean, 
/**
 * What becomes of replies whose authors had not seen all of the conversation; as it was when it is left out.
 */
stale_replies?: StaleReplies, 
/**
 * Only its members, managers and admins see its tickets, beside whoever owns or made one.
 */
private: boolean, 
/**
 * Which level of support it is, from 1 to 3; without one it is none.
 */
level?: number, };
export type TeamView = { id: TeamId, name: string, retired: boolean, private: boolean, stale_replies: StaleReplies, level?: number, };
export type TemplateFilled = { name: string, fills: TemplateFills, 
/**
 * The placeholders that could not be filled, and stand in the texts as they were.
 */
gaps: Array<string>, };
export type TemplateFills = { 
/**
 * With the placeholders of canned replies.
 */
subject?: string, 
/**
 * Markdown with the placeholders of canned replies.
 */
description?: string, type?: TicketType, priority?: Priority, category?: CategoryId, team?: TeamId, assignee?: PersonId, tags?: Array<string>, 
/**
 * Values of the fields that this desk added, by their keys.
 */
custom?: { [key in string]: JsonValue }, 
/**
 * An item on each line: as one text it merges line by line.
 */
checklist?: string, };
export type TemplateId = string;
export type TemplatePick = { id: TemplateId, };
export type TemplateSave = { 
/**
 * Without one it is a new one.
 */
id?: TemplateId, name: string, fills: TemplateFills, share: Share, };
export type TemplateUse = { id: TemplateId, 
/**
 * Who asks for the ticket, as far as that is known.
 */
requester?: PersonId, 
/**
 * The team that the ticket goes to where the template names none.
 */
team?: TeamId, };
export type TemplateView = { id: TemplateId, name: string, fills: TemplateFills, share: Share, 
/**
 * Who saved it, when that was somebody else.
 */
owner: string | null, may_edit: boolean, };
export type ThenBy = { key: SortKey, descending: boolean, };
export type ThreadEntry = { "entry": "message" } & MessageView | { "entry": "event" } & HistoryLine | { "entry": "merged" } & MergedRequest;
export type ThreadGet = { ticket: TicketId, 
/**
 * Only what came before this entry; without it, the newest page.
 */
before: Timestamp | null, count: number, };
export type ThreadPage = { more: boolean, entries: Array<ThreadEntry>, 
/**
 * When somebody else than me spoke last here: what `ticket_read` takes once this page was shown.
 */
heard?: Timestamp, };
export type Threshold = { "percent": number } | { "minutes_before": number };
export type TicketConfirm = { tickets: Array<TicketId>, how: ConfirmedHow, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketEscalate = { tickets: Array<TicketId>, 
/**
 * Without one: the first team of the next level.
 */
team?: TeamId, 
/**
 * What that team has to know: it becomes an internal note.
 */
note?: string, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketFind = { 
/**
 * A number as people write it: `1042`, `#1042`, `L-7`, `draft-7F3A`; or the id of a ticket.
 */
number: string, };
export type TicketGet = { ticket: TicketId, };
export type TicketId = string;
export type TicketMerge = { tickets: Array<TicketId>, into: TicketId, };
export type TicketMove = { tickets: Array<TicketId>, board: BoardId, place: Place, 
/**
 * The order in which the cards were in sight: only cards that are ordered by hand take a rank.
 */
sort: BoardSort | null, 
/**
 * Why the priority that this gives them is not what the matrix says.
 */
priority_reason?: string, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketNew = { subject: string, description: string, 
/**
 * Any other field by its name, as in `ticket_set`.
 */
fields: { [key in string]: JsonValue }, 
/**
 * A requester who is not known yet, made together with the ticket.
 */
new_requester: NewRequester | null, 
/**
 * Items of the checklist that it begins with, one on each line.
 */
checklist?: string, 
/**
 * The ticket that it is a part of.
 */
parent?: TicketId, 
/**
 * It was written in the sheet: with it, the sheet's draft is forgotten, and `new-made` says whose the files are
 * that wait there.
 */
from_sheet?: boolean, };
export type TicketPick = { tickets: Array<TicketId>, };
export type TicketPostpone = { tickets: Array<TicketId>, until: SnoozeUntil, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketQuery = { filter: Filter, sort: SortKey, descending: boolean, then?: ThenBy, 
/**
 * The tickets of each group stand together, and the page says which groups there are.
 */
group?: ListGroup, from: number, count: number, 
/**
 * Fields that this desk added; each row tells what they hold.
 */
fields?: Array<FieldKey>, };
export type TicketRead = { tickets: Array<TicketId>, 
/**
 * Marks them unread instead.
 */
unread?: boolean, 
/**
 * Marks them as what they are not, whatever a screen shows of them: unread, or read where all of them are unread.
 */
turn?: boolean, 
/**
 * They were read by looking at them, as far as `ticket_thread` had `heard`: nothing that somebody would take back.
 */
shown?: Timestamp, };
export type TicketRef = { ticket: TicketId, number: string, subject: string, };
export type TicketReopen = { tickets: Array<TicketId>, 
/**
 * Why, for colleagues: it becomes an internal note.
 */
reason?: string, 
/**
 * As in `ticket_set`.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketSet = { tickets: Array<TicketId>, fields: { [key in string]: JsonValue }, add_tags: Array<string>, remove_tags: Array<string>, 
/**
 * Who watches and who gets a copy, one by one: whoever was added meanwhile stays.
 */
add_watchers?: Array<PersonId>, remove_watchers?: Array<PersonId>, add_cc?: Array<PersonId>, remove_cc?: Array<PersonId>, 
/**
 * Values for what is missing: each goes to the tickets whose type has the field and that have nothing in it.
 */
fill?: { [key in FieldKey]: JsonValue }, };
export type TicketSnooze = { tickets: Array<TicketId>, until: SnoozeUntil, };
export type TicketSplit = { ticket: TicketId, messages: Array<MessageId>, };
export type TicketType = string;
export type TicketView = { id: TicketId, number: string, 
/**
 * The earlier name of a ticket that has a number by now.
 */
provisional: string | null, subject: string, description: string, type: TicketType, channel: Channel, status: StatusKey, category: StatusCategory, 
/**
 * Where the workflow lets it go.
 */
next: Array<StatusKey>, priority: Priority, priority_reason: string | null, impact: Level, urgency: Level, team: TeamId, assignee: PersonId | null, assignee_name: string | null, requester: PersonCard | null, organisation: string | null, tier: string | null, category_id: CategoryId | null, category_path: Array<string>, component: string | null, subcomponent: string | null, service: string | null, tags: Array<string>, watchers: Array<PersonCard>, cc: Array<PersonCard>, due: Timestamp | null, estimated: Timestamp | null, 
/**
 * The expected resolution that the requester was told last; another one than `estimated` is out of date.
 */
estimated_told?: Timestamp, steps_to_reproduce: string | null, steps_taken: string | null, error_messages: string | null, desired_outcome: string | null, resolution: string | null, root_cause: string | null, workaround: string | null, 
/**
 * That it is fixed was confirmed, for one that is done.
 */
confirmed?: ConfirmedView, 
/**
 * The last public word is ours, for one that is open.
 */
answered?: boolean, 
/**
 * Others said something that I have not read.
 */
unread?: boolean, custom: { [key in string]: JsonValue }, attribution: string | null, external: string | null, created_at: Timestamp, created_by: PersonCard | null, updated_at: Timestamp, clocks: Array<ClockView>, checklist: Array<ChecklistItemView>, attachments: Array<AttachmentView>, links: Array<LinkView>, 
/**
 * The ticket that this one was merged into.
 */
merged_into: TicketRef | null, 
/**
 * The tickets that were merged into this one, and into those.
 */
merged: Array<MergedView>, time_seconds: number, 
/**
 * The requester's other tickets, newest first, up to eight.
 */
others: Array<RowView>, 
/**
 * How many there are.
 */
others_count: number, conflicts: Array<ConflictView>, mark: Mark, deleted: boolean, may_edit: boolean, may_delete: boolean, 
/**
 * Until when I have put it off.
 */
snoozed_until?: Timestamp, 
/**
 * When it is work again by itself, while it waits or rests.
 */
postponed_until?: Timestamp, };
export type TimeAdd = { ticket: TicketId, seconds: number, note: string | null, 
/**
 * When it was spent; now unless said.
 */
at?: Timestamp, 
/**
 * It is what my timer on this ticket counted, which ends with it.
 */
timer?: boolean, };
export type TimeEntryId = string;
export type TimePick = { entry: TimeEntryId, };
export type TimeQuery = { ticket: TicketId, };
export type TimeSet = { entry: TimeEntryId, seconds: number, note: string | null, at: Timestamp, };
export type TimeView = { id: TimeEntryId, author: PersonId, author_name: string | null, seconds: number, 
/**
 * When it was spent, or booked.
 */
at: Timestamp, note: string | null, 
/**
 * The visit on which it was spent.
 */
visit: VisitId | null, 
/**
 * Whether whoever looks may put it right: its author, and whoever leads.
 */
may_edit: boolean, };
export type TimerPick = { ticket: TicketId, };
export type TimerSettle = { ticket: TicketId, counts: boolean, };
export type TimerStarted = { 
/**
 * The number of the ticket whose timer ran until now, and is paused.
 */
paused: string | null, };
export type TimerView = { ticket: TicketId, number: string, subject: string, running: boolean, 
/**
 * Up to the moment of the answer.
 */
counted_ms: number, 
/**
 * How much of it the computer slept or the program was not there.
 */
away_ms: number, };
export type Timestamp = number;
export type TimingsView = { 
/**
 * The shell's own code began to run: the system had loaded the program by then.
 */
main_ms: number | null, desk_ms: number | null, window_ms: number | null, page_ms: number | null, shown_ms: number | null, interactive_ms: number | null, };
export type TypeOfTicket = { key: TicketType, 
/**
 * What it is called here; one of the built-in types that nobody has renamed has the name of its key.
 */
name: string | null, 
/**
 * Offered no more; tickets that have it keep it.
 */
retired: boolean, };
export type TypeOrder = { keys: Array<TicketType>, };
export type TypeSave = { type: TicketType | null, name: string | null, retired: boolean, };
export type UndoView = { undo: string | null, redo: string | null, };
export type Unit = "count" | "milliseconds" | "basis_points";
export type Unlock = { passphrase: string, };
export type UrgentGuard = { 
/**
 * The share of the open tickets that may be urgent, in percent; 0 asks nobody.
 */
percent: number, };
export type ViewAdd = { name: string, share: Share, content: ViewContent, };
export type ViewContent = { filter: Filter, sort: SortKey, descending: boolean, then?: ThenBy, group?: ListGroup, 
/**
 * The columns of the list in their order; without any, those that the reader has.
 */
columns: Array<string>, };
export type ViewCount = { key: string, count: number, breached: number, 
/**
 * When the oldest of them was opened.
 */
oldest: Timestamp | null, 
/**
 * When the next clock among them runs out that has not yet.
 */
next_due: Timestamp | null, };
export type ViewId = string;
export type ViewMove = { view: ViewId, after: ViewId | null, before: ViewId | null, };
export type ViewPick = { view: ViewId, };
export type ViewSet = { view: ViewId, name?: string, share?: Share, content?: ViewContent, };
export type ViewView = { 
/**
 * The id of a saved view, or the name of one that every desk has.
 */
key: string, what: ViewWhat, content: ViewContent, };
export type ViewWhat = { "is": "built_in", view: BuiltIn, } | { "is": "saved" } & SavedView;
export type VisitAdd = { ticket: TicketId, technician: PersonId | null, from: Timestamp | null, until: Timestamp | null, address: string | null, purpose: string | null, };
export type VisitId = string;
export type VisitParts = { visit: VisitId, add: Array<string>, remove: Array<string>, };
export type VisitPick = { visit: VisitId, };
export type VisitQuery = { 
/**
 * All visits of one ticket, whatever else is asked.
 */
ticket: TicketId | null, 
/**
 * Those that overlap this range; both ends or neither.
 */
from: Timestamp | null, to: Timestamp | null, 
/**
 * Only theirs; empty: everybody's.
 */
technicians: Array<PersonId>, 
/**
 * In place of a range: those that have no time or nobody to go there, and are not over.
 */
unscheduled: boolean, };
export type VisitSet = { visit: VisitId, technician: PersonId | null, from: Timestamp | null, until: Timestamp | null, address: string | null, purpose: string | null, };
export type VisitSign = { visit: VisitId, signature: AttachmentId, name: string, };
export type VisitState = "planned" | "on_the_way" | "on_site" | "done" | "cancelled";
export type VisitStep = { visit: VisitId, step: StepKind, 
/**
 * With `done` or `cancelled`: what was done or why not; it becomes an internal note of the ticket.
 */
report: string | null, 
/**
 * With `done`: time to book on the ticket.
 */
minutes: number | null, };
export type VisitStepView = { kind: StepKind, at: Timestamp, by: PersonId, by_name: string | null, 
/**
 * A later step took it back.
 */
taken_back: boolean, };
export type VisitView = { id: VisitId, ticket: TicketId, number: string, subject: string, priority: Priority, requester: string | null, phone: string | null, organisation: string | null, 
/**
 * `None`: nobody goes there yet.
 */
technician: PersonId | null, technician_name: string | null, 
/**
 * `None`, both: not scheduled yet.
 */
from: Timestamp | null, until: Timestamp | null, address: string | null, 
/**
 * What is to be done there.
 */
purpose: string | null, state: VisitState, 
/**
 * What may be said of it next, the usual one first.
 */
next: Array<StepKind>, 
/**
 * Oldest first, what was taken back included.
 */
steps: Array<VisitStepView>, 
/**
 * From arrival until it was done, or until now.
 */
on_site_seconds: number | null, 
/**
 * What was booked for it.
 */
spent_seconds: number, 
/**
 * Such as `2 × Fuser kit`.
 */
parts: Array<string>, signature: AttachmentId | null, signed_by: string | null, 
/**
 * Photos and other files that were taken there; the signature is not among them.
 */
files: Array<AttachmentView>, 
/**
 * What stands between the ticket of this visit and the server.
 */
mark: Mark, };
export type Volume = { opened: Counted, resolved: Counted, };
export type WallInterval = [WallTime, WallTime];
export type WallTime = string;
export type WasRead = { undo: string | null, 
/**
 * Whether they are unread now.
 */
unread: boolean, 
/**
 * What of the first one was heard after this was new until now; nothing was in a ticket that I saw for the first time
 * and that does not concern me.
 */
since?: Timestamp, };
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export type WhatIfRow = { row: RowView, metric: Metric, breaches: boolean, due_now: Timestamp | null, due_then: Timestamp | null, };
export type WhatIfView = { open: number, 
/**
 * Clocks that would miss their target at once.
 */
breaching: number, 
/**
 * Missed clocks that would run again.
 */
recovering: number, 
/**
 * Clocks that would be due earlier, or later.
 */
earlier: number, later: number, 
/**
 * The first of those that would breach or recover.
 */
rows: Array<WhatIfRow>, };
export type WorkLocally = { 
/**
 * The name of the person who works here.
 */
name: string, passphrase: string | null, };
export type Working = { person: PersonId, name: string, open: Counted, breached: Counted, resolved: Counted, resolved_before: number, work_p50_ms: number | null, 
/**
 * The tickets that time was spent on in the period.
 */
worked: Counted, worked_ms: number, 
/**
 * The part of the desk's hours that was spent on tickets; `None` where it had no hours.
 */
worked_basis_points: number | null, };

/** Every command with its input and output. */
export type Commands = {
  host_state: { input: Empty; output: HostView };
  host_try_sample: { input: Empty; output: HostView };
  host_leave_sample: { input: Empty; output: HostView };
  host_work_locally: { input: WorkLocally; output: HostView };
  host_unlock: { input: Unlock; output: HostView };
  host_lock: { input: Empty; output: HostView };
  host_connect: { input: Connect; output: HostView };
  host_sign_in: { input: SignIn; output: HostView };
  host_sign_out: { input: Empty; output: HostView };
  password_change: { input: PasswordChange; output: Done };
  sync_status: { input: Empty; output: SyncView };
  sync_log: { input: Empty; output: SyncLogView };
  sync_now: { input: Empty; output: Done };
  presence_here: { input: PresenceHere; output: PresenceView };
  device_list: { input: Empty; output: Array<DeviceView> };
  device_revoke: { input: DevicePick; output: Done };
  quarantine_list: { input: QuarantineQuery; output: Array<QuarantineView> };
  quarantine_apply: { input: QuarantinePick; output: Done };
  quarantine_discard: { input: QuarantinePick; output: Done };
  outbox_hand_over: { input: OutboxPick; output: Done };
  holiday_read: { input: HolidayFile; output: HolidaysRead };
  mail_read: { input: MailFile; output: MailRead };
  import_presets: { input: Empty; output: Array<PresetView> };
  import_start: { input: ImportStart; output: ImportStarted };
  import_cancel: { input: Empty; output: Done };
  export_start: { input: ExportStart; output: Exported };
  sheets_save: { input: SheetsSave; output: SheetsSaved };
  paper_save: { input: PaperSave; output: PaperSaved };
  agenda_save: { input: AgendaSave; output: AgendaSaved };
  diagnostics_get: { input: Empty; output: DiagnosticsView };
  diagnostics_save: { input: DiagnosticsSave; output: Done };
  attachment_save: { input: AttachmentSave; output: Done };
  files_get: { input: Empty; output: FilesView };
  files_set: { input: FileSettings; output: Done };
  files_send: { input: Empty; output: Done };
  session_get: { input: Empty; output: SessionView };
  lookup_all: { input: Empty; output: LookupsView };
  board_list: { input: Empty; output: Array<BoardSummary> };
  board_get: { input: BoardGet; output: BoardView };
  board_column: { input: BoardColumn; output: CardPage };
  board_save: { input: BoardSave; output: Made };
  board_remove: { input: BoardPick; output: Done };
  view_list: { input: Empty; output: Array<ViewView> };
  view_counts: { input: Empty; output: Array<ViewCount> };
  view_add: { input: ViewAdd; output: Made };
  view_set: { input: ViewSet; output: Done };
  view_move: { input: ViewMove; output: Done };
  view_remove: { input: ViewPick; output: Done };
  ticket_list: { input: TicketQuery; output: RowPage };
  ticket_get: { input: TicketGet; output: TicketView };
  ticket_thread: { input: ThreadGet; output: ThreadPage };
  ticket_history: { input: TicketGet; output: Array<HistoryLine> };
  ticket_find: { input: TicketFind; output: RowView | null };
  ticket_rows: { input: TicketPick; output: Array<RowView> };
  ticket_search: { input: SearchQuery; output: SearchPage };
  ticket_alike: { input: AlikeQuery; output: Array<RowView> };
  search_read: { input: SearchRead; output: SearchLine };
  search_facets: { input: SearchFacetQuery; output: Array<SearchFacet> };
  ticket_new: { input: TicketNew; output: Made };
  ticket_set: { input: TicketSet; output: Done };
  ticket_read: { input: TicketRead; output: WasRead };
  ticket_move: { input: TicketMove; output: Done };
  ticket_delete: { input: TicketPick; output: Done };
  ticket_restore: { input: TicketPick; output: Done };
  ticket_merge: { input: TicketMerge; output: Done };
  ticket_unmerge: { input: TicketPick; output: Done };
  ticket_split: { input: TicketSplit; output: Made };
  ticket_reopen: { input: TicketReopen; output: Done };
  ticket_confirm: { input: TicketConfirm; output: Done };
  ticket_escalate: { input: TicketEscalate; output: Done };
  message_add: { input: MessageAdd; output: Done };
  canned_list: { input: Empty; output: CannedList };
  canned_save: { input: CannedSave; output: Made };
  canned_remove: { input: CannedPick; output: Done };
  canned_fill: { input: CannedFill; output: CannedFilled };
  macro_list: { input: Empty; output: Array<MacroView> };
  macro_save: { input: MacroSave; output: Made };
  macro_remove: { input: MacroPick; output: Done };
  macro_preview: { input: MacroTry; output: Array<MacroEffect> };
  macro_run: { input: MacroRun; output: Done };
  signature_get: { input: SignatureGet; output: Signature };
  signature_put: { input: Signature; output: Done };
  profile_get: { input: Empty; output: ProfileView };
  profile_put: { input: ProfilePut; output: Done };
  time_list: { input: TimeQuery; output: Array<TimeView> };
  time_add: { input: TimeAdd; output: Done };
  time_set: { input: TimeSet; output: Done };
  time_remove: { input: TimePick; output: Done };
  call_save: { input: CallSave; output: Made };
  timer_list: { input: Empty; output: Array<TimerView> };
  timer_start: { input: TimerPick; output: TimerStarted };
  timer_pause: { input: TimerPick; output: Done };
  timer_look: { input: Empty; output: Done };
  timer_settle: { input: TimerSettle; output: Done };
  timer_drop: { input: TimerPick; output: Done };
  link_add: { input: LinkAdd; output: Done };
  link_remove: { input: LinkPick; output: Done };
  attachment_add: { input: AttachmentAdd; output: AttachmentView };
  attachment_read: { input: AttachmentPick; output: AttachmentBytes };
  ticket_snooze: { input: TicketSnooze; output: Done };
  ticket_postpone: { input: TicketPostpone; output: Done };
  ticket_wake: { input: TicketPick; output: Done };
  snooze_list: { input: Empty; output: Array<SnoozeView> };
  reminder_add: { input: ReminderAdd; output: Made };
  reminder_move: { input: ReminderMove; output: Done };
  reminder_done: { input: ReminderPick; output: Done };
  reminder_remove: { input: ReminderPick; output: Done };
  reminder_list: { input: ReminderQuery; output: Array<ReminderView> };
  visit_list: { input: VisitQuery; output: Array<VisitView> };
  visit_add: { input: VisitAdd; output: Made };
  visit_set: { input: VisitSet; output: Done };
  visit_step: { input: VisitStep; output: Done };
  visit_parts: { input: VisitParts; output: Done };
  visit_sign: { input: VisitSign; output: Done };
  visit_remove: { input: VisitPick; output: Done };
  checklist_add: { input: ChecklistAdd; output: Made };
  checklist_set: { input: ChecklistSet; output: Done };
  checklist_move: { input: ChecklistMove; output: Done };
  checklist_remove: { input: ChecklistPick; output: Done };
  notification_list: { input: NotificationQuery; output: NotificationPage };
  notification_read: { input: NotificationRead; output: Done };
  notification_settings_get: { input: Empty; output: NotificationSettings };
  notification_settings_put: { input: NotificationSettings; output: Done };
  dnd_get: { input: Empty; output: DndView };
  dnd_put: { input: DndPut; output: Done };
  draft_get: { input: DraftPick; output: string | null };
  draft_put: { input: DraftPut; output: Done };
  draft_tickets: { input: Empty; output: Array<TicketId> };
  preference_get: { input: PreferencePick; output: JsonValue | null };
  preference_put: { input: PreferencePut; output: Done };
  person_search: { input: PersonSearch; output: Array<PersonCard> };
  person_get: { input: PersonPick; output: PersonView };
  person_save: { input: PersonSave; output: Made };
  organisation_save: { input: OrganisationSave; output: Made };
  team_save: { input: TeamSave; output: Made };
  team_members: { input: TeamMembers; output: Done };
  staff_list: { input: Empty; output: Array<StaffView> };
  status_save: { input: Status; output: Done };
  status_order: { input: StatusOrder; output: Done };
  category_save: { input: CategorySave; output: Made };
  matrix_save: { input: Matrix; output: Done };
  urgent_guard_save: { input: UrgentGuard; output: Done };
  closing_save: { input: Closing; output: Done };
  field_save: { input: FieldSave; output: Made };
  field_order: { input: FieldOrder; output: Done };
  standard_field_save: { input: StandardAsk; output: Done };
  type_save: { input: TypeSave; output: Made };
  type_order: { input: TypeOrder; output: Done };
  calendar_list: { input: Empty; output: CalendarList };
  calendar_save: { input: CalendarList; output: Done };
  policy_list: { input: Empty; output: PolicyList };
  policy_save: { input: PolicyList; output: Done };
  policy_preview: { input: PolicyList; output: PolicyPreview };
  sla_what_if: { input: SlaDraft; output: WhatIfView };
  sla_simulate: { input: Simulate; output: Simulated };
  sla_overview: { input: OverviewQuery; output: SlaOverview };
  sla_attainment: { input: AttainmentQuery; output: AttainmentView };
  sla_recount: { input: Empty; output: RecountView };
  dashboard_get: { input: DashboardQuery; output: DashboardView };
  template_list: { input: Empty; output: Array<TemplateView> };
  template_save: { input: TemplateSave; output: Made };
  template_remove: { input: TemplatePick; output: Done };
  template_use: { input: TemplateUse; output: TemplateFilled };
  template_of: { input: TicketGet; output: TemplateFills };
  report_run: { input: ReportRun; output: ReportView };
  report_list: { input: Empty; output: Array<SavedReport> };
  report_save: { input: ReportSave; output: Made };
  report_remove: { input: ReportPick; output: Done };
  agenda: { input: AgendaQuery; output: AgendaView };
  offline_lease_get: { input: Empty; output: OfflineLease };
  offline_lease_save: { input: OfflineLease; output: Done };
  undo_peek: { input: Empty; output: UndoView };
  undo: { input: Empty; output: Done };
  redo: { input: Empty; output: Done };
  conflict_list: { input: Empty; output: Array<ConflictView> };
  conflict_reviews: { input: Empty; output: Array<ConflictView> };
  conflict_resolve: { input: ConflictResolve; output: Done };
  conflict_resolve_all: { input: ConflictResolveAll; output: Done };
  held_list: { input: Empty; output: Array<HeldView> };
  message_release: { input: MessageRelease; output: Done };
  message_withdraw: { input: MessagePick; output: Done };
  outbox_list: { input: Empty; output: Array<OutboxView> };
  outbox_retry: { input: OutboxPick; output: Done };
  outbox_discard: { input: OutboxPick; output: Done };
  window_interactive: { input: Interactive; output: TimingsView };
  window_timings: { input: Empty; output: TimingsView };
  window_notify_test: { input: Empty; output: NotificationTried };
  window_pick_files: { input: PickFiles; output: Array<string> };
  window_pick_place: { input: PickPlace; output: string | null };
  window_open_link: { input: OpenLink; output: Done };
  window_open_file: { input: OpenFile; output: Done };
  window_clipboard: { input: Empty; output: ClipboardView };
  window_dropped: { input: Empty; output: DroppedView };
  window_print: { input: Empty; output: Done };
  window_close: { input: Empty; output: Done };
  window_pop_out: { input: PopOut; output: PoppedOut };
  window_show: { input: ShowPlace; output: Done };
  window_quit: { input: Empty; output: Done };
  window_system_get: { input: Empty; output: SystemView };
  window_system_put: { input: SystemPut; output: SystemView };
  window_menu_put: { input: MenuPut; output: Done };
};

/** What each command reads, so that a screen knows when to read again. */
export const reads: { readonly [C in keyof Commands]: readonly Tag[] } = {
  host_state: ["Host", "Session", "Sync"],
  host_try_sample: [],
  host_leave_sample: [],
  host_work_locally: [],
  host_unlock: [],
  host_lock: [],
  host_connect: [],
  host_sign_in: [],
  host_sign_out: [],
  password_change: [],
  sync_status: ["Sync", "Outbox", "Conflicts"],
  sync_log: ["Sync"],
  sync_now: [],
  presence_here: [],
  device_list: [],
  device_revoke: [],
  quarantine_list: [],
  quarantine_apply: [],
  quarantine_discard: [],
  outbox_hand_over: [],
  holiday_read: [],
  mail_read: [],
  import_presets: [],
  import_start: [],
  import_cancel: [],
  export_start: [],
  sheets_save: [],
  paper_save: [],
  agenda_save: [],
  diagnostics_get: [],
  diagnostics_save: [],
  attachment_save: [],
  files_get: ["Host", "Outbox"],
  files_set: [],
  files_send: [],
  session_get: ["Session", "Sync", "People"],
  lookup_all: ["House"],
  board_list: ["Boards", "People", "House"],
  board_get: ["Boards", "House", "Tickets", "Seen"],
  board_column: ["Boards", "Tickets", "People", "Seen"],
  board_save: [],
  board_remove: [],
  view_list: ["Views", "People", "House"],
  view_counts: ["Views", "Tickets", "House", "Reminders", "Seen"],
  view_add: [],
  view_set: [],
  view_move: [],
  view_remove: [],
  ticket_list: ["Tickets", "People", "Seen"],
  ticket_get: ["Tickets", "People", "House", "Conflicts", "Seen"],
  ticket_thread: ["Tickets", "People"],
  ticket_history: ["Tickets", "People"],
  ticket_find: ["Tickets"],
  ticket_rows: ["Tickets", "People", "Seen"],
  ticket_search: ["Tickets", "People", "House", "Seen"],
  ticket_alike: ["Tickets", "People", "House"],
  search_read: ["House", "People"],
  search_facets: ["Tickets", "People", "House", "Seen"],
  ticket_new: [],
  ticket_set: [],
  ticket_read: [],
  ticket_move: [],
  ticket_delete: [],
  ticket_restore: [],
  ticket_merge: [],
  ticket_unmerge: [],
  ticket_split: [],
  ticket_reopen: [],
  ticket_confirm: [],
  ticket_escalate: [],
  message_add: [],
  canned_list: ["Canned", "People", "House"],
  canned_save: [],
  canned_remove: [],
  canned_fill: ["Tickets", "People", "House"],
  macro_list: ["Macros", "People", "House"],
  macro_save: [],
  macro_remove: [],
  macro_preview: ["Tickets", "People", "House"],
  macro_run: [],
  signature_get: ["People", "Tickets"],
  signature_put: [],
  profile_get: ["People", "House"],
  profile_put: [],
  time_list: ["Tickets", "People"],
  time_add: [],
  time_set: [],
  time_remove: [],
  call_save: [],
  timer_list: ["Timers", "Tickets"],
  timer_start: [],
  timer_pause: [],
  timer_look: [],
  timer_settle: [],
  timer_drop: [],
  link_add: [],
  link_remove: [],
  attachment_add: [],
  attachment_read: [],
  ticket_snooze: [],
  ticket_postpone: [],
  ticket_wake: [],
  snooze_list: ["Tickets", "Reminders"],
  reminder_add: [],
  reminder_move: [],
  reminder_done: [],
  reminder_remove: [],
  reminder_list: ["Tickets", "Reminders"],
  visit_list: ["Visits", "Tickets", "People"],
  visit_add: [],
  visit_set: [],
  visit_step: [],
  visit_parts: [],
  visit_sign: [],
  visit_remove: [],
  checklist_add: [],
  checklist_set: [],
  checklist_move: [],
  checklist_remove: [],
  notification_list: ["Notifications"],
  notification_read: [],
  notification_settings_get: ["Preferences"],
  notification_settings_put: [],
  dnd_get: ["Preferences"],
  dnd_put: [],
  draft_get: ["Drafts"],
  draft_put: [],
  draft_tickets: ["Drafts", "Tickets"],
  preference_get: ["Preferences"],
  preference_put: [],
  person_search: ["People"],
  person_get: ["People", "Tickets"],
  person_save: [],
  organisation_save: [],
  team_save: [],
  team_members: [],
  staff_list: ["People", "House"],
  status_save: [],
  status_order: [],
  category_save: [],
  matrix_save: [],
  urgent_guard_save: [],
  closing_save: [],
  field_save: [],
  field_order: [],
  standard_field_save: [],
  type_save: [],
  type_order: [],
  calendar_list: ["House"],
  calendar_save: [],
  policy_list: ["House"],
  policy_save: [],
  policy_preview: ["House", "Tickets"],
  sla_what_if: ["House", "Tickets"],
  sla_simulate: ["House", "Tickets"],
  sla_overview: ["House", "Tickets"],
  sla_attainment: ["House", "Tickets"],
  sla_recount: ["Recount"],
  dashboard_get: ["House", "Tickets", "People"],
  template_list: ["Templates", "People", "House"],
  template_save: [],
  template_remove: [],
  template_use: [],
  template_of: [],
  report_run: ["House", "Tickets", "People"],
  report_list: ["Reports", "People", "House"],
  report_save: [],
  report_remove: [],
  agenda: ["House", "Tickets", "Reminders"],
  offline_lease_get: ["House"],
  offline_lease_save: [],
  undo_peek: ["Undo"],
  undo: [],
  redo: [],
  conflict_list: ["Conflicts", "Tickets"],
  conflict_reviews: ["Conflicts", "Tickets"],
  conflict_resolve: [],
  conflict_resolve_all: [],
  held_list: ["Tickets", "People"],
  message_release: [],
  message_withdraw: [],
  outbox_list: ["Outbox"],
  outbox_retry: [],
  outbox_discard: [],
  window_interactive: [],
  window_timings: [],
  window_notify_test: [],
  window_pick_files: [],
  window_pick_place: [],
  window_open_link: [],
  window_open_file: [],
  window_clipboard: [],
  window_dropped: [],
  window_print: [],
  window_close: [],
  window_pop_out: [],
  window_show: [],
  window_quit: [],
  window_system_get: [],
  window_system_put: [],
  window_menu_put: [],
};
