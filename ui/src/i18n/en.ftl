### Every sentence of the desk, in English, the source of all translations.
### `board-empty` is asked for as t("board.empty"): a dash here is a dot there.
### Voice: sentence case, verb first, no "successfully"; an error says what is safe.

## Frame

app-name = Tern
app-sidebar = Main
app-statusBar = Status
app-close = Close
app-save = Save
app-undo = Undo
app-dismiss = Dismiss
app-retry = Try again
app-open = Open
app-help = Help
app-stuck = Tern cannot open the desk
app-partFailed = This part of the desk could not be loaded
app-fault = Something went wrong here. What is saved is safe; diagnostics say what it was.
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
sync-broken = { $count ->
    [one] { $count } file is lost
   *[other] { $count } files are lost
}
sync-held = { $count ->
    [one] { $count } reply is held
   *[other] { $count } replies are held
}
sync-rejected = { $count } refused
sync-attention = Needs a look
app-noMatch = No match for “{ $text }”

## Time

time-days = { $days }d { $hours }h
time-hours = { $hours }h { $minutes }m
time-wholeHours = { $hours }h
time-wholeDays = { $days }d
time-wholeYears = { $years }y
time-minutes = { $minutes }m
time-seconds = { $minutes }m { $seconds }s
time-onlySeconds = { $seconds }s
time-now = now
time-ago = { $span } ago
time-in = in { $span }

## Service level clocks

sla-paused = paused
sla-met = met
sla-none = none
sla-missed = missed
sla-late = { $span } late
sla-said-none = No clock runs
sla-said-paused = Paused
sla-said-met = Answered in time
sla-said-onTrack = { $span } left, due { $at }
sla-said-atRisk = At risk: { $span } left, due { $at }
sla-said-late = Met { $span } late, was due { $at }
sla-said-missed = Missed: was due { $at }, ended without an answer
sla-said-breached = Breached { $span } ago, was due { $at }

## Keyboard

keys-title = Keyboard shortcuts
steps-title = First steps
steps-all = You know your way around.
steps-close = Put away; Help has them
steps-show = Show them in the sidebar
keys-lessons = Learn the keys
keys-lessons-done = { $done } of { $all }
keys-lesson-used = used
keys-lesson-new = not yet
keys-help = Show all shortcuts
keys-nextPane = Next pane
keys-previousPane = Previous pane
keys-back = Back
keys-forward = Forward
keys-undo = Undo
keys-redo = Redo
keys-goSettings = Settings
keys-goInbox = My inbox
keys-goDiagnostics = Export diagnostics
keys-goAppearance = Make it yours: theme and density
keys-goNotifyTest = Try a notification
keys-zoomIn = Zoom in
keys-zoomOut = Zoom out
keys-zoomReset = Actual size
keys-nextTicket = Next ticket
keys-previousTicket = Previous ticket
keys-ticket-reply = Reply
keys-ticket-note = Internal note
keys-ticket-forward = Forward by mail
keys-ticket-said = Write down what the requester said
keys-ticket-nextMessage = Next message
keys-ticket-previousMessage = Previous message
keys-ticket-editSubject = Edit subject
keys-ticket-time = Add time
keys-ticket-timeList = Logged time…
keys-ticket-timer = Start or pause the timer
keys-ticket-timerStop = Stop the timer
keys-ticket-close = Back to the list
keys-ticket-zoom = Only the conversation, and back
keys-ticket-strip = Queue beside the ticket, shown or hidden
zoom-on = Only the conversation
zoom-off = Everything beside the conversation is back
keys-conflict-mine = Take yours, send a held reply
keys-conflict-theirs = Keep theirs, withdraw a held reply
keys-conflict-write = Write another text
keys-composer-send = Send, keep status
keys-composer-sendResolve = Send and resolve, next ticket
keys-composer-sendWaiting = Send and wait for the customer
composer-noWaiting = No status of this workflow waits for the customer
keys-composer-flip = Flip reply and note
keys-palette = Commands and tickets
keys-syncNow = Sync now
keys-lock = Lock now
keys-goSync = Sync
keys-goConflicts = Conflicts
keys-goTicket = A ticket by its number
keys-goImport = Import
keys-or = or
keys-singleOff = Single-key shortcuts are off. Settings turns them on.
keys-scope-everywhere = Everywhere
keys-scope-goto = Go to
keys-scope-list = List and board
keys-scope-act = Act on what is focused or selected
keys-scope-ticket = Ticket
keys-scope-composer = Writing

## Settings

settings-section = Section
settings-title = Settings
settings-group-own = Yours
settings-group-texts = Texts and macros
settings-group-people = People
settings-group-tickets = Tickets
settings-group-desk = Desk
settings-find = Find a setting
settings-appearance = Appearance
settings-keyboard = Keyboard
settings-language = Language
settings-language-hint = For words, dates and numbers, in notifications and the tray as well
settings-language-system = System
settings-theme = Theme
settings-theme-system = System
settings-theme-light = Light
settings-theme-dark = Dark
settings-contrast = Contrast
settings-contrast-hint = Stronger lines and letters, and no tints
settings-contrast-system = System
settings-contrast-more = More
settings-chosen = { $what }: { $value }
settings-on = On
settings-off = Off
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
settings-keyboard-filter = Find a command or its keys
settings-keyboard-guide = Choose keys to change them, then press others: one, or two in a row such as { $keys }.
settings-keyboard-found = { $count ->
    [one] { $count } command
   *[other] { $count } commands
}
settings-keyboard-change = Change { $keys } of “{ $command }”
settings-keyboard-add = Add a key for “{ $command }”
settings-keyboard-usual = Usual keys of “{ $command }”
settings-keyboard-none = Take all keys from “{ $command }”
settings-keyboard-fixed = fixed
settings-keyboard-press-change = Press keys. Backspace takes these away, Esc leaves them.
settings-keyboard-press-add = Press keys. Esc adds none.
settings-keyboard-has = “{ $command }” under “{ $heading }”
settings-keyboard-has-run = “{ $command }” under “{ $heading }” ({ $keys })
settings-keyboard-has-more = { $count } more
settings-keyboard-taken = { $keys }: in use by { $others }. Nothing was changed.
settings-keyboard-taken-fixed = { $keys }: in use by { $others }, whose keys are fixed. Nothing was changed.
settings-keyboard-twice = The command has these keys already. Nothing was changed.
settings-keyboard-resting = { $keys }: single-key shortcuts are off, so this would do nothing. Press it with Ctrl, Alt or Cmd. Nothing was changed.
settings-keyboard-take = { $count ->
    [one] Take them from it
   *[other] Take them from all { $count }
}
settings-keyboard-leave = Leave as it is
settings-keyboard-now = “{ $command }”: { $keys }
settings-keyboard-now-none = “{ $command }” has no keys
settings-keyboard-reset = Reset all keys
settings-keyboard-reset-done = All keys are the usual ones
settings-anywhere = New ticket from any program
settings-anywhere-hint = These keys work while another window is in front, and bring Tern forward
settings-anywhere-keys = Keys for every program
settings-anywhere-press = Press keys together. Esc leaves them.
settings-anywhere-taken = Another program has these keys already. Choose others; nothing was changed.
settings-anywhere-bare = These keys would be missing in every other program. Choose some with Ctrl, Alt or the system’s key; nothing was changed.
settings-anywhere-none = This desktop gives no keys to programs behind others. In its own settings, let keys of your choice start “tern tern://new”: that begins a ticket.

## Fields of a ticket

field-subject = Subject
field-description = Description
field-type = Type
field-channel = Channel
field-requester = Requester
field-organisation = Organisation
field-tier = Tier
field-status = Status
field-team = Team
field-assignee = Assignee
field-impact = Impact
field-urgency = Urgency
field-priority = Priority
field-priorityReason = Why this priority
field-category = Category
field-component = Component
field-subcomponent = Subcomponent
field-service = Service
field-tags = Tags
field-cc = Cc
field-watchers = Watchers
field-due = Due
field-estimated = Estimated
field-estimatedTold = Expected resolution, as told
field-postponedUntil = Postponed until
field-stepsToReproduce = Steps to reproduce
field-stepsTaken = Steps taken
field-errorMessages = Error messages
field-desiredOutcome = Desired outcome
field-resolution = Resolution
field-rootCause = Root cause
field-workaround = Workaround
field-confirmed = Confirmation
field-number = Number
type-incident = Incident
type-request = Request
type-question = Question
type-task = Task
type-bug = Bug
type-feature_request = Feature request
channel-agent = Agent
channel-email = Email
channel-phone = Phone
channel-web = Web form
channel-chat = Chat
channel-self_service = Self-service
channel-monitoring = Monitoring
level-high = High
level-medium = Medium
level-low = Low

## Ticket

ticket-title = Ticket
composer-hint = { $composer_send } send · { $composer_sendResolve } send and resolve · { $composer_canned } canned reply · { $composer_flip } reply or note · Esc back
ticket-hint = { $ticket_reply } reply · { $ticket_note } note · { $act_status } status · { $act_assignMe } assign to me · { $act_resolve } resolve · { $app_help } all keys
ticket-gone = This ticket is not here
ticket-failed = The ticket could not be read
ticket-deleted = This ticket is in the bin. Nobody works on it.
ticket-restore = Restore
ticket-nobody = Unknown requester
ticket-unassigned = Unassigned
ticket-none = None
ticket-nothingYet = Nothing written yet
ticket-more = More
ticket-details = Details
ticket-delete = Move to the bin
ticket-copyNumber = Copy number
ticket-copyLink = Copy link
ticket-editSubject = Edit subject
ticket-editField = Edit { $field }
ticket-addTo = Add to { $section }
ticket-clock-first = First response
ticket-clock-next = Next response
ticket-clock-resolution = Resolution
ticket-section-details = Details
ticket-section-problem = Problem
ticket-section-solution = Solution
ticket-section-files = Files
ticket-category-search = Find a category
ticket-category-none = No category
ticket-tag-add = Add a tag
ticket-tag-remove = Remove { $tag }
ticket-others = { $count ->
    [one] { $count } other ticket
   *[other] { $count } other tickets
}
ticket-requester-change = Change the requester
ticket-requester-hint = Whoever is not known yet is created from a name or an address
ticket-requester-all = All tickets of this requester
ticket-person-there = { $name } is on this ticket already
ticket-requester-placeholder = Name, email, phone or organisation
ticket-watch-me = { $name } (you)
ticket-cc-add = Add somebody in copy
ticket-cc-remove = Leave { $name } out
ticket-created = Created
ticket-updated = Updated
ticket-provisional = Before
ticket-external = From
ticket-attribution = Source
ticket-saved = { $field } saved
ticket-said-deleted = { $number } moved to the bin
ticket-said-restored = { $number } restored

## Conversation

thread-title = Conversation
thread-internal = Internal
thread-pending = Waiting to be sent
thread-held = Not sent yet
thread-rejected = Refused, see Sync
thread-quote = Quote in a reply
thread-quote-note = Quote in a note
thread-earlier = Show earlier messages
thread-new = { $count } new
thread-failed = The conversation could not be read
thread-empty = No replies yet
thread-request = Request
thread-edit = Edit the description
thread-noDescription = No description
thread-via = by { $channel }
thread-said-note = Internal note by { $name }
thread-said-agent = Reply by { $name }
thread-said-requester = Message from { $name }
thread-told = told to { $name }
thread-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
text-table = Table, { $columns ->
    [one] one column
   *[other] { $columns } columns
}
mail-showQuoted = Show quoted text
mail-hideQuoted = Hide quoted text
mail-showSignature = Show the signature
mail-hideSignature = Hide the signature
file-open = Open { $name }
file-preview = Preview { $name }
file-page = Page { $page } of { $pages }
file-page-previous = Previous page
file-page-next = Next page
file-beside = Files beside it
file-previous = Previous file
file-next = Next file
file-place = { $place } of { $count }
file-at = { $name }, { $place } of { $count }
file-smaller = Smaller
file-larger = Larger
file-cut = This is the beginning of the file. Save it to read the rest.
file-notRead = { $name } is not a PDF that can be shown. Save it to open it elsewhere.
file-fetch = Fetch the picture
file-noPicture = This picture cannot be shown.
file-save = Save { $name }
file-saved = Saved as { $path }
file-elsewhere = Not here yet
file-elsewhere-text = The file is fetched when you save it.
file-waiting = Not sent yet
file-waiting-text = The file is on this computer and goes to the server with the next sync.
file-broken = Lost here
file-broken-text = The file was lost on this computer before it was sent. Attach it again.
file-unreadable = { $name } cannot be read. Choose it again.
file-tooLarge = { $name } is too large: a file may have up to { $most }.
file-screenshot = Screenshot { $at }
file-keeping = Being kept
file-attaching = Being attached
file-unkept = Not kept when the window closes
file-unkept-text = There may be no room for it. It still goes along if you send now.
file-lost = Not kept whole. Choose it again.
file-retry = Attach { $name }
file-copy = Copy { $name }
file-copied = Picture copied
file-notCopied = The clipboard cannot be used. The picture stays here.
waiting-title = { $count ->
    [one] { $count } file of this ticket is not attached yet
   *[other] { $count } files of this ticket are not attached yet
}
waiting-attach = Attach
waiting-attached = { $name } is attached
waiting-failed = { $count ->
    [one] { $name } could not be attached. It waits at { $number }.
   *[other] { $count } files could not be attached. They wait at { $number }.
}
waiting-left = { $count ->
    [one] { $count } file waits to be attached to { $number }
   *[other] { $count } files wait to be attached to { $number }
}
waiting-back = { $count ->
    [one] { $number } is gone. A file that waited for it is back under New ticket.
   *[other] { $number } is gone. { $count } files that waited for it are back under New ticket.
}

## Composer

