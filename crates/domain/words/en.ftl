### What Tern says outside its window, in English: notifications and the tray. The window's own words are in ui/src/i18n.
### `number` is what people call a ticket (#1042), `who` a name, `subject` what somebody wrote.

notify-metric-first_response = First response
notify-metric-next_response = Next response
notify-metric-resolution = Resolution
notify-atRisk-of = { $metric } at risk: { $number }
notify-breached-of = { $metric } breached: { $number }
notify-dueIn = Due in { $span }
notify-dueNow = Due now
notify-late = { $span } late
notify-tickets = { $count ->
    [one] 1 ticket
   *[other] { $count } tickets
}
notify-some-atRisk = { $tickets } at risk
notify-some-breached = { $tickets } breached
notify-some-both = { $tickets } breached, { $count } at risk
notify-more = { $named } and { $count } more
notify-afterQuiet = Held back during quiet hours
notify-somebody = Somebody
notify-assignedBoth = { $requester }, assigned to { $assignee }
notify-assignedNobody = { $requester }, assigned to nobody
notify-assignedTo = Assigned to { $assignee }
notify-unassigned = Assigned to nobody
span-seconds = { $seconds } s
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hoursMinutes = { $hours } h { $minutes } min
span-days = { $days } d
span-daysHours = { $days } d { $hours } h

## One thing that happened

news-at_risk = At risk: { $number }
news-breach = Breached: { $number }
news-assignment = { $who } assigned { $number } to you
news-mention = { $who } mentioned you in { $number }
news-customer_reply = { $who } replied to { $number }
news-held_reply = Your reply to { $number } waits
news-conflict = Two edits of { $number } met
news-reminder = Reminder: { $number }
news-deadline = Due now: { $number }
news-snooze = Back again: { $number }
news-escalation = Escalated: { $number }
news-update = { $who } worked on { $number }

## Much that happened

news-one = { $count } things happened to { $number }
news-many = News of { $count } tickets
news-count-at_risk = { $count } at risk
news-count-breach = { $count } breached
news-count-assignment = { $count ->
    [one] 1 assignment
   *[other] { $count } assignments
}
news-count-mention = { $count ->
    [one] 1 mention
   *[other] { $count } mentions
}
news-count-customer_reply = { $count ->
    [one] 1 customer reply
   *[other] { $count } customer replies
}
news-count-held_reply = { $count ->
    [one] 1 reply waits
   *[other] { $count } replies wait
}
news-count-conflict = { $count ->
    [one] 1 conflict
   *[other] { $count } conflicts
}
news-count-reminder = { $count ->
    [one] 1 reminder
   *[other] { $count } reminders
}
news-count-deadline = { $count ->
    [one] 1 date has come
   *[other] { $count } dates have come
}
news-count-snooze = { $count ->
    [one] 1 is back
   *[other] { $count } are back
}
news-count-escalation = { $count ->
    [one] 1 escalation
   *[other] { $count } escalations
}
news-count-update = { $count ->
    [one] 1 update
   *[other] { $count } updates
}

## Buttons of a notification

action-open = Open
action-assign-to-me = Assign to me
action-snooze-15-minutes = Snooze 15 min
action-snooze-1-hour = Snooze 1 h
action-snooze-until-tomorrow = Snooze until tomorrow
action-failed = { $action }: it could not be done
notify-test = Notifications work
notify-test-text = This is how Tern tells you that a clock runs out
link-noTicket = There is no ticket { $number } on this desk
link-noTicket-text = It may not have arrived yet, or belong to another desk.
copy-title = This desk was a copy of another
copy-text = Its folder was copied or restored. It goes on as a computer of its own; nothing is lost.

## The tray

page-died = Tern's window stopped
page-died-text = The part of Tern that draws the window stopped several times within a minute. Everything you saved is safe on this computer, and what you were writing is kept as a draft.
page-died-again = Load the window again
tray-open = Open Tern
tray-new = New ticket
tray-hold = Do not disturb
tray-hold-hour = Do not disturb for an hour
tray-hold-morning = Do not disturb until the morning
tray-quit = Quit
tray-tip = Tern: { $standing }
tray-nothing = Nothing missed or at risk
tray-atRisk = { $atRisk } at risk
tray-missed = { $missed } missed
tray-both = { $missed } missed, { $atRisk } at risk
