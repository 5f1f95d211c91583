### What Tern says outside its window, in German; voice and glossary are those of ui/src/i18n/de.ftl.

notify-metric-first_response = Erste Antwort
notify-metric-next_response = Nächste Antwort
notify-metric-resolution = Lösung
notify-atRisk-of = { $metric } gefährdet: { $number }
notify-breached-of = { $metric } verfehlt: { $number }
notify-dueIn = Fällig in { $span }
notify-dueNow = Jetzt fällig
notify-late = { $span } zu spät
notify-tickets = { $count ->
    [one] 1 Ticket
   *[other] { $count } Tickets
}
notify-some-atRisk = { $tickets } gefährdet
notify-some-breached = { $tickets } verfehlt
notify-some-both = { $tickets } verfehlt, { $count } gefährdet
notify-more = { $named } und { $count } weitere
notify-afterQuiet = Während der Ruhezeit zurückgehalten
notify-somebody = Jemand
notify-assignedBoth = { $requester }, zugewiesen an { $assignee }
notify-assignedNobody = { $requester }, nicht zugewiesen
notify-assignedTo = Zugewiesen an { $assignee }
notify-unassigned = Nicht zugewiesen
span-seconds = { $seconds } s
span-minutes = { $minutes } min
span-hours = { $hours } h
span-hoursMinutes = { $hours } h { $minutes } min
span-days = { $days } T
span-daysHours = { $days } T { $hours } h

## One thing that happened

news-at_risk = Gefährdet: { $number }
news-breach = Verfehlt: { $number }
news-assignment = { $who } hat Ihnen { $number } zugewiesen
news-mention = { $who } hat Sie in { $number } erwähnt
news-customer_reply = { $who } hat auf { $number } geantwortet
news-held_reply = Ihre Antwort auf { $number } wartet
news-conflict = Zwei Änderungen an { $number } trafen aufeinander
news-reminder = Erinnerung: { $number }
news-deadline = Jetzt fällig: { $number }
news-snooze = Wieder da: { $number }
news-escalation = Eskaliert: { $number }
news-update = { $who } hat { $number } bearbeitet

## Much that happened

news-one = { $count } Neuigkeiten zu { $number }
news-many = Neues zu { $count } Tickets
news-count-at_risk = { $count } gefährdet
news-count-breach = { $count } verfehlt
news-count-assignment = { $count ->
    [one] 1 Zuweisung
   *[other] { $count } Zuweisungen
}
news-count-mention = { $count ->
    [one] 1 Erwähnung
   *[other] { $count } Erwähnungen
}
news-count-customer_reply = { $count ->
    [one] 1 Kundenantwort
   *[other] { $count } Kundenantworten
}
news-count-held_reply = { $count ->
    [one] 1 Antwort wartet
   *[other] { $count } Antworten warten
}
news-count-conflict = { $count ->
    [one] 1 Konflikt
   *[other] { $count } Konflikte
}
news-count-reminder = { $count ->
    [one] 1 Erinnerung
   *[other] { $count } Erinnerungen
}
news-count-deadline = { $count ->
    [one] 1 Termin ist da
   *[other] { $count } Termine sind da
}
news-count-snooze = { $count ->
    [one] 1 ist wieder da
   *[other] { $count } sind wieder da
}
news-count-escalation = { $count ->
    [one] 1 Eskalation
   *[other] { $count } Eskalationen
}
news-count-update = { $count ->
    [one] 1 Neuigkeit
   *[other] { $count } Neuigkeiten
}

## Buttons of a notification

action-open = Öffnen
action-assign-to-me = Mir zuweisen
action-snooze-15-minutes = 15 min zurückstellen
action-snooze-1-hour = 1 h zurückstellen
action-snooze-until-tomorrow = Bis morgen zurückstellen
action-failed = { $action }: Das war nicht möglich
notify-test = Benachrichtigungen funktionieren
notify-test-text = So meldet Ihnen Tern, dass eine Uhr abläuft
link-noTicket = Auf diesem Helpdesk gibt es kein Ticket { $number }
link-noTicket-text = Vielleicht ist es noch nicht angekommen oder gehört zu einem anderen Helpdesk.
copy-title = Dieser Helpdesk war eine Kopie
copy-text = Sein Ordner wurde kopiert oder wiederhergestellt. Er arbeitet als eigener Computer weiter; nichts geht verloren.

## The tray

page-died = Das Fenster von Tern ist stehen geblieben
page-died-text = Der Teil von Tern, der das Fenster zeichnet, ist mehrmals in einer Minute ausgefallen. Alles, was Sie gespeichert haben, liegt sicher auf diesem Computer, und was Sie gerade schrieben, bleibt als Entwurf.
page-died-again = Fenster neu laden
tray-open = Tern öffnen
tray-new = Neues Ticket
tray-hold = Nicht stören
tray-hold-hour = Eine Stunde lang nicht stören
tray-hold-morning = Bis zum Morgen nicht stören
tray-quit = Beenden
tray-tip = Tern: { $standing }
tray-nothing = Nichts verfehlt oder gefährdet
tray-atRisk = { $atRisk } gefährdet
tray-missed = { $missed } verfehlt
tray-both = { $missed } verfehlt, { $atRisk } gefährdet