composer-title = Write
composer-reply = Reply
composer-note = Note
composer-heard = Requester said
composer-reply-label = Reply to the requester
composer-note-label = Internal note
composer-reply-placeholder = Write a reply
composer-note-placeholder = Write a note for colleagues
composer-heard-label = What the requester said
composer-heard-placeholder = Write down what they said on the phone or in person
composer-heard-by = In the words of { $name }. Nothing is sent.
composer-heard-nobody = No requester: nobody could have said it
composer-heard-send = Add
composer-heard-back = Add, set to { $status }
composer-heard-done = Added to { $number } what the requester said
composer-heard-doneAnd = Added what the requester said, { $number }: { $status }
composer-to = To { $name }
composer-cc = Cc { $names }
composer-toNobody = No requester: nobody receives this
composer-internal = Only colleagues see this
composer-hasDraft = has a draft
composer-send = Send
composer-note-send = Add note
composer-sendAnd = Send and set status
composer-keep = Keep the status
composer-later = It is sent when the server is back.
composer-later-target = It is sent when the server is back; the { $at } target is met if that is before then.
composer-later-missed = It is sent when the server is back; the { $at } target has passed.
composer-saved = Draft saved { $at }
composer-unsaved = The draft is not saved. Copy the text before you leave.
begun-title = { $field }, begun
begun-text = Begun, not saved:
begun-on = Go on
begun-discard = Discard
begun-discarded = Discarded: { $field }
kept-title = Begun here, and not sent. This ticket takes no more.
kept-copy = Copy
kept-carry = Carry to { $number }
kept-carried = Carried to { $number }
kept-stays = It stays here. { $why }
composer-fileFailed = Nothing was sent: { $name } could not be attached.
composer-notSent = Nothing was sent on { $number }: something has to be filled in first. The text waits there.
composer-attach = Attach files
estimate-untold = Expected to be resolved { $at }. The requester was not told yet.
estimate-moved = Now expected to be resolved { $at }. The requester was told another time.
estimate-tell = Tell it in this reply
estimate-tells = This reply tells that it is expected to be resolved { $at }.
estimate-not = It does not
estimate-sentence = We expect this to be resolved by { $at }.
composer-detach = Do not attach { $name }
composer-drop = Drop to attach
composer-tools = Formatting
composer-bold = Bold
composer-italic = Italic
composer-link = Link
composer-list = List
composer-code = Code
composer-said-reply = Reply added to { $number }
composer-said-replyAnd = Reply added, { $number }: { $status }
composer-said-note = Note added to { $number }
composer-said-noteAnd = Note added, { $number }: { $status }
composer-ask-title = Send this to the customer?
composer-ask-text = It reads like a note for a colleague. A reply goes to { $name } and cannot be taken back.
composer-ask-send = Send the reply
composer-ask-note = Make it a note

## Time spent and links

time-spent-title = Time spent
time-spent-add = Add time
time-spent-span = Time
time-spent-placeholder = 45m, 1h 30m, 1:30
time-spent-note = What for
time-spent-wrong = Write a span such as 45m or 1h 30m.
time-spent-none = No time yet
time-spent-said = { $span } added to { $number }
time-spent-changed = Logged time of { $number } changed to { $span }
time-spent-removed = { $span } removed from { $number }
time-spent-edit = Change logged time
time-spent-when = When
time-spent-now = Now
time-spent-when-hint = Such as 14:30, yesterday 9:00, tue 16:00 or 2026-11-24 9:00
time-spent-long = At most seven days at once.
time-spent-ahead = This is still to come. Say when it was.
time-spent-of = Logged time of { $number }
time-spent-failed = The logged time could not be read
time-spent-visit = On a visit
time-spent-entry = { $span }, { $at }
time-spent-editOne = Change { $what }
time-spent-removeOne = Remove { $what }
time-spent-sum = { $count ->
    [one] { $span } in { $count } entry
   *[other] { $span } in { $count } entries
}
popOut-many = { $count } tickets stand in windows of their own. Close one first.
presence-here = Also here: { $names }
presence-replying = { $count ->
    [one] { $names } is typing a reply
   *[other] { $names } are typing a reply
}
presence-noting = { $count ->
    [one] { $names } is writing a note
   *[other] { $names } are writing a note
}
timer-title = Timer
timer-start = Start the timer
timer-pause = Pause the timer
timer-goOn = Go on with the timer
timer-running = running
timer-still = paused
timer-stop = Stop
timer-drop = Discard
timer-dropAsk = Discard { $span }? It cannot be brought back.
timer-keep = Keep it
timer-dropped = Discarded
timer-started = The timer of { $number } runs
timer-startedPaused = The timer of { $number } runs; the one of { $other } is paused
timer-paused = The timer of { $number } is paused
timer-runs = The timer of { $number } runs: { $span }. Open the ticket
timer-awayTitle = Time away
timer-away = While the timer of { $number } ran, this computer slept or Tern was closed for { $span }.
timer-leaveOut = Leave it out
timer-count = Count it
timer-awayLeft = Left out
timer-awayKept = Counted
call-title = New call
call-caller = Caller
call-caller-make = Add “{ $text }” as the caller
call-caller-clear = Choose another caller
call-about = The call is about
call-about-new = Something new
call-notes = Call notes
call-notes-hint = What was said; only your desk reads this
call-time = Time of the call
call-waits = The timer of { $number } waits until the call is kept
call-keep = Keep the call
call-keepOpen = Keep and open
call-kept = Kept the call in { $number }, { $span }
call-draftKept = The call is not kept yet; its draft is
call-away = While the call ran, this computer slept or stood still for { $span }.
call-left = A call is still to be kept
links-title = Linked tickets
links-none = No links
links-add = Link a ticket
links-title-of = Link { $what }
links-relation = Relation
links-other = Other ticket
links-other-placeholder = Number or words
links-noneFound = No ticket found
links-remove = Unlink { $number }
links-said-added = { $what } linked to { $number }
links-said-removed = Unlinked from { $number }
relation-related = Related to
relation-duplicate_of = Duplicate of
relation-child_of = Part of
relation-blocked_by = Blocked by
relation-reversed-duplicate_of = Has the duplicate
relation-reversed-child_of = Has the part
relation-reversed-blocked_by = Blocks

## History

history-title = History
history-of = History of { $number }
history-empty = Nothing has happened yet
history-failed = The history could not be read
history-system = Tern
history-created = opened the ticket
history-replied = replied
history-told = wrote down what { $name } said
history-held = wrote a reply that waits: the conversation had gone on
history-noted = wrote a note
history-attached = attached { $name }
history-worked = worked { $span }
history-linked = linked { $number }
history-removed = removed { $what }
history-restored = restored { $what }
history-gaveUp = gave up { $what } that had been refused
history-gaveUp-change = gave up a change that had been refused ({ $change })
history-edited = edited { $field }
history-set = { $field }: { $to }
history-cleared = { $field }: { $from } removed
history-changed = { $field }: { $from } → { $to }
history-breached = breached { $metric }
history-breached-superseded = breached { $metric }, superseded by what became known later
history-escalated = took the step “{ $when }” of { $metric } ({ $policy })
history-escalated-told = took the step “{ $when }” of { $metric } ({ $policy }) and told { $told }
kind-ticket = the ticket
kind-message = a message
kind-attachment = a file
kind-time_entry = a time entry
kind-link = a link
kind-setting = a setting
kind-status = a status
kind-category = a category
kind-team = a team
kind-organisation = an organisation
kind-person = a person
kind-board = a board
kind-event = an entry of the history
kind-conflict = a conflict
kind-reminder = a reminder
kind-view = a view
kind-canned_reply = a canned reply
kind-visit = a visit
kind-macro = a macro
kind-report = a report
kind-checklist_item = a checklist item
kind-template = a template

# What a change in the queue does; $what is one of kind-*.
deed-made = add { $what }
deed-made-ticket = new ticket
deed-titled = { $what }: { $title }
deed-added = { $field }: { $values } added
deed-taken = { $field }: { $values } removed
deed-moved = move { $what }
deed-ticked = tick a checklist item
deed-unticked = untick a checklist item
deed-removed = delete { $what }
deed-restored = restore { $what }
deed-imported = import, part { $part } of { $parts }

## Conflicts

conflict-title = { $count ->
    [one] Two people changed one field. Nothing is lost; choose which value stands.
   *[other] Two people changed { $count } fields. Nothing is lost; choose which values stand.
}
conflict-about = Two values for { $field }
conflict-was = Was
conflict-now = Now
conflict-yours = Yours
conflict-nothing = nothing
conflict-other = Waiting
conflict-takeOf = Take the one by { $name }
conflict-takeMine = Take yours
conflict-takeTheirs = Keep theirs
conflict-edit = Write another
conflict-edit-label = A third value for { $field }
conflict-edit-save = Take this
conflict-choose = Choose another
conflict-result = Then it is:
conflict-result-until = Until you decide it is:
conflict-displaced = Displaced
conflict-stands = Stands
conflict-leave = Leave it so
conflict-putBack = Put back
conflict-said-stays = { $field }: it stays so
conflict-said-putBack = { $field }: the displaced value stands again
conflict-said-edited = { $field }: a third value stands
conflict-said-mine = { $field }: yours stands
conflict-said-theirs = { $field }: theirs stands

## Sync screen

syncing-title = Sync
syncing-now = Sync now
syncing-outbox = Outbox
syncing-conflicts = Conflicts
syncing-failed = The state of sync cannot be read
syncing-server = Server
syncing-device = This device
syncing-last = Last synced
syncing-next = Next try
syncing-bytes = Last 24 hours
syncing-bytes-both = { $out } sent, { $in } received
syncing-strip = Attempts of the last 24 hours
syncing-strip-says = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
} in the last 24 hours: { $outcomes }
syncing-strip-none = No attempt in the last 24 hours
syncing-log = Log
syncing-log-failed = The log of sync cannot be read
syncing-log-none = No attempt yet
syncing-log-none-text = Each time this computer talks to the server, a line is added here.
syncing-log-when = When
syncing-log-outcome = Outcome
syncing-log-sent = Sent
syncing-log-received = Received
syncing-log-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
syncing-log-took = { $span } long
syncing-outcome-done = Done
syncing-outcome-offline = No network
syncing-outcome-refused = Refused
syncing-outcome-failed = Failed
syncing-outcome-many = { $outcome }: { $count }
syncing-clock = Clock
syncing-clock-hint = Times are corrected by that much when they are sent. Set this computer’s clock to see them right here, too.
syncing-clock-slow = This computer is { $span } behind the server
syncing-clock-fast = This computer is { $span } ahead of the server
syncing-error = What went wrong
syncing-state-local = Everything is on this computer
syncing-state-online = Everything is synced
syncing-state-sending = { $count ->
    [one] { $count } change is on its way
   *[other] { $count } changes are on their way
}
syncing-state-syncing = Syncing
syncing-state-copying = Fetching the desk
syncing-state-offline = Offline
syncing-state-attention = Some changes need a decision
syncing-text-local = This desk has no server. Nothing leaves this computer.
syncing-text-online = Changes go out as they are made, and those of others arrive by themselves.
syncing-text-syncing = You can go on working meanwhile.
syncing-text-offline = { $count ->
    [0] The server cannot be reached. Work goes on, and what you change is saved here.
    [one] The server cannot be reached. { $count } change is saved here and goes out by itself.
   *[other] The server cannot be reached. { $count } changes are saved here and go out by themselves.
}
syncing-text-attention = { $conflicts ->
    [0] { $rejected ->
        [one] { $rejected } change was refused. Its text is kept.
       *[other] { $rejected } changes were refused. Their texts are kept.
    }
   *[other] Conflicts: { $conflicts }. Refused: { $rejected }. Nothing is lost; both values and all texts are kept.
}
syncing-text-broken = { $count ->
    [one] A file was lost on this computer before it was sent. Its ticket shows which; attach it again.
   *[other] { $count } files were lost on this computer before they were sent. Their tickets show which; attach them again.
}
syncing-text-held = { $count ->
    [one] { $count } reply was not sent, since the conversation had gone on. Read on, then decide.
   *[other] { $count } replies were not sent, since their conversations had gone on. Read on, then decide.
}
outbox-failed = The outbox cannot be read
outbox-empty = Nothing waits
outbox-empty-text = Everything you changed has reached the server.
outbox-empty-offline = There is nothing to send once the server answers.
outbox-refused = { $count ->
    [one] { $count } refused change
   *[other] { $count } refused changes
}
outbox-waiting = { $count ->
    [one] { $count } change, goes next
   *[other] { $count } changes, in this order
}
outbox-noReason = The server refused this and gave no reason.
outbox-sent = on its way
outbox-copy = Copy text
outbox-copied = Text copied
outbox-notCopied = The clipboard cannot be used. The text stays here.
outbox-retried = Waiting to be sent again
outbox-handOver = Hand to lead
outbox-handedOver = Handed over: a manager or an admin decides
outbox-discard = Discard
bulk-hint = { $act_status } status · { $act_priority } priority · { $act_assignee } assignee · { $act_tags } tags · { $act_macro } macro · { $act_resolve } resolve · { $list_clear } clear · { $app_help } all keys
ticket-hintDone = { $ticket_reply } reply · { $ticket_note } note · { $act_confirm } confirmed fixed · { $act_reopen } reopen · { $app_help } all keys
outbox-hint = { $list_next } { $list_previous } move · { $list_open } open · Tab to the buttons · { $app_help } all keys
outbox-discard-ask = Nobody else has this text. Type { $word } to throw it away.
outbox-discard-word = discard
outbox-takeBack = Take back
outbox-takenBack = Taken back before it was sent
outbox-discarded = Change discarded
conflict-failed = The conflicts cannot be read
conflict-hint = { $list_next } { $list_previous } move · { $conflict_mine } yours · { $conflict_theirs } theirs · { $conflict_write } write another · { $list_open } open · { $app_help } all keys
conflict-none = No conflicts
conflict-none-text = When two people change the same field, both values wait here for a choice.
conflict-reviews = Displaced values
conflict-reviews-text = What was read or done on site arrived later and took the place of these. Nobody has to decide; whoever knows better can put one back.
conflict-allTheirs = Keep theirs for all { $count }: { $field }
conflict-allMine = Take yours for all { $count }: { $field }
conflict-said-many = { $count ->
    [one] { $count } conflict settled
   *[other] { $count } conflicts settled
}

## Import

import-title = Import
import-text = Tickets come in with their people, categories and history. What was imported before is left as it is, and the past raises no alarm.
import-failed = The kinds of files cannot be read
import-preset = From
import-file = File
import-file-drop = Drop the file here, or
import-file-choose = Choose a file
import-file-other = Choose another file
import-file-missing = Choose the file to import.
import-file-odd = Files of this kind mostly end with { $extensions }.
import-zone = Time zone of the file
import-zone-hint = Exports seldom say in which zone their times stand
import-zone-here = this computer
import-zone-wrong = There is no such time zone. Try Europe/Lisbon.
import-zone-used = Times read in { $zone }
import-start = Import
import-running = Importing
import-reading = Reading the file
import-progress = { $done } of { $total } lines
import-cancelling = Stopping
import-goOn = You can go on working meanwhile. Cancelling leaves the desk as it was.
import-done = { $added ->
    [0] Everything was here already
    [one] { $added } ticket imported
   *[other] { $added } tickets imported
}
import-cancelled = Import cancelled
import-notDone = Nothing was imported
import-untouched = The desk is as it was before.
import-added = New tickets
import-known = Here before
import-people = People
import-rejectedCount = Lines left out
import-rejected = { $count ->
    [one] { $count } line that did not fit
   *[other] { $count } lines that did not fit
}
import-rejected-copy = Copy
import-rejected-copied = Lines copied
import-line = Line { $line }
import-another = Import another file
import-open = Show the tickets

