### Every sentence of the desk, in English, the source of all translations.
### `board-empty` is asked for as t("board.empty"): a dash here is a dot there.
### Voice: sentence case, verb first, no "successfully"; an error says what is safe.

## Frame

app-name = Tern
app-close = Close
app-undo = Undo
app-dismiss = Dismiss
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
sla-said-paused = Paused
sla-said-met = Answered in time
sla-said-onTrack = { $span } left, due { $at }
sla-said-atRisk = At risk: { $span } left, due { $at }
sla-said-breached = Breached { $span } ago, was due { $at }

## Keyboard

keys-undo = Undo
