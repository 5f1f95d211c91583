### Every sentence of the desk, in English, the source of all translations.
### `board-empty` is asked for as t("board.empty"): a dash here is a dot there.
### Voice: sentence case, verb first, no "successfully"; an error says what is safe.

## Frame

app-name = Tern
app-sidebar = Main
app-statusBar = Status
app-close = Close
app-undo = Undo
app-dismiss = Dismiss
app-retry = Try again
app-open = Open
app-help = Help
app-stuck = Tern cannot open the desk
app-noPlace = There is nothing at this address
app-noPlace-text = Choose a screen on the side.
app-zoomed = Zoom { $percent } percent

## Where the work is kept

mode-sample = Sample desk
mode-local = This computer
mode-connected = Connected

## Sync

sync-local = Saved on this computer
sync-online = Online
sync-synced = Synced { $at }
sync-waiting = { $count } waiting
sync-syncing = Syncing
sync-firstCopy = Fetching { $done } of { $total }
sync-offline = Offline – all work is saved here
sync-signIn = Sign in to sync
sync-conflicts = { $count ->
    [one] { $count } conflict
   *[other] { $count } conflicts
}
sync-rejected = { $count } refused
app-noMatch = No match for “{ $text }”

## Time

time-days = { $days }d { $hours }h
time-hours = { $hours }h { $minutes }m
time-wholeHours = { $hours }h
time-minutes = { $minutes }m
time-seconds = { $minutes }m { $seconds }s
time-now = now
time-ago = { $span } ago
time-in = in { $span }

## Service level clocks

sla-paused = paused
sla-met = met
sla-none = none
sla-said-none = No clock runs
sla-said-paused = Paused
sla-said-met = Answered in time
sla-said-onTrack = { $span } left, due { $at }
sla-said-atRisk = At risk: { $span } left, due { $at }
sla-said-breached = Breached { $span } ago, was due { $at }

## Keyboard

keys-title = Keyboard shortcuts
keys-help = Show all shortcuts
keys-nextPane = Next pane
keys-previousPane = Previous pane
keys-back = Back
keys-forward = Forward
keys-undo = Undo
keys-redo = Redo
keys-goSettings = Settings
keys-zoomIn = Zoom in
keys-zoomOut = Zoom out
keys-zoomReset = Actual size
keys-or = or
keys-singleOff = Single-key shortcuts are off. Settings turns them on.
keys-scope-everywhere = Everywhere
keys-scope-goto = Go to
keys-scope-list = List and board
keys-scope-act = Act on what is focused or selected
keys-scope-ticket = Ticket
keys-scope-composer = Writing

## Settings

settings-title = Settings
settings-appearance = Appearance
settings-keyboard = Keyboard
settings-theme = Theme
settings-theme-system = System
settings-theme-light = Light
settings-theme-dark = Dark
settings-density = Density
settings-density-hint = How much fits on the screen; automatic takes touch where there is no mouse
settings-density-auto = Automatic
settings-density-compact = Compact
settings-density-regular = Regular
settings-density-touch = Touch
settings-zoom = Zoom
settings-motion = Motion
settings-motion-hint = Short movements when something opens
settings-motion-system = System
settings-motion-off = Off
settings-keyboard-single = Single-key shortcuts
settings-keyboard-single-hint = Letters without Ctrl or Cmd act when no text field has the focus
settings-keyboard-change = Change the key of { $command }
settings-keyboard-press = Press the keys, Esc keeps them
settings-keyboard-taken = These keys belong to “{ $command }”. Nothing was changed.
settings-keyboard-reset = Reset all keys

## Undo

undo-done = Undone
undo-redone = Done again

## Problems: what happened, and what is safe