## First start

welcome-title = Welcome to Tern
welcome-text = A help desk that keeps your work on this computer and answers at once, online or not.
welcome-sample = Try with sample data
welcome-sample-text = 240 made-up tickets with running clocks. Nothing to set up.
welcome-local = Work on this computer
welcome-local-text = Your tickets stay here, encrypted. A server can be added later.
welcome-connect = Connect to a server
welcome-connect-text = Your team’s tickets, with a full copy here for when there is no network.
welcome-import = Import
welcome-import-text = Bring in tickets from another help desk’s export.
welcome-footer = Tern { $version } · { $folder }
local-text = Everything is kept in an encrypted file on this computer.
local-text-import = First a desk on this computer to import into, then the file.
local-name = Your name
local-name-hint = It stands on what you write and change
local-name-missing = Write your name.
local-submit = Start
passphrase-why = This system has no keyring that Tern can use, so a passphrase protects your desk. Nobody can reset it: without it, what is kept here cannot be read.
passphrase-label = Passphrase
passphrase-hint = Tern asks for it at every start
passphrase-again = The same again
passphrase-short = Use at least 8 characters.
passphrase-different = The two are not the same.
connect-text = Sign in once. The desk is copied here and works without a network from then on.
connect-text-local = The tickets of this desk go to the server as well. Nothing is removed here.
connect-url = Server
connect-url-wrong = This is no address. Try desk.example.org
connect-url-plain = Without https, others in the network can read along.
connect-email = Email
connect-email-missing = Write your email.
connect-password = Password
connect-password-missing = Write your password.
connect-device = Name of this device
connect-device-hint = Optional; it helps you to tell your devices apart
connect-passphrase = Passphrase of this desk
connect-passphrase-hint = Only if Tern asks for one at its start
connect-submit = Sign in
connect-offline = { $server } cannot be reached. Check the address and the network of this computer, and whether the server runs. Nothing was changed here.
unlock-title = Unlock your desk
unlock-text = Everything is as you left it.
unlock-submit = Unlock
unlock-footer = The desk in { $folder }
lapsed-title = Sign in to unlock your desk
lapsed-text = It was without its server for too long. Everything is as you left it, and what waits is sent after you sign in.
stuck-keyring = The key of this desk lies in the system’s keyring, and the keyring does not answer. Unlock it, then try again.
stuck-wrongKey = The key in the system’s keyring is not the key of this desk.
stuck-safe = Nothing was changed. The files are as they were.
stuck-copy = Copy details
stuck-copied = Details copied
stuck-notCopied = The clipboard cannot be used. Select the text instead.
signin-title = Sign in again to sync
signin-text = { $count ->
    [0] Everything is saved here and you can go on working.
    [one] { $count } change waits here. Nothing is lost, and you can go on working.
   *[other] { $count } changes wait here. Nothing is lost, and you can go on working.
}
signin-wrong = This password is not the right one. Nothing is lost.
signin-done = Signed in, syncing

## Command palette

name-people = Colleagues
name-tickets = Tickets
name-found = { $count ->
    [one] { $name } fits
   *[other] { $count } fit, first { $name }
}
palette-title = Commands, tickets and people
palette-settings = Settings: { $section }
palette-placeholder = Find a command, a ticket or a person
palette-onTicket = This ticket
palette-onTickets = On { $what }
palette-moved = { $what } is not in hand any more. Nothing was done.
palette-choose = Choose
palette-take = choose
palette-isSo = chosen
palette-back = back
palette-go = Go to
palette-commands = Commands
palette-tickets = Tickets
palette-recent = Opened last
palette-people = People
palette-search = Search everything
palette-looking = Looking
palette-type = Type a number or words
palette-move = move
palette-run = open or run

## Settings: notifications, account, data, about

settings-saved = Saved
settings-notifications = Notifications
settings-notify-text = What Tern shows on this desktop. Everything shown stays in the notification centre.
settings-notify-kinds = What to hear of
settings-notify-when = When to be quiet
settings-notify-desktop = This desktop
settings-dnd-on = Hold back
settings-dnd-change = Change
settings-dnd-hint = Holds notifications back; they wait in the notification centre
settings-urgent = Urgent tickets break through
settings-urgent-hint = A breached target of an urgent ticket is shown even then
notify-kind-breach = A target is breached
notify-kind-at_risk = A target is at risk
notify-kind-customer_reply = A customer replied
notify-kind-assignment = A ticket was assigned to me
notify-kind-mention = Somebody mentioned me
notify-kind-held_reply = A reply of mine is held back
notify-kind-conflict = An edit of mine met another one
notify-kind-deadline = The due date of a ticket comes
notify-kind-reminder = A reminder of mine is due
notify-kind-snooze = A ticket is back from snooze
notify-kind-update = A colleague works on a ticket that is mine or that I watch
notify-kind-escalation = The desk escalates a ticket to me
notify-reach-off = Nothing
notify-reach-mine = My tickets
notify-reach-unowned = Mine, and my teams’ without an owner
notify-reach-team = All of my teams
notify-reach-all = All tickets
settings-notify-try = Try it
settings-notify-try-hint = A notification as it will look on this desktop
settings-notify-send = Send a test
settings-notify-shown = It was sent to your desktop. If you did not see it, look at the system’s settings.
settings-notify-shownBy = It was sent to { $by }. If you did not see it, look at the system’s settings.
settings-allows-buttons-yes = It shows buttons: a ticket can be assigned or put off from there
settings-allows-buttons-no = It shows no buttons: a click on the notification opens the ticket, if it takes clicks
settings-allows-buttons-unknown = The system does not say whether it shows buttons
settings-allows-keeps-yes = It keeps what nobody has seen
settings-allows-keeps-no = It does not keep what nobody has seen; the notification centre here does
settings-allows-keeps-unknown = The system does not say how long it keeps them
settings-allows-loud-yes = Nothing is held back at the moment
settings-allows-loud-no = Do not disturb or quiet hours hold others back at the moment
settings-system-login = Start with my session
settings-system-login-hint = Without a window, so that no target is breached unseen
settings-system-tray = Stay in the tray when the window is closed
settings-system-tray-hint = Notifications go on, and their buttons work. The tray’s menu leads back and quits.
settings-system-badge = Count on the icon and in the title of the window
settings-system-badge-hint = How many of my tickets have missed a target or are at risk, as in the tray
settings-system-noTray = This desktop has no tray, so closing the window ends Tern.
settings-notify-notShown = This desktop shows no notifications.
settings-quiet = Quiet hours
settings-quiet-hint = What happens then is told in one notification at their end
settings-quiet-between = Between two times
settings-quiet-hours = Hours
settings-quiet-hours-hint = Two times of this computer, or whenever business hours are closed
settings-quiet-outside = Outside { $name }
settings-quiet-and = and
settings-quiet-from = Quiet from
settings-quiet-to = Quiet until
settings-account = Account
settings-account-desk = Desk
settings-account-device = This device
settings-lock = Lock when nobody works
settings-lock-hint = The desk closes, and its passphrase opens it again. What is being written is kept.
settings-lock-never = Never
role-requester = Requester
role-technician = Technician
role-agent = Agent
role-manager = Manager
role-admin = Administrator
settings-signOut = Sign out
settings-signOut-hint = Syncing stops until you sign in again
settings-signOut-title = Sign out of this desk?
settings-signOut-text = Everything has been sent. You can sign in again at any time.
settings-signOut-waiting = { $count ->
    [one] { $count } change has not been sent yet. It stays on this computer and goes out after the next sign-in.
   *[other] { $count } changes have not been sent yet. They stay on this computer and go out after the next sign-in.
}
settings-leaveSample = Leave the sample
settings-leaveSample-hint = Back to the first page; the sample was never part of your own data
settings-exchange = Import and export
settings-import-open = Import a file
settings-export = Export all tickets
settings-export-hint = CSV for spreadsheets, JSON with everything
settings-export-done = { $count ->
    [one] { $count } ticket exported
   *[other] { $count } tickets exported
}
settings-files = Files
files-stored = Files on this computer
files-stored-hint = They open without a network
files-limit = Keep up to
files-limit-hint = Beyond it, files that were not opened for longest make room. The server keeps them, and what was not sent yet always stays.
files-limit-none = No limit
files-speed = Send and fetch with up to
files-speed-hint = Leaves room on a thin line; tickets and replies never wait for files
files-speed-each = { $size }/s
files-speed-none = No limit
files-metered = Large files wait on a metered network
files-metered-yes = This network is metered: files over 1 MB wait
files-metered-no = This network is not metered
files-metered-unknown = This system does not say whether the network is metered
files-held-failed = Whether files wait is not known.
files-held = { $count ->
    [one] One large file waits: this network is metered.
   *[other] { $count } large files wait: this network is metered.
}
files-held-send = Send now
files-held-sent = Files go until the network changes
settings-about = About
settings-about-text = A help desk that keeps working without a network
settings-about-failed = The version and the folder could not be read.
settings-about-folder = Files
settings-about-start = This start, since the program began
settings-about-program = Program loaded
settings-about-desk = Desk open
settings-about-page = Page at work
settings-about-shown = First picture
settings-about-slow = Slowest steps since then
settings-about-ready = Tickets in sight
settings-about-licence = Licence
diagnostics-title = Diagnostics
diagnostics-open = Show…
diagnostics-text = For whoever helps you: versions, counts, times and what went wrong since the start. Nothing in it is about people or their tickets. Tern sends it to nobody.
diagnostics-save = Save…
diagnostics-copy = Copy

## Undo

undo-done = Undone
undo-what = Undo “{ $what }”
redo-what = Redo “{ $what }”
undo-done-what = Undone: { $what }
undo-redone = Done again
undo-redone-what = Done again: { $what }

## Problems: what happened, and what is safe

problem-forbidden = You are not allowed to do this. Nothing was changed.
problem-missing = This is not here. It may be out of your reach, or was never sent to this device.
problem-gone = Somebody deleted this meanwhile.
problem-alreadyThere = There is one like this already.
problem-transition = The workflow does not allow this step. The ticket stays where it is.
problem-invalid = This value is not accepted. Nothing was changed.
problem-placeholders = Some placeholders are not filled. Nothing was sent.
problem-priorityReason = Say why the priority differs from impact and urgency.
problem-urgent = Too many open tickets would be urgent. Say why this one is.
problem-nothingToUndo = Nothing to undo
problem-alreadySent = This has been sent already and cannot be taken back.
problem-noDesk = No desk is open. Start one or unlock yours.
problem-locked = Enter your passphrase to open this desk.
problem-wrongKey = This passphrase does not open the desk.
problem-noKeyring = The system keyring cannot be used. A passphrase protects your desk instead.
problem-folderInUse = Another Tern is using this folder. Close it and try again.
problem-readOnly = The folder cannot be written. Nothing was changed.
problem-diskFailing = The disk answered with an error. What was saved before is safe, this may not be; try again. If it happens again, synchronise and have the disk looked at.
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
problem-stale = Something else has changed this meanwhile. Look at it again.
problem-cancelled = Cancelled
problem-deviceRevoked = An admin signed this computer out for good. What waited here is handed over for review, the copy of the desk is removed, and nothing new is saved here.
problem-busy = This is running already.
problem-internal = Something broke in Tern. What was saved before is safe; the log says more.
problem-unreachable = Tern's core does not answer. Try again; what was saved before is safe.

## Moving cards

move-lifted = Ticket { $number } lifted. { $where }
move-liftedMany = { $number } tickets lifted. { $where }
move-at = { $column }, place { $position } of { $count }
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
card-said-date = due date { $at }
card-said-dateLate = due date { $at } has passed
peek-title = A look at the ticket
peek-internal = Internal
metric-first_response = First response
metric-next_response = Next response
metric-resolution = Resolution

## Keys of boards and lists

keys-newTicket = New ticket
keys-call = New call
keys-search = Search
keys-goBoard = Board
keys-goList = Tickets
keys-view-next = Next view
keys-view-previous = Previous view
keys-view-open = Open the view of that number
keys-view-save = Save the view
keys-list-next = Next ticket
keys-list-previous = Previous ticket
keys-list-nextColumn = Next column, or unfold the group
keys-list-previousColumn = Previous column, or fold the group
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
keys-list-work = Work this queue
keys-list-sort = Sort the list or the board
keys-list-group = Group the list
keys-list-nextGroup = Heading of the next group
keys-list-previousGroup = Heading of the previous group
keys-list-selectGroup = Select the group
keys-list-foldAll = Fold all groups
keys-list-unfoldAll = Unfold all groups
keys-print = Print
keys-pdf = Save as PDF
keys-list-filter = Filter
keys-move = Carry with the arrow keys
keys-popOut = Open in a window of its own
keys-assignMe = Assign to me
keys-assignee = Assign to…
keys-team = Change the team
keys-escalate = Escalate
keys-moveTo = Move to…
keys-priority = Priority
keys-tags = Tags
keys-due = Due date
keys-resolve = Resolve
keys-resolveWith = Resolve and write down how
keys-watch = Watch or stop watching
keys-newLinked = New linked ticket, part of this one
keys-unread = Mark unread or read
keys-reopen = Reopen
keys-confirm = Confirmed fixed
keys-copyNumber = Copy number
keys-copyNumber-again = again: with its subject; once more: a link
keys-copySubject = Copy number and subject
keys-copyLink = Copy link
keys-delete = Delete

## Acting on tickets

