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