problem-forbidden = You are not allowed to do this. Nothing was changed.
problem-missing = This is not here. It may be out of your reach, or was never sent to this device.
problem-gone = Somebody deleted this meanwhile.
problem-alreadyThere = There is one like this already.
problem-transition = The workflow does not allow this step. The ticket stays where it is.
problem-invalid = This value is not accepted. Nothing was changed.
problem-priorityReason = Say why the priority differs from impact and urgency.
problem-nothingToUndo = Nothing to undo
problem-alreadySent = This has been sent already and cannot be taken back.
problem-noDesk = No desk is open. Start one or unlock yours.
problem-locked = Enter your passphrase to open this desk.
problem-wrongKey = This passphrase does not open the desk.
problem-noKeyring = The system keyring cannot be used. A passphrase protects your desk instead.
problem-folderInUse = Another Tern is using this folder. Close it and try again.
problem-readOnly = The folder cannot be written. Nothing was changed.
problem-diskFull = The disk is full. What was saved before is safe; free some space and try again.
problem-newerSchema = A newer Tern wrote this desk. Update Tern to open it.
problem-foreignFile = This file is not a Tern desk, or it is damaged.
problem-signIn = Sign in again to sync. Your work is saved here.
problem-wrongPassword = Email and password do not match.
problem-tooManyTries = Too many tries. Wait a moment.
problem-offline = The server cannot be reached. Your work is saved here and goes out later.
problem-badServer = The server gave an answer that Tern does not understand. Nothing was changed.
problem-upgrade = This version of Tern and the server do not match. Your work is saved here.
problem-badInput = Tern did not understand this. Nothing was changed.
problem-cancelled = Cancelled
problem-busy = This is running already.
problem-internal = Something broke in Tern. What was saved before is safe; the log says more.
problem-unreachable = Tern's core does not answer. Try again; what was saved before is safe.

## Moving cards

move-lifted = Ticket { $number } lifted. Column { $column }, position { $position } of { $count }.
move-liftedMany = { $number } tickets lifted. Column { $column }, position { $position } of { $count }.
move-at = { $column }, position { $position } of { $count }.
move-refused = { $column } refuses: { $why }
move-dropped = Dropped in { $column }.

## Tickets, wherever they stand

tickets-count = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
app-cancel = Cancel
app-clear = Clear
app-loading = Loading
priority-urgent = Urgent
priority-high = High
priority-normal = Normal
priority-low = Low
category-new = New
category-open = Open
category-waiting = Waiting
category-on_hold = On hold
category-resolved = Resolved
category-closed = Closed
mark-pending = Not sent yet. It is saved here.
mark-conflict = Somebody else changed this too
mark-rejected = The server refused a change
sla-is-breached = Breached
sla-is-at_risk = At risk
card-said-priority = priority { $priority }
card-said-requester = from { $name }
card-said-assignee = assigned to { $name }
card-said-nobody = nobody assigned

## Keys of boards and lists

keys-newTicket = New ticket
keys-search = Search
keys-goBoard = Board
keys-goList = List
keys-list-next = Next ticket
keys-list-previous = Previous ticket
keys-list-nextColumn = Next column
keys-list-previousColumn = Previous column
keys-list-column = Go to a column
keys-list-first = First ticket
keys-list-last = Last ticket
keys-list-pageDown = Page down
keys-list-pageUp = Page up
keys-list-open = Open
keys-list-peek = Peek, or drop what is carried
keys-list-select = Select
keys-list-extendNext = Extend the selection down
keys-list-extendPrevious = Extend the selection up
keys-list-all = Select all
keys-list-clear = Clear the selection
keys-list-filter = Filter
keys-move = Carry with the arrow keys
keys-assignMe = Assign to me
keys-assignee = Assign to…
keys-moveTo = Move to…
keys-priority = Priority
keys-tags = Tags
keys-due = Due date
keys-resolve = Resolve
keys-copyNumber = Copy number
keys-delete = Delete

## Acting on tickets

act-menu = { $what }
act-statusOf = Status of { $what }
act-priorityOf = Priority of { $what }
act-assigneeOf = Assignee of { $what }
act-tagsOf = Tags of { $what }
act-dueOf = Due date of { $what }
act-notFrom = not from { $status }
act-assignTo = Assign to…
act-nobody = Nobody
act-you = you
act-tag = Find or make a tag
act-newTag = Make the tag “{ $tag }”
act-noClipboard = The clipboard cannot be used just now.
did-status = { $what } is { $status }
did-priority = Priority of { $what } is { $priority }
did-assigned = { $what } assigned to { $name }
did-unassigned = { $what } assigned to nobody
did-taken = { $what } assigned to you
did-tagged = { $what } tagged { $tag }
did-untagged = { $tag } taken off { $what }
did-due = { $what } due { $at }
did-dueCleared = { $what } without a due date
did-copied = Copied { $what }
did-deleted = Deleted { $what }
did-moved = Moved { $what } to { $column }
did-reordered = Moved { $what } within { $column }
change-transition = The workflow has no step from { $from } to { $to }. The ticket stays where it is.
due-search = Date or time, such as 2026-11-24 14:30
due-today = Today
due-tomorrow = Tomorrow
due-monday = Next Monday
due-week = In a week
due-none = No due date
due-unknown = “{ $text }” is no date. Write 2026-11-24 or 14:30.
reason-title = Why this priority?
reason-text = Impact and urgency say another one. A short reason keeps it honest.
reason-label = Reason
reason-empty = Say it in a few words.
reason-give = Set priority