act-menu = { $what }
act-unread = Mark unread
act-read = Mark read
act-statusOf = Status of { $what }
act-priorityOf = Priority of { $what }
act-assigneeOf = Assignee of { $what }
act-teamOf = Team of { $what }
act-teamTo = Give to a team
act-tagsOf = Tags of { $what }
act-dueOf = Due date of { $what }
act-notFrom = not from { $status }
act-assignTo = Assign to…
act-nobody = Nobody
act-you = you
act-tag = Find or make a tag
act-newTag = Make the tag “{ $tag }”
act-noClipboard = The clipboard cannot be used just now.
did-status = { $what } set to { $status }
did-reopened = { $what } reopened
did-photo = Photo added to { $number }
did-confirmed = { $what } confirmed fixed
did-priority = Priority of { $what } is { $priority }
did-assigned = { $what } assigned to { $name }
did-team = { $what } moved to { $team }
did-escalated = { $what } escalated to { $team }
did-team-left = { $name } is not in that team, so nobody owns it now
did-team-left-many = { $count ->
    [one] Nobody owns { $count } ticket now
   *[other] Nobody owns { $count } tickets now
}: whoever did is not in that team
did-watched = You watch { $what }
did-unwatched = You no longer watch { $what }
watch-many = Up to { $most } tickets can be watched at once
resolve-title = Resolve { $what }
resolve-how = Resolution (optional)
resolve-how-hint = What helped. It stays in the ticket and is not sent to the requester.
resolve-how-hint-many = It is kept in each of these tickets, in place of what is there.
did-unassigned = { $what } assigned to nobody
did-taken = { $what } assigned to you
did-tagged = { $what } tagged { $tag }
did-untagged = { $tag } taken off { $what }
did-due = { $what } due { $at }
did-dueCleared = { $what } without a due date
did-copied = Copied { $what }
did-copied-thenSubject = again for the subject, too
did-copied-thenLink = again for a link
did-copied-subjects = numbers and subjects of { $count } tickets
did-copied-links = links to { $count } tickets
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
due-noEstimate = No estimate
due-unknown = “{ $text }” is no date. Write 2026-11-24 or 14:30.
asked-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
reason-title = Why this priority?
reason-title-of = Why { $priority }?
reason-text = Impact and urgency give another priority. The reason stays with the ticket.
reason-urgent = One more urgent ticket?
reason-crowd = { $urgent } of { $open } open tickets would be urgent ({ $share }). This desk wants at most { $percent } %, so that what is urgent stands out. A short reason stays with the ticket.
reason-label = Reason
reason-empty = Say it in a few words.
reason-give = Set priority
reason-give-of = Set to { $priority }
reopen-title = Reopen { $what }
reopen-reason = Why (optional)
reopen-reason-hint = Colleagues see it as an internal note.
reopen-begun = Reason for reopening
escalate-title = Escalate { $what }
escalate-to = To
escalate-team = { $team } (L{ $level })
escalate-note = What they need to know
escalate-note-hint = An internal note: what was tried, what is still open.
escalate-none = No team is of a higher level than that of { $what }
confirm-requester = The requester said so
confirm-agent = We checked on their behalf
confirm-not = Not fixed
confirm-by = Written down by { $name }, { $at }
confirm-how-requester = Confirmed by the requester
confirm-how-agent = Checked by us

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
filter-snoozed = Snoozed
filter-notFilled = Not filled in
filter-awake = Hide what I snoozed
filter-mine = Me, whoever looks
filter-myTeams = My teams
filter-due = Due
filter-dueToday = Due today
filter-updated = Changed
filter-type = Type
filter-category = Category
filter-noCategory = No category
filter-created = Created
filter-createdToday = Today
filter-withinDays = Within { $days } days
filter-requester = Requester
filter-findRequester = Name, email, phone or organisation
filter-organisation = Organisation
filter-findOrganisation = Find an organisation
filter-gone = No longer there
filter-withinHours = Within { $hours } hours
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
bulk-more = More actions

## Board

board-title = Board
board-choose = Choose a board
board-sort = Order of the cards
board-sort-rank = By hand
board-sort-due = Next to run out
board-sort-priority = Priority
board-sort-updated = Last changed
board-sort-created = Newest first
board-sort-oldest = Oldest first
board-sorted = Ordered: { $order }
board-hint = { $list_next } { $list_previous } move · { $list_previousColumn } { $list_nextColumn } column · { $act_move } carry · { $act_status } move to · { $act_assignMe } assign to me · { $list_select } select · { $app_help } all keys
board-hintMoving = Arrows carry · Enter drops · Esc takes it back
board-empty = Nothing here. Press C to create.
board-fetching = Tickets are on their way to this computer.
board-emptyFiltered = No ticket here fits the filter.
board-breaching = { $count } breached
board-late = breached
board-limit-within = { $count } of at most { $limit }
board-limit-over = { $count }, over the limit of { $limit }
board-newIn = New ticket in { $column }
board-fold = Fold { $column }
board-unfold = Open { $column }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
board-refuses = No step from { $from } to { $to }
board-noStatus = { $column } has no status that a ticket can take
board-columnFailed = This column could not be read
board-failed = The board could not be read
board-refused = This board is not yours to see
board-refused-text = Ask somebody who manages the desk.
board-noColumns = This board has no columns
board-noColumns-text = Editing the board gives it some.
board-said-cancelled = { $what } stays where it was.
board-chosen = { $name }, choose another board
board-more = This board
board-new = New board…
board-edit = Edit this board…
board-copy = Copy this board…
board-delete = Delete this board
board-wall = Show on a big screen
board-notYours = Its owner and managers edit it
board-deleted = { $name } deleted
board-saved = { $name } is saved
board-new-title = New board
board-edit-title = Edit board
board-name = Name
board-nameMissing = Give it a name.
board-by = Columns
board-by-status = Statuses
board-by-assignee = People
board-byHint-assignee = One column for each person, and one for what is nobody’s. A board for a team has its members. What is done is left out.
board-by-priority = Priorities
board-byHint-priority = One column for each priority. What is done is left out.
board-by-due = Due dates
board-byHint-due = Overdue, today, tomorrow, this week, later, and no date. What is done is left out.
board-lanes = Lanes
board-lanes-none = None
board-lanes-assignee = People
board-lanes-team = Teams
board-lanes-priority = Priorities
board-lanes-organisation = Organisations
board-lanes-sla = SLA state
board-lanes-same = The columns show that
board-columns = Columns
board-columnsMissing = A board needs a column.
board-column-name = Name
board-column-nameOf = Name of column { $place }
board-column-statuses = Statuses
board-column-statusesOf = Statuses of { $column }: { $statuses }
board-column-noStatus = No status
board-column-place = column { $place }
board-column-limit = Limit
board-column-limitOf = Limit of { $column }
board-column-hard = Take no more
board-limits = Limits of work in progress
board-column-up = Move { $column } to the front
board-column-down = Move { $column } to the back
board-column-remove = Remove { $column }
board-column-add = Add a column
board-left = On no column: { $statuses }. Their tickets are gathered in one of their own.
board-limit-full = Full: at most { $limit }
board-limit-wrong = A whole number.
board-full = { $column } takes at most { $limit }
board-cell = { $column }, { $lane }
board-unmapped = Unmapped
board-someone = Somebody who left
board-someTeam = A team that is gone
board-noOrganisation = No organisation
board-someOrganisation = An organisation that is gone
board-rest = All others
board-sla-breached = Breached
board-sla-at_risk = At risk
board-sla-on_track = On track
board-sla-quiet = No clock runs
board-due-overdue = Overdue
board-due-today = Today
board-due-tomorrow = Tomorrow
board-due-this_week = This week
board-due-later = Later
board-due-none = No due date
board-closed-unmapped = This column only gathers what has none
board-closed-overdue = Tickets become overdue by themselves
board-closed-week_over = Nothing is left of this week
board-closed-organisation = Moving a card does not change whose it is
board-closed-sla = Clocks decide this, not cards
board-closed-rest = This lane gathers several
board-columnMore = More on { $column }
board-moveOf = Move { $what } to
board-toTop = To the top of the column
board-toBottom = To the bottom of the column
board-findColumn = Find a column
board-allFolded = All columns are folded
board-allFolded-text = Choose one above to open it.
board-bar = Actions on { $what }
board-bar-none = Actions on a card
board-bar-take = Take
board-bar-note = Note
board-bar-photo = Photo
board-bar-onlyOne = Only for one ticket at a time
board-quick = Quick filters
board-quick-mine = Mine
board-quickTip-mine = Only my tickets
board-quick-unassigned = Unassigned
board-quickTip-unassigned = Only tickets without an assignee
board-quick-team = My teams
board-quickTip-team = Only tickets of my teams
board-quick-late = Breached or at risk
board-quickTip-late = Only what is breached or at risk
board-wall-title = { $name } on a big screen
board-wall-atRisk = { $count } at risk
board-wall-column = { $column }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
board-wall-leave = Esc leaves
card-said-stood = here for { $span }
keys-board-new = New board
keys-board-edit = Edit this board: columns, lanes, limits
keys-board-wall = Show the board on a big screen
keys-board-fold = Fold the column, or open it
keys-board-foldLane = Fold the lane, or open it
palette-board = Board: { $name }
palette-report = Report: { $name }
palette-boards = Boards
problem-limit = The column takes no more tickets. Nothing was changed.

## List

queue-work = Work this queue
queue-title = Queue done
queue-done = That was the last one
queue-done-text = { $count ->
    [one] You went through one ticket of { $name }.
   *[other] You went through { $count } tickets of { $name }.
}
queue-back = Back to { $name }
queue-last = The last one again
queue-strip = Queue
queue-strip-more = Show subjects of the neighbours
queue-strip-less = Show numbers only
queue-strip-shown = Queue shown
queue-strip-hidden = Queue hidden
queue-at = Ticket { $at } of { $of } of { $name }
queue-at-short = { $at } / { $of }
list-title = Tickets
list-hint = { $list_next } { $list_previous } move · { $list_open } open · { $list_select } select · { $act_status } status · { $act_priority } priority · { $act_assignee } assignee · { $act_assignMe } assign to me · { $app_help } all keys
list-grid = Tickets
list-column-number = No.
list-column-due = SLA
list-column-priority = Priority
list-column-subject = Subject
list-column-requester = Requester
list-column-organisation = Organisation
list-column-team = Team
list-column-status = Status
list-column-assignee = Assignee
list-column-tags = Tags
list-column-dueDate = Due date
list-column-created = Created
list-column-updated = Updated
list-column-moved = { $column } is column { $place }
list-column-sized = { $column } is { $width } pixels wide
list-column-hidden = { $column } is hidden. Columns in the title row brings it back.
list-column-moveBack = Move back
list-column-moveOn = Move on
list-column-wider = Wider
list-column-narrower = Narrower
list-column-hide = Hide
list-columns = Columns
list-columns-always = always
list-columns-noRoom = no room
list-columns-usual = As usual
list-select = Select { $number }
list-someSelected = Selected the first { $count } of { $total }
list-sorted-ascending = Sorted by { $column }, ascending
list-sorted-descending = Sorted by { $column }, descending
list-sortedThen-ascending = { $sorted }, then by { $column }, ascending
list-sortedThen-descending = { $sorted }, then by { $column }, descending
list-head-first = { $column }, sorted first
list-head-second-ascending = { $column }, sorted second, ascending
list-head-second-descending = { $column }, sorted second, descending
list-sort = Sort
list-sort-by = Sort by
list-sort-then = Then by
list-sort-isFirst = first already
list-sort-nothing = Nothing else
list-sort-ascending = ascending
list-sort-descending = descending
list-group = Group
list-group-none = No groups
list-group-status = Status
list-group-priority = Priority
list-group-assignee = Assignee
list-group-team = Team
list-group-organisation = Organisation
list-group-due = SLA
list-group-select = Select the group
list-group-fold = Fold the group
list-group-unfold = Unfold the group
list-group-by = Grouped by { $by }
list-group-off = No groups any more
list-group-allFolded = All groups folded
list-group-allUnfolded = All groups unfolded
list-group-leftOut = { $count } selected; folded groups are left out
list-due-breached = Breached
list-due-within_hour = Within an hour
list-due-today = Today
list-due-later = Later
list-due-quiet = No clock
list-group-folded = { $name }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
  }, folded
list-group-unfolded = { $name }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
  }, unfolded
list-group-says = { $name }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
  }
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
new-requester-missing = Say who asks
new-requester-make = Add “{ $text }” as a requester
new-requester-clear = Choose another requester
new-requester-name = Name
new-requester-email = Email
new-subject = Subject
new-subject-missing = A ticket needs a subject.
new-body = Description
new-body-hint = What happened, what was expected, since when
new-type = Type
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
new-mail-read = Filled in from { $name }
new-mail-attach = Attach the mail instead
new-mail-attached = { $name } is attached. A form that is empty is filled in from a mail.
new-mail-failed = { $name } could not be read as a mail. It is attached as a file.
new-duplicates = Possible duplicates
new-duplicates-found = { $count ->
    [one] One possible duplicate: { $number }, { $subject }
   *[other] { $count } possible duplicates, first { $number }, { $subject }
}
new-create = Create
new-createOpen = Create and open
new-again = Create another
new-created = Created { $number }
new-parent = Part of { $parent }
new-parent-off = Leave it unlinked
new-linked = Created { $number } as a part of { $parent }
new-draftSaved = Draft saved { $at }
new-draftKept = Draft kept
new-draftStands = This is what you began before. It was opened for “{ $subject }”.
new-draftStands-take = Use that subject
new-discard = Discard

## Searching

search-title = Search
search-field = Search tickets, conversations, notes, people and files
search-recent = Recent searches
search-offers = Ways to go on
search-parts = What is asked for
search-narrow = Narrow down
search-found = What was found
search-sort = Order
search-sort-best = Best first
search-sort-newest = Newest first
search-more = { $count }+ tickets, the newest of them searched
search-failed = The search did not work
search-nothing = Nothing fits
search-nothing-text = Fewer words find more. A word finds what begins like it; quotes find it as it stands.
search-without = Without
search-not = Not { $what }
search-better = Search for { $text } instead
search-wrong-key = “{ $key }” is no key, so it is looked for as a word.
search-wrong-value = { $key }: nothing is called “{ $value }”.
search-wrong-order = { $key } has no order; write a colon.
search-wrong-time = “{ $value }” is no time; write 2d, 4h, today or 2026-11-27.
search-why-subject = Subject
search-why-details = Details
search-why-conversation = Conversation
search-why-note = Internal note
search-why-attachment = File
search-why-person = Requester
search-why-terms = Fits
search-key-status = Status
search-key-assignee = Assignee
search-key-requester = Requester
search-key-team = Team
search-key-priority = Priority
search-key-type = Type
search-key-category = Category
search-key-tag = Tag
search-key-organisation = Organisation
search-key-due = Due
search-key-due_date = Due date
search-key-created = Created
search-key-updated = Updated
search-key-is = Is
search-key-has = Has
search-key-number = Number
search-about-status = by name, or a category such as open
search-about-assignee = a name, me or none
search-about-requester = who asked
search-about-team = a name, or mine
search-about-priority = also with < and >
search-about-type = incident, request, bug …
search-about-category = with everything below it
search-about-tag = a tag, or none
search-about-organisation = a name, or none
search-about-due = 2d, today, overdue, a date; also with < and >
search-about-due_date = the ticket's own: 2d, today, overdue, a date, none
search-about-created = 2d, today, a date; also with < and >
search-about-updated = 2d, today, a date; also with < and >
search-about-is = open, breached, snoozed …
search-about-has = attachment
search-about-number = a ticket's number
search-empty = Search everything on this device
search-empty-text = Words find what begins like them. Press an example, or write your own:
search-keys = Keys; a comma means either, a minus in front leaves out:
search-example-words = words, and words that stand together
search-example-without = with one word, without another
search-example-terms = either status, and mine
search-example-order = nobody's, and more than normal
search-example-due = open, and due within two days
search-example-created = bugs since today began
search-example-has = with a file, and not spam
search-example-is = what I have put off
search-example-unread = what concerns me and has news
search-example-draft = where I began to write
palette-everything = Search everything for “{ $text }”
keys-goSearch = Search
search-here = { $count ->
    [one] Searching this device: { $count } ticket
   *[other] Searching this device: { $count } tickets
}
search-here-synced = { $here }, synced { $at }
search-here-soFar = { $here } so far
app-fetching = Fetching tickets: { $done } of { $total }. Open ones come first; you can start.
ticket-refused = { $count ->
    [one] A change to this ticket was refused. Its text is kept.
   *[other] { $count } changes to this ticket were refused. Their texts are kept.
}
ticket-refused-show = Show

## Replies that wait

held-title = Held replies
held-failed = The held replies cannot be read
held-none = No reply is held back
held-none-text = A reply waits here when the conversation went on before it arrived.
held-hint = { $list_next } { $list_previous } move · { $conflict_mine } send · { $conflict_theirs } withdraw · { $conflict_write } edit · { $list_open } open · { $app_help } all keys
held-reason-newMessage = Not sent: the conversation went on before this reply arrived. Read on, then decide.
held-reason-requesterChanged = Not sent: the ticket has another requester now.
held-reason-closed = Not sent: the ticket was resolved or closed before this reply arrived.
held-released = On its way: it was sent from here, and the server has not answered yet.
held-others = Its author or a lead decides about it.
held-send = Send now
held-edit = Edit
held-edit-label = The text to send
held-edit-send = Send this text
held-withdraw = Withdraw
held-said-sent = Reply is on its way
held-said-withdrawn = Reply withdrawn. Its text is in the composer of its author.

## Devices

settings-devices = Devices
devices-text = Every computer that has signed in. One that is lost is signed out for good: it hands over what waited there and destroys its copy the next time it is heard of.
devices-failed = The devices cannot be read
devices-this = This computer
devices-seen = { $name }, last heard of { $at }
devices-waits = { $count ->
    [one] { $count } change waits there
   *[other] { $count } changes wait there
}
devices-revoked = Signed out { $at }
devices-gone = Signed out { $at }, its copy is gone
devices-revoke = Sign out for good
devices-revoke-ask = Its copy of the desk is destroyed. Type { $word } to sign it out.
devices-revoke-done = { $name } is signed out for good
aside-title = Kept aside
aside-text = Changes that did not take effect. Nothing is lost until somebody decides.
aside-none = Nothing is kept aside
aside-failed = What is kept aside cannot be read
aside-reason-poison = It broke something on the server.
aside-reason-revoked = Its device was signed out before it was sent.
aside-reason-refused = It was refused; its author asks you to decide.
aside-apply = Apply
aside-applied = Applied
aside-discarded = Discarded

## Calendar

calendar-title = Calendar
calendar-hint = { $calendar_next } { $calendar_previous } item · { $calendar_previousDay } { $calendar_nextDay } day · { $calendar_move } carry · { $calendar_when } another time · { $calendar_today } today · { $calendar_earlier } { $calendar_later } earlier, later · { $calendar_view } view · { $app_help } all keys
calendar-hintMoving = Arrows carry, up and down by a quarter of an hour · Shift and up, down: shorter, longer · Shift and left, right: further · Enter drops · Esc takes it back
calendar-earlier = Earlier
calendar-steps = Which days are shown
calendar-later = Later
calendar-today = Today
calendar-view = View
calendar-view-day = Day
calendar-view-week = Week
calendar-view-month = Month
calendar-view-agenda = Agenda
calendar-save = Export as .ics
calendar-saved = { $count ->
    [one] One entry exported
   *[other] { $count } entries exported
}
calendar-saved-more = Only the first { $count } entries are in the file. Choose fewer days.
calendar-show = Show
calendar-whose = Whose
calendar-whose-mine = Mine
calendar-whose-team = My team’s
calendar-whose-all = Everybody’s
calendar-what = What
calendar-kind-due = Service levels
calendar-kind-follow_up = Due dates
calendar-kind-reminder = Reminders
calendar-kind-snooze = Snoozed tickets
calendar-kind-visit = Visits
calendar-one-follow_up = Due
calendar-one-reminder = Reminder
calendar-one-snooze = Back from snooze
calendar-one-visit = Visit
calendar-state-running = in time
calendar-state-at_risk = at risk
calendar-state-breached = breached
calendar-state-paused = paused
calendar-state-met = met
calendar-more = { $count } more
calendar-moreAt = { $count } more at { $at }
calendar-openDay = Show { $day }
calendar-today-name = Today
calendar-tomorrow-name = Tomorrow
calendar-count = { $count ->
    [0] nothing
    [one] { $count } item
   *[other] { $count } items
}
calendar-countMore = The first { $count } items
calendar-empty = Nothing in these two weeks
calendar-empty-text = Due dates, service levels, visits, reminders and snoozed tickets stand here at their times.
calendar-failed = The calendar could not be read
calendar-still-visit = This visit is over. Take its last step back before you move it.
calendar-still-length = Only a visit has a length
calendar-still-clock = This time follows from the policy, the business hours and what happened. Another priority moves it; a hand does not.
calendar-lifted = { $what } lifted from { $at }
calendar-at = { $at }
calendar-until = Until { $until }, { $span }
calendar-lane-tickets = Tickets
calendar-dropped-follow_up = { $number } due { $at }
calendar-dropped-snooze = { $number } snoozed until { $at }
calendar-dropped-reminder = Reminder for { $number } at { $at }
calendar-dropped-resized = Visit for { $number } until { $until }, { $span }
calendar-dropped-given = Visit for { $number } goes to { $name }, { $at }
calendar-cleared-snooze = { $number } is back
calendar-cleared-reminder = Reminder for { $number } removed
calendar-back = { $what } stays at { $at }
keys-goCalendar = Calendar
keys-goTriage = Triage
keys-scope-calendar = Calendar
keys-calendar-next = Next item
keys-calendar-previous = Previous item
keys-calendar-nextDay = Next day
keys-calendar-previousDay = Previous day
keys-calendar-later = Later
keys-calendar-earlier = Earlier
keys-calendar-today = Today
keys-calendar-view = Day, week, month, agenda
keys-calendar-when = Another time

## Visits

visits-title = Visits
keys-goVisits = Visits
keys-visit = Plan a visit
keys-scope-visits = Visits
keys-visits-next = Next visit
keys-visits-previous = Previous visit
keys-visits-later = Next day
keys-visits-earlier = Previous day
keys-visits-today = Today
keys-visits-step = Next step: start, arrived, done
keys-visits-photo = Photo
keys-visits-note = Note
keys-visits-sign = Signature
keys-visits-plan = Another plan
keys-visits-ticket = Open the ticket
keys-visits-whose = Somebody else’s day
visit-section = Visits
visit-none = No visit yet
visit-plan = Plan a visit
visit-plan-short = Plan
visit-planThis = Plan the visit for { $number }
visit-plan-title = Visit for { $number }
visit-plan-again = Another plan for the visit for { $number }
visit-plan-near = Usual windows
visit-plan-length = { $span } long
visit-plan-later = Without a time it waits among the unscheduled visits.
visit-plan-clash = { $name } is at { $number } then, { $when }
visit-plan-order = After the beginning
visit-plan-missing-day = Say which day
visit-plan-missing-time = Say when
visit-plan-unreadable-day = Such as 2026-11-27
visit-plan-unreadable-time = Such as 09:30
visit-technician = Technician
visit-technician-none = Nobody yet
visit-technician-unknown = Nobody here has this name
visit-day = Day
visit-from = From
visit-until = Until
visit-address = Address
visit-purpose = What is to be done there
visit-purpose-hint = Replace the fuser kit, bring the 3 mm key
visit-unscheduled = No time yet
visit-state-planned = Planned
visit-state-on_the_way = On the way
visit-state-on_site = On site
visit-state-done = Done
visit-state-cancelled = Cancelled
visit-do-started = Start
visit-do-arrived = Arrived
visit-do-done = Done
visit-do-cancelled = Cancel the visit
visit-do-taken_back = Take back the last step
visit-step-started = On the way
visit-step-arrived = Arrived
visit-step-done = Done
visit-step-cancelled = Cancelled
visit-step-taken_back = Took the step before back
visit-step-gone = taken back
visit-did-started = On the way to { $number }
visit-did-arrived = Arrived at { $number }
visit-did-done = Visit for { $number } done
visit-did-cancelled = Visit for { $number } cancelled
visit-did-taken_back = Last step of the visit for { $number } taken back
visit-did-planned = Visit for { $number } planned: { $when }
visit-did-set = Visit for { $number }: { $when }
visit-did-moved = Visit for { $number } at { $at }
visit-did-unscheduled = Visit for { $number } has no time any more
visit-did-removed = Visit for { $number } removed
visit-did-note = Note added to { $number }
visit-did-part = Added { $part }
visit-did-unpart = Took off { $part }
visit-did-signed = { $name } signed
visit-cancel = Cancel the visit
visit-cancel-title = Cancel the visit for { $number }
visit-cancel-why = Why
visit-cancel-hint = It becomes an internal note of the ticket.
visit-cancel-keep = Keep it
visit-remove = Remove the visit
visit-reschedule = Another plan
visit-more = More about the visit for { $number }
visit-openDay = Show it in the day
visit-ticket = Open the ticket
visit-late = { $span } late
visit-spent = { $span } on site
visit-booked = { $span } booked
visit-map = Look it up on the map
visit-copyAddress = Copy the address
visit-copyPhone = Copy the number
visit-clock-way = on the way
visit-clock-site = on site
visit-clock-way-said = On the way for { $span }
visit-clock-site-said = On site for { $span }
visit-photos = Photos
visit-photo-add = Photo
visit-note = Note
visit-note-hint = What you see there. Only the desk reads it.
visit-note-add = Add the note
visit-parts = Parts
visit-part = Part
visit-part-hint = 2 × Fuser kit
visit-part-add = Add
visit-part-remove = Take off { $part }
visit-signature = Signature
visit-signedBy = Signed by { $name }
visit-sign = Have it signed
visit-sign-again = Sign again
visit-sign-title = Signature for { $number }
visit-sign-here = Sign here with a finger, a pen or the mouse
visit-sign-how = Whoever cannot draw types the name: it then stands as the signature.
visit-sign-drawn = The drawing is kept as a picture of the visit.
visit-sign-clear = Clear
visit-sign-name = Name
visit-sign-missing = Say who signs
visit-sign-save = Keep the signature
visit-sign-saveTyped = Sign with the typed name
visit-sign-caption = { $name }, { $at }
visit-sign-typed = { $name }, confirmed by name on { $at }
visit-steps = What happened
visit-done-title = Done at { $number }
visit-report = What was done
visit-report-hint = It becomes an internal note of the ticket, and stands in the report of the visit.
visit-minutes = Time to book
visit-open = Unscheduled visits
visit-open-none = Every visit has a time and somebody who goes there.
visit-whose = Whose day
visit-whose-search = Name of a technician
visit-mine = My day
visit-earlier = Previous day
visit-later = Next day
visit-next = Next: { $when }, { $subject }
visit-stops = Stops of the day
visit-bar = Visit for { $number }
visit-sum = { $over } of { $all } done
visit-count = { $count ->
    [0] No visits
    [one] { $count } visit
   *[other] { $count } visits
}
visit-hint = { $visits_next } { $visits_previous } visit · { $visits_step } next step · { $visits_photo } photo · { $visits_note } note · { $visits_sign } signature · { $visits_plan } another plan · { $visits_earlier } { $visits_later } day · { $visits_today } today · { $app_help } all keys
visit-empty = No visits on this day
visit-empty-theirs = { $name } has no visits on this day
visit-empty-text = { $keys } on a ticket plans one.
visit-failed = The visits could not be read
visit-paper-planned = Planned
visit-paper-onSite = Time on site
visit-paper-booked = Time booked
visit-paper-step = { $step }: { $at }
visit-paper-sign = Date, name, signature
visit-service = Service report
visit-service-save = Service report (PDF)
visit-service-file = service-report

## Service levels in words

lead-percent = at { $percent } %
lead-minutesBefore = { $span } before it is due
lead-breach = when it is breached
lead-minutesAfter = { $span } after it was due

## Putting off and reminding

act-snoozeOf = Snooze { $what }
act-postponeOf = Postpone { $what } for everybody
act-confirmOf = Who says that { $what } is fixed?
snooze-search = Date or time, such as thu 9:00
snooze-quarter = 15 minutes
snooze-hour = 1 hour
snooze-tomorrow = Next working morning
snooze-tomorrow-said = the next working morning
snooze-wake = Bring it back now
did-snoozed = { $what } snoozed until { $until }. It comes back sooner if the requester writes.
did-woken = { $what } no longer snoozed
did-unread = { $what } marked unread
did-read = { $what } marked read
did-postponed = { $what } on hold until { $until }. Then it is work again by itself.
did-stays = { $what } stays on hold until somebody takes it up
did-reminder = Reminder for { $what } at { $at }
reminder-title = Reminder for { $number }
reminder-note = What for
reminder-note-hint = Call back, ask again, look at the log
reminder-when = When
reminder-when-hint = Such as thu 9:00, tomorrow, in 2h or 2026-12-03 14:30
reminder-when-missing = Say when.
reminder-when-past = This has passed already.
reminder-near = Near moments
reminder-save = Remind me
when-in = in
when-today = today
when-tomorrow = tomorrow
when-yesterday = yesterday
keys-snooze = Snooze
keys-postpone = Postpone
keys-remind = Remind me
keys-close = Close the window
keys-quit = Quit Tern
keys-dnd = Do not disturb
keys-themeLight = Theme: light
keys-themeDark = Theme: dark
keys-themeSystem = Theme: as the system
keys-dndHour = Do not disturb for an hour
keys-dndMorning = Do not disturb until the morning
keys-goNotifications = Notifications
keys-notification-readAll = Mark all read

## Notifications

dnd-title = Do not disturb
dnd-on = Do not disturb
dnd-until = Do not disturb until { $at }
dnd-quiet = Quiet hours
dnd-hour = For an hour
dnd-morning = Until the morning
dnd-open = Until I switch it off
dnd-off = Let notifications through
dnd-said-on = Notifications wait until you let them through
dnd-said-until = Notifications wait until { $at }
dnd-said-off = Notifications come through again
notifications-title = Notifications
notifications-unread = unread
notifications-many = 99+
notifications-hint = { $list_next } { $list_previous } move · { $list_open } open · { $act_unread } read, unread · { $act_snooze } snooze · { $act_assignMe } assign to me · { $notification_readAll } all read · { $app_help } all keys
notifications-which = Which
notifications-which-all = All
notifications-which-unread = Unread
notifications-count = { $count ->
    [0] all read
   *[other] { $count } unread
}
notifications-readAll = Mark all read
notifications-said-allRead = All read
notifications-empty = Nothing has been shown yet
notifications-empty-text = What Tern tells you stays here, also what you missed.
notifications-emptyUnread = Everything is read
notifications-failed = The notifications could not be read
notifications-earlier = Show earlier ones
notifications-snooze = Snooze
notifications-markRead = Mark read
notifications-markUnread = Mark unread
notifications-isUnread = Unread
notifications-settings = Notification settings
notifications-day-today = Today
notifications-day-yesterday = Yesterday
notifications-kind-at_risk = At risk
notifications-kind-breach = Breached
notifications-kind-assignment = Assigned to you
notifications-kind-mention = Mentioned
notifications-kind-customer_reply = Customer reply
notifications-kind-held_reply = Held reply
notifications-kind-conflict = Conflict
notifications-kind-deadline = Due date
notifications-kind-reminder = Reminder
notifications-kind-snooze = Back from snooze
notifications-kind-update = Update
notifications-kind-escalation = Escalation