## Filters and selection

filter-title = Filter
filter-tip = Show only some tickets
filter-search = Find in these tickets
filter-text = Text
filter-status = Status
filter-priority = Priority
filter-team = Team
filter-assignee = Assignee
filter-sla = SLA
filter-tag = Tag
filter-some = { $count } chosen
filter-active = Filters in force
filter-remove = Remove the filter { $what }
filter-clear = Clear filters
bulk-title = Selected tickets
bulk-selected = { $count } selected
bulk-assign = Assign
bulk-status = Status
bulk-priority = Priority
bulk-tags = Tags
bulk-resolve = Resolve
bulk-clear = Clear the selection

## Board

board-title = Board
board-choose = Choose a board
board-hint = J K move · H L column · M carry · S move to · I assign to me · X select · ? all keys
board-hintMoving = Arrows carry · Enter drops · Esc takes it back
board-empty = Nothing here. Press C to create.
board-emptyFiltered = No ticket here fits the filter.
board-breaching = { $count } breaching
board-limit-within = { $count } of at most { $limit }
board-limit-over = { $count }, over the limit of { $limit }
board-newIn = New ticket in { $column }
board-fold = Fold { $column }
board-unfold = Open { $column }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
board-refuses = No step from { $from } to { $to }
board-columnFailed = This column could not be read
board-failed = The board could not be read
board-refused = This board is not yours to see
board-refused-text = Ask somebody who manages the desk.
board-noColumns = This board has no columns
board-noColumns-text = Settings give it some.
board-said-cancelled = { $what } stays where it was.

## List

list-title = Tickets
list-hint = J K move · Enter open · X select · S status · P priority · A assignee · I assign to me · ? all keys
list-grid = Tickets
list-column-number = No.
list-column-due = SLA
list-column-priority = Priority
list-column-subject = Subject
list-column-requester = Requester
list-column-status = Status
list-column-assignee = Assignee
list-column-tags = Tags
list-column-updated = Updated
list-select = Select { $number }
list-someSelected = Selected the first { $count } of { $total }
list-sorted-ascending = Sorted by { $column }, ascending
list-sorted-descending = Sorted by { $column }, descending
list-nobody = Nobody
list-empty = No tickets yet
list-empty-text = What people ask for stands here.
list-emptyFiltered = No ticket fits the filter
list-failed = The list could not be read
list-refused = This list is not yours to see

## New ticket

new-button = New ticket
new-title = New ticket
new-requester = Requester
new-requester-hint = Name, email or phone
new-requester-make = Add “{ $text }” as a requester
new-requester-clear = Choose another requester
new-requester-name = Name
new-requester-email = Email
new-subject = Subject
new-subject-missing = A ticket needs a subject.
new-body = Description
new-body-hint = What happened, what was expected, since when
new-type = Type
new-type-incident = Incident
new-type-request = Request
new-type-question = Question
new-type-task = Task
new-type-bug = Bug
new-type-feature_request = Feature request
new-team = Team
new-impact = Impact
new-urgency = Urgency
new-level-low = Low
new-level-medium = Medium
new-level-high = High
new-priority = Priority
new-priority-from = from impact and urgency
new-reason = Why this priority?
new-reason-missing = Say why the priority differs from impact and urgency.
new-category = Category
new-category-find = Find a category
new-none = None
new-assignee = Assignee
new-due = Due
new-tags = Tags
new-tags-none = No tags
new-files = Attach files
new-file-remove = Remove { $name }
new-file-failed = { $name } could not be attached. The ticket is there; add the file again.
new-duplicates = Possible duplicates
new-create = Create
new-createOpen = Create and open
new-again = Create another
new-created = Created { $number }
new-draftSaved = Draft saved { $at }
new-draftKept = Draft kept
new-discard = Discard