## Why a clock stands as it does

why-title = Service levels of { $number }
why-which = Which clock
why-open = Why
why-failed = The clocks could not be taken apart
why-target = { $span } of { $basis }
why-businessTime = business time ({ $calendar })
why-aroundTheClock = every hour of the day
why-policy = by { $policy }
why-noTarget = Nothing is promised for this ticket.
why-idle = The requester waits for nothing: this clock starts with their next message.
why-days = { $count } days
why-dayOff = Day off
why-notCounted = not counted
why-resolved = resolved
why-paused = paused
why-pausedFor = paused: { $reason }
why-kept = { $span } not counted
why-due = Due { $at }
why-met = Met { $at }
why-until = Counted until { $at }
why-stands = Stands still
why-together = { $span } counted
why-breach = Breached { $at }
why-breach-byChange = Breached { $at }, when the target was changed
why-breach-superseded = Was told breached { $at }; what became known later shows that it was not
why-zone = Times stand in the zone of this computer. The business hours are those of { $zone }.
clock-section = Service levels
clock-due = due { $at }
clock-metAt = met { $at }
clock-lateAt = done { $at }
clock-missed = was due { $at }, ended without an answer
clock-left = { $span } of business time left
clock-pausedFor = Stands still: { $reason }
clock-never = never due: the business hours never open
clock-state-none = nothing promised
clock-state-idle = waits for nothing
clock-state-running = runs
clock-state-at_risk = at risk
clock-state-paused = paused
clock-state-met = met
clock-state-breached = breached
clock-state-cancelled = cancelled: it ended without an answer
strip-counted = counted
strip-paused = paused
strip-closed = closed
strip-holiday = holiday
keys-ticket-why = Why this time
reminder-section = Reminders
reminder-none = No reminders
reminder-add = Add a reminder
reminder-done = Done
reminder-remove = Remove the reminder
reminder-move = Move the reminder
did-reminderDone = Reminder for { $what } done
snooze-until = Snoozed until { $at }
answered-title = Answered: the last word is ours
unread-title = Unread
snooze-banner = You snoozed this until { $at }. It comes back sooner if the requester writes.
postpone-until = Postponed until { $at }
postpone-banner = On hold until { $at }. Then it is work again by itself.
postpone-clear = No date

## Policies

settings-policies = SLA policies
settings-hours = Business hours
policy-text = The first policy that fits a ticket holds for it, so the most particular ones stand on top.
policy-failed = The policies could not be read
policy-add = New policy
policy-new = New policy
policy-all = All policies
policy-saved = Policies saved. Open tickets are counted again in the background.
policy-unnamed = Without a name
policy-name = Name
policy-for = For which tickets
policy-everything = Every ticket
policy-everything-text = Holds for every ticket that no policy above fits.
policy-if = if
policy-and = and
policy-choose = Choose
policy-condition-add = Add a condition
policy-condition-remove = Remove the condition { $aspect }
policy-aspect-priorities = Priority
policy-aspect-types = Type
policy-aspect-categories = Category
policy-aspect-organisations = Organisation
policy-aspect-tiers = Tier
policy-aspect-teams = Team
policy-aspect-channels = Channel
policy-aspect-tags = Tag
policy-aspect-search = Find
policy-aspect-typed = Take “{ $text }”
policy-targets = Targets
policy-target-none = none
policy-target-of = { $metric } at priority { $priority }
policy-target-around = { $metric } at priority { $priority } counts every hour of the day
policy-target-isAround = Counts every hour of the day
policy-target-isBusiness = Counts business hours
policy-target-hint = Such as 4h, 1h 30m or 45m; an empty cell promises nothing. The clock in a cell makes it count every hour of the day.
policy-target-wrong = Write a span such as 4h, 1h 30m or 45m.
policy-calendar = Business hours
policy-calendar-first = First in the list ({ $name })
policy-pauses = Pauses
policy-pauses-first = First response stands still then, too
policy-pauses-hint = Resolution stands still while the status is of a ticked kind. Next reply never does.
policy-reopen = When a resolved ticket is opened again
policy-reopen-resume = Resolution goes on where it stopped
policy-reopen-restart = Resolution begins again
policy-reopen-never_stopped = Resolution counts as if it had never stopped
policy-risk = At risk
policy-risk-percent = at { $percent } % of the target
policy-risk-minutes = { $span } before it is due
policy-risk-add = Add a level
policy-risk-remove = Remove { $level }
policy-steps = Escalation
policy-steps-hint = The server takes each step once for a clock, whoever is online. The device warns its own user by itself.
order-up = Move { $name } up
order-down = Move { $name } down
policy-remove = Remove { $name }
policy-resolves = Resolution: { $targets }
policy-share = { $count ->
    [one] { $count } open ticket
   *[other] { $count } open tickets
}
policy-unreachable = Never reached: { $name } above it takes every ticket.
policy-lacks-name = A policy has no name.
policy-lacks-step = A step does nothing yet.
step-add = Add a step
step-metric = Clock
step-when = When
step-when-percent = at a share of the target
step-when-minutes_before = before it is due
step-when-breach = when it is breached
step-when-minutes_after = after it was due
step-percent = Percent of the target
step-percent-short = %
step-minutes = Minutes
step-minutes-short = min
step-remove = Remove step { $place }
step-action-add = Add an action
step-action-remove = Remove the action
step-action-notify = Tell
step-action-raise_priority = Raise the priority
step-action-assign = Assign to
step-action-move_to_team = Move to team
step-action-add_tag = Add the tag
step-action-comment = Write a note
step-told-assignee = the assignee
step-told-team = the team
step-told-managers = the managers
step-raise-next = by one
step-raise-to = to { $priority } at least
step-comment-hint = What the note says
step-said-notify = tell { $who }
step-said-raise = raise the priority by one
step-said-raiseTo = raise the priority to { $priority }
step-said-assign = assign to { $name }
step-said-team = move to { $name }
step-said-tag = add the tag { $tag }
step-said-comment = write a note
draft-discard = Discard
impact-title = What this would do
impact-counting = Counting what this would do
impact-touched = Affects { $count } of { $open } open tickets
impact-open = { $open } open tickets
impact-breaching = { $count } would be breached
impact-recovering = { $count } would recover
impact-moved = { $earlier } due earlier, { $later } later
impact-unmatched = No policy would fit { $count } open tickets. Nothing would be promised for them.
impact-show = Show { $count } of them
impact-wouldBreach = { $metric } would be breached
impact-wouldRecover = { $metric } would recover
impact-never = never
simulate-open = Try it
simulate-title = Try the policies
simulate-by = What to try
simulate-by-instant = A new ticket
simulate-by-ticket = A ticket as it is
simulate-find = Ticket
simulate-find-hint = Number or words
simulate-other = Another one
simulate-when = Opened
simulate-when-is = Opened { $at }
simulate-any = Any
simulate-policy = { $policy } holds, counted by { $calendar }
simulate-noPolicy = No policy fits. Nothing is promised.

## Business hours

hours-text = Targets count in these hours. The first set holds wherever a policy names no other.
hours-failed = The business hours could not be read
hours-calendars = Business hours
hours-add = New hours
hours-new = New hours
hours-saved = Business hours saved. Open tickets are counted again in the background.
hours-lacks-name = A set of hours has no name.
hours-zone = Time zone
hours-week = Week
hours-week-sum = { $span } a week
hours-likeMonday = Tuesday to Friday like Monday
hours-closed = closed
hours-hint = Such as 9–12:30, 13–17; an empty day is closed, 0–24 never closes.
hours-wrong = Write times such as 9–12:30, 13–17.
hours-off = Days off
hours-off-add = Add a day
hours-off-date = Date
hours-off-name = Name
hours-off-part = Only these hours
hours-off-whole = the whole day
hours-off-put = Add
hours-off-added = { $name } added
hours-off-none = No days off ahead
hours-off-remove = Remove { $name }
hours-off-showPast = Show { $count } past
hours-off-hidePast = Hide the past
hours-import = Import a calendar file
hours-import-title = Days off in this file
hours-import-found = { $count ->
    [0] No days off were found.
    [one] { $count } day off was found. Nothing is saved yet.
   *[other] { $count } days off were found. Nothing is saved yet.
}
hours-import-problems = { $count ->
    [one] { $count } line could not be read
   *[other] { $count } lines could not be read
}
hours-import-take = { $count ->
    [one] Take this day
   *[other] Take these { $count } days
}
hours-import-taken = { $count ->
    [0] All of these days were here already
    [one] { $count } day off added; save to put it in force
   *[other] { $count } days off added; save to put them in force
}
hours-unused = No policy counts by these hours.
hours-usedBy = Policies that count by these hours: { $names }
hours-remove = Remove these hours

## Where the desk stands

service-title = Service levels
recount-progress = Counting clocks again: { $done } of { $total }
service-hint = Every number opens its tickets · Tab moves · { $app_help } all keys
service-asOf = as of { $at }
service-failed = How the desk stands could not be read
service-ahead = How far ahead
service-hours = { $count } hours
service-breached = Breached
service-atRisk = At risk
service-open = Open
service-teams = Teams
service-people = People
service-name = Name
service-hour = Hour
service-due = Due
service-staffed = Staffed hours
service-state = What stands out
service-state-tight = tight
service-state-uncovered = nobody works
service-load = { $due } due against { $staffed } staffed hours
service-load-nothing = Nothing comes due
service-load-uncovered = { $count } due while nobody works
service-load-text = Everybody who works on tickets counts once, by the business hours of their teams. Admins in no team count only while they own an open ticket. More than two due for each staffed hour is tight.
service-kept = How targets were kept
service-kept-by = By
service-kept-by-team = Team
service-kept-by-priority = Priority
service-kept-by-policy = Policy
service-kept-by-week = Week
service-kept-by-month = Month
service-kept-span = Over the last
service-kept-days = { $count } days
service-kept-metric = Clock
service-kept-met = Met
service-kept-superseded = Superseded
service-kept-share = Kept
service-kept-noPolicy = No policy
service-kept-none = No target was met or missed in these days
service-kept-failed = How targets were kept could not be read
service-kept-text = Each target counts once, where it was met or first missed. Superseded are breaches that were told and turned out to be none; they count on neither side.
keys-goService = Service levels

## Dashboard

triage-title = Triage
triage-assess = Assessment
triage-progress = { $done } of { $all } done
triage-done = Done, next
triage-did = { $number } assessed
triage-skip = Later
triage-merge = Merge…
triage-needed = Still needed
triage-priority = Priority from impact and urgency: { $priority }
triage-noneAlike = No similar tickets.
triage-skipped = { $number } comes again later
triage-mine = Assigned to you once you are done
triage-noText = No description.
triage-onlyOne = It is the only one left.
triage-empty = Every new ticket has been looked at
triage-keys = Once something is here:
triage-empty-text = What comes in new and belongs to nobody stands here.
triage-failed = The queue could not be read
triage-hint = { $triage_field } choose · { $triage_me } assign to me · { $triage_done } done, next · { $triage_skip } later · { $triage_open } open · { $app_help } all keys
triage-hint-none = { $app_help } all keys

dashboard-title = Dashboard
keys-goDashboard = Dashboard
keys-dashboard-tables = Show charts or tables
keys-dashboard-clock = Business time or clock time
keys-scope-dashboard = Dashboard
keys-scope-triage = Triage
keys-triage-field = Choose a field
dashboard-hint = Arrows move between numbers · Enter opens their tickets · { $dashboard_tables } tables · { $app_help } all keys
dashboard-failed = The dashboard could not be read
dashboard-empty = Nothing to count yet
dashboard-empty-text = Numbers appear with the first ticket. Press C to create one.
dashboard-period = Period
dashboard-days = { $count } days
dashboard-dates = Choose dates…
dashboard-dates-title = Choose dates
dashboard-dates-first = First day
dashboard-dates-last = Last day
dashboard-dates-spans = Pick at once
dashboard-dates-show = Show
dashboard-dates-says = { $count ->
    [one] One day, compared with { $before }.
   *[other] { $count } days, compared with { $before }.
  }
dashboard-dates-missing = Write a day, such as 2026-11-27.
dashboard-dates-order = The last day is before the first.
dashboard-dates-future = Choose a day up to today.
dashboard-dates-long = Two years are the most.
dashboard-span-this_week = This week
dashboard-span-last_week = Last week
dashboard-span-this_month = This month
dashboard-span-last_month = Last month
dashboard-span-this_quarter = This quarter
dashboard-span-last_quarter = Last quarter
dashboard-span-this_year = This year
dashboard-span-last_year = Last year
dashboard-zone = Time zone
dashboard-zone-hint = The days and hours of the dashboard are those of this zone.
dashboard-daysOf = days of { $zone }
dashboard-against = { $period }, compared with { $before }
dashboard-mine = Only mine
dashboard-everything = All teams
dashboard-here = { $count } tickets on this device, as of { $at }
dashboard-synced = { $count } tickets on this device, synced { $at }
dashboard-figures = Figures
dashboard-asTable = Show as tables
dashboard-asChart = Show as charts
dashboard-save = Save “{ $what }” as a file
dashboard-saveTitle = Save this table
dashboard-figure = Figure
dashboard-before = Before
dashboard-saveAll = Save all tables, or print
sheets-xlsx = Excel workbook
sheets-csv = Comma-separated values
sheets-pdf = PDF
sheets-print = Print
sheets-about = About
about-before = Compared with
about-filter = Filter
about-tickets = Tickets on this device
about-at = As of
about-synced = Last synced
about-synced-alone = Works on this device alone
about-synced-never = Not yet
about-now = Now
dashboard-none = Nothing in this period.
dashboard-chart = chart
dashboard-chart-keys = Left and right read a step, up and down choose a row, Enter opens its tickets.
dashboard-chart-keysOne = Left and right read a step, Enter opens its tickets.
dashboard-read = { $name } { $value }
dashboard-p90 = p90 { $value }
dashboard-soon = { $value } within 2 days
dashboard-missed = { $value } in the period
dashboard-bar = { $name }: { $value }
dashboard-points = { $size ->
    [one] { $points } point
   *[other] { $points } points
}
dashboard-sinceStart = since the start
dashboard-toBefore = vs before
dashboard-toYesterday = vs yesterday
dashboard-day = Day
dashboard-week = Week from
dashboard-hour = Hour
dashboard-volume = Opened and resolved
dashboard-volume-title = { $came } came in, { $went } were resolved
dashboard-flow = Tickets by status
dashboard-flow-same = The backlog is where it was
dashboard-flow-grows = The backlog grew by { $count }
dashboard-flow-shrinks = The backlog shrank by { $count }
dashboard-ages = Age of open tickets
dashboard-ages-young = No open ticket is old
dashboard-ages-old = { $count ->
    [one] { $count } open ticket is older than { $days } days
   *[other] { $count } open tickets are older than { $days } days
}
dashboard-age = { $from } to { $to } days
dashboard-age-under = { $to ->
    [one] Less than a day
   *[other] Less than { $to } days
}
dashboard-age-over = Over { $from } days
dashboard-heat = Tickets opened by hour of the week
dashboard-heat-title = Most come in on { $day } at { $hour }:00
dashboard-hourOf = { $day } { $hour }:00: { $count } opened
dashboard-targets = Targets by priority
dashboard-targets-title = { $metric } kept { $share } of its targets
dashboard-targets-none = No target was due
dashboard-targets-teams = Targets by team
dashboard-targets-team = { $team } kept the fewest targets: { $share } ({ $metric })
dashboard-keptOf = kept { $met } of { $all }
dashboard-keptBelow = kept { $met } of { $all }, below the line
dashboard-promised = The line stands at { $share }.
dashboard-for = For
dashboard-target = Target
dashboard-kept = Kept
dashboard-met = Met
dashboard-missedTickets = Tickets that breached
dashboard-stays = Time in each status
dashboard-stays-title = Tickets wait longest in { $status }: { $span } typically
dashboard-stays-none = No ticket left a status
dashboard-typical = Typical
dashboard-slow = Slowest tenth
dashboard-left = Left it
dashboard-now = There now
dashboard-longest = Longest there
dashboard-people = Who resolved what
dashboard-people-title = { $name } resolved the most: { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
dashboard-people-none = Nobody resolved a ticket
dashboard-person = Person
dashboard-hours = Of working hours
dashboard-change = Change
dashboard-tags = Tags that rise
dashboard-tags-none = No tag rises
dashboard-topics = Categories that rise
dashboard-topics-none = No category rises
dashboard-rise-title = { $name } rises the most: +{ $count } against the period before
dashboard-topic = Category
measure-open = Open
measure-breached = Breached
measure-at_risk = At risk
measure-due_hour = Due within an hour
measure-resolved_today = Resolved today
measure-missed = Breached in the period
measure-opened = Opened
measure-resolved = Resolved
measure-closure = Closure rate
measure-answer_p50 = First reply
measure-answer_p90 = First reply, slowest tenth
measure-answer_mean = First reply, mean
measure-work_p50 = Resolution
measure-work_p90 = Resolution, slowest tenth
measure-work_mean = Resolution, mean
measure-first_contact = First contact
measure-reopened = Opened again
measure-reopened_soon = Opened again within 2 days
clock-choice = First reply and resolution
clock-measured = Measured in
clock-business = Business time
clock-wall = Clock time
clock-unit-business = of business time
clock-unit-wall = on the clock
clock-measure-business = { $measure } in business time
clock-measure-wall = { $measure } on the clock
clock-said-business = first reply and resolution in business time
clock-said-wall = first reply and resolution on the clock
filter-cut = Report
cut-during = { $what }, { $days }
cut-stood = In these statuses on { $at }
cut-waiting = Open, by age
cut-opened = Opened
cut-answered = First reply
cut-resolved = Resolved
cut-first_contact = Resolved at first contact
cut-finished = Finished
cut-reopened = Finished, then opened again
cut-reopened_soon = Finished, then opened again within 2 days
cut-worked = Time spent
cut-left = Left the status
cut-met = Target met
cut-missed = Target breached
## Reports

report-title = Report
report-by = { $by ->
    [time] { $measure } by day
    [team] { $measure } by team
    [assignee] { $measure } by assignee
    [resolver] { $measure } by who resolved it
    [worker] { $measure } by who spent it
    [organisation] { $measure } by organisation
    [topic] { $measure } by category
    [type] { $measure } by type
    [channel] { $measure } by channel
    [priority] { $measure } by priority
    [status] { $measure } by status
   *[tag] { $measure } by tag
}
report-all = Reports
report-new = New report
report-more = More
report-save = Save this report
report-saveAs = Save as a new report
report-edit = Name and sharing
report-delete = Delete report
report-saved = Report “{ $name }” saved
report-deleted = Report “{ $name }” deleted
report-nameMissing = Give the report a name
report-changed = Changed, not saved
report-builder = What the report asks
report-measure = Measure
report-splitBy = By
report-about = Of which tickets
report-everything = All tickets
report-clear = All tickets
report-noDays = Has no days
report-noWorker = Only time spent
report-part-time = Day
report-part-team = Team
report-part-assignee = Assignee
report-part-resolver = Resolved by
report-part-worker = Who spent it
report-part-organisation = Organisation
report-part-topic = Category
report-part-type = Type
report-part-channel = Channel
report-part-priority = Priority
report-part-status = Status
report-part-tag = Tag
report-span-week = Last 7 days
report-span-month = Last 30 days
report-span-quarter = Last 90 days
report-span-year = Last 365 days
report-span-this_week = This week
report-span-this_month = This month
report-span-last_month = Last month
report-span-this_quarter = This quarter
report-span-last_quarter = Last quarter
report-span-this_year = This year
report-without-assignee = Nobody
report-without-resolver = Nobody
report-without-organisation = No organisation
report-without-topic = No category
report-unknown = Unknown
report-tickets = Tickets
report-total = { $measure }: { $value }. Open the tickets
report-leftOff = { $count ->
    [one] And { $count } more with less
   *[other] And { $count } more with less
}
report-lost = This report is gone
report-lost-text = Somebody deleted it, or it is no longer shared with you.
report-file = Save as a file, or print
report-hint = { $dashboard_tables } tables · { $go_dashboard } dashboard · { $app_help } all keys
report-here = { $days }, { $about }, on this device as of { $at }
report-synced = { $days }, { $about }, on this device, synced { $at }
measure-answer_kept = First replies in time
measure-work_kept = Resolutions in time
measure-time_spent = Time spent
keys-goReports = Reports
keys-report-save = Save the report

## Saved views

view-title = Views
view-builtIn-mine = My open
view-builtIn-unassigned = Unassigned
view-builtIn-my_teams = My team's
view-builtIn-due_today = Due today
view-builtIn-breached = Breached
view-builtIn-recent = Recently updated
view-drafts = Drafts
view-drafts-about = Tickets on which you began to write; on this device alone
view-draftNew = New ticket, begun
view-draftNew-about = What you wrote in a ticket that is not created yet; on this device alone
view-inBreach = in breach
view-oldest = oldest { $span }
view-oldest-said = oldest
view-nextDue = next due in { $span }
view-many = 9999+
view-says = { $name }, { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
view-go = View: { $name }
view-new = Save as a view
view-save = Save view
view-keep = Save changes
view-back = Discard changes
view-changed = changed
view-all = Show all tickets
view-lost = This view is not there any more, or is not shared with you any more.
view-menu = What to do with { $name }
view-edit = Rename and share
view-copy = Save a copy
view-copyOf = Copy of { $name }
view-up = Move up
view-down = Move down
view-delete = Delete the view
view-isFirst = first already
view-isLast = last already
view-notYours = not yours
view-name = Name
view-nameMissing = Give it a name
view-saved = Saved the view { $name }
view-moved = Moved the view { $name }
view-deleted = Deleted the view { $name }

## Whom something is for

share-title = For
share-nobody = Me alone
share-nobody-hint = On all of your devices, and seen by nobody else.
share-everybody = Everybody
share-edited = You and managers edit it.

## Canned replies and signatures

settings-replies = Canned replies
settings-signature = Signature
keys-composer-canned = Canned reply
palette-insertReply = Insert reply: { $name }
canned-title = Canned replies
canned-none = No canned replies yet
canned-noneFits = No canned reply fits
canned-writeOne = Write one
canned-insert = insert
canned-run = run
canned-macro = Macro
canned-leave = keep what I typed
canned-found = { $count ->
    [one] One canned reply: { $name }
   *[other] { $count } canned replies, first { $name }
}
canned-inserted = { $gaps ->
    [0] { $name } inserted
    [one] { $name } inserted, one gap to fill
   *[other] { $name } inserted, { $gaps } gaps to fill
}
gap-title = Still to fill
gap-at = { $name }, { $place } of { $count } to fill
gap-requesterFirst = Requester's first name
gap-requester = Requester's name
gap-email = Requester's email
gap-organisation = Organisation
gap-number = Ticket number
gap-subject = Subject
gap-status = Status
gap-priority = Priority
gap-team = Team
gap-agentFirst = My first name
gap-agent = My name
gap-due = Due date
gap-estimated = Expected resolution
gap-today = Today's date
gaps-title = Not filled yet
gaps-text = The reply still has placeholders, and the customer would see them as they are. Nothing was sent.
gaps-text-signature = Your signature has placeholders that this ticket cannot fill. Nothing was sent.
gaps-inSignature = in the signature
gaps-go = Go to the first
gaps-unsigned = Leave the signature out
gaps-send = Send anyway
signature-under = Your signature, under this reply
signature-off = Without your signature
signature-leaveOut = Leave out
signature-putBack = Put it back
signature-text = It stands under your replies to customers, never under notes. One reply can do without it.
signature-hint = On all of your devices.
signature-example = Kind regards, {"{{"}agent.first_name{"}}"}
signature-saved = Saved the signature
signature-removed = Removed the signature
signature-failed = The signature could not be read
replies-text = Texts that you write once. In a reply, type ; or / at the beginning of a word and a few letters of the name.
replies-add = New reply
replies-all = All canned replies
replies-search = Search name, folder and text
replies-noFolder = Without a folder
replies-from = { $whom }, by { $name }
replies-unsaved = not saved
replies-failed = Canned replies could not be read
replies-lost = This reply is gone
replies-lost-text = It was deleted, or is not shared with you any more.
replies-folder = Folder
replies-body = Text
replies-body-hint = Placeholders are filled when you insert it; what a ticket does not know stays marked.
replies-body-missing = Write what it says
replies-placeholder = Placeholder
replies-placeholder-find = Find a placeholder
replies-preview = Preview
replies-preview-on = On { $number }
replies-preview-empty = What you write is shown here as a customer reads it.
replies-unknown = No placeholder is called { $names }: you fill that by hand.
replies-open = Not known on this ticket: { $names }
replies-theirs = { $name } wrote this reply. Only they and managers change it.
replies-saved = Saved the reply { $name }
replies-delete = Delete
replies-deleted = Deleted the reply { $name }

## What the desk is made of: people, teams, statuses, categories, the matrix

settings-people = People
settings-teams = Teams
settings-statuses = Statuses and workflow
settings-categories = Categories
settings-priorities = Priority matrix
settings-failed = This could not be read
settings-name = Name
settings-name-missing = Give it a name
settings-name-used = That name is taken
settings-retired = Not in use
settings-saved-one = Saved { $name }
statuses-text = What every status means to clocks and reports is its kind; names and order are yours.
statuses-add = New status
statuses-ordered = Order saved
order-moved = { $name } is now { $place } of { $count }
statuses-means = Kind
statuses-means-new = Nobody has looked at it yet; the clock of the first response runs.
statuses-means-open = Somebody works on it; clocks run.
statuses-means-waiting = The requester has to answer; clocks stand still where the policy says so.
statuses-means-on_hold = Something else has to happen first; clocks stand still where the policy says so.
statuses-means-resolved = Done, unless the requester writes again.
statuses-means-closed = Done for good.
statuses-retire = Tickets no longer come into this status
workflow-title = Workflow
workflow-text = Where a ticket may go from each status. Moves that are closed are dimmed on the board and left out of menus.
workflow-from = From
workflow-leads = From { $from } to: { $to }
workflow-way = From { $from } to { $to }
workflow-last = A ticket must be able to leave { $name }: one way stays open.
workflow-saved = Saved the ways from { $name }
matrix-text = Impact and urgency of a ticket give its priority. Whoever sets another one is asked for a reason.
matrix-urgency = { $level } urgency
matrix-impact = { $level } impact
matrix-cell = { $impact } impact, { $urgency } urgency
matrix-saved = Saved the priority matrix
guard-label = Ask why one more ticket is urgent
guard-hint = When more than this share of the open tickets would be urgent. Up to three are always fine.
guard-share = Over { $percent } %
guard-never = Never
closing-label = Close resolved tickets by themselves
closing-hint = When nobody opened them again. The server does it, or this desk where it works alone.
closing-never = Never
closing-after = { $days ->
    [one] After a day
   *[other] After { $days } days
  }
matrix-hint = Holds for tickets from now on: what has a priority keeps it until its impact or urgency changes.
teams-text = Every ticket belongs to one team. Policies, boards and views ask for it.
teams-add = New team
teams-empty = Nobody yet
teams-many = { $names } and { $count } more
teams-members = Members
teams-members-saved = Saved the members of { $name }
teams-nobody = Nobody works here yet.
teams-private = Private
teams-private-short = Private
teams-private-hint = Only its members, managers and administrators see its tickets, beside whoever owns or made one.
teams-level = Level of support
teams-level-hint = Tickets are escalated to a team of a higher level.
teams-level-none = None
teams-level-of = L{ $level }
teams-late = Replies written without the latest message
teams-late-hint = Such as those that were written offline while the requester wrote again.
teams-late-hold = Wait for their author
teams-late-after = Wait if older than { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
  }
teams-late-send = Are sent
teams-retire = Tickets are no longer given to this team
people-text = Whoever works here, and whoever asks for help.
people-text-connected = Whoever works here, and whoever asks for help. To sign in, staff also need an account on the server: tern-server user add.
people-search = Find by name, email or organisation
people-add = New person
people-email = Email
people-phone = Phone
people-location = Location
people-role = Role
people-role-requester = Asks for help and does not sign in.
people-role-technician = Sees and works on their own tickets and their teams’.
people-role-agent = Works on every ticket that is not private.
people-role-manager = Sees everything, decides what is stuck, deletes.
people-role-admin = Also configures the desk and its people.
people-role-own = Another administrator has to do this
people-noOrganisation = No organisation
people-retire = Works here no more
people-retire-hint = Their work stays with their name; they can no longer be chosen or sign in.
categories-text = What tickets are about, for forms, filters and reports; up to five levels.
categories-add = New category
categories-addUnder = New category under { $name }
categories-top = At the top
categories-under = Stands under
categories-retire = No longer chosen for new tickets

## Contacts: whoever asks for help, and the organisations they are of

contacts-title = Contacts
contacts-text = Whoever asks for help, with how to reach them. Everybody here keeps this right.
contacts-search = Find by name, email, phone or organisation
contacts-add = New contact
contacts-edit = Edit contact
contacts-make = Create “{ $text }”
contacts-made = Added the contact { $name }
contacts-none = No contacts yet
contacts-none-text = Whoever a ticket is opened for is kept here.
contacts-first = These are the first; type to find others.
contacts-tickets = Tickets
contacts-tickets-of = Tickets of { $name }
contacts-email-used = { $name } has this address, too
contacts-email-wrong = This is not an email address
contacts-name-wrong = This name is empty or too long
contacts-organisation-make = Create the organisation “{ $text }”
contacts-organisation-new = “{ $name }” is created when you save
contacts-organisation-unknown = There is no such organisation. Choose one, or leave this empty.
contacts-retire = Asks for nothing any more
contacts-retire-hint = Their tickets stay with their name; they are no longer found and cannot be chosen.
organisations-title = Organisations
organisations-text = Whom contacts are of. Tickets show it, and service levels, reports and boards can ask for it.
organisations-search = Find an organisation
organisations-add = New organisation
organisations-none = No organisations yet
organisations-none-text = One is made here, or with a contact who is of it.
organisations-contacts-of = Contacts of { $name }
organisations-domain = Domain
organisations-domain-hint = What follows the @ in their addresses
organisations-tier-hint = Such as Gold; service levels can ask for it

## Macros

settings-macros = Macros
keys-macro = Run a macro
bulk-macro = Macro
palette-runMacro = Run macro: { $name }
did-macro = Ran { $name } on { $what }
macro-title = Run a macro on { $what }
macro-find = Find a macro
macro-find-hint = Find a macro, or press the number of one to run it
macro-none = No macros yet
macro-none-able = It can be done to none of these tickets
macro-cannot = { $name } cannot be done to { $what }
macro-nowhere = { $name } needs a ticket. Select one, or open it, and press the key again.
macro-effects = What it does
macro-run = Run
macro-runSome = Run on { $able } of { $count }
macro-unable = { $count ->
    [one] One of { $total } tickets is left out
   *[other] { $count } of { $total } tickets are left out
}
macro-more = And { $count } more
macro-idle = These tickets say so already. Nothing would change.
macro-cleared = nothing
macro-onSome = on { $count } of { $total }
macro-replyOn = Public reply, as it reads on { $number }; filled for each of { $count }
macro-gaps = { $total ->
    [1] Not everything in it is known on this ticket. You are asked before it goes out.
   *[other] Not everything in it is known on { $count } of { $total } tickets. You are asked before it goes out.
}
macro-open = { $count ->
    [one] On one ticket nobody filled { $names }. Its reply would go to the customer as it stands here.
   *[other] On { $count } tickets nobody filled { $names }. Their replies would go to customers as the first stands here.
}
macro-rest = Run on the other { $count }
macro-back = Back
macro-unknown = unknown
macro-me = Me
macro-me-hint = whoever runs it
macro-step-checklist = Add to the checklist
macro-step-note = Internal note
macro-step-reply = Public reply
macro-step-snooze = Snooze
macro-step-add_tags = Add tags
macro-step-remove_tags = Remove tags
macro-snooze-tomorrow = Until the next working morning
macro-snooze-hours = { $count ->
    [one] For one hour
   *[other] For { $count } hours
}
macro-snooze-minutes = For { $count } minutes
macros-title = Macros
macros-text = Several steps under one name. On a ticket or a selection, press \ and choose.
macros-add = New macro
macros-all = All macros
macros-failed = Macros could not be read
macros-lost = This macro is gone
macros-lost-text = It was deleted, or is not shared with you any more.
macros-theirs = { $name } made this macro. Only they and managers change it.
macros-saved = Saved the macro { $name }
macros-deleted = Deleted the macro { $name }
macros-steps = What it does
macros-steps-none = It does nothing yet. Add a first step.
macros-steps-missing = Choose a value for at least one step.
macros-steps-order = All of it happens at once, and one undo takes all of it back.
macros-step-add = Add a step
macros-step-remove = Remove: { $name }
macros-key = Key
macros-key-none = No key of its own
macros-key-change = Change
macros-key-choose = Choose a key
macros-field-gone = This field is not on the form any more. Take the step out.
macros-note-hint = Only colleagues read it.
macros-reply-hint = Goes to the customer, with your signature under it. A reply with open placeholders is asked about first.

## Merged tickets

field-mergedInto = Merged into
keys-merge = Merge into another ticket
bulk-merge = Merge
did-merged = { $what } merged into { $into }
did-unmerged = { $what } stands on its own again
merge-title = Merge { $what }
merge-find = Number, or words of the ticket that stays
merge-list = Tickets that may stay
merge-none = Nothing looks like it. Type a number or words.
merge-says = { $count ->
    [one] It closes, and its conversation shows in { $into }, with whoever asked in copy there. Nothing is copied: it can be taken apart again at any time.
   *[other] They close, and their conversations show in { $into }, with whoever asked in copy there. Nothing is copied: they can be taken apart again at any time.
}
merge-run = Merge
merge-banner = Merged into { $into } { $subject }. The conversation goes on there.
merge-banner-hidden = Merged into a ticket that you do not see.
merge-unmerge = Take apart
merge-open = Open { $into }
merge-from = from { $number }
merge-began = The request of { $number }, which was merged into this ticket
merge-section = Merged into this
merge-apart = Take { $number } apart
merge-copy = In copy: { $name }
merge-copyTo = In copy: { $name }, { $email }

## Checklists

field-checklistItem = Checklist item
keys-ticket-checklist = Add to the checklist
keys-scope-checklist = Checklist
keys-checklist-next = Next item
keys-checklist-previous = Previous item
keys-checklist-tick = Tick or untick
keys-checklist-edit = Edit
keys-checklist-up = Move up
keys-checklist-down = Move down
keys-checklist-remove = Remove
checklist-section = Checklist
checklist-progress = { $done } of { $total }
checklist-short = { $done }/{ $total }
checklist-add = Add an item
checklist-edit = Edit “{ $text }”
checklist-more = More for “{ $text }”
checklist-from = From { $number }
checklist-doneBy = { $name }, { $at }
checklist-did-added = “{ $text }” added
checklist-did-addedMany = { $count ->
    [one] { $count } item added
   *[other] { $count } items added
}
checklist-did-ticked = “{ $text }” ticked, { $done } of { $total } done
checklist-did-unticked = “{ $text }” unticked, { $done } of { $total } done
checklist-did-reworded = Now “{ $text }”
checklist-did-moved = “{ $text }” is now { $place } of { $total }
checklist-left = { $open ->
    [one] { $open } of { $total } checklist items is open
   *[other] { $open } of { $total } checklist items are open
}
checklist-left-many = { $count ->
    [one] { $count } of them has open checklist items
   *[other] { $count } of them have open checklist items
}
checklist-did-removed = “{ $text }” removed from the checklist
card-said-checklist = checklist { $done } of { $total }
history-checklist-added = added “{ $text }” to the checklist
history-checklist-ticked = ticked “{ $text }”
history-checklist-unticked = unticked “{ $text }”
history-checklist-reworded = changed “{ $was }” to “{ $text }” on the checklist
history-checklist-removed = removed “{ $text }” from the checklist
history-checklist-restored = brought “{ $text }” back to the checklist

## A ticket on paper

print-menu = Print
print-all = With internal notes
print-public = As a customer may read it
print-history = With notes and every change
print-cut = What happened before { $at } does not stand here. “Save as PDF” has all of it.
print-when = Opened { $opened }, last changed { $at }
paper-title = Save this ticket as PDF
paper-page = Page { $page } of { $pages }
paper-at = As of { $at }
paper-noPicture = This picture is not on this device, or cannot be shown.
paper-synced = synced { $at }
paper-opened = Opened
paper-changed = Last changed
paper-internal = Internal note
paper-unknown = A box stands for a character that no typeface of this computer has.
paper-missing = { $count ->
    [one] No typeface of this computer has this character: { $characters }
   *[other] No typeface of this computer has { $count } of the characters: { $characters }
}

## The fields that a desk adds to its tickets

settings-types = Ticket types
types-text = What kinds of tickets there are here: IT, HR, facilities and legal each have their own. Fields, templates, macros and policies can be for some of them.
types-add = New type
types-retire = Offered no more; tickets that have it keep it
settings-fields = Ticket fields
fields-text = What this desk asks of a ticket beyond the usual. Every ticket type can have its own.
fields-empty = No fields of your own yet
fields-add = New field
fields-help = Help
fields-help-hint = Stands under the field for whoever fills it in
fields-holds = Holds
fields-holds-line = One line of text
fields-holds-text = Longer text
fields-holds-number = Number
fields-holds-yes_no = Yes or no
fields-holds-date = Date
fields-holds-one = One choice
fields-holds-many = Several choices
fields-holds-fixed = Tickets may have values already, so this stays as it is
fields-choices = Choices
fields-choices-hint = Enter adds the next one, Alt and the arrows move one.
fields-choices-none = Give it at least one choice
fields-choices-same = Two choices are the same
fields-choice = Choice { $place }
fields-choice-add = Add a choice
fields-choice-remove = Take away { $name }
fields-choice-again = Offer { $name } again
fields-types = Shows on
fields-types-all = All types
fields-required = Must be filled in
fields-required-never = Never
fields-requiredHint-never = Whoever knows it fills it in.
fields-required-intake = When the ticket is made
fields-requiredHint-intake = No ticket is made without it at a desk. Imports come in as they are.
fields-requiredShort-intake = When made
fields-required-resolve = Before it is resolved
fields-requiredHint-resolve = Whoever resolves or closes a ticket is asked for it.
fields-requiredShort-resolve = Before resolved
fields-standard = Fields that every ticket has
fields-standard-text = What your desk wants to know of every ticket, or of those of some types, before it is made or resolved.
fields-standard-when = When { $name } must be filled in
fields-standard-types = Types of ticket that need { $name }
fields-archive = Archived: asked for no more, values stay readable
fields-archived = Archived
fields-preview = How it will look
fields-yes = Yes
fields-no = No
fields-none = None
fields-choose = Choose
fields-search = Find a choice
fields-needed = { $name }, needed before it is resolved
fields-missing-line = Fill this in
fields-missing-text = Fill this in
fields-missing-number = Fill this in
fields-missing-yes_no = Choose yes or no
fields-missing-date = Choose a date
fields-missing-one = Choose one
fields-missing-many = Choose at least one
fields-wrong-in = { $name }: { $wrong }
fields-wrong-number = This is no number
fields-wrong-date = Write a date as 2026-11-27
fill-title = { $count ->
    [one] One more thing first
   *[other] A few more things first
}
fill-text = This has to be filled in before it goes on.
fill-text-status = “{ $status }” needs this to be filled in.
fill-text-many = It goes to the tickets that lack it; what is filled in stays.
fill-go = Fill in and go on
change-fields = { $names } must be filled in first. Nothing was changed.
problem-fields = Some fields must be filled in first. Nothing was changed.
ticket-section-fields = Fields
new-fields = Fields

## Templates

settings-templates = Templates
templates-title = Templates
templates-text = What tickets of a kind that comes again begin with. In a new ticket, press { $keys } and choose.
templates-none = No templates yet
templates-find = Find a template
templates-add = New template
templates-all = All templates
templates-failed = Templates could not be read
templates-lost = This template is gone
templates-lost-text = It was deleted, or is not shared with you any more.
templates-theirs = { $name } made this template. Only they and managers change it.
templates-saved = Saved the template { $name }
templates-deleted = Deleted the template { $name }
templates-fills = What it fills in
templates-fills-text = What is left open here stays as a new ticket begins.
templates-fills-missing = Fill in at least one field.
templates-leave = Not filled in
templates-items = { $count ->
    [one] one item
   *[other] { $count } items
}
templates-checklist-hint = An item on each line.
templates-of = Save as a template
new-template = Use a template
new-template-other = Use another template
new-template-used = Filled from “{ $name }”.
new-template-stayed = You had filled in something else: { $fields }.
new-template-gaps = Still open: { $names }.
new-template-over = Take the template’s
new-template-undo = Undo
palette-newFrom = New ticket from { $name }

## Splitting a ticket

keys-ticket-split = Split into a new ticket
split-one = This message
split-rest = From here on: { $count } messages
split-done = Split off { $number }

## Forwarding
forward-title = Forward { $number }
forward-text = Opens a letter in your program for mail. Notes stay inside; the ticket notes to whom it went.
forward-to = To
forward-to-missing = Say to whom
forward-to-wrong = { $text } is not an email address
forward-own = Your words
forward-what = What goes along
forward-what-last = The last message
forward-what-all = The whole conversation
forward-preview = The letter
forward-copy = Copy
forward-open = Open the letter
forward-files = Files
forward-files-text = No file goes into the letter by itself. Save what is needed, then attach it in your program for mail.
forward-files-save = Save all
forward-paste = (Paste the conversation here: it was too long, and Tern put it on your clipboard.)
forward-said = { $name }, { $at }:
forward-subject = Fwd: { $number } { $subject }
forward-note = Forwarded to { $to }.
forward-done = Noted at the ticket

## The menu bar

keys-menu = Menu bar
menu-file = File
menu-edit = Edit
menu-view = View
menu-go = Go
menu-ticket = Ticket
menu-window = Window
menu-help = Help
menu-cut = Cut
menu-copy = Copy
menu-paste = Paste
menu-selectAll = Select all
menu-about = About Tern
menu-services = Services
menu-hide = Hide Tern
menu-hideOthers = Hide others
menu-showAll = Show all
menu-minimise = Minimise
menu-zoom = Zoom
menu-fullScreen = Full screen

## Profile

settings-profile = Profile
profile-failed = Your profile cannot be read
profile-saved = Profile saved
profile-email-hint = You sign in with it; an administrator can change it.
profile-password = Password
profile-password-hint = Other devices on which you are signed in will ask for the new one.
profile-password-change = Change password
profile-password-title = Change your password
profile-password-current = Present password
profile-password-new = New password
profile-password-again = New password again
profile-password-least = A few words that you remember are better than signs that you do not.
profile-password-differ = This is not what stands above
profile-password-wrong = This is not your present password
profile-password-short = { $count ->
    [one] Take at least one character
   *[other] Take at least { $count } characters
}
profile-password-changed = Password changed; your other devices ask for it
