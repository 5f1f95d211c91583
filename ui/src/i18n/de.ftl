### Every sentence of the desk in German. English (en.ftl) is the source; the keys and variables are the same.
### Voice: people are addressed with “Sie”; short labels without articles, buttons as infinitives (“Speichern”), full
### sentences with a full stop; an error says what is safe. Quotes are „so“, a dash is “ – ”.
### Glossary (one word for one thing):
###   ticket: das Ticket · desk: der Helpdesk · requester: anfragende Person · customer: Kunde, Kundin · assignee: zuständig
###   agent: Mitarbeitende · watcher: Beobachtende · reply: Antwort · internal note: interne Notiz · draft: Entwurf
###   status: Status · priority: Priorität · impact: Auswirkung · urgency: Dringlichkeit · incident: Störung · request: Anfrage
###   service level: Servicelevel · target: Ziel · missed, breached: verfehlt · at risk: gefährdet · met: erfüllt
###   policy: Richtlinie · business hours: Geschäftszeiten · day off: freier Tag · escalation: Eskalation · clock: Uhr
###   snooze: zurückstellen · reminder: Erinnerung · due: fällig · board: Board · column: Spalte · tag: Tag
###   sync: Synchronisierung · outbox: Postausgang · conflict: Konflikt · held reply: zurückgehaltene Antwort · refuse: ablehnen
###   contact: Kontakt · organisation: Organisation · discard: verwerfen · bin: Papierkorb · keyring: Schlüsselbund · tray: Infobereich · device: Gerät

## Frame

app-name = Tern
app-sidebar = Hauptnavigation
app-statusBar = Status
app-close = Schließen
app-save = Speichern
app-undo = Rückgängig
app-dismiss = Ausblenden
app-retry = Erneut versuchen
app-open = Öffnen
app-help = Hilfe
app-stuck = Tern kann den Helpdesk nicht öffnen
app-partFailed = Dieser Teil des Helpdesks konnte nicht geladen werden
app-fault = Hier ging etwas schief. Was gespeichert ist, ist sicher; die Diagnose sagt, was es war.
app-noPlace = Unter dieser Adresse gibt es nichts
app-noPlace-text = Wählen Sie an der Seite eine Ansicht.
app-zoomed = Zoom { $percent } Prozent

## Where the work is kept

mode-sample = Beispiel-Helpdesk
mode-local = Dieser Computer
mode-connected = Verbunden

## Sync

sync-local = Auf diesem Computer gespeichert
sync-online = Online
sync-synced = Synchronisiert { $at }
sync-waiting = { $count } ausstehend
sync-syncing = Wird synchronisiert
sync-firstCopy = { $done } von { $total } geladen
sync-offline = Offline – alles wird hier gespeichert
sync-signIn = Zum Synchronisieren anmelden
sync-conflicts = { $count ->
    [one] { $count } Konflikt
   *[other] { $count } Konflikte
}
sync-broken = { $count ->
    [one] { $count } Datei ist verloren
   *[other] { $count } Dateien sind verloren
}
sync-held = { $count ->
    [one] { $count } Antwort zurückgehalten
   *[other] { $count } Antworten zurückgehalten
}
sync-rejected = { $count } abgelehnt
sync-attention = Braucht einen Blick
app-noMatch = Kein Treffer für „{ $text }“

## Time

time-days = { $days } T { $hours } h
time-hours = { $hours } h { $minutes } min
time-wholeHours = { $hours } h
time-wholeDays = { $days } T
time-wholeYears = { $years } J
time-minutes = { $minutes } min
time-seconds = { $minutes } min { $seconds } s
time-onlySeconds = { $seconds } s
time-now = jetzt
time-ago = vor { $span }
time-in = in { $span }

## Service level clocks

sla-paused = pausiert
sla-met = erfüllt
sla-none = keine
sla-missed = verfehlt
sla-late = { $span } zu spät
sla-said-none = Es läuft keine Uhr
sla-said-paused = Pausiert
sla-said-met = Rechtzeitig beantwortet
sla-said-onTrack = Noch { $span }, fällig { $at }
sla-said-atRisk = Gefährdet: noch { $span }, fällig { $at }
sla-said-late = { $span } zu spät erfüllt, war fällig { $at }
sla-said-missed = Verfehlt: war fällig { $at }, ohne Antwort beendet
sla-said-breached = Seit { $span } verfehlt, war fällig { $at }

## Keyboard

keys-title = Tastenkürzel
steps-title = Erste Schritte
steps-all = Sie finden sich zurecht.
steps-close = Weglegen; die Hilfe hat sie
steps-show = In der Seitenleiste zeigen
keys-lessons = Tasten lernen
keys-lessons-done = { $done } von { $all }
keys-lesson-used = benutzt
keys-lesson-new = noch nicht
keys-help = Alle Tastenkürzel anzeigen
keys-nextPane = Nächster Bereich
keys-previousPane = Voriger Bereich
keys-back = Zurück
keys-forward = Vorwärts
keys-undo = Rückgängig
keys-redo = Wiederholen
keys-goSettings = Einstellungen
keys-goInbox = Meine Tickets
keys-goDiagnostics = Diagnose exportieren
keys-goAppearance = Einrichten: Farben und Dichte
keys-goNotifyTest = Eine Benachrichtigung ausprobieren
keys-zoomIn = Vergrößern
keys-zoomOut = Verkleinern
keys-zoomReset = Originalgröße
keys-nextTicket = Nächstes Ticket
keys-previousTicket = Voriges Ticket
keys-ticket-reply = Antworten
keys-ticket-note = Interne Notiz
keys-ticket-forward = Per E-Mail weiterleiten
keys-ticket-said = Aussage der anfragenden Person notieren
keys-ticket-nextMessage = Nächste Nachricht
keys-ticket-previousMessage = Vorige Nachricht
keys-ticket-editSubject = Betreff bearbeiten
keys-ticket-time = Zeit erfassen
keys-ticket-timeList = Erfasste Zeiten …
keys-ticket-timer = Zeitmesser starten oder anhalten
keys-ticket-timerStop = Zeitmesser beenden
keys-ticket-close = Zurück zur Liste
keys-ticket-zoom = Nur der Verlauf, und zurück
keys-ticket-strip = Liste neben dem Ticket zeigen oder ausblenden
zoom-on = Nur der Verlauf
zoom-off = Was neben dem Verlauf steht, ist wieder da
keys-conflict-mine = Eigenen Wert nehmen, zurückgehaltene Antwort senden
keys-conflict-theirs = Anderen Wert behalten, zurückgehaltene Antwort zurückziehen
keys-conflict-write = Anderen Text schreiben
keys-composer-send = Senden, Status behalten
keys-composer-sendResolve = Senden und lösen, nächstes Ticket
keys-composer-sendWaiting = Senden und auf den Kunden warten
composer-noWaiting = Kein Status dieses Ablaufs wartet auf den Kunden
keys-composer-flip = Zwischen Antwort und Notiz wechseln
keys-palette = Befehle und Tickets
keys-syncNow = Jetzt synchronisieren
keys-lock = Jetzt sperren
keys-goSync = Synchronisierung
keys-goConflicts = Konflikte
keys-goTicket = Ein Ticket nach seiner Nummer
keys-goImport = Import
keys-or = oder
keys-singleOff = Kürzel aus einer Taste sind aus. In den Einstellungen lassen sie sich einschalten.
keys-scope-everywhere = Überall
keys-scope-goto = Gehe zu
keys-scope-list = Liste und Board
keys-scope-act = Auf das Fokussierte oder Ausgewählte wirken
keys-scope-ticket = Ticket
keys-scope-composer = Beim Schreiben

## Settings

settings-section = Abschnitt
settings-title = Einstellungen
settings-group-own = Für Sie
settings-group-texts = Texte und Makros
settings-group-people = Personen
settings-group-tickets = Tickets
settings-group-desk = Helpdesk
settings-find = Einstellung finden
settings-appearance = Darstellung
settings-keyboard = Tastatur
settings-language = Sprache
settings-language-hint = Gilt für Wörter, Daten und Zahlen, auch im Infobereich und in Benachrichtigungen
settings-language-system = System
settings-theme = Farbschema
settings-theme-system = System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-contrast = Kontrast
settings-contrast-hint = Kräftigere Linien und Buchstaben, keine getönten Flächen
settings-contrast-system = System
settings-contrast-more = Mehr
settings-chosen = { $what }: { $value }
settings-on = An
settings-off = Aus
settings-density = Dichte
settings-density-hint = Wie viel auf den Bildschirm passt; „Automatisch“ wählt ohne Maus „Touch“
settings-density-auto = Automatisch
settings-density-compact = Kompakt
settings-density-regular = Normal
settings-density-touch = Touch
settings-zoom = Zoom
settings-motion = Bewegung
settings-motion-hint = Kurze Bewegungen, wenn sich etwas öffnet
settings-motion-system = System
settings-motion-off = Aus
settings-keyboard-single = Kürzel aus einer Taste
settings-keyboard-single-hint = Buchstaben wirken ohne Strg oder Cmd, solange kein Textfeld den Fokus hat
settings-keyboard-filter = Befehl oder Tasten finden
settings-keyboard-guide = Wählen Sie Tasten aus, um sie zu ändern, und drücken Sie dann andere: eine, oder zwei nacheinander wie { $keys }.
settings-keyboard-found = { $count ->
    [one] { $count } Befehl
   *[other] { $count } Befehle
}
settings-keyboard-change = { $keys } für „{ $command }“ ändern
settings-keyboard-add = Taste für „{ $command }“ hinzufügen
settings-keyboard-usual = Übliche Tasten für „{ $command }“
settings-keyboard-none = „{ $command }“ alle Tasten wegnehmen
settings-keyboard-fixed = fest
settings-keyboard-press-change = Tasten drücken. Rücktaste entfernt diese, Esc lässt sie.
settings-keyboard-press-add = Tasten drücken. Esc fügt keine hinzu.
settings-keyboard-has = „{ $command }“ unter „{ $heading }“
settings-keyboard-has-run = „{ $command }“ unter „{ $heading }“ ({ $keys })
settings-keyboard-has-more = { $count } weitere
settings-keyboard-taken = { $keys }: vergeben an { $others }. Es wurde nichts geändert.
settings-keyboard-taken-fixed = { $keys }: vergeben an { $others }, mit festen Tasten. Es wurde nichts geändert.
settings-keyboard-twice = Der Befehl hat diese Tasten schon. Es wurde nichts geändert.
settings-keyboard-resting = { $keys }: Kürzel aus einer Taste sind ausgeschaltet, das täte also nichts. Drücken Sie Strg, Alt oder Cmd dazu. Es wurde nichts geändert.
settings-keyboard-take = { $count ->
    [one] Dort wegnehmen
   *[other] Allen { $count } wegnehmen
}
settings-keyboard-leave = So lassen
settings-keyboard-now = „{ $command }“: { $keys }
settings-keyboard-now-none = „{ $command }“ hat keine Tasten
settings-keyboard-reset = Alle Tasten zurücksetzen
settings-keyboard-reset-done = Alle Tasten sind die üblichen
settings-anywhere = Neues Ticket aus jedem Programm
settings-anywhere-hint = Diese Tasten wirken, während ein anderes Fenster vorn ist, und holen Tern nach vorn
settings-anywhere-keys = Tasten für jedes Programm
settings-anywhere-press = Tasten zusammen drücken. Esc lässt sie.
settings-anywhere-taken = Ein anderes Programm hat diese Tasten schon. Wählen Sie andere; es wurde nichts geändert.
settings-anywhere-bare = Diese Tasten würden in jedem anderen Programm fehlen. Wählen Sie welche mit Strg, Alt oder der Systemtaste; es wurde nichts geändert.
settings-anywhere-none = Dieser Desktop gibt Programmen im Hintergrund keine Tasten. Lassen Sie in dessen Einstellungen Tasten Ihrer Wahl „tern tern://new“ starten: Das beginnt ein Ticket.

## Fields of a ticket

field-subject = Betreff
field-description = Beschreibung
field-type = Typ
field-channel = Kanal
field-requester = Anfragende Person
field-organisation = Organisation
field-tier = Stufe
field-status = Status
field-team = Team
field-assignee = Zuständig
field-impact = Auswirkung
field-urgency = Dringlichkeit
field-priority = Priorität
field-priorityReason = Grund für die Priorität
field-category = Kategorie
field-component = Komponente
field-subcomponent = Teilkomponente
field-service = Service
field-tags = Tags
field-cc = Kopie an
field-watchers = Beobachtende
field-due = Fällig
field-estimated = Geschätzt
field-estimatedTold = Erwartete Lösung laut Mitteilung
field-postponedUntil = Vertagt bis
field-stepsToReproduce = Schritte zum Nachstellen
field-stepsTaken = Bisherige Schritte
field-errorMessages = Fehlermeldungen
field-desiredOutcome = Gewünschtes Ergebnis
field-resolution = Lösung
field-rootCause = Ursache
field-workaround = Umgehung
field-confirmed = Bestätigung
field-number = Nummer
type-incident = Störung
type-request = Anfrage
type-question = Frage
type-task = Aufgabe
type-bug = Fehler
type-feature_request = Funktionswunsch
channel-agent = Mitarbeitende
channel-email = E-Mail
channel-phone = Telefon
channel-web = Webformular
channel-chat = Chat
channel-self_service = Selbstbedienung
channel-monitoring = Überwachung
level-high = Hoch
level-medium = Mittel
level-low = Niedrig

## Ticket

ticket-title = Ticket
composer-hint = { $composer_send } senden · { $composer_sendResolve } senden und lösen · { $composer_canned } Antwortvorlage · { $composer_flip } Antwort oder Notiz · Esc zurück
ticket-hint = { $ticket_reply } Antwort · { $ticket_note } Notiz · { $act_status } Status · { $act_assignMe } mir zuweisen · { $act_resolve } lösen · { $app_help } alle Tasten
ticket-gone = Dieses Ticket ist nicht hier
ticket-failed = Das Ticket konnte nicht gelesen werden
ticket-deleted = Dieses Ticket liegt im Papierkorb. Niemand arbeitet daran.
ticket-restore = Wiederherstellen
ticket-nobody = Anfragende Person unbekannt
ticket-unassigned = Nicht zugewiesen
ticket-none = Keine
ticket-nothingYet = Noch nichts geschrieben
ticket-more = Mehr
ticket-details = Details
ticket-delete = In den Papierkorb legen
ticket-copyNumber = Nummer kopieren
ticket-copyLink = Link kopieren
ticket-editSubject = Betreff bearbeiten
ticket-editField = { $field } bearbeiten
ticket-addTo = Zu „{ $section }“ hinzufügen
ticket-clock-first = Erste Antwort
ticket-clock-next = Nächste Antwort
ticket-clock-resolution = Lösung
ticket-section-details = Details
ticket-section-problem = Problem
ticket-section-solution = Lösung
ticket-section-files = Dateien
ticket-category-search = Kategorie suchen
ticket-category-none = Keine Kategorie
ticket-tag-add = Tag hinzufügen
ticket-tag-remove = { $tag } entfernen
ticket-others = { $count ->
    [one] { $count } weiteres Ticket
   *[other] { $count } weitere Tickets
}
ticket-requester-change = Anfragende Person ändern
ticket-requester-hint = Wer noch nicht bekannt ist, wird aus Name oder Adresse angelegt
ticket-requester-all = Alle Tickets dieser Person
ticket-person-there = { $name } ist schon bei diesem Ticket
ticket-requester-placeholder = Name, E-Mail, Telefon oder Organisation
ticket-watch-me = { $name } (Sie)
ticket-cc-add = Jemanden in Kopie nehmen
ticket-cc-remove = { $name } weglassen
ticket-created = Erstellt
ticket-updated = Geändert
ticket-provisional = Vorher
ticket-external = Aus
ticket-attribution = Quelle
ticket-saved = { $field } gespeichert
ticket-said-deleted = { $number } in den Papierkorb gelegt
ticket-said-restored = { $number } wiederhergestellt

## Conversation

thread-title = Verlauf
thread-internal = Intern
thread-pending = Wartet auf den Versand
thread-held = Noch nicht gesendet
thread-rejected = Abgelehnt, siehe Synchronisierung
thread-quote = In einer Antwort zitieren
thread-quote-note = In einer Notiz zitieren
thread-earlier = Frühere Nachrichten anzeigen
thread-new = { $count } neu
thread-failed = Der Verlauf konnte nicht gelesen werden
thread-empty = Noch keine Antworten
thread-request = Anfrage
thread-edit = Beschreibung bearbeiten
thread-noDescription = Keine Beschreibung
thread-via = über { $channel }
thread-said-note = Interne Notiz von { $name }
thread-said-agent = Antwort von { $name }
thread-said-requester = Nachricht von { $name }
thread-told = gesagt zu { $name }
thread-changes = { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
text-table = Tabelle, { $columns ->
    [one] eine Spalte
   *[other] { $columns } Spalten
}
mail-showQuoted = Zitierten Text einblenden
mail-hideQuoted = Zitierten Text ausblenden
mail-showSignature = Signatur einblenden
mail-hideSignature = Signatur ausblenden
file-open = { $name } öffnen
file-preview = Vorschau von { $name }
file-page = Seite { $page } von { $pages }
file-page-previous = Vorige Seite
file-page-next = Nächste Seite
file-beside = Dateien daneben
file-previous = Vorige Datei
file-next = Nächste Datei
file-place = { $place } von { $count }
file-at = { $name }, { $place } von { $count }
file-smaller = Kleiner
file-larger = Größer
file-cut = Das ist der Anfang der Datei. Speichern Sie sie, um den Rest zu lesen.
file-notRead = { $name } ist kein PDF, das gezeigt werden kann. Speichern Sie die Datei, um sie anderswo zu öffnen.
file-fetch = Bild laden
file-noPicture = Dieses Bild kann nicht gezeigt werden.
file-save = { $name } speichern
file-saved = Gespeichert unter { $path }
file-elsewhere = Noch nicht hier
file-elsewhere-text = Die Datei wird beim Speichern geladen.
file-waiting = Noch nicht gesendet
file-waiting-text = Die Datei liegt auf diesem Computer und geht mit der nächsten Synchronisierung an den Server.
file-broken = Hier verloren
file-broken-text = Die Datei ging auf diesem Computer verloren, bevor sie gesendet wurde. Hängen Sie sie noch einmal an.
file-unreadable = { $name } kann nicht gelesen werden. Wählen Sie die Datei noch einmal.
file-tooLarge = { $name } ist zu groß: Eine Datei darf bis zu { $most } haben.
file-screenshot = Bildschirmfoto { $at }
file-keeping = Wird aufbewahrt
file-attaching = Wird angehängt
file-unkept = Nicht aufbewahrt, wenn das Fenster schließt
file-unkept-text = Vielleicht fehlt der Platz dafür. Die Datei geht trotzdem mit, wenn Sie jetzt senden.
file-lost = Nicht vollständig aufbewahrt. Wählen Sie die Datei noch einmal.
file-retry = { $name } anhängen
file-copy = { $name } kopieren
file-copied = Bild kopiert
file-notCopied = Die Zwischenablage ist nicht verfügbar. Das Bild bleibt hier.
waiting-title = { $count ->
    [one] { $count } Datei dieses Tickets ist noch nicht angehängt
   *[other] { $count } Dateien dieses Tickets sind noch nicht angehängt
}
waiting-attach = Anhängen
waiting-attached = { $name } ist angehängt
waiting-failed = { $count ->
    [one] { $name } konnte nicht angehängt werden. Die Datei wartet bei { $number }.
   *[other] { $count } Dateien konnten nicht angehängt werden. Sie warten bei { $number }.
}
waiting-left = { $count ->
    [one] { $count } Datei wartet darauf, an { $number } angehängt zu werden
   *[other] { $count } Dateien warten darauf, an { $number } angehängt zu werden
}
waiting-back = { $count ->
    [one] { $number } gibt es nicht mehr. Eine Datei, die darauf wartete, liegt wieder unter „Neues Ticket“.
   *[other] { $number } gibt es nicht mehr. { $count } Dateien, die darauf warteten, liegen wieder unter „Neues Ticket“.
}

## Composer

composer-title = Schreiben
composer-reply = Antwort
composer-note = Notiz
composer-heard = Aussage
composer-reply-label = Antwort an die anfragende Person
composer-note-label = Interne Notiz
composer-reply-placeholder = Antwort schreiben
composer-note-placeholder = Notiz für das Team schreiben
composer-heard-label = Was die anfragende Person sagte
composer-heard-placeholder = Aufschreiben, was am Telefon oder vor Ort gesagt wurde
composer-heard-by = Worte von { $name }. Es wird nichts gesendet.
composer-heard-nobody = Niemand hat angefragt: niemand kann das gesagt haben
composer-heard-send = Hinzufügen
composer-heard-back = Hinzufügen, { $status } setzen
composer-heard-done = Aussage zu { $number } hinzugefügt
composer-heard-doneAnd = Aussage hinzugefügt, { $number }: { $status }
composer-to = An { $name }
composer-cc = Kopie { $names }
composer-toNobody = Niemand hat angefragt: niemand erhält das
composer-internal = Das sieht nur das Team
composer-hasDraft = enthält einen Entwurf
composer-send = Senden
composer-note-send = Notiz hinzufügen
composer-sendAnd = Senden und Status setzen
composer-keep = Status behalten
composer-later = Wird gesendet, sobald der Server wieder da ist.
composer-later-target = Wird gesendet, sobald der Server wieder da ist; das Ziel { $at } wird erfüllt, wenn das vorher geschieht.
composer-later-missed = Wird gesendet, sobald der Server wieder da ist; das Ziel { $at } ist schon verfehlt.
composer-saved = Entwurf gespeichert { $at }
composer-unsaved = Der Entwurf ist nicht gespeichert. Kopieren Sie den Text, bevor Sie weggehen.
begun-title = { $field }, angefangen
begun-text = Angefangen, nicht gespeichert:
begun-on = Weiterschreiben
begun-discard = Verwerfen
begun-discarded = Verworfen: { $field }
kept-title = Hier angefangen und nicht gesendet. Dieses Ticket nimmt nichts mehr auf.
kept-copy = Kopieren
kept-carry = Nach { $number } übernehmen
kept-carried = Nach { $number } übernommen
kept-stays = Der Entwurf bleibt hier. { $why }
composer-fileFailed = Nichts wurde gesendet: { $name } konnte nicht angehängt werden.
composer-notSent = Zu { $number } wurde nichts gesendet: Es fehlt noch eine Angabe. Der Text wartet dort.
composer-attach = Dateien anhängen
estimate-untold = Lösung erwartet { $at }. Die anfragende Person weiß es noch nicht.
estimate-moved = Lösung jetzt erwartet { $at }. Mitgeteilt wurde eine andere Zeit.
estimate-tell = In dieser Antwort mitteilen
estimate-tells = Diese Antwort teilt mit, dass die Lösung { $at } erwartet wird.
estimate-not = Sie tut es nicht
estimate-sentence = Wir erwarten die Lösung bis { $at }.
composer-detach = { $name } nicht anhängen
composer-drop = Zum Anhängen loslassen
composer-tools = Formatierung
composer-bold = Fett
composer-italic = Kursiv
composer-link = Link
composer-list = Liste
composer-code = Code
composer-said-reply = Antwort zu { $number } hinzugefügt
composer-said-replyAnd = Antwort hinzugefügt, { $number }: { $status }
composer-said-note = Notiz zu { $number } hinzugefügt
composer-said-noteAnd = Notiz hinzugefügt, { $number }: { $status }
composer-ask-title = Das an den Kunden senden?
composer-ask-text = Es liest sich wie eine Notiz fürs Team. Eine Antwort geht an { $name } und lässt sich nicht zurückholen.
composer-ask-send = Antwort senden
composer-ask-note = Notiz daraus machen

## Time spent and links

time-spent-title = Aufgewendete Zeit
time-spent-add = Zeit erfassen
time-spent-span = Zeit
time-spent-placeholder = 45m, 1h 30m, 1:30
time-spent-note = Wofür
time-spent-wrong = Schreiben Sie eine Dauer wie 45m oder 1h 30m.
time-spent-none = Noch keine Zeit
time-spent-said = { $span } zu { $number } hinzugefügt
time-spent-changed = Erfasste Zeit von { $number } auf { $span } geändert
time-spent-removed = { $span } von { $number } entfernt
time-spent-edit = Erfasste Zeit ändern
time-spent-when = Wann
time-spent-now = Jetzt
time-spent-when-hint = Etwa 14:30, gestern 9:00, di 16:00 oder 24.11.2026 9:00
time-spent-long = Höchstens sieben Tage auf einmal.
time-spent-ahead = Das liegt noch vor Ihnen. Sagen Sie, wann es war.
time-spent-of = Erfasste Zeiten von { $number }
time-spent-failed = Die erfassten Zeiten konnten nicht gelesen werden
time-spent-visit = Bei einem Einsatz
time-spent-entry = { $span }, { $at }
time-spent-editOne = { $what } ändern
time-spent-removeOne = { $what } entfernen
time-spent-sum = { $count ->
    [one] { $span } in { $count } Eintrag
   *[other] { $span } in { $count } Einträgen
}
popOut-many = { $count } Tickets stehen in eigenen Fenstern. Bitte erst eines schließen.
presence-here = Auch hier: { $names }
presence-replying = { $count ->
    [one] { $names } schreibt eine Antwort
   *[other] { $names } schreiben eine Antwort
}
presence-noting = { $count ->
    [one] { $names } schreibt eine Notiz
   *[other] { $names } schreiben eine Notiz
}
timer-title = Zeitmesser
timer-start = Zeitmesser starten
timer-pause = Zeitmesser anhalten
timer-goOn = Zeitmesser fortsetzen
timer-running = läuft
timer-still = angehalten
timer-stop = Beenden
timer-drop = Verwerfen
timer-dropAsk = { $span } verwerfen? Das lässt sich nicht zurückholen.
timer-keep = Behalten
timer-dropped = Verworfen
timer-started = Der Zeitmesser von { $number } läuft
timer-startedPaused = Der Zeitmesser von { $number } läuft; der von { $other } ist angehalten
timer-paused = Der Zeitmesser von { $number } ist angehalten
timer-runs = Der Zeitmesser von { $number } läuft: { $span }. Ticket öffnen
timer-awayTitle = Zeit der Abwesenheit
timer-away = Während der Zeitmesser von { $number } lief, hat dieser Computer { $span } geschlafen, oder Tern war geschlossen.
timer-leaveOut = Weglassen
timer-count = Mitzählen
timer-awayLeft = Weggelassen
timer-awayKept = Mitgezählt
call-title = Neuer Anruf
call-caller = Wer anruft
call-caller-make = „{ $text }“ neu anlegen
call-caller-clear = Jemand anderen wählen
call-about = Der Anruf betrifft
call-about-new = Etwas Neues
call-notes = Notizen zum Anruf
call-notes-hint = Was gesagt wurde; nur für das Team
call-time = Dauer des Anrufs
call-waits = Der Zeitmesser von { $number } wartet, bis der Anruf gesichert ist
call-keep = Anruf sichern
call-keepOpen = Sichern und öffnen
call-kept = Anruf gesichert in { $number }, { $span }
call-draftKept = Der Anruf ist noch nicht gesichert, der Entwurf schon
call-away = Während des Anrufs hat dieser Computer { $span } geschlafen oder stand still.
call-left = Ein Anruf ist noch zu sichern
links-title = Verknüpfte Tickets
links-none = Keine Verknüpfungen
links-add = Ticket verknüpfen
links-title-of = { $what } verknüpfen
links-relation = Beziehung
links-other = Anderes Ticket
links-other-placeholder = Nummer oder Wörter
links-noneFound = Kein Ticket gefunden
links-remove = Verknüpfung mit { $number } lösen
links-said-added = { $what } mit { $number } verknüpft
links-said-removed = Verknüpfung mit { $number } gelöst
relation-related = Verwandt mit
relation-duplicate_of = Duplikat von
relation-child_of = Teil von
relation-blocked_by = Blockiert durch
relation-reversed-duplicate_of = Hat als Duplikat
relation-reversed-child_of = Hat als Teil
relation-reversed-blocked_by = Blockiert

## History

history-title = Änderungen
history-of = Änderungen an { $number }
history-empty = Noch ist nichts geschehen
history-failed = Die Änderungen konnten nicht gelesen werden
history-system = Tern
history-created = hat das Ticket eröffnet
history-replied = hat geantwortet
history-told = hat notiert, was { $name } gesagt hat
history-held = hat eine Antwort geschrieben, die wartet: der Verlauf war weitergegangen
history-noted = hat eine Notiz geschrieben
history-attached = hat { $name } angehängt
history-worked = hat { $span } gearbeitet
history-linked = hat { $number } verknüpft
history-removed = hat { $what } entfernt
history-restored = hat { $what } wiederhergestellt
history-gaveUp = hat nach der Ablehnung auf { $what } verzichtet
history-gaveUp-change = hat nach der Ablehnung auf eine Änderung verzichtet ({ $change })
history-edited = hat { $field } bearbeitet
history-set = { $field }: { $to }
history-cleared = { $field }: { $from } entfernt
history-changed = { $field }: { $from } → { $to }
history-breached = Ziel verfehlt: { $metric }
history-breached-superseded = Ziel verfehlt: { $metric }, überholt durch später Bekanntes
history-escalated = hat den Schritt „{ $when }“ für { $metric } ausgeführt ({ $policy })
history-escalated-told = hat den Schritt „{ $when }“ für { $metric } ausgeführt ({ $policy }) und { $told } informiert
kind-ticket = das Ticket
kind-message = eine Nachricht
kind-attachment = eine Datei
kind-time_entry = einen Zeiteintrag
kind-link = eine Verknüpfung
kind-setting = eine Einstellung
kind-status = einen Status
kind-category = eine Kategorie
kind-team = ein Team
kind-organisation = eine Organisation
kind-person = eine Person
kind-board = ein Board
kind-event = einen Eintrag im Verlauf
kind-conflict = einen Konflikt
kind-reminder = eine Erinnerung
kind-view = eine Ansicht
kind-canned_reply = eine Antwortvorlage
kind-visit = einen Einsatz
kind-macro = ein Makro
kind-report = einen Bericht
kind-checklist_item = einen Punkt der Checkliste
kind-template = eine Vorlage

# What a change in the queue does; $what is one of kind-*.
deed-made = { $what } hinzufügen
deed-made-ticket = neues Ticket
deed-titled = { $what }: { $title }
deed-added = { $field }: { $values } hinzugefügt
deed-taken = { $field }: { $values } entfernt
deed-moved = { $what } verschieben
deed-ticked = einen Punkt der Checkliste abhaken
deed-unticked = den Haken bei einem Punkt der Checkliste entfernen
deed-removed = { $what } löschen
deed-restored = { $what } wiederherstellen
deed-imported = Import, Teil { $part } von { $parts }

## Conflicts

conflict-title = { $count ->
    [one] Zwei Personen haben ein Feld geändert. Nichts ist verloren; wählen Sie, welcher Wert gilt.
   *[other] Zwei Personen haben { $count } Felder geändert. Nichts ist verloren; wählen Sie, welche Werte gelten.
}
conflict-about = Zwei Werte für { $field }
conflict-was = Vorher
conflict-now = Jetzt
conflict-yours = Ihr Wert
conflict-nothing = nichts
conflict-other = Wartet
conflict-takeOf = Wert von { $name } nehmen
conflict-takeMine = Eigenen nehmen
conflict-takeTheirs = Anderen behalten
conflict-edit = Neu schreiben
conflict-edit-label = Ein dritter Wert für { $field }
conflict-edit-save = Diesen nehmen
conflict-choose = Anderen wählen
conflict-result = Dann gilt:
conflict-result-until = Bis Sie entscheiden, gilt:
conflict-displaced = Verdrängt
conflict-stands = Gilt
conflict-leave = So lassen
conflict-putBack = Zurückholen
conflict-said-stays = { $field }: es bleibt dabei
conflict-said-putBack = { $field }: der verdrängte Wert gilt wieder
conflict-said-edited = { $field }: ein dritter Wert gilt
conflict-said-mine = { $field }: Ihr Wert gilt
conflict-said-theirs = { $field }: der andere Wert gilt

## Sync screen

syncing-title = Synchronisierung
syncing-now = Jetzt synchronisieren
syncing-outbox = Postausgang
syncing-conflicts = Konflikte
syncing-failed = Der Stand der Synchronisierung kann nicht gelesen werden
syncing-server = Server
syncing-device = Dieses Gerät
syncing-last = Zuletzt synchronisiert
syncing-next = Nächster Versuch
syncing-bytes = Letzte 24 Stunden
syncing-bytes-both = { $out } gesendet, { $in } empfangen
syncing-strip = Versuche der letzten 24 Stunden
syncing-strip-says = { $count ->
    [one] { $count } Versuch
   *[other] { $count } Versuche
} in den letzten 24 Stunden: { $outcomes }
syncing-strip-none = Kein Versuch in den letzten 24 Stunden
syncing-log = Protokoll
syncing-log-failed = Das Protokoll der Synchronisierung kann nicht gelesen werden
syncing-log-none = Noch kein Versuch
syncing-log-none-text = Jedes Mal, wenn dieser Computer mit dem Server spricht, kommt hier eine Zeile dazu.
syncing-log-when = Wann
syncing-log-outcome = Ergebnis
syncing-log-sent = Gesendet
syncing-log-received = Empfangen
syncing-log-changes = { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
syncing-log-took = { $span } lang
syncing-outcome-done = Erledigt
syncing-outcome-offline = Kein Netz
syncing-outcome-refused = Abgelehnt
syncing-outcome-failed = Fehlgeschlagen
syncing-outcome-many = { $outcome }: { $count }
syncing-clock = Uhr
syncing-clock-hint = Um so viel werden Zeiten beim Senden berichtigt. Stellen Sie die Uhr dieses Computers, dann stimmen sie auch hier.
syncing-clock-slow = Dieser Computer geht gegenüber dem Server { $span } nach
syncing-clock-fast = Dieser Computer geht gegenüber dem Server { $span } vor
syncing-error = Was schiefging
syncing-state-local = Alles liegt auf diesem Computer
syncing-state-online = Alles ist synchronisiert
syncing-state-sending = { $count ->
    [one] { $count } Änderung ist unterwegs
   *[other] { $count } Änderungen sind unterwegs
}
syncing-state-syncing = Wird synchronisiert
syncing-state-copying = Der Helpdesk wird geladen
syncing-state-offline = Offline
syncing-state-attention = Einige Änderungen brauchen eine Entscheidung
syncing-text-local = Dieser Helpdesk hat keinen Server. Nichts verlässt diesen Computer.
syncing-text-online = Änderungen gehen sofort hinaus, und die der anderen kommen von selbst.
syncing-text-syncing = Sie können inzwischen weiterarbeiten.
syncing-text-offline = { $count ->
    [0] Der Server ist nicht erreichbar. Die Arbeit geht weiter, und was Sie ändern, wird hier gespeichert.
    [one] Der Server ist nicht erreichbar. { $count } Änderung ist hier gespeichert und geht von selbst hinaus.
   *[other] Der Server ist nicht erreichbar. { $count } Änderungen sind hier gespeichert und gehen von selbst hinaus.
}
syncing-text-attention = { $conflicts ->
    [0] { $rejected ->
        [one] { $rejected } Änderung wurde abgelehnt. Ihr Text ist aufbewahrt.
       *[other] { $rejected } Änderungen wurden abgelehnt. Ihre Texte sind aufbewahrt.
    }
   *[other] Konflikte: { $conflicts }. Abgelehnt: { $rejected }. Nichts ist verloren; beide Werte und alle Texte sind aufbewahrt.
}
syncing-text-broken = { $count ->
    [one] Eine Datei ging auf diesem Computer verloren, bevor sie gesendet wurde. Ihr Ticket zeigt, welche; hängen Sie sie noch einmal an.
   *[other] { $count } Dateien gingen auf diesem Computer verloren, bevor sie gesendet wurden. Ihre Tickets zeigen, welche; hängen Sie sie noch einmal an.
}
syncing-text-held = { $count ->
    [one] { $count } Antwort wurde nicht gesendet, weil der Verlauf weitergegangen war. Lesen Sie weiter und entscheiden Sie dann.
   *[other] { $count } Antworten wurden nicht gesendet, weil ihr Verlauf weitergegangen war. Lesen Sie weiter und entscheiden Sie dann.
}
outbox-failed = Der Postausgang kann nicht gelesen werden
outbox-empty = Nichts wartet
outbox-empty-text = Alles, was Sie geändert haben, hat den Server erreicht.
outbox-empty-offline = Es gibt nichts zu senden, wenn der Server antwortet.
outbox-refused = { $count ->
    [one] { $count } abgelehnte Änderung
   *[other] { $count } abgelehnte Änderungen
}
outbox-waiting = { $count ->
    [one] { $count } Änderung, geht als Nächstes
   *[other] { $count } Änderungen, in dieser Reihenfolge
}
outbox-noReason = Der Server hat das ohne Begründung abgelehnt.
outbox-sent = unterwegs
outbox-copy = Text kopieren
outbox-copied = Text kopiert
outbox-notCopied = Die Zwischenablage ist nicht verfügbar. Der Text bleibt hier.
outbox-retried = Wartet auf erneuten Versand
outbox-handOver = An Leitung geben
outbox-handedOver = Übergeben: Leitung oder Admin entscheidet
outbox-discard = Verwerfen
bulk-hint = { $act_status } Status · { $act_priority } Priorität · { $act_assignee } zuweisen · { $act_tags } Tags · { $act_macro } Makro · { $act_resolve } lösen · { $list_clear } aufheben · { $app_help } alle Tasten
ticket-hintDone = { $ticket_reply } Antwort · { $ticket_note } Notiz · { $act_confirm } Behebung bestätigt · { $act_reopen } wieder öffnen · { $app_help } alle Tasten
outbox-hint = { $list_next } { $list_previous } bewegen · { $list_open } öffnen · Tab zu den Schaltflächen · { $app_help } alle Tasten
outbox-discard-ask = Niemand sonst hat diesen Text. Tippen Sie „{ $word }“, um ihn wegzuwerfen.
outbox-discard-word = verwerfen
outbox-takeBack = Zurücknehmen
outbox-takenBack = Vor dem Senden zurückgenommen
outbox-discarded = Änderung verworfen
conflict-failed = Die Konflikte können nicht gelesen werden
conflict-hint = { $list_next } { $list_previous } bewegen · { $conflict_mine } eigener · { $conflict_theirs } anderer · { $conflict_write } neu schreiben · { $list_open } öffnen · { $app_help } alle Tasten
conflict-none = Keine Konflikte
conflict-none-text = Wenn zwei Personen dasselbe Feld ändern, warten hier beide Werte auf eine Wahl.
conflict-reviews = Verdrängte Werte
conflict-reviews-text = Was vor Ort gelesen oder getan wurde, kam später an und trat an die Stelle dieser Werte. Niemand muss entscheiden; wer es besser weiß, kann einen zurückholen.
conflict-allTheirs = Für alle { $count } den anderen behalten: { $field }
conflict-allMine = Für alle { $count } den eigenen nehmen: { $field }
conflict-said-many = { $count ->
    [one] { $count } Konflikt entschieden
   *[other] { $count } Konflikte entschieden
}

## Import

import-title = Import
import-text = Tickets kommen mit ihren Personen, Kategorien und Änderungen herein. Was schon importiert wurde, bleibt, wie es ist, und die Vergangenheit löst keinen Alarm aus.
import-failed = Die Dateiarten können nicht gelesen werden
import-preset = Aus
import-file = Datei
import-file-drop = Legen Sie die Datei hier ab, oder
import-file-choose = Datei wählen
import-file-other = Andere Datei wählen
import-file-missing = Wählen Sie die Datei, die importiert werden soll.
import-file-odd = Dateien dieser Art enden meist auf { $extensions }.
import-zone = Zeitzone der Datei
import-zone-hint = Exporte sagen selten, in welcher Zone ihre Zeiten stehen
import-zone-here = dieser Computer
import-zone-wrong = Diese Zeitzone gibt es nicht. Versuchen Sie Europe/Berlin.
import-zone-used = Zeiten gelesen in { $zone }
import-start = Importieren
import-running = Wird importiert
import-reading = Die Datei wird gelesen
import-progress = { $done } von { $total } Zeilen
import-cancelling = Wird angehalten
import-goOn = Sie können inzwischen weiterarbeiten. Beim Abbrechen bleibt der Helpdesk, wie er war.
import-done = { $added ->
    [0] Alles war schon hier
    [one] { $added } Ticket importiert
   *[other] { $added } Tickets importiert
}
import-cancelled = Import abgebrochen
import-notDone = Es wurde nichts importiert
import-untouched = Der Helpdesk ist, wie er vorher war.
import-added = Neue Tickets
import-known = Schon vorhanden
import-people = Personen
import-rejectedCount = Ausgelassene Zeilen
import-rejected = { $count ->
    [one] { $count } Zeile, die nicht passte
   *[other] { $count } Zeilen, die nicht passten
}
import-rejected-copy = Kopieren
import-rejected-copied = Zeilen kopiert
import-line = Zeile { $line }
import-another = Weitere Datei importieren
import-open = Tickets anzeigen

## First start

welcome-title = Willkommen bei Tern
welcome-text = Ein Helpdesk, der Ihre Arbeit auf diesem Computer aufbewahrt und sofort antwortet, online oder nicht.
welcome-sample = Mit Beispieldaten ausprobieren
welcome-sample-text = 240 erfundene Tickets mit laufenden Uhren. Nichts einzurichten.
welcome-local = Auf diesem Computer arbeiten
welcome-local-text = Ihre Tickets bleiben hier, verschlüsselt. Ein Server lässt sich später hinzufügen.
welcome-connect = Mit einem Server verbinden
welcome-connect-text = Die Tickets Ihres Teams, mit einer vollen Kopie hier für Zeiten ohne Netz.
welcome-import = Import
welcome-import-text = Tickets aus dem Export eines anderen Helpdesks übernehmen.
welcome-footer = Tern { $version } · { $folder }
local-text = Alles wird in einer verschlüsselten Datei auf diesem Computer aufbewahrt.
local-text-import = Zuerst ein Helpdesk auf diesem Computer, in den importiert wird, dann die Datei.
local-name = Ihr Name
local-name-hint = Er steht an dem, was Sie schreiben und ändern
local-name-missing = Schreiben Sie Ihren Namen.
local-submit = Beginnen
passphrase-why = Dieses System hat keinen Schlüsselbund, den Tern benutzen kann, daher schützt eine Passphrase Ihren Helpdesk. Niemand kann sie zurücksetzen: Ohne sie lässt sich nicht lesen, was hier liegt.
passphrase-label = Passphrase
passphrase-hint = Tern fragt bei jedem Start danach
passphrase-again = Noch einmal dieselbe
passphrase-short = Nehmen Sie mindestens 8 Zeichen.
passphrase-different = Die beiden sind nicht gleich.
connect-text = Melden Sie sich einmal an. Der Helpdesk wird hierher kopiert und arbeitet von da an ohne Netz.
connect-text-local = Auch die Tickets dieses Helpdesks gehen an den Server. Hier wird nichts entfernt.
connect-url = Server
connect-url-wrong = Das ist keine Adresse. Versuchen Sie desk.example.org
connect-url-plain = Ohne https können andere im Netz mitlesen.
connect-email = E-Mail
connect-email-missing = Schreiben Sie Ihre E-Mail-Adresse.
connect-password = Passwort
connect-password-missing = Schreiben Sie Ihr Passwort.
connect-device = Name dieses Geräts
connect-device-hint = Freiwillig; daran erkennen Sie Ihre Geräte
connect-passphrase = Passphrase dieses Helpdesks
connect-passphrase-hint = Nur, wenn Tern beim Start danach fragt
connect-submit = Anmelden
connect-offline = { $server } ist nicht erreichbar. Prüfen Sie die Adresse, das Netz dieses Computers und ob der Server läuft. Hier wurde nichts geändert.
unlock-title = Helpdesk entsperren
unlock-text = Alles ist, wie Sie es verlassen haben.
unlock-submit = Entsperren
unlock-footer = Der Helpdesk in { $folder }
lapsed-title = Zum Entsperren anmelden
lapsed-text = Der Helpdesk war zu lange ohne seinen Server. Alles ist, wie Sie es verlassen haben, und was wartet, wird nach der Anmeldung gesendet.
stuck-keyring = Der Schlüssel dieses Helpdesks liegt im Schlüsselbund des Systems, und der antwortet nicht. Entsperren Sie ihn und versuchen Sie es erneut.
stuck-wrongKey = Der Schlüssel im Schlüsselbund des Systems gehört nicht zu diesem Helpdesk.
stuck-safe = Es wurde nichts geändert. Die Dateien sind, wie sie waren.
stuck-copy = Einzelheiten kopieren
stuck-copied = Einzelheiten kopiert
stuck-notCopied = Die Zwischenablage ist nicht verfügbar. Markieren Sie stattdessen den Text.
signin-title = Zum Synchronisieren erneut anmelden
signin-text = { $count ->
    [0] Alles ist hier gespeichert, und Sie können weiterarbeiten.
    [one] { $count } Änderung wartet hier. Nichts ist verloren, und Sie können weiterarbeiten.
   *[other] { $count } Änderungen warten hier. Nichts ist verloren, und Sie können weiterarbeiten.
}
signin-wrong = Dieses Passwort stimmt nicht. Nichts ist verloren.
signin-done = Angemeldet, wird synchronisiert

## Command palette

name-people = Kollegen
name-tickets = Tickets
name-found = { $count ->
    [one] { $name } passt
   *[other] { $count } passen, zuerst { $name }
}
palette-title = Befehle, Tickets und Personen
palette-settings = Einstellungen: { $section }
palette-placeholder = Befehl, Ticket oder Person suchen
palette-onTicket = Dieses Ticket
palette-onTickets = Mit { $what }
palette-moved = { $what } ist nicht mehr ausgewählt. Es wurde nichts getan.
palette-choose = Auswählen
palette-take = auswählen
palette-isSo = gewählt
palette-back = zurück
palette-go = Gehe zu
palette-commands = Befehle
palette-tickets = Tickets
palette-recent = Zuletzt geöffnet
palette-people = Personen
palette-search = Alles durchsuchen
palette-looking = Wird gesucht
palette-type = Tippen Sie eine Nummer oder Wörter
palette-move = bewegen
palette-run = öffnen oder ausführen

## Settings: notifications, account, data, about

settings-saved = Gespeichert
settings-notifications = Benachrichtigungen
settings-notify-text = Was Tern auf diesem Desktop anzeigt. Alles Angezeigte bleibt in der Mitteilungszentrale.
settings-notify-kinds = Wovon Sie hören möchten
settings-notify-when = Wann Ruhe sein soll
settings-notify-desktop = Dieser Desktop
settings-dnd-on = Zurückhalten
settings-dnd-change = Ändern
settings-dnd-hint = Hält Benachrichtigungen zurück; sie warten in der Mitteilungszentrale
settings-urgent = Dringende Tickets kommen durch
settings-urgent-hint = Ein verfehltes Ziel eines dringenden Tickets wird selbst dann angezeigt
notify-kind-breach = Ein Ziel ist verfehlt
notify-kind-at_risk = Ein Ziel ist gefährdet
notify-kind-customer_reply = Eine Kundin oder ein Kunde hat geantwortet
notify-kind-assignment = Mir wurde ein Ticket zugewiesen
notify-kind-mention = Jemand hat mich erwähnt
notify-kind-held_reply = Eine meiner Antworten wird zurückgehalten
notify-kind-conflict = Eine meiner Änderungen traf auf eine andere
notify-kind-deadline = Das Fälligkeitsdatum eines Tickets kommt
notify-kind-reminder = Eine meiner Erinnerungen ist fällig
notify-kind-snooze = Ein zurückgestelltes Ticket ist wieder da
notify-kind-update = Jemand bearbeitet ein Ticket, das mir gehört oder das ich beobachte
notify-kind-escalation = Der Helpdesk eskaliert ein Ticket an mich
notify-reach-off = Nichts
notify-reach-mine = Meine Tickets
notify-reach-unowned = Meine und die nicht zugewiesenen meiner Teams
notify-reach-team = Alle meiner Teams
notify-reach-all = Alle Tickets
settings-notify-try = Ausprobieren
settings-notify-try-hint = Eine Benachrichtigung, wie sie auf diesem Desktop aussieht
settings-notify-send = Probe senden
settings-notify-shown = Sie wurde an Ihren Desktop gesendet. Falls Sie sie nicht gesehen haben, prüfen Sie die Einstellungen des Systems.
settings-notify-shownBy = Sie wurde an { $by } gesendet. Falls Sie sie nicht gesehen haben, prüfen Sie die Einstellungen des Systems.
settings-allows-buttons-yes = Es zeigt Schaltflächen: Von dort lässt sich ein Ticket zuweisen oder zurückstellen
settings-allows-buttons-no = Es zeigt keine Schaltflächen: Ein Klick auf die Benachrichtigung öffnet das Ticket, sofern sie Klicks annimmt
settings-allows-buttons-unknown = Das System sagt nicht, ob es Schaltflächen zeigt
settings-allows-keeps-yes = Es bewahrt auf, was niemand gesehen hat
settings-allows-keeps-no = Es bewahrt nicht auf, was niemand gesehen hat; die Mitteilungszentrale hier tut es
settings-allows-keeps-unknown = Das System sagt nicht, wie lange es sie aufbewahrt
settings-allows-loud-yes = Zurzeit wird nichts zurückgehalten
settings-allows-loud-no = „Nicht stören“ oder Ruhezeiten halten andere zurzeit zurück
settings-system-login = Mit meiner Sitzung starten
settings-system-login-hint = Ohne Fenster, damit kein Ziel unbemerkt verfehlt wird
settings-system-tray = Beim Schließen des Fensters im Infobereich bleiben
settings-system-tray-hint = Benachrichtigungen kommen weiter, und ihre Schaltflächen wirken. Das Menü im Infobereich führt zurück und beendet Tern.
settings-system-badge = Anzahl am Symbol und im Titel des Fensters
settings-system-badge-hint = Wie viele meiner Tickets ein Ziel verfehlt haben oder gefährdet sind, wie im Infobereich
settings-system-noTray = Dieser Desktop hat keinen Infobereich, daher beendet das Schließen des Fensters Tern.
settings-notify-notShown = Dieser Desktop zeigt keine Benachrichtigungen.
settings-quiet = Ruhezeiten
settings-quiet-hint = Was dann geschieht, wird am Ende in einer Benachrichtigung gemeldet
settings-quiet-between = Zwischen zwei Uhrzeiten
settings-quiet-hours = Zeiten
settings-quiet-hours-hint = Zwei Uhrzeiten dieses Computers oder immer außerhalb der Geschäftszeiten
settings-quiet-outside = Außerhalb von { $name }
settings-quiet-and = und
settings-quiet-from = Ruhe ab
settings-quiet-to = Ruhe bis
settings-account = Konto
settings-account-desk = Helpdesk
settings-account-device = Dieses Gerät
settings-lock = Sperren, wenn niemand arbeitet
settings-lock-hint = Der Helpdesk schließt sich, und seine Passphrase öffnet ihn wieder. Was gerade geschrieben wird, bleibt erhalten.
settings-lock-never = Nie
role-requester = Anfragende Person
role-technician = Technik
role-agent = Mitarbeitende
role-manager = Leitung
role-admin = Administration
settings-signOut = Abmelden
settings-signOut-hint = Bis zur nächsten Anmeldung wird nicht synchronisiert
settings-signOut-title = Von diesem Helpdesk abmelden?
settings-signOut-text = Alles ist gesendet. Sie können sich jederzeit wieder anmelden.
settings-signOut-waiting = { $count ->
    [one] { $count } Änderung ist noch nicht gesendet. Sie bleibt auf diesem Computer und geht nach der nächsten Anmeldung hinaus.
   *[other] { $count } Änderungen sind noch nicht gesendet. Sie bleiben auf diesem Computer und gehen nach der nächsten Anmeldung hinaus.
}
settings-leaveSample = Beispiel verlassen
settings-leaveSample-hint = Zurück zur ersten Seite; das Beispiel gehörte nie zu Ihren eigenen Daten
settings-exchange = Import und Export
settings-import-open = Datei importieren
settings-export = Alle Tickets exportieren
settings-export-hint = CSV für Tabellen, JSON mit allem
settings-export-done = { $count ->
    [one] { $count } Ticket exportiert
   *[other] { $count } Tickets exportiert
}
settings-files = Dateien
files-stored = Dateien auf diesem Computer
files-stored-hint = Sie lassen sich ohne Netz öffnen
files-limit = Höchstens aufbewahren
files-limit-hint = Darüber machen die am längsten nicht geöffneten Dateien Platz. Der Server behält sie, und noch nicht Gesendetes bleibt immer.
files-limit-none = Keine Grenze
files-speed = Senden und laden mit höchstens
files-speed-hint = Lässt auf einer schmalen Leitung Platz; Tickets und Antworten warten nie auf Dateien
files-speed-each = { $size }/s
files-speed-none = Keine Grenze
files-metered = Große Dateien warten bei getaktetem Netz
files-metered-yes = Dieses Netz ist getaktet: Dateien über 1 MB warten
files-metered-no = Dieses Netz ist nicht getaktet
files-metered-unknown = Dieses System sagt nicht, ob das Netz getaktet ist
files-held-failed = Ob Dateien warten, ist nicht bekannt.
files-held = { $count ->
    [one] Eine große Datei wartet: Dieses Netz ist getaktet.
   *[other] { $count } große Dateien warten: Dieses Netz ist getaktet.
}
files-held-send = Jetzt senden
files-held-sent = Dateien gehen hinaus, bis das Netz wechselt
settings-about = Über Tern
settings-about-text = Ein Helpdesk, der ohne Netz weiterarbeitet
settings-about-failed = Version und Ordner konnten nicht gelesen werden.
settings-about-folder = Dateien
settings-about-start = Dieser Start, seit das Programm begann
settings-about-program = Programm geladen
settings-about-desk = Helpdesk offen
settings-about-page = Seite bei der Arbeit
settings-about-shown = Erstes Bild
settings-about-slow = Langsamste Schritte seither
settings-about-ready = Tickets in Sicht
settings-about-licence = Lizenz
diagnostics-title = Diagnose
diagnostics-open = Zeigen …
diagnostics-text = Für alle, die Ihnen helfen: Versionen, Mengen, Zeiten und was seit dem Start schiefging. Nichts darin handelt von Personen oder ihren Tickets. Tern schickt es niemandem.
diagnostics-save = Speichern …
diagnostics-copy = Kopieren

## Undo

undo-done = Rückgängig gemacht
undo-what = „{ $what }“ rückgängig machen
redo-what = „{ $what }“ wiederholen
undo-done-what = Rückgängig gemacht: { $what }
undo-redone = Wiederholt
undo-redone-what = Wiederholt: { $what }

## Problems: what happened, and what is safe

problem-forbidden = Das dürfen Sie nicht. Es wurde nichts geändert.
problem-missing = Das ist nicht hier. Es liegt vielleicht außerhalb Ihres Bereichs oder wurde nie an dieses Gerät gesendet.
problem-gone = Das hat inzwischen jemand gelöscht.
problem-alreadyThere = So etwas gibt es schon.
problem-transition = Der Ablauf erlaubt diesen Schritt nicht. Das Ticket bleibt, wo es ist.
problem-invalid = Dieser Wert wird nicht angenommen. Es wurde nichts geändert.
problem-priorityReason = Begründen Sie, warum die Priorität von Auswirkung und Dringlichkeit abweicht.
problem-urgent = Zu viele offene Tickets wären dringend. Begründen Sie, warum dieses es ist.
problem-nothingToUndo = Nichts rückgängig zu machen
problem-alreadySent = Das ist schon gesendet und lässt sich nicht zurücknehmen.
problem-noDesk = Es ist kein Helpdesk geöffnet. Beginnen Sie einen oder entsperren Sie Ihren.
problem-locked = Geben Sie Ihre Passphrase ein, um diesen Helpdesk zu öffnen.
problem-wrongKey = Diese Passphrase öffnet den Helpdesk nicht.
problem-noKeyring = Der Schlüsselbund des Systems ist nicht verfügbar. Stattdessen schützt eine Passphrase Ihren Helpdesk.
problem-folderInUse = Ein anderes Tern benutzt diesen Ordner. Schließen Sie es und versuchen Sie es erneut.
problem-readOnly = In den Ordner kann nicht geschrieben werden. Es wurde nichts geändert.
problem-diskFailing = Der Datenträger hat einen Fehler gemeldet. Was vorher gespeichert wurde, ist sicher, dies vielleicht nicht; versuchen Sie es erneut. Kommt es wieder vor, synchronisieren Sie und lassen Sie den Datenträger prüfen.
problem-diskFull = Der Datenträger ist voll. Was vorher gespeichert wurde, ist sicher; schaffen Sie Platz und versuchen Sie es erneut.
problem-newerSchema = Ein neueres Tern hat diesen Helpdesk geschrieben. Aktualisieren Sie Tern, um ihn zu öffnen.
problem-foreignFile = Diese Datei ist kein Helpdesk von Tern, oder sie ist beschädigt.
problem-signIn = Melden Sie sich zum Synchronisieren erneut an. Ihre Arbeit ist hier gespeichert.
problem-wrongPassword = E-Mail und Passwort passen nicht zusammen.
problem-tooManyTries = Zu viele Versuche. Warten Sie einen Moment.
problem-offline = Der Server ist nicht erreichbar. Ihre Arbeit ist hier gespeichert und geht später hinaus.
problem-badServer = Der Server hat eine Antwort gegeben, die Tern nicht versteht. Es wurde nichts geändert.
problem-upgrade = Diese Version von Tern und der Server passen nicht zusammen. Ihre Arbeit ist hier gespeichert.
problem-badInput = Tern hat das nicht verstanden. Es wurde nichts geändert.
problem-stale = Das wurde inzwischen anderswo geändert. Sehen Sie es noch einmal an.
problem-cancelled = Abgebrochen
problem-deviceRevoked = Die Administration hat diesen Computer endgültig abgemeldet. Was hier wartete, wird zur Prüfung übergeben, die Kopie des Helpdesks wird entfernt, und Neues wird hier nicht mehr gespeichert.
problem-busy = Das läuft bereits.
problem-internal = In Tern ist etwas kaputtgegangen. Was vorher gespeichert wurde, ist sicher; im Protokoll steht mehr.
problem-unreachable = Der Kern von Tern antwortet nicht. Versuchen Sie es erneut; was vorher gespeichert wurde, ist sicher.

## Moving cards

move-lifted = Ticket { $number } angehoben. { $where }
move-liftedMany = { $number } Tickets angehoben. { $where }
move-at = { $column }, Platz { $position } von { $count }
move-refused = { $column } lehnt ab: { $why }
move-dropped = In { $column } abgelegt.

## Tickets, wherever they stand

tickets-count = { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
app-cancel = Abbrechen
app-clear = Leeren
app-loading = Wird geladen
priority-urgent = Dringend
priority-high = Hoch
priority-normal = Normal
priority-low = Niedrig
category-new = Neu
category-open = Offen
category-waiting = Wartend
category-on_hold = Angehalten
category-resolved = Gelöst
category-closed = Geschlossen
mark-pending = Noch nicht gesendet. Es ist hier gespeichert.
mark-conflict = Das hat auch jemand anderes geändert
mark-rejected = Der Server hat eine Änderung abgelehnt
sla-is-breached = Verfehlt
sla-is-at_risk = Gefährdet
card-said-priority = Priorität { $priority }
card-said-requester = von { $name }
card-said-assignee = zugewiesen an { $name }
card-said-nobody = nicht zugewiesen
card-said-date = Fälligkeitsdatum { $at }
card-said-dateLate = Fälligkeitsdatum { $at } ist vorbei
peek-title = Blick auf das Ticket
peek-internal = Intern
metric-first_response = Erste Antwort
metric-next_response = Nächste Antwort
metric-resolution = Lösung

## Keys of boards and lists

keys-newTicket = Neues Ticket
keys-call = Neuer Anruf
keys-search = Suche
keys-goBoard = Board
keys-goList = Tickets
keys-list-next = Nächstes Ticket
keys-list-previous = Voriges Ticket
keys-list-nextColumn = Nächste Spalte, oder Gruppe aufklappen
keys-list-previousColumn = Vorige Spalte, oder Gruppe einklappen
keys-list-column = Zu einer Spalte
keys-list-first = Erstes Ticket
keys-list-last = Letztes Ticket
keys-list-pageDown = Seite nach unten
keys-list-pageUp = Seite nach oben
keys-list-open = Öffnen
keys-list-peek = Vorschau, oder Getragenes ablegen
keys-list-select = Auswählen
keys-list-extendNext = Auswahl nach unten erweitern
keys-list-extendPrevious = Auswahl nach oben erweitern
keys-list-all = Alle auswählen
keys-list-clear = Auswahl aufheben
keys-list-work = Diese Liste abarbeiten
keys-list-sort = Liste oder Board sortieren
keys-list-group = Liste gruppieren
keys-list-nextGroup = Überschrift der nächsten Gruppe
keys-list-previousGroup = Überschrift der vorigen Gruppe
keys-list-selectGroup = Gruppe auswählen
keys-list-foldAll = Alle Gruppen einklappen
keys-list-unfoldAll = Alle Gruppen aufklappen
keys-print = Drucken
keys-pdf = Als PDF speichern
keys-list-filter = Filtern
keys-move = Mit den Pfeiltasten tragen
keys-popOut = In eigenem Fenster öffnen
keys-assignMe = Mir zuweisen
keys-assignee = Zuweisen an …
keys-team = Team ändern
keys-escalate = Eskalieren
keys-moveTo = Verschieben nach …
keys-priority = Priorität
keys-tags = Tags
keys-due = Fälligkeit
keys-resolve = Lösen
keys-resolveWith = Lösen und festhalten, wie
keys-watch = Beobachten oder nicht mehr
keys-newLinked = Neues verknüpftes Ticket als Teil von diesem
keys-unread = Als ungelesen oder gelesen markieren
keys-reopen = Wieder öffnen
keys-confirm = Behebung bestätigt
keys-copyNumber = Nummer kopieren
keys-copyNumber-again = noch einmal: mit Betreff; ein drittes Mal: ein Link
keys-copySubject = Nummer und Betreff kopieren
keys-copyLink = Link kopieren
keys-delete = Löschen

## Acting on tickets

act-menu = { $what }
act-unread = Als ungelesen markieren
act-read = Als gelesen markieren
act-statusOf = Status von { $what }
act-priorityOf = Priorität von { $what }
act-assigneeOf = Zuständig für { $what }
act-teamOf = Team von { $what }
act-teamTo = An ein Team geben
act-tagsOf = Tags von { $what }
act-dueOf = Fälligkeit von { $what }
act-notFrom = nicht ab { $status }
act-assignTo = Zuweisen an …
act-nobody = Niemand
act-you = Sie
act-tag = Tag suchen oder anlegen
act-newTag = Tag „{ $tag }“ anlegen
act-noClipboard = Die Zwischenablage ist gerade nicht verfügbar.
did-status = { $what }: { $status }
did-reopened = { $what } wieder geöffnet
did-photo = Foto zu { $number } hinzugefügt
did-confirmed = Behebung von { $what } bestätigt
did-priority = Priorität von { $what }: { $priority }
did-assigned = { $what } zugewiesen an { $name }
did-team = { $what } liegt bei { $team }
did-escalated = { $what } an { $team } eskaliert
did-team-left = { $name } gehört nicht zu diesem Team, daher ist niemand mehr zuständig
did-team-left-many = { $count ->
    [one] Bei { $count } Ticket ist niemand mehr zuständig
   *[other] Bei { $count } Tickets ist niemand mehr zuständig
}: Die bisher Zuständigen gehören nicht zu diesem Team
did-watched = Sie beobachten { $what }
did-unwatched = Sie beobachten { $what } nicht mehr
watch-many = Bis zu { $most } Tickets lassen sich auf einmal beobachten
resolve-title = { $what } lösen
resolve-how = Lösung (freiwillig)
resolve-how-hint = Was geholfen hat. Es bleibt im Ticket und wird der anfragenden Person nicht gesendet.
resolve-how-hint-many = Es steht in jedem dieser Tickets, anstelle dessen, was dort steht.
did-unassigned = { $what }: niemand mehr zuständig
did-taken = { $what } Ihnen zugewiesen
did-tagged = { $what } mit Tag { $tag } versehen
did-untagged = { $tag } von { $what } entfernt
did-due = { $what } fällig { $at }
did-dueCleared = { $what } ohne Fälligkeit
did-copied = { $what } kopiert
did-copied-thenSubject = noch einmal für den Betreff
did-copied-thenLink = noch einmal für einen Link
did-copied-subjects = Nummern und Betreffe von { $count } Tickets
did-copied-links = Links zu { $count } Tickets
did-deleted = { $what } gelöscht
did-moved = { $what } nach { $column } verschoben
did-reordered = { $what } innerhalb von { $column } verschoben
change-transition = Der Ablauf hat keinen Schritt von { $from } nach { $to }. Das Ticket bleibt, wo es ist.
due-search = Datum oder Uhrzeit, etwa 24.11.2026 14:30
due-today = Heute
due-tomorrow = Morgen
due-monday = Nächsten Montag
due-week = In einer Woche
due-none = Keine Fälligkeit
due-noEstimate = Keine Schätzung
due-unknown = „{ $text }“ ist kein Datum. Schreiben Sie 24.11.2026 oder 14:30.
asked-more = { $count ->
    [one] und eines mehr
   *[other] und { $count } weitere
}
reason-title = Warum diese Priorität?
reason-title-of = Warum { $priority }?
reason-text = Auswirkung und Dringlichkeit ergeben eine andere Priorität. Der Grund bleibt beim Ticket.
reason-urgent = Noch ein dringendes Ticket?
reason-crowd = { $urgent } von { $open } offenen Tickets wären dringend ({ $share }). Hier sollen es höchstens { $percent } % sein, damit Dringendes auffällt. Ein kurzer Grund bleibt beim Ticket.
reason-label = Grund
reason-empty = Sagen Sie es in wenigen Worten.
reason-give = Priorität setzen
reason-give-of = Auf { $priority } setzen
reopen-title = { $what } wieder öffnen
reopen-reason = Grund (freiwillig)
reopen-reason-hint = Das Team sieht ihn als interne Notiz.
reopen-begun = Grund der Wiedereröffnung
escalate-title = { $what } eskalieren
escalate-to = An
escalate-team = { $team } (L{ $level })
escalate-note = Was dort bekannt sein muss
escalate-note-hint = Eine interne Notiz: was versucht wurde, was noch offen ist.
escalate-none = Kein Team hat eine höhere Stufe als das von { $what }
confirm-requester = Die anfragende Person sagt es
confirm-agent = Von uns in ihrem Namen geprüft
confirm-not = Nicht behoben
confirm-by = Notiert von { $name }, { $at }
confirm-how-requester = Von der anfragenden Person bestätigt
confirm-how-agent = Von uns geprüft

## Filters and selection

filter-title = Filter
filter-tip = Nur einige Tickets anzeigen
filter-search = In diesen Tickets suchen
filter-text = Text
filter-status = Status
filter-priority = Priorität
filter-team = Team
filter-assignee = Zuständig
filter-sla = SLA
filter-tag = Tag
filter-snoozed = Zurückgestellt
filter-notFilled = Nicht ausgefüllt
filter-awake = Ausblenden, was ich zurückgestellt habe
filter-some = { $count } gewählt
filter-active = Geltende Filter
filter-remove = Filter { $what } entfernen
filter-clear = Filter aufheben
bulk-title = Ausgewählte Tickets
bulk-selected = { $count } ausgewählt
bulk-assign = Zuweisen
bulk-status = Status
bulk-priority = Priorität
bulk-tags = Tags
bulk-resolve = Lösen
bulk-clear = Auswahl aufheben
bulk-more = Weitere Aktionen

## Board

board-title = Board
board-choose = Board wählen
board-sort = Reihenfolge der Karten
board-sort-rank = Von Hand
board-sort-due = Läuft als Nächstes ab
board-sort-priority = Priorität
board-sort-updated = Zuletzt geändert
board-sort-created = Neueste zuerst
board-sort-oldest = Älteste zuerst
board-sorted = Geordnet: { $order }
board-hint = { $list_next } { $list_previous } bewegen · { $list_previousColumn } { $list_nextColumn } Spalte · { $act_move } tragen · { $act_status } verschieben · { $act_assignMe } mir zuweisen · { $list_select } auswählen · { $app_help } alle Tasten
board-hintMoving = Pfeile tragen · Enter legt ab · Esc nimmt zurück
board-empty = Hier ist nichts. C legt ein Ticket an.
board-fetching = Tickets sind unterwegs zu diesem Computer.
board-emptyFiltered = Kein Ticket hier passt zum Filter.
board-breaching = { $count } verfehlt
board-late = verfehlt
board-limit-within = { $count } von höchstens { $limit }
board-limit-over = { $count }, über der Grenze von { $limit }
board-newIn = Neues Ticket in { $column }
board-fold = { $column } einklappen
board-unfold = { $column } ausklappen, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
board-refuses = Kein Schritt von { $from } nach { $to }
board-noStatus = { $column } hat keinen Status, den ein Ticket annehmen kann
board-columnFailed = Diese Spalte konnte nicht gelesen werden
board-failed = Das Board konnte nicht gelesen werden
board-refused = Dieses Board dürfen Sie nicht sehen
board-refused-text = Fragen Sie jemanden aus der Leitung des Helpdesks.
board-noColumns = Dieses Board hat keine Spalten
board-noColumns-text = Wer das Board bearbeitet, gibt ihm welche.
board-said-cancelled = { $what } bleibt, wo es war.
board-chosen = { $name }, anderes Board wählen
board-more = Dieses Board
board-new = Neues Board …
board-edit = Board bearbeiten …
board-copy = Board kopieren …
board-delete = Board löschen
board-wall = Auf großem Bildschirm zeigen
board-notYours = Bearbeiten dürfen es, wem es gehört, und die Leitung
board-deleted = { $name } gelöscht
board-saved = { $name } ist gespeichert
board-new-title = Neues Board
board-edit-title = Board bearbeiten
board-name = Name
board-nameMissing = Geben Sie einen Namen an.
board-by = Spalten
board-by-status = Status
board-by-assignee = Personen
board-byHint-assignee = Eine Spalte für jede Person und eine für das, was niemandem gehört. Ein Board für ein Team hat dessen Mitglieder. Erledigtes fehlt.
board-by-priority = Prioritäten
board-byHint-priority = Eine Spalte für jede Priorität. Erledigtes fehlt.
board-by-due = Fälligkeiten
board-byHint-due = Überfällig, heute, morgen, diese Woche, später und ohne Datum. Erledigtes fehlt.
board-lanes = Bahnen
board-lanes-none = Keine
board-lanes-assignee = Personen
board-lanes-team = Teams
board-lanes-priority = Prioritäten
board-lanes-organisation = Organisationen
board-lanes-sla = SLA-Zustand
board-lanes-same = Das zeigen die Spalten
board-columns = Spalten
board-columnsMissing = Ein Board braucht eine Spalte.
board-column-name = Name
board-column-nameOf = Name der Spalte { $place }
board-column-statuses = Status
board-column-statusesOf = Status von { $column }: { $statuses }
board-column-noStatus = Kein Status
board-column-place = Spalte { $place }
board-column-limit = Grenze
board-column-limitOf = Grenze von { $column }
board-column-hard = Nicht mehr
board-limits = Grenzen für laufende Arbeit
board-column-up = { $column } nach vorn
board-column-down = { $column } nach hinten
board-column-remove = { $column } entfernen
board-column-add = Spalte hinzufügen
board-left = In keiner Spalte: { $statuses }. Ihre Tickets stehen in einer eigenen.
board-limit-full = Voll: höchstens { $limit }
board-limit-wrong = Eine ganze Zahl.
board-full = { $column } nimmt höchstens { $limit }
board-cell = { $column }, { $lane }
board-unmapped = Ohne Spalte
board-someone = Jemand, der gegangen ist
board-someTeam = Ein Team, das es nicht mehr gibt
board-noOrganisation = Keine Organisation
board-someOrganisation = Eine Organisation, die es nicht mehr gibt
board-rest = Alle anderen
board-sla-breached = Verfehlt
board-sla-at_risk = Gefährdet
board-sla-on_track = Im Plan
board-sla-quiet = Keine Uhr läuft
board-due-overdue = Überfällig
board-due-today = Heute
board-due-tomorrow = Morgen
board-due-this_week = Diese Woche
board-due-later = Später
board-due-none = Ohne Fälligkeit
board-closed-unmapped = Diese Spalte sammelt nur, was keine hat
board-closed-overdue = Überfällig werden Tickets von selbst
board-closed-week_over = Von dieser Woche ist nichts übrig
board-closed-organisation = Wessen Ticket es ist, ändert das Verschieben nicht
board-closed-sla = Darüber entscheiden Uhren, nicht Karten
board-closed-rest = Diese Bahn sammelt mehrere
board-columnMore = Mehr zu { $column }
board-moveOf = { $what } verschieben nach
board-toTop = An den Anfang der Spalte
board-toBottom = Ans Ende der Spalte
board-findColumn = Spalte suchen
board-allFolded = Alle Spalten sind eingeklappt
board-allFolded-text = Wählen Sie oben eine, um sie zu öffnen.
board-bar = Aktionen für { $what }
board-bar-none = Aktionen für eine Karte
board-bar-take = Übernehmen
board-bar-note = Notiz
board-bar-photo = Foto
board-bar-onlyOne = Nur für ein Ticket auf einmal
board-quick = Schnellfilter
board-quick-mine = Meine
board-quickTip-mine = Nur meine Tickets
board-quick-unassigned = Nicht zugewiesen
board-quickTip-unassigned = Nur Tickets ohne Zuständige
board-quick-team = Meine Teams
board-quickTip-team = Nur Tickets meiner Teams
board-quick-late = Verfehlt oder gefährdet
board-quickTip-late = Nur was verfehlt oder gefährdet ist
board-wall-title = { $name } auf großem Bildschirm
board-wall-atRisk = { $count } gefährdet
board-wall-column = { $column }, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
board-wall-leave = Esc beendet
card-said-stood = seit { $span } hier
keys-board-new = Neues Board
keys-board-edit = Dieses Board bearbeiten: Spalten, Bahnen, Grenzen
keys-board-wall = Board auf großem Bildschirm zeigen
keys-board-fold = Spalte ein- oder ausklappen
keys-board-foldLane = Bahn ein- oder ausklappen
palette-board = Board: { $name }
palette-report = Bericht: { $name }
palette-boards = Boards
problem-limit = Die Spalte nimmt keine weiteren Tickets. Nichts wurde geändert.

## List

queue-work = Liste abarbeiten
queue-title = Liste abgearbeitet
queue-done = Das war das letzte
queue-done-text = { $count ->
    [one] Sie sind ein Ticket aus „{ $name }“ durchgegangen.
   *[other] Sie sind { $count } Tickets aus „{ $name }“ durchgegangen.
}
queue-back = Zurück zu „{ $name }“
queue-last = Noch einmal das letzte
queue-strip = Liste
queue-strip-more = Betreffe der Nachbarn zeigen
queue-strip-less = Nur Nummern zeigen
queue-strip-shown = Liste eingeblendet
queue-strip-hidden = Liste ausgeblendet
queue-at = Ticket { $at } von { $of } aus „{ $name }“
queue-at-short = { $at } / { $of }
list-title = Tickets
list-hint = { $list_next } { $list_previous } bewegen · { $list_open } öffnen · { $list_select } auswählen · { $act_status } Status · { $act_priority } Priorität · { $act_assignee } zuweisen · { $act_assignMe } mir zuweisen · { $app_help } alle Tasten
list-grid = Tickets
list-column-number = Nr.
list-column-due = SLA
list-column-priority = Priorität
list-column-subject = Betreff
list-column-requester = Anfragende
list-column-organisation = Organisation
list-column-team = Team
list-column-status = Status
list-column-assignee = Zuständig
list-column-tags = Tags
list-column-dueDate = Fälligkeit
list-column-created = Erstellt
list-column-updated = Geändert
list-column-moved = { $column } ist Spalte { $place }
list-column-sized = { $column } ist { $width } Pixel breit
list-column-hidden = { $column } ist ausgeblendet. „Spalten“ in der Titelzeile bringt sie zurück.
list-column-moveBack = Nach vorn
list-column-moveOn = Nach hinten
list-column-wider = Breiter
list-column-narrower = Schmaler
list-column-hide = Ausblenden
list-columns = Spalten
list-columns-always = immer
list-columns-noRoom = kein Platz
list-columns-usual = Wie üblich
list-select = { $number } auswählen
list-someSelected = Die ersten { $count } von { $total } ausgewählt
list-sorted-ascending = Nach { $column } aufsteigend sortiert
list-sorted-descending = Nach { $column } absteigend sortiert
list-sortedThen-ascending = { $sorted }, dann nach { $column } aufsteigend
list-sortedThen-descending = { $sorted }, dann nach { $column } absteigend
list-head-first = { $column }, zuerst sortiert
list-head-second-ascending = { $column }, als Zweites aufsteigend sortiert
list-head-second-descending = { $column }, als Zweites absteigend sortiert
list-sort = Sortieren
list-sort-by = Sortieren nach
list-sort-then = Dann nach
list-sort-isFirst = schon zuerst
list-sort-nothing = Nichts weiter
list-sort-ascending = aufsteigend
list-sort-descending = absteigend
list-group = Gruppieren
list-group-none = Keine Gruppen
list-group-status = Status
list-group-priority = Priorität
list-group-assignee = Zuständig
list-group-team = Team
list-group-organisation = Organisation
list-group-due = SLA
list-group-select = Gruppe auswählen
list-group-fold = Gruppe einklappen
list-group-unfold = Gruppe aufklappen
list-group-by = Nach { $by } gruppiert
list-group-off = Keine Gruppen mehr
list-group-allFolded = Alle Gruppen eingeklappt
list-group-allUnfolded = Alle Gruppen aufgeklappt
list-group-leftOut = { $count } ausgewählt, eingeklappte Gruppen nicht
list-due-breached = Verfehlt
list-due-within_hour = Innerhalb einer Stunde
list-due-today = Heute
list-due-later = Später
list-due-quiet = Keine Frist
list-group-folded = { $name }, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
  }, eingeklappt
list-group-unfolded = { $name }, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
  }, aufgeklappt
list-group-says = { $name }, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
  }
list-nobody = Niemand
list-empty = Noch keine Tickets
list-empty-text = Hier steht, worum Menschen bitten.
list-emptyFiltered = Kein Ticket passt zum Filter
list-failed = Die Liste konnte nicht gelesen werden
list-refused = Diese Liste dürfen Sie nicht sehen

## New ticket

new-button = Neues Ticket
new-title = Neues Ticket
new-requester = Anfragende Person
new-requester-hint = Name, E-Mail oder Telefon
new-requester-missing = Geben Sie an, wer fragt
new-requester-make = „{ $text }“ als anfragende Person anlegen
new-requester-clear = Andere anfragende Person wählen
new-requester-name = Name
new-requester-email = E-Mail
new-subject = Betreff
new-subject-missing = Ein Ticket braucht einen Betreff.
new-body = Beschreibung
new-body-hint = Was geschah, was erwartet wurde, seit wann
new-type = Typ
new-team = Team
new-impact = Auswirkung
new-urgency = Dringlichkeit
new-level-low = Niedrig
new-level-medium = Mittel
new-level-high = Hoch
new-priority = Priorität
new-priority-from = aus Auswirkung und Dringlichkeit
new-reason = Warum diese Priorität?
new-reason-missing = Begründen Sie, warum die Priorität von Auswirkung und Dringlichkeit abweicht.
new-category = Kategorie
new-category-find = Kategorie suchen
new-none = Keine
new-assignee = Zuständig
new-due = Fällig
new-tags = Tags
new-tags-none = Keine Tags
new-files = Dateien anhängen
new-mail-read = Aus { $name } ausgefüllt
new-mail-attach = Stattdessen die E-Mail anhängen
new-mail-attached = { $name } ist angehängt. Ein leeres Formular wird aus einer E-Mail ausgefüllt.
new-mail-failed = { $name } ließ sich nicht als E-Mail lesen. Sie ist als Datei angehängt.
new-duplicates = Mögliche Duplikate
new-duplicates-found = { $count ->
    [one] Ein mögliches Duplikat: { $number }, { $subject }
   *[other] { $count } mögliche Duplikate, zuerst { $number }, { $subject }
}
new-create = Erstellen
new-createOpen = Erstellen und öffnen
new-again = Weiteres erstellen
new-created = { $number } erstellt
new-parent = Teil von { $parent }
new-parent-off = Nicht verknüpfen
new-linked = { $number } als Teil von { $parent } angelegt
new-draftSaved = Entwurf gespeichert { $at }
new-draftKept = Entwurf aufbewahrt
new-draftStands = Das haben Sie vorher begonnen. Geöffnet wurde es für „{ $subject }“.
new-draftStands-take = Diesen Betreff nehmen
new-discard = Verwerfen

## Searching

search-title = Suche
search-field = Tickets, Gespräche, Notizen, Personen und Dateien durchsuchen
search-recent = Letzte Suchen
search-offers = So geht es weiter
search-parts = Wonach gesucht wird
search-narrow = Eingrenzen
search-found = Gefunden
search-sort = Reihenfolge
search-sort-best = Beste zuerst
search-sort-newest = Neueste zuerst
search-more = Über { $count } Tickets, die neuesten davon durchsucht
search-failed = Die Suche ist fehlgeschlagen
search-nothing = Nichts passt
search-nothing-text = Weniger Wörter finden mehr. Ein Wort findet, was so beginnt; in Anführungszeichen genau so.
search-without = Ohne
search-not = Nicht { $what }
search-better = Stattdessen nach { $text } suchen
search-wrong-key = „{ $key }“ ist kein Schlüssel und wird als Wort gesucht.
search-wrong-value = { $key }: Nichts heißt „{ $value }“.
search-wrong-order = { $key } hat keine Reihenfolge; schreiben Sie einen Doppelpunkt.
search-wrong-time = „{ $value }“ ist keine Zeit; schreiben Sie 2d, 4h, today oder 2026-11-27.
search-why-subject = Betreff
search-why-details = Angaben
search-why-conversation = Gespräch
search-why-note = Interne Notiz
search-why-attachment = Datei
search-why-person = Anfragende Person
search-why-terms = Passt
search-key-status = Status
search-key-assignee = Zugewiesen
search-key-requester = Anfragende Person
search-key-team = Team
search-key-priority = Priorität
search-key-type = Art
search-key-category = Kategorie
search-key-tag = Schlagwort
search-key-organisation = Organisation
search-key-due = Fällig
search-key-due_date = Fälligkeit
search-key-created = Erstellt
search-key-updated = Geändert
search-key-is = Ist
search-key-has = Hat
search-key-number = Nummer
search-about-status = Name oder eine Gruppe wie open
search-about-assignee = Name, me oder none
search-about-requester = wer gefragt hat
search-about-team = Name oder mine
search-about-priority = auch mit < und >
search-about-type = incident, request, bug …
search-about-category = mit allem darunter
search-about-tag = Schlagwort oder none
search-about-organisation = Name oder none
search-about-due = 2d, today, overdue, ein Datum; auch mit < und >
search-about-due_date = die eigene des Tickets: 2d, today, overdue, ein Datum, none
search-about-created = 2d, today, ein Datum; auch mit < und >
search-about-updated = 2d, today, ein Datum; auch mit < und >
search-about-is = open, breached, snoozed …
search-about-has = attachment
search-about-number = Nummer eines Tickets
search-empty = Alles auf diesem Gerät durchsuchen
search-empty-text = Wörter finden, was so beginnt. Drücken Sie ein Beispiel oder schreiben Sie selbst:
search-keys = Schlüssel; ein Komma heißt oder, ein Minus davor schließt aus:
search-example-words = Wörter, und Wörter nebeneinander
search-example-without = mit einem Wort, ohne ein anderes
search-example-terms = einer der Status, und meine
search-example-order = niemandem zugewiesen, mehr als normal
search-example-due = offen und in zwei Tagen fällig
search-example-created = Fehler seit heute früh
search-example-has = mit Datei, ohne Spam
search-example-is = was ich zurückgestellt habe
search-example-unread = was mich angeht und Neues hat
search-example-draft = wo ich zu schreiben begonnen habe
palette-everything = Alles nach „{ $text }“ durchsuchen
keys-goSearch = Suche
search-here = { $count ->
    [one] Dieses Gerät wird durchsucht: { $count } Ticket
   *[other] Dieses Gerät wird durchsucht: { $count } Tickets
}
search-here-synced = { $here }, synchronisiert { $at }
search-here-soFar = { $here } bisher
app-fetching = Tickets werden geladen: { $done } von { $total }. Offene kommen zuerst; Sie können anfangen.
ticket-refused = { $count ->
    [one] Eine Änderung an diesem Ticket wurde abgelehnt. Ihr Text ist aufbewahrt.
   *[other] { $count } Änderungen an diesem Ticket wurden abgelehnt. Ihre Texte sind aufbewahrt.
}
ticket-refused-show = Anzeigen

## Replies that wait

held-title = Zurückgehaltene Antworten
held-failed = Die zurückgehaltenen Antworten können nicht gelesen werden
held-none = Keine Antwort wird zurückgehalten
held-none-text = Eine Antwort wartet hier, wenn der Verlauf weiterging, bevor sie ankam.
held-hint = { $list_next } { $list_previous } bewegen · { $conflict_mine } senden · { $conflict_theirs } zurückziehen · { $conflict_write } bearbeiten · { $list_open } öffnen · { $app_help } alle Tasten
held-reason-newMessage = Nicht gesendet: Der Verlauf ging weiter, bevor diese Antwort ankam. Lesen Sie weiter und entscheiden Sie dann.
held-reason-requesterChanged = Nicht gesendet: Das Ticket hat jetzt eine andere anfragende Person.
held-reason-closed = Nicht gesendet: Das Ticket wurde gelöst oder geschlossen, bevor diese Antwort ankam.
held-released = Unterwegs: Sie wurde von hier gesendet, und der Server hat noch nicht geantwortet.
held-others = Darüber entscheidet, wer sie geschrieben hat, oder die Leitung.
held-send = Jetzt senden
held-edit = Bearbeiten
held-edit-label = Der Text, der gesendet wird
held-edit-send = Diesen Text senden
held-withdraw = Zurückziehen
held-said-sent = Antwort ist unterwegs
held-said-withdrawn = Antwort zurückgezogen. Ihr Text steht dort im Entwurf, wo er geschrieben wurde.

## Devices

settings-devices = Geräte
devices-text = Alle Computer, die sich angemeldet haben. Ein verlorener wird endgültig abgemeldet: Er übergibt, was dort wartete, und vernichtet seine Kopie, sobald man wieder von ihm hört.
devices-failed = Die Geräte können nicht gelesen werden
devices-this = Dieser Computer
devices-seen = { $name }, zuletzt gemeldet { $at }
devices-waits = { $count ->
    [one] { $count } Änderung wartet dort
   *[other] { $count } Änderungen warten dort
}
devices-revoked = Abgemeldet { $at }
devices-gone = Abgemeldet { $at }, seine Kopie ist gelöscht
devices-revoke = Endgültig abmelden
devices-revoke-ask = Seine Kopie des Helpdesks wird vernichtet. Tippen Sie „{ $word }“, um es abzumelden.
devices-revoke-done = { $name } ist endgültig abgemeldet
aside-title = Beiseitegelegt
aside-text = Änderungen, die nicht wirksam wurden. Nichts ist verloren, bis jemand entscheidet.
aside-none = Nichts ist beiseitegelegt
aside-failed = Was beiseitegelegt ist, kann nicht gelesen werden
aside-reason-poison = Sie hat auf dem Server etwas beschädigt.
aside-reason-revoked = Ihr Gerät wurde abgemeldet, bevor sie gesendet war.
aside-reason-refused = Sie wurde abgelehnt; wer sie schrieb, bittet um Entscheidung.
aside-apply = Anwenden
aside-applied = Angewendet
aside-discarded = Verworfen

## Calendar

calendar-title = Kalender
calendar-hint = { $calendar_next } { $calendar_previous } Eintrag · { $calendar_previousDay } { $calendar_nextDay } Tag · { $calendar_move } tragen · { $calendar_when } andere Zeit · { $calendar_today } heute · { $calendar_earlier } { $calendar_later } früher, später · { $calendar_view } Ansicht · { $app_help } alle Tasten
calendar-hintMoving = Pfeile tragen, auf und ab um eine Viertelstunde · Umschalt und auf, ab: kürzer, länger · Umschalt und links, rechts: weiter · Enter legt ab · Esc nimmt zurück
calendar-earlier = Früher
calendar-steps = Gezeigte Tage
calendar-later = Später
calendar-today = Heute
calendar-view = Ansicht
calendar-view-day = Tag
calendar-view-week = Woche
calendar-view-month = Monat
calendar-view-agenda = Agenda
calendar-save = Als .ics exportieren
calendar-saved = { $count ->
    [one] Ein Eintrag exportiert
   *[other] { $count } Einträge exportiert
}
calendar-saved-more = Nur die ersten { $count } Einträge sind in der Datei. Wählen Sie weniger Tage.
calendar-show = Anzeigen
calendar-whose = Wessen
calendar-whose-mine = Meine
calendar-whose-team = Mein Team
calendar-whose-all = Alle
calendar-what = Was
calendar-kind-due = Servicelevel
calendar-kind-follow_up = Fälligkeiten
calendar-kind-reminder = Erinnerungen
calendar-kind-snooze = Zurückgestellte Tickets
calendar-kind-visit = Einsätze
calendar-one-follow_up = Fällig
calendar-one-reminder = Erinnerung
calendar-one-snooze = Wieder da
calendar-one-visit = Einsatz
calendar-state-running = in der Zeit
calendar-state-at_risk = gefährdet
calendar-state-breached = verfehlt
calendar-state-paused = pausiert
calendar-state-met = erfüllt
calendar-more = { $count } weitere
calendar-moreAt = { $count } weitere um { $at }
calendar-openDay = { $day } anzeigen
calendar-today-name = Heute
calendar-tomorrow-name = Morgen
calendar-count = { $count ->
    [0] nichts
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
calendar-countMore = Die ersten { $count } Einträge
calendar-empty = Nichts in diesen zwei Wochen
calendar-empty-text = Fälligkeiten, Servicelevel, Einsätze, Erinnerungen und zurückgestellte Tickets stehen hier zu ihren Zeiten.
calendar-failed = Der Kalender konnte nicht gelesen werden
calendar-still-visit = Dieser Einsatz ist vorbei. Nehmen Sie den letzten Schritt zurück, bevor Sie ihn verschieben.
calendar-still-length = Nur ein Einsatz hat eine Länge
calendar-still-clock = Diese Zeit folgt aus Richtlinie, Geschäftszeiten und dem, was geschah. Eine andere Priorität verschiebt sie, die Hand nicht.
calendar-lifted = { $what } von { $at } angehoben
calendar-at = { $at }
calendar-until = Bis { $until }, { $span }
calendar-lane-tickets = Tickets
calendar-dropped-follow_up = { $number } fällig { $at }
calendar-dropped-snooze = { $number } zurückgestellt bis { $at }
calendar-dropped-reminder = Erinnerung an { $number } um { $at }
calendar-dropped-resized = Einsatz für { $number } bis { $until }, { $span }
calendar-dropped-given = Einsatz für { $number } geht an { $name }, { $at }
calendar-cleared-snooze = { $number } ist wieder da
calendar-cleared-reminder = Erinnerung an { $number } entfernt
calendar-back = { $what } bleibt bei { $at }
keys-goCalendar = Kalender
keys-goTriage = Ersteinschätzung
keys-scope-calendar = Kalender
keys-calendar-next = Nächster Eintrag
keys-calendar-previous = Voriger Eintrag
keys-calendar-nextDay = Nächster Tag
keys-calendar-previousDay = Voriger Tag
keys-calendar-later = Später
keys-calendar-earlier = Früher
keys-calendar-today = Heute
keys-calendar-view = Tag, Woche, Monat, Agenda
keys-calendar-when = Andere Zeit

## Visits

visits-title = Einsätze
keys-goVisits = Einsätze
keys-visit = Einsatz planen
keys-scope-visits = Einsätze
keys-visits-next = Nächster Einsatz
keys-visits-previous = Voriger Einsatz
keys-visits-later = Nächster Tag
keys-visits-earlier = Voriger Tag
keys-visits-today = Heute
keys-visits-step = Nächster Schritt: losfahren, angekommen, erledigt
keys-visits-photo = Foto
keys-visits-note = Notiz
keys-visits-sign = Unterschrift
keys-visits-plan = Anders planen
keys-visits-ticket = Ticket öffnen
keys-visits-whose = Tag einer anderen Person
visit-section = Einsätze
visit-none = Noch kein Einsatz
visit-plan = Einsatz planen
visit-plan-short = Planen
visit-planThis = Einsatz für { $number } planen
visit-plan-title = Einsatz für { $number }
visit-plan-again = Einsatz für { $number } anders planen
visit-plan-near = Übliche Zeitfenster
visit-plan-length = Dauert { $span }
visit-plan-later = Ohne Zeit wartet er unter den offenen Einsätzen.
visit-plan-clash = { $name } ist dann bei { $number }, { $when }
visit-plan-order = Nach dem Beginn
visit-plan-missing-day = Welcher Tag?
visit-plan-missing-time = Um wie viel Uhr?
visit-plan-unreadable-day = Etwa 2026-11-27
visit-plan-unreadable-time = Etwa 09:30
visit-technician = Technik
visit-technician-none = Noch niemand
visit-technician-unknown = So heißt hier niemand
visit-day = Tag
visit-from = Von
visit-until = Bis
visit-address = Adresse
visit-purpose = Was dort zu tun ist
visit-purpose-hint = Fixiereinheit tauschen, 3-mm-Schlüssel mitnehmen
visit-unscheduled = Noch ohne Zeit
visit-state-planned = Geplant
visit-state-on_the_way = Unterwegs
visit-state-on_site = Vor Ort
visit-state-done = Erledigt
visit-state-cancelled = Abgesagt
visit-do-started = Losfahren
visit-do-arrived = Angekommen
visit-do-done = Erledigt
visit-do-cancelled = Einsatz absagen
visit-do-taken_back = Letzten Schritt zurücknehmen
visit-step-started = Losgefahren
visit-step-arrived = Angekommen
visit-step-done = Erledigt
visit-step-cancelled = Abgesagt
visit-step-taken_back = Schritt davor zurückgenommen
visit-step-gone = zurückgenommen
visit-did-started = Unterwegs zu { $number }
visit-did-arrived = Angekommen bei { $number }
visit-did-done = Einsatz für { $number } erledigt
visit-did-cancelled = Einsatz für { $number } abgesagt
visit-did-taken_back = Letzter Schritt des Einsatzes für { $number } zurückgenommen
visit-did-planned = Einsatz für { $number } geplant: { $when }
visit-did-set = Einsatz für { $number }: { $when }
visit-did-moved = Einsatz für { $number } am { $at }
visit-did-unscheduled = Einsatz für { $number } hat keine Zeit mehr
visit-did-removed = Einsatz für { $number } entfernt
visit-did-note = Notiz zu { $number } hinzugefügt
visit-did-part = { $part } hinzugefügt
visit-did-unpart = { $part } entfernt
visit-did-signed = { $name } hat unterschrieben
visit-cancel = Einsatz absagen
visit-cancel-title = Einsatz für { $number } absagen
visit-cancel-why = Warum
visit-cancel-hint = Es wird eine interne Notiz des Tickets.
visit-cancel-keep = Nicht absagen
visit-remove = Einsatz entfernen
visit-reschedule = Anders planen
visit-more = Mehr zum Einsatz für { $number }
visit-openDay = Im Tag zeigen
visit-ticket = Ticket öffnen
visit-late = { $span } zu spät
visit-spent = { $span } vor Ort
visit-booked = { $span } erfasst
visit-map = Auf der Karte nachsehen
visit-copyAddress = Adresse kopieren
visit-copyPhone = Nummer kopieren
visit-clock-way = unterwegs
visit-clock-site = vor Ort
visit-clock-way-said = Unterwegs seit { $span }
visit-clock-site-said = Vor Ort seit { $span }
visit-photos = Fotos
visit-photo-add = Foto
visit-note = Notiz
visit-note-hint = Was dort zu sehen ist. Nur der Helpdesk liest es.
visit-note-add = Notiz hinzufügen
visit-parts = Teile
visit-part = Teil
visit-part-hint = 2 × Fixiereinheit
visit-part-add = Hinzufügen
visit-part-remove = { $part } entfernen
visit-signature = Unterschrift
visit-signedBy = Unterschrieben von { $name }
visit-sign = Unterschreiben lassen
visit-sign-again = Neu unterschreiben
visit-sign-title = Unterschrift für { $number }
visit-sign-here = Hier mit Finger, Stift oder Maus unterschreiben
visit-sign-how = Wer nicht zeichnen kann, tippt den Namen: Er steht dann als Unterschrift.
visit-sign-drawn = Die Zeichnung wird als Bild des Einsatzes aufbewahrt.
visit-sign-clear = Löschen
visit-sign-name = Name
visit-sign-missing = Wer unterschreibt?
visit-sign-save = Unterschrift behalten
visit-sign-saveTyped = Mit getipptem Namen unterschreiben
visit-sign-caption = { $name }, { $at }
visit-sign-typed = { $name }, mit Namen bestätigt am { $at }
visit-steps = Was geschah
visit-done-title = Erledigt bei { $number }
visit-report = Was getan wurde
visit-report-hint = Es wird eine interne Notiz des Tickets und steht im Einsatzbericht.
visit-minutes = Zeit zum Buchen
visit-open = Offene Einsätze
visit-open-none = Jeder Einsatz hat eine Zeit und jemanden, der hinfährt.
visit-whose = Wessen Tag
visit-whose-search = Name aus der Technik
visit-mine = Mein Tag
visit-earlier = Voriger Tag
visit-later = Nächster Tag
visit-next = Als Nächstes: { $when }, { $subject }
visit-stops = Stationen des Tages
visit-bar = Einsatz für { $number }
visit-sum = { $over } von { $all } erledigt
visit-count = { $count ->
    [0] Keine Einsätze
    [one] { $count } Einsatz
   *[other] { $count } Einsätze
}
visit-hint = { $visits_next } { $visits_previous } Einsatz · { $visits_step } nächster Schritt · { $visits_photo } Foto · { $visits_note } Notiz · { $visits_sign } Unterschrift · { $visits_plan } anders planen · { $visits_earlier } { $visits_later } Tag · { $visits_today } heute · { $app_help } alle Tasten
visit-empty = Keine Einsätze an diesem Tag
visit-empty-theirs = { $name } hat keine Einsätze an diesem Tag
visit-empty-text = { $keys } auf einem Ticket plant einen.
visit-failed = Die Einsätze konnten nicht gelesen werden
visit-paper-planned = Geplant
visit-paper-onSite = Zeit vor Ort
visit-paper-booked = Gebuchte Zeit
visit-paper-step = { $step }: { $at }
visit-paper-sign = Datum, Name, Unterschrift
visit-service = Einsatzbericht
visit-service-save = Einsatzbericht (PDF)
visit-service-file = Einsatzbericht

## Service levels in words

lead-percent = bei { $percent } %
lead-minutesBefore = { $span } vor der Fälligkeit
lead-breach = wenn das Ziel verfehlt ist
lead-minutesAfter = { $span } nach der Fälligkeit

## Putting off and reminding

act-snoozeOf = { $what } zurückstellen
act-postponeOf = { $what } für alle vertagen
act-confirmOf = Wer bestätigt die Behebung von { $what }?
snooze-search = Datum oder Uhrzeit, etwa do 9:00
snooze-quarter = 15 Minuten
snooze-hour = 1 Stunde
snooze-tomorrow = Nächster Arbeitsmorgen
snooze-tomorrow-said = zum nächsten Arbeitsmorgen
snooze-wake = Jetzt zurückholen
did-snoozed = { $what } zurückgestellt bis { $until }. Es kommt früher zurück, wenn die anfragende Person schreibt.
did-woken = { $what } ist wieder da
did-unread = { $what } als ungelesen markiert
did-read = { $what } als gelesen markiert
did-postponed = { $what } ruht bis { $until }. Dann ist es von selbst wieder Arbeit.
did-stays = { $what } ruht, bis es jemand wieder aufnimmt
did-reminder = Erinnerung an { $what } um { $at }
reminder-title = Erinnerung an { $number }
reminder-note = Wofür
reminder-note-hint = Zurückrufen, nachfragen, ins Protokoll sehen
reminder-when = Wann
reminder-when-hint = Etwa do 9:00, morgen, in 2h oder 03.12.2026 14:30
reminder-when-missing = Sagen Sie, wann.
reminder-when-past = Das ist schon vorbei.
reminder-near = Nahe Zeitpunkte
reminder-save = Erinnern
when-in = in
when-today = heute
when-tomorrow = morgen
when-yesterday = gestern
keys-snooze = Zurückstellen
keys-postpone = Vertagen
keys-remind = Erinnern
keys-close = Fenster schließen
keys-quit = Tern beenden
keys-dnd = Nicht stören
keys-themeLight = Farbschema: hell
keys-themeDark = Farbschema: dunkel
keys-themeSystem = Farbschema: wie das System
keys-dndHour = Eine Stunde lang nicht stören
keys-dndMorning = Bis zum Morgen nicht stören
keys-goNotifications = Benachrichtigungen
keys-notification-readAll = Alle als gelesen markieren

## Notifications

dnd-title = Nicht stören
dnd-on = Nicht stören
dnd-until = Nicht stören bis { $at }
dnd-quiet = Ruhezeit
dnd-hour = Eine Stunde lang
dnd-morning = Bis zum Morgen
dnd-open = Bis ich es ausschalte
dnd-off = Benachrichtigungen durchlassen
dnd-said-on = Benachrichtigungen warten, bis Sie sie durchlassen
dnd-said-until = Benachrichtigungen warten bis { $at }
dnd-said-off = Benachrichtigungen kommen wieder durch
notifications-title = Benachrichtigungen
notifications-unread = ungelesen
notifications-many = 99+
notifications-hint = { $list_next } { $list_previous } bewegen · { $list_open } öffnen · { $act_unread } gelesen, ungelesen · { $act_snooze } zurückstellen · { $act_assignMe } mir zuweisen · { $notification_readAll } alle gelesen · { $app_help } alle Tasten
notifications-which = Welche
notifications-which-all = Alle
notifications-which-unread = Ungelesene
notifications-count = { $count ->
    [0] alle gelesen
   *[other] { $count } ungelesen
}
notifications-readAll = Alle als gelesen markieren
notifications-said-allRead = Alle gelesen
notifications-empty = Noch wurde nichts angezeigt
notifications-empty-text = Was Tern Ihnen meldet, bleibt hier, auch was Sie verpasst haben.
notifications-emptyUnread = Alles ist gelesen
notifications-failed = Die Benachrichtigungen konnten nicht gelesen werden
notifications-earlier = Frühere anzeigen
notifications-snooze = Zurückstellen
notifications-markRead = Als gelesen markieren
notifications-markUnread = Als ungelesen markieren
notifications-isUnread = Ungelesen
notifications-settings = Einstellungen der Benachrichtigungen
notifications-day-today = Heute
notifications-day-yesterday = Gestern
notifications-kind-at_risk = Gefährdet
notifications-kind-breach = Verfehlt
notifications-kind-assignment = Ihnen zugewiesen
notifications-kind-mention = Erwähnt
notifications-kind-customer_reply = Kundenantwort
notifications-kind-held_reply = Zurückgehaltene Antwort
notifications-kind-conflict = Konflikt
notifications-kind-deadline = Fälligkeit
notifications-kind-reminder = Erinnerung
notifications-kind-snooze = Wieder da
notifications-kind-update = Neuigkeit
notifications-kind-escalation = Eskalation

## Why a clock stands as it does

why-title = Servicelevel von { $number }
why-which = Welche Uhr
why-open = Warum
why-failed = Die Uhren konnten nicht zerlegt werden
why-target = { $span } { $basis }
why-businessTime = Geschäftszeit ({ $calendar })
why-aroundTheClock = rund um die Uhr
why-policy = nach { $policy }
why-noTarget = Für dieses Ticket ist nichts zugesagt.
why-idle = Die anfragende Person wartet auf nichts: Diese Uhr beginnt mit ihrer nächsten Nachricht.
why-days = { $count } Tage
why-dayOff = Freier Tag
why-notCounted = nicht gezählt
why-resolved = gelöst
why-paused = pausiert
why-pausedFor = pausiert: { $reason }
why-kept = { $span } nicht gezählt
why-due = Fällig { $at }
why-met = Erfüllt { $at }
why-until = Gezählt bis { $at }
why-stands = Steht still
why-together = { $span } gezählt
why-breach = Verfehlt { $at }
why-breach-byChange = Verfehlt { $at }, als das Ziel geändert wurde
why-breach-superseded = Wurde { $at } als verfehlt gemeldet; später Bekanntes zeigt, dass es nicht so war
why-zone = Zeiten stehen in der Zone dieses Computers. Die Geschäftszeiten gelten in { $zone }.
clock-section = Servicelevel
clock-due = fällig { $at }
clock-metAt = erfüllt { $at }
clock-lateAt = erledigt { $at }
clock-missed = war fällig { $at }, ohne Antwort beendet
clock-left = noch { $span } Geschäftszeit
clock-pausedFor = Steht still: { $reason }
clock-never = nie fällig: Die Geschäftszeiten öffnen nie
clock-state-none = nichts zugesagt
clock-state-idle = wartet auf nichts
clock-state-running = läuft
clock-state-at_risk = gefährdet
clock-state-paused = pausiert
clock-state-met = erfüllt
clock-state-breached = verfehlt
clock-state-cancelled = aufgehoben: endete ohne Antwort
strip-counted = gezählt
strip-paused = pausiert
strip-closed = geschlossen
strip-holiday = frei
keys-ticket-why = Warum diese Zeit
reminder-section = Erinnerungen
reminder-none = Keine Erinnerungen
reminder-add = Erinnerung hinzufügen
reminder-done = Erledigt
reminder-remove = Erinnerung entfernen
reminder-move = Erinnerung verschieben
did-reminderDone = Erinnerung an { $what } erledigt
snooze-until = Zurückgestellt bis { $at }
answered-title = Beantwortet: Das letzte Wort ist von uns
unread-title = Ungelesen
snooze-banner = Sie haben das bis { $at } zurückgestellt. Es kommt früher zurück, wenn die anfragende Person schreibt.
postpone-until = Vertagt bis { $at }
postpone-banner = Ruht bis { $at }. Dann ist es von selbst wieder Arbeit.
postpone-clear = Ohne Termin

## Policies

settings-policies = SLA-Richtlinien
settings-hours = Geschäftszeiten
policy-text = Für ein Ticket gilt die erste Richtlinie, die passt; die speziellsten stehen daher oben.
policy-failed = Die Richtlinien konnten nicht gelesen werden
policy-add = Neue Richtlinie
policy-new = Neue Richtlinie
policy-all = Alle Richtlinien
policy-saved = Richtlinien gespeichert. Offene Tickets werden im Hintergrund neu gezählt.
policy-unnamed = Ohne Namen
policy-name = Name
policy-for = Für welche Tickets
policy-everything = Jedes Ticket
policy-everything-text = Gilt für jedes Ticket, auf das keine Richtlinie darüber passt.
policy-if = wenn
policy-and = und
policy-choose = Wählen
policy-condition-add = Bedingung hinzufügen
policy-condition-remove = Bedingung { $aspect } entfernen
policy-aspect-priorities = Priorität
policy-aspect-types = Typ
policy-aspect-categories = Kategorie
policy-aspect-organisations = Organisation
policy-aspect-tiers = Stufe
policy-aspect-teams = Team
policy-aspect-channels = Kanal
policy-aspect-tags = Tag
policy-aspect-search = Suchen
policy-aspect-typed = „{ $text }“ nehmen
policy-targets = Ziele
policy-target-none = keins
policy-target-of = { $metric } bei Priorität { $priority }
policy-target-around = { $metric } bei Priorität { $priority } zählt rund um die Uhr
policy-target-isAround = Zählt rund um die Uhr
policy-target-isBusiness = Zählt in den Geschäftszeiten
policy-target-hint = Etwa 4h, 1h 30m oder 45m; ein leeres Feld sagt nichts zu. Mit der Uhr im Feld zählt jede Stunde des Tages.
policy-target-wrong = Schreiben Sie eine Dauer wie 4h, 1h 30m oder 45m.
policy-calendar = Geschäftszeiten
policy-calendar-first = Die ersten ({ $name })
policy-pauses = Pausen
policy-pauses-first = Auch die erste Antwort steht dann still
policy-pauses-hint = Die Lösung steht still, solange der Status von einer angekreuzten Art ist. Die nächste Antwort nie.
policy-reopen = Wenn ein gelöstes Ticket wieder geöffnet wird
policy-reopen-resume = Lösung läuft weiter, wo sie anhielt
policy-reopen-restart = Lösung beginnt von vorn
policy-reopen-never_stopped = Lösung zählt, als hätte sie nie angehalten
policy-risk = Gefährdet
policy-risk-percent = bei { $percent } % des Ziels
policy-risk-minutes = { $span } vor der Fälligkeit
policy-risk-add = Stufe hinzufügen
policy-risk-remove = { $level } entfernen
policy-steps = Eskalation
policy-steps-hint = Der Server führt jeden Schritt einmal je Uhr aus, wer auch online ist. Das Gerät warnt die eigene Person von selbst.
order-up = { $name } nach oben
order-down = { $name } nach unten
policy-remove = { $name } entfernen
policy-resolves = Lösung: { $targets }
policy-share = { $count ->
    [one] { $count } offenes Ticket
   *[other] { $count } offene Tickets
}
policy-unreachable = Wird nie erreicht: { $name } darüber nimmt jedes Ticket.
policy-lacks-name = Eine Richtlinie hat keinen Namen.
policy-lacks-step = Ein Schritt tut noch nichts.
step-add = Schritt hinzufügen
step-metric = Uhr
step-when = Wann
step-when-percent = bei einem Anteil des Ziels
step-when-minutes_before = vor der Fälligkeit
step-when-breach = wenn das Ziel verfehlt ist
step-when-minutes_after = nach der Fälligkeit
step-percent = Prozent des Ziels
step-percent-short = %
step-minutes = Minuten
step-minutes-short = min
step-remove = Schritt { $place } entfernen
step-action-add = Aktion hinzufügen
step-action-remove = Aktion entfernen
step-action-notify = Informieren
step-action-raise_priority = Priorität erhöhen
step-action-assign = Zuweisen an
step-action-move_to_team = An Team geben
step-action-add_tag = Tag hinzufügen
step-action-comment = Notiz schreiben
step-told-assignee = die zuständige Person
step-told-team = das Team
step-told-managers = die Leitung
step-raise-next = um eine Stufe
step-raise-to = mindestens auf { $priority }
step-comment-hint = Was in der Notiz steht
step-said-notify = { $who } informieren
step-said-raise = Priorität um eine Stufe erhöhen
step-said-raiseTo = Priorität auf { $priority } erhöhen
step-said-assign = an { $name } zuweisen
step-said-team = an { $name } geben
step-said-tag = Tag { $tag } hinzufügen
step-said-comment = Notiz schreiben
draft-discard = Verwerfen
impact-title = Was das bewirken würde
impact-counting = Es wird gezählt, was das bewirken würde
impact-touched = Betrifft { $count } von { $open } offenen Tickets
impact-open = { $open } offene Tickets
impact-breaching = { $count } würden ihr Ziel verfehlen
impact-recovering = { $count } wären wieder in der Zeit
impact-moved = { $earlier } früher fällig, { $later } später
impact-unmatched = Auf { $count } offene Tickets würde keine Richtlinie passen. Für sie wäre nichts zugesagt.
impact-show = { $count } davon anzeigen
impact-wouldBreach = { $metric } würde verfehlt
impact-wouldRecover = { $metric } wäre wieder in der Zeit
impact-never = nie
simulate-open = Ausprobieren
simulate-title = Richtlinien ausprobieren
simulate-by = Was ausprobieren
simulate-by-instant = Ein neues Ticket
simulate-by-ticket = Ein Ticket, wie es ist
simulate-find = Ticket
simulate-find-hint = Nummer oder Wörter
simulate-other = Ein anderes
simulate-when = Eröffnet
simulate-when-is = Eröffnet { $at }
simulate-any = Beliebig
simulate-policy = { $policy } gilt, gezählt nach { $calendar }
simulate-noPolicy = Keine Richtlinie passt. Nichts ist zugesagt.

## Business hours

hours-text = In diesen Zeiten zählen die Ziele. Die ersten gelten, wo eine Richtlinie keine anderen nennt.
hours-failed = Die Geschäftszeiten konnten nicht gelesen werden
hours-calendars = Geschäftszeiten
hours-add = Neue Zeiten
hours-new = Neue Zeiten
hours-saved = Geschäftszeiten gespeichert. Offene Tickets werden im Hintergrund neu gezählt.
hours-lacks-name = Eine der Geschäftszeiten hat keinen Namen.
hours-zone = Zeitzone
hours-week = Woche
hours-week-sum = { $span } je Woche
hours-likeMonday = Dienstag bis Freitag wie Montag
hours-closed = geschlossen
hours-hint = Etwa 9–12:30, 13–17; ein leerer Tag ist geschlossen, 0–24 schließt nie.
hours-wrong = Schreiben Sie Zeiten wie 9–12:30, 13–17.
hours-off = Freie Tage
hours-off-add = Tag hinzufügen
hours-off-date = Datum
hours-off-name = Name
hours-off-part = Nur diese Zeiten
hours-off-whole = der ganze Tag
hours-off-put = Hinzufügen
hours-off-added = { $name } hinzugefügt
hours-off-none = Keine freien Tage voraus
hours-off-remove = { $name } entfernen
hours-off-showPast = { $count } vergangene anzeigen
hours-off-hidePast = Vergangene ausblenden
hours-import = Kalenderdatei importieren
hours-import-title = Freie Tage in dieser Datei
hours-import-found = { $count ->
    [0] Es wurden keine freien Tage gefunden.
    [one] { $count } freier Tag wurde gefunden. Noch ist nichts gespeichert.
   *[other] { $count } freie Tage wurden gefunden. Noch ist nichts gespeichert.
}
hours-import-problems = { $count ->
    [one] { $count } Zeile konnte nicht gelesen werden
   *[other] { $count } Zeilen konnten nicht gelesen werden
}
hours-import-take = { $count ->
    [one] Diesen Tag übernehmen
   *[other] Diese { $count } Tage übernehmen
}
hours-import-taken = { $count ->
    [0] Alle diese Tage waren schon hier
    [one] { $count } freier Tag hinzugefügt; speichern Sie, damit er gilt
   *[other] { $count } freie Tage hinzugefügt; speichern Sie, damit sie gelten
}
hours-unused = Keine Richtlinie zählt nach diesen Zeiten.
hours-usedBy = Richtlinien, die nach diesen Zeiten zählen: { $names }
hours-remove = Diese Zeiten entfernen

## Where the desk stands

service-title = Servicelevel
recount-progress = Uhren werden neu gezählt: { $done } von { $total }
service-hint = Jede Zahl öffnet ihre Tickets · Tab bewegt · { $app_help } alle Tasten
service-asOf = Stand { $at }
service-failed = Wie der Helpdesk dasteht, konnte nicht gelesen werden
service-ahead = Wie weit voraus
service-hours = { $count } Stunden
service-breached = Verfehlt
service-atRisk = Gefährdet
service-open = Offen
service-teams = Teams
service-people = Personen
service-name = Name
service-hour = Stunde
service-due = Fällig
service-staffed = Besetzte Stunden
service-state = Was auffällt
service-state-tight = knapp
service-state-uncovered = niemand arbeitet
service-load = { $due } fällig bei { $staffed } besetzten Stunden
service-load-nothing = Nichts wird fällig
service-load-uncovered = { $count } fällig, während niemand arbeitet
service-load-text = Wer an Tickets arbeitet, zählt einmal, nach den Geschäftszeiten der eigenen Teams. Admins ohne Team zählen nur, solange ihnen ein offenes Ticket zugewiesen ist. Mehr als zwei fällige je besetzter Stunde ist knapp.
service-kept = Wie Ziele eingehalten wurden
service-kept-by = Nach
service-kept-by-team = Team
service-kept-by-priority = Priorität
service-kept-by-policy = Richtlinie
service-kept-by-week = Woche
service-kept-by-month = Monat
service-kept-span = Aus den letzten
service-kept-days = { $count } Tagen
service-kept-metric = Uhr
service-kept-met = Erfüllt
service-kept-superseded = Hinfällig
service-kept-share = Eingehalten
service-kept-noPolicy = Keine Richtlinie
service-kept-none = In diesen Tagen wurde kein Ziel erfüllt oder verfehlt
service-kept-failed = Wie Ziele eingehalten wurden, konnte nicht gelesen werden
service-kept-text = Jedes Ziel zählt einmal, dort wo es erfüllt oder zuerst verfehlt wurde. Hinfällig sind Verletzungen, die gemeldet wurden und sich als keine erwiesen; sie zählen auf keiner Seite.
keys-goService = Servicelevel

## Dashboard

triage-title = Ersteinschätzung
triage-assess = Einschätzung
triage-progress = { $done } von { $all } erledigt
triage-done = Fertig, nächstes
triage-did = { $number } eingeschätzt
triage-skip = Später
triage-merge = Zusammenführen…
triage-needed = Fehlt noch
triage-priority = Priorität aus Auswirkung und Dringlichkeit: { $priority }
triage-noneAlike = Keine ähnlichen Tickets.
triage-skipped = { $number } kommt später wieder
triage-mine = Ihnen zugewiesen, sobald Sie fertig sind
triage-noText = Keine Beschreibung.
triage-onlyOne = Es ist das einzige, das noch da ist.
triage-empty = Alle neuen Tickets sind angesehen
triage-keys = Sobald hier etwas steht:
triage-empty-text = Was neu eingeht und niemandem gehört, steht hier.
triage-failed = Die Warteschlange konnte nicht gelesen werden
triage-hint = { $triage_field } wählen · { $triage_me } mir zuweisen · { $triage_done } fertig, nächstes · { $triage_skip } später · { $triage_open } öffnen · { $app_help } alle Tasten
triage-hint-none = { $app_help } alle Tasten

dashboard-title = Übersicht
keys-goDashboard = Übersicht
keys-dashboard-tables = Diagramme oder Tabellen zeigen
keys-dashboard-clock = Geschäftszeit oder Kalenderzeit
keys-scope-dashboard = Übersicht
keys-scope-triage = Ersteinschätzung
keys-triage-field = Ein Feld wählen
dashboard-hint = Pfeile wechseln die Zahl · Enter öffnet ihre Tickets · { $dashboard_tables } Tabellen · { $app_help } alle Tasten
dashboard-failed = Die Übersicht konnte nicht gelesen werden
dashboard-empty = Noch nichts zu zählen
dashboard-empty-text = Mit dem ersten Ticket kommen die Zahlen. C legt eines an.
dashboard-period = Zeitraum
dashboard-days = { $count } Tage
dashboard-dates = Tage wählen…
dashboard-dates-title = Tage wählen
dashboard-dates-first = Erster Tag
dashboard-dates-last = Letzter Tag
dashboard-dates-spans = Sofort wählen
dashboard-dates-show = Zeigen
dashboard-dates-says = { $count ->
    [one] Ein Tag, verglichen mit { $before }.
   *[other] { $count } Tage, verglichen mit { $before }.
  }
dashboard-dates-missing = Schreiben Sie einen Tag, etwa 2026-11-27.
dashboard-dates-order = Der letzte Tag liegt vor dem ersten.
dashboard-dates-future = Wählen Sie einen Tag bis heute.
dashboard-dates-long = Höchstens zwei Jahre.
dashboard-span-this_week = Diese Woche
dashboard-span-last_week = Letzte Woche
dashboard-span-this_month = Dieser Monat
dashboard-span-last_month = Letzter Monat
dashboard-span-this_quarter = Dieses Quartal
dashboard-span-last_quarter = Letztes Quartal
dashboard-span-this_year = Dieses Jahr
dashboard-span-last_year = Letztes Jahr
dashboard-zone = Zeitzone
dashboard-zone-hint = Tage und Stunden der Übersicht sind die dieser Zone.
dashboard-daysOf = Tage von { $zone }
dashboard-against = { $period }, verglichen mit { $before }
dashboard-mine = Nur meine
dashboard-everything = Alle Teams
dashboard-here = { $count } Tickets auf diesem Gerät, Stand { $at }
dashboard-synced = { $count } Tickets auf diesem Gerät, abgeglichen { $at }
dashboard-figures = Zahlen
dashboard-asTable = Als Tabellen zeigen
dashboard-asChart = Als Diagramme zeigen
dashboard-save = „{ $what }“ als Datei speichern
dashboard-saveTitle = Diese Tabelle speichern
dashboard-figure = Zahl
dashboard-before = Davor
dashboard-saveAll = Alle Tabellen speichern oder drucken
sheets-xlsx = Excel-Arbeitsmappe
sheets-csv = Kommagetrennte Werte
sheets-pdf = PDF
sheets-print = Drucken
sheets-about = Angaben
about-before = Verglichen mit
about-filter = Filter
about-tickets = Tickets auf diesem Gerät
about-at = Stand
about-synced = Zuletzt abgeglichen
about-synced-alone = Arbeitet nur auf diesem Gerät
about-synced-never = Noch nicht
about-now = Jetzt
dashboard-none = Nichts in diesem Zeitraum.
dashboard-chart = Diagramm
dashboard-chart-keys = Links und rechts lesen einen Abschnitt, oben und unten wählen eine Reihe, Enter öffnet ihre Tickets.
dashboard-chart-keysOne = Links und rechts lesen einen Abschnitt, Enter öffnet seine Tickets.
dashboard-read = { $name } { $value }
dashboard-p90 = p90 { $value }
dashboard-soon = { $value } binnen 2 Tagen
dashboard-missed = { $value } im Zeitraum
dashboard-bar = { $name }: { $value }
dashboard-points = { $size ->
    [one] { $points } Punkt
   *[other] { $points } Punkte
}
dashboard-sinceStart = seit Beginn
dashboard-toBefore = ggü. davor
dashboard-toYesterday = ggü. gestern
dashboard-day = Tag
dashboard-week = Woche ab
dashboard-hour = Stunde
dashboard-volume = Eröffnet und gelöst
dashboard-volume-title = { $came } kamen herein, { $went } wurden gelöst
dashboard-flow = Tickets nach Status
dashboard-flow-same = Der Rückstand steht, wo er stand
dashboard-flow-grows = Der Rückstand wuchs um { $count }
dashboard-flow-shrinks = Der Rückstand schrumpfte um { $count }
dashboard-ages = Alter offener Tickets
dashboard-ages-young = Kein offenes Ticket ist alt
dashboard-ages-old = { $count ->
    [one] { $count } offenes Ticket ist älter als { $days } Tage
   *[other] { $count } offene Tickets sind älter als { $days } Tage
}
dashboard-age = { $from } bis { $to } Tage
dashboard-age-under = { $to ->
    [one] Unter einem Tag
   *[other] Unter { $to } Tagen
}
dashboard-age-over = Über { $from } Tage
dashboard-heat = Eröffnete Tickets nach Stunde der Woche
dashboard-heat-title = Die meisten kommen { $day } um { $hour } Uhr
dashboard-hourOf = { $day } { $hour }:00: { $count } eröffnet
dashboard-targets = Ziele nach Priorität
dashboard-targets-title = { $metric } hielt { $share } der Ziele
dashboard-targets-none = Kein Ziel war fällig
dashboard-targets-teams = Ziele nach Team
dashboard-targets-team = { $team } hielt die wenigsten Ziele: { $share } ({ $metric })
dashboard-keptOf = { $met } von { $all } gehalten
dashboard-keptBelow = { $met } von { $all } gehalten, unter der Linie
dashboard-promised = Die Linie steht bei { $share }.
dashboard-for = Für
dashboard-target = Ziel
dashboard-kept = Gehalten
dashboard-met = Erreicht
dashboard-missedTickets = Tickets, die es verfehlten
dashboard-stays = Zeit in jedem Status
dashboard-stays-title = Am längsten warten Tickets in { $status }: meist { $span }
dashboard-stays-none = Kein Ticket verließ einen Status
dashboard-typical = Üblich
dashboard-slow = Langsamstes Zehntel
dashboard-left = Verließen ihn
dashboard-now = Jetzt dort
dashboard-longest = Am längsten dort
dashboard-people = Wer was gelöst hat
dashboard-people-title = { $name } löste die meisten: { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
dashboard-people-none = Niemand löste ein Ticket
dashboard-person = Person
dashboard-hours = Von der Arbeitszeit
dashboard-change = Änderung
dashboard-tags = Tags, die zunehmen
dashboard-tags-none = Kein Tag nimmt zu
dashboard-topics = Kategorien, die zunehmen
dashboard-topics-none = Keine Kategorie nimmt zu
dashboard-rise-title = { $name } nimmt am meisten zu: +{ $count } gegenüber dem Zeitraum davor
dashboard-topic = Kategorie
measure-open = Offen
measure-breached = Verfehlt
measure-at_risk = Gefährdet
measure-due_hour = In einer Stunde fällig
measure-resolved_today = Heute gelöst
measure-missed = Im Zeitraum verfehlt
measure-opened = Eröffnet
measure-resolved = Gelöst
measure-closure = Abschlussquote
measure-answer_p50 = Erste Antwort
measure-answer_p90 = Erste Antwort, langsamstes Zehntel
measure-answer_mean = Erste Antwort, Mittel
measure-work_p50 = Lösung
measure-work_p90 = Lösung, langsamstes Zehntel
measure-work_mean = Lösung, Mittel
measure-first_contact = Beim ersten Kontakt
measure-reopened = Wieder eröffnet
measure-reopened_soon = Binnen 2 Tagen wieder eröffnet
clock-choice = Erste Antwort und Lösung
clock-measured = Gemessen in
clock-business = Geschäftszeit
clock-wall = Kalenderzeit
clock-unit-business = Geschäftszeit
clock-unit-wall = Kalenderzeit
clock-measure-business = { $measure } in Geschäftszeit
clock-measure-wall = { $measure } in Kalenderzeit
clock-said-business = Erste Antwort und Lösung in Geschäftszeit
clock-said-wall = Erste Antwort und Lösung in Kalenderzeit
filter-cut = Bericht
cut-during = { $what }, { $days }
cut-stood = In diesen Status am { $at }
cut-waiting = Offen, nach Alter
cut-opened = Eröffnet
cut-answered = Erste Antwort
cut-resolved = Gelöst
cut-first_contact = Beim ersten Kontakt gelöst
cut-finished = Erledigt
cut-reopened = Erledigt, dann wieder eröffnet
cut-reopened_soon = Erledigt, dann binnen 2 Tagen wieder eröffnet
cut-worked = Aufgewendete Zeit
cut-left = Verließen den Status
cut-met = Ziel erreicht
cut-missed = Ziel verfehlt
## Berichte

report-title = Bericht
report-by = { $by ->
    [time] { $measure } nach Kalendertag
    [team] { $measure } nach Team
    [assignee] { $measure } nach Zuständigen
    [resolver] { $measure } nach lösender Person
    [worker] { $measure } nach Personen
    [organisation] { $measure } nach Organisation
    [topic] { $measure } nach Kategorie
    [type] { $measure } nach Art
    [channel] { $measure } nach Kanal
    [priority] { $measure } nach Priorität
    [status] { $measure } nach Status
   *[tag] { $measure } nach Tag
}
report-all = Berichte
report-new = Neuer Bericht
report-more = Mehr
report-save = Diesen Bericht speichern
report-saveAs = Als neuen Bericht speichern
report-edit = Name und Freigabe
report-delete = Bericht löschen
report-saved = Bericht „{ $name }“ gespeichert
report-deleted = Bericht „{ $name }“ gelöscht
report-nameMissing = Geben Sie dem Bericht einen Namen
report-changed = Geändert, nicht gespeichert
report-builder = Wonach der Bericht fragt
report-measure = Kennzahl
report-splitBy = Nach
report-about = Von welchen Tickets
report-everything = Alle Tickets
report-clear = Alle Tickets
report-noDays = Hat keine Tage
report-noWorker = Nur aufgewendete Zeit
report-part-time = Kalendertag
report-part-team = Team
report-part-assignee = Zuständige
report-part-resolver = Gelöst von
report-part-worker = Aufgewendet von
report-part-organisation = Organisation
report-part-topic = Kategorie
report-part-type = Art
report-part-channel = Kanal
report-part-priority = Priorität
report-part-status = Status
report-part-tag = Tag
report-span-week = Letzte 7 Tage
report-span-month = Letzte 30 Tage
report-span-quarter = Letzte 90 Tage
report-span-year = Letzte 365 Tage
report-span-this_week = Diese Woche
report-span-this_month = Dieser Monat
report-span-last_month = Letzter Monat
report-span-this_quarter = Dieses Quartal
report-span-last_quarter = Letztes Quartal
report-span-this_year = Dieses Jahr
report-without-assignee = Niemand
report-without-resolver = Niemand
report-without-organisation = Keine Organisation
report-without-topic = Keine Kategorie
report-unknown = Unbekannt
report-tickets = Tickets
report-total = { $measure }: { $value }. Die Tickets öffnen
report-leftOff = { $count ->
    [one] Und { $count } weitere Zeile mit weniger
   *[other] Und { $count } weitere Zeilen mit weniger
}
report-lost = Diesen Bericht gibt es nicht mehr
report-lost-text = Jemand hat ihn gelöscht, oder er ist nicht mehr für Sie freigegeben.
report-file = Als Datei speichern oder drucken
report-hint = { $dashboard_tables } Tabellen · { $go_dashboard } Übersicht · { $app_help } alle Tasten
report-here = { $days }, { $about }, auf diesem Gerät, Stand { $at }
report-synced = { $days }, { $about }, auf diesem Gerät, abgeglichen { $at }
measure-answer_kept = Erste Antworten in der Zeit
measure-work_kept = Lösungen in der Zeit
measure-time_spent = Aufgewendete Zeit
keys-goReports = Berichte
keys-report-save = Bericht speichern

## Gespeicherte Ansichten

filter-mine = Ich, wer auch immer hinsieht
filter-myTeams = Meine Teams
filter-due = Fällig
filter-dueToday = Heute fällig
filter-updated = Geändert
filter-type = Typ
filter-category = Kategorie
filter-noCategory = Keine Kategorie
filter-created = Erstellt
filter-createdToday = Heute
filter-withinDays = In den letzten { $days } Tagen
filter-requester = Anfragende Person
filter-findRequester = Name, E-Mail, Telefon oder Organisation
filter-organisation = Organisation
filter-findOrganisation = Organisation suchen
filter-gone = Nicht mehr vorhanden
filter-withinHours = In den letzten { $hours } Stunden
problem-placeholders = Einige Platzhalter sind nicht gefüllt. Nichts wurde gesendet.
keys-view-next = Nächste Ansicht
keys-view-previous = Vorige Ansicht
keys-view-open = Die Ansicht mit dieser Nummer öffnen
keys-view-save = Die Ansicht speichern
view-title = Ansichten
view-builtIn-mine = Meine offenen
view-builtIn-unassigned = Nicht zugewiesen
view-builtIn-my_teams = Mein Team
view-builtIn-due_today = Heute fällig
view-builtIn-breached = Verfehlt
view-builtIn-recent = Zuletzt geändert
view-drafts = Entwürfe
view-drafts-about = Tickets, an denen Sie zu schreiben begonnen haben; nur auf diesem Gerät
view-draftNew = Neues Ticket, begonnen
view-draftNew-about = Was Sie in ein Ticket geschrieben haben, das noch nicht angelegt ist; nur auf diesem Gerät
view-inBreach = verletzt
view-oldest = ältestes { $span }
view-oldest-said = ältestes
view-nextDue = nächstes fällig in { $span }
view-many = 9999+
view-says = { $name }, { $count ->
    [one] { $count } Ticket
   *[other] { $count } Tickets
}
view-go = Ansicht: { $name }
view-new = Als Ansicht speichern
view-save = Ansicht speichern
view-keep = Änderungen speichern
view-back = Änderungen verwerfen
view-changed = geändert
view-all = Alle Tickets zeigen
view-lost = Diese Ansicht gibt es nicht mehr, oder sie ist nicht mehr mit Ihnen geteilt.
view-menu = Was sich mit { $name } tun lässt
view-edit = Umbenennen und teilen
view-copy = Kopie speichern
view-copyOf = Kopie von { $name }
view-up = Nach oben
view-down = Nach unten
view-delete = Ansicht löschen
view-isFirst = ist schon die erste
view-isLast = ist schon die letzte
view-notYours = nicht Ihre
view-name = Name
view-nameMissing = Geben Sie ihr einen Namen.
view-saved = Ansicht { $name } gespeichert
view-moved = Ansicht { $name } verschoben
view-deleted = Ansicht { $name } gelöscht
share-title = Für
share-nobody = Mich allein
share-nobody-hint = Auf allen Ihren Geräten, und für niemanden sonst zu sehen.
share-everybody = Alle
share-edited = Ändern können sie Sie und Leitende.

## Vorlagen und Signaturen

settings-replies = Antwortvorlagen
settings-signature = Signatur
keys-composer-canned = Antwortvorlage
palette-insertReply = Vorlage einfügen: { $name }
canned-title = Antwortvorlagen
canned-none = Noch keine Antwortvorlagen
canned-noneFits = Keine Antwortvorlage passt
canned-writeOne = Eine schreiben
canned-insert = einfügen
canned-run = ausführen
canned-macro = Makro
canned-leave = Getipptes behalten
canned-found = { $count ->
    [one] Eine Antwortvorlage: { $name }
   *[other] { $count } Antwortvorlagen, zuerst { $name }
}
canned-inserted = { $gaps ->
    [0] { $name } eingefügt
    [one] { $name } eingefügt, eine Lücke ist offen
   *[other] { $name } eingefügt, { $gaps } Lücken sind offen
}
gap-title = Noch auszufüllen
gap-at = { $name }, Lücke { $place } von { $count }
gap-requesterFirst = Vorname der anfragenden Person
gap-requester = Name der anfragenden Person
gap-email = E-Mail der anfragenden Person
gap-organisation = Organisation
gap-number = Ticketnummer
gap-subject = Betreff
gap-status = Status
gap-priority = Priorität
gap-team = Team
gap-agentFirst = Mein Vorname
gap-agent = Mein Name
gap-due = Fälligkeit
gap-estimated = Voraussichtliche Lösung
gap-today = Heutiges Datum
gaps-title = Noch nicht ausgefüllt
gaps-text = In der Antwort stehen noch Platzhalter, und der Kunde sähe sie so. Nichts wurde gesendet.
gaps-text-signature = Ihre Signatur enthält Platzhalter, die dieses Ticket nicht füllen kann. Nichts wurde gesendet.
gaps-inSignature = in der Signatur
gaps-go = Zum ersten
gaps-unsigned = Signatur weglassen
gaps-send = Trotzdem senden
signature-under = Ihre Signatur unter dieser Antwort
signature-off = Ohne Ihre Signatur
signature-leaveOut = Weglassen
signature-putBack = Wieder anfügen
signature-text = Sie steht unter Ihren Antworten an Kunden, nie unter Notizen. Eine einzelne Antwort kann ohne sie gehen.
signature-hint = Auf allen Ihren Geräten.
signature-example = Freundliche Grüße, {"{{"}agent.first_name{"}}"}
signature-saved = Signatur gespeichert
signature-removed = Signatur entfernt
signature-failed = Die Signatur konnte nicht gelesen werden
replies-text = Texte, die Sie einmal schreiben. Tippen Sie in einer Antwort am Wortanfang ; oder / und einige Buchstaben des Namens.
replies-add = Neue Vorlage
replies-all = Alle Antwortvorlagen
replies-search = Name, Ordner und Text durchsuchen
replies-noFolder = Ohne Ordner
replies-from = { $whom }, von { $name }
replies-unsaved = nicht gespeichert
replies-failed = Die Antwortvorlagen konnten nicht gelesen werden
replies-lost = Diese Vorlage gibt es nicht mehr
replies-lost-text = Sie wurde gelöscht oder wird nicht mehr mit Ihnen geteilt.
replies-folder = Ordner
replies-body = Text
replies-body-hint = Platzhalter werden beim Einfügen gefüllt; was ein Ticket nicht weiß, bleibt markiert.
replies-body-missing = Schreiben Sie, was sie sagt
replies-placeholder = Platzhalter
replies-placeholder-find = Platzhalter suchen
replies-preview = Vorschau
replies-preview-on = Bei { $number }
replies-preview-empty = Was Sie schreiben, steht hier so, wie Kunden es lesen.
replies-unknown = Kein Platzhalter heißt { $names }: Das füllen Sie von Hand aus.
replies-open = Bei diesem Ticket nicht bekannt: { $names }
replies-theirs = { $name } hat diese Vorlage geschrieben. Nur diese Person und Leitende ändern sie.
replies-saved = Vorlage { $name } gespeichert
replies-delete = Löschen
replies-deleted = Vorlage { $name } gelöscht

## What the desk is made of: people, teams, statuses, categories, the matrix

settings-people = Personen
settings-teams = Teams
settings-statuses = Status und Ablauf
settings-categories = Kategorien
settings-priorities = Prioritätsmatrix
settings-failed = Das konnte nicht gelesen werden
settings-name = Name
settings-name-missing = Ein Name fehlt
settings-name-used = Der Name ist vergeben
settings-retired = Nicht mehr in Gebrauch
settings-saved-one = { $name } gespeichert
statuses-text = Was ein Status für Fristen und Berichte bedeutet, sagt seine Art; Namen und Reihenfolge bestimmen Sie.
statuses-add = Neuer Status
statuses-ordered = Reihenfolge gespeichert
order-moved = { $name } steht jetzt an Stelle { $place } von { $count }
statuses-means = Art
statuses-means-new = Niemand hat es angesehen; die Frist der ersten Antwort läuft.
statuses-means-open = Jemand arbeitet daran; Fristen laufen.
statuses-means-waiting = Die anfragende Person muss antworten; Fristen ruhen, wo die Richtlinie es sagt.
statuses-means-on_hold = Etwas anderes muss zuerst geschehen; Fristen ruhen, wo die Richtlinie es sagt.
statuses-means-resolved = Erledigt, wenn nicht noch einmal geschrieben wird.
statuses-means-closed = Endgültig erledigt.
statuses-retire = Tickets kommen nicht mehr in diesen Status
workflow-title = Ablauf
workflow-text = Wohin ein Ticket aus jedem Status gehen darf. Geschlossene Wege sind auf dem Board abgeblendet und fehlen in Menüs.
workflow-from = Von
workflow-leads = Von { $from } nach: { $to }
workflow-way = Von { $from } nach { $to }
workflow-last = Ein Ticket muss { $name } verlassen können: Ein Weg bleibt offen.
workflow-saved = Wege von { $name } gespeichert
matrix-text = Auswirkung und Dringlichkeit eines Tickets ergeben seine Priorität. Wer eine andere setzt, wird nach dem Grund gefragt.
matrix-urgency = Dringlichkeit { $level }
matrix-impact = Auswirkung { $level }
matrix-cell = Auswirkung { $impact }, Dringlichkeit { $urgency }
matrix-saved = Prioritätsmatrix gespeichert
guard-label = Nach dem Grund fragen, wenn noch ein Ticket dringend wird
guard-hint = Wenn mehr als dieser Anteil der offenen Tickets dringend wäre. Bis zu drei sind immer in Ordnung.
guard-share = Über { $percent } %
guard-never = Nie
closing-label = Gelöste Tickets von selbst schließen
closing-hint = Wenn sie niemand wieder geöffnet hat. Das tut der Server, oder dieser Platz, wo er allein arbeitet.
closing-never = Nie
closing-after = { $days ->
    [one] Nach einem Tag
   *[other] Nach { $days } Tagen
  }
matrix-hint = Gilt ab jetzt: Was eine Priorität hat, behält sie, bis sich Auswirkung oder Dringlichkeit ändert.
teams-text = Jedes Ticket gehört einem Team. Richtlinien, Boards und Ansichten fragen danach.
teams-add = Neues Team
teams-empty = Noch niemand
teams-many = { $names } und { $count } weitere
teams-members = Mitglieder
teams-members-saved = Mitglieder von { $name } gespeichert
teams-nobody = Hier arbeitet noch niemand.
teams-private = Privat
teams-private-short = Privat
teams-private-hint = Nur Mitglieder, Leitung und Administration sehen die Tickets, außerdem wer eines hat oder angelegt hat.
teams-level = Supportstufe
teams-level-hint = Tickets werden an ein Team höherer Stufe eskaliert.
teams-level-none = Keine
teams-level-of = L{ $level }
teams-late = Antworten ohne Kenntnis der letzten Nachricht
teams-late-hint = Etwa offline geschriebene, während die anfragende Person noch einmal schrieb.
teams-late-hold = Warten auf ihre Verfasserin oder ihren Verfasser
teams-late-after = Warten, wenn älter als { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
  }
teams-late-send = Werden gesendet
teams-retire = Tickets gehen nicht mehr an dieses Team
people-text = Wer hier arbeitet und wer um Hilfe bittet.
people-text-connected = Wer hier arbeitet und wer um Hilfe bittet. Zum Anmelden braucht es auch ein Konto auf dem Server: tern-server user add.
people-search = Nach Name, E-Mail oder Organisation suchen
people-add = Neue Person
people-email = E-Mail
people-phone = Telefon
people-location = Ort
people-role = Rolle
people-role-requester = Bittet um Hilfe und meldet sich nicht an.
people-role-technician = Sieht und bearbeitet die eigenen Tickets und die der eigenen Teams.
people-role-agent = Bearbeitet jedes Ticket, das nicht privat ist.
people-role-manager = Sieht alles, entscheidet, was feststeckt, und löscht.
people-role-admin = Richtet auch Tern und seine Personen ein.
people-role-own = Das muss eine andere Administratorin oder ein anderer Administrator tun
people-noOrganisation = Keine Organisation
people-retire = Arbeitet nicht mehr hier
people-retire-hint = Die Arbeit behält ihren Namen; die Person kann nicht mehr gewählt werden und sich nicht mehr anmelden.
categories-text = Worum es in Tickets geht, für Formulare, Filter und Berichte; bis zu fünf Ebenen.
categories-add = Neue Kategorie
categories-addUnder = Neue Kategorie unter { $name }
categories-top = Ganz oben
categories-under = Steht unter
categories-retire = Wird für neue Tickets nicht mehr gewählt

## Contacts: whoever asks for help, and the organisations they are of

contacts-title = Kontakte
contacts-text = Wer um Hilfe bittet und wie die Person zu erreichen ist. Alle hier halten das aktuell.
contacts-search = Nach Name, E-Mail, Telefon oder Organisation suchen
contacts-add = Neuer Kontakt
contacts-edit = Kontakt bearbeiten
contacts-make = „{ $text }“ anlegen
contacts-made = Kontakt { $name } angelegt
contacts-none = Noch keine Kontakte
contacts-none-text = Für wen ein Ticket geöffnet wird, steht danach hier.
contacts-first = Das sind die ersten; tippen Sie, um andere zu finden.
contacts-tickets = Tickets
contacts-tickets-of = Tickets von { $name }
contacts-email-used = { $name } hat diese Adresse auch
contacts-email-wrong = Das ist keine E-Mail-Adresse
contacts-name-wrong = Dieser Name ist leer oder zu lang
contacts-organisation-make = Organisation „{ $text }“ anlegen
contacts-organisation-new = „{ $name }“ wird beim Speichern angelegt
contacts-organisation-unknown = Diese Organisation gibt es nicht. Wählen Sie eine, oder lassen Sie das Feld leer.
contacts-retire = Bittet um nichts mehr
contacts-retire-hint = Die Tickets behalten den Namen; die Person wird nicht mehr gefunden und kann nicht mehr gewählt werden.
organisations-title = Organisationen
organisations-text = Zu wem Kontakte gehören. Tickets zeigen es; Servicelevel, Berichte und Boards können danach fragen.
organisations-search = Organisation suchen
organisations-add = Neue Organisation
organisations-none = Noch keine Organisationen
organisations-none-text = Eine neue entsteht hier oder mit einem Kontakt, der zu ihr gehört.
organisations-contacts-of = Kontakte von { $name }
organisations-domain = Domain
organisations-domain-hint = Was in den Adressen nach dem @ steht
organisations-tier-hint = Zum Beispiel Gold; Servicelevel können danach fragen

## Makros

settings-macros = Makros
keys-macro = Makro ausführen
bulk-macro = Makro
palette-runMacro = Makro ausführen: { $name }
did-macro = { $name } ausgeführt bei { $what }
macro-title = Makro ausführen bei { $what }
macro-find = Makro suchen
macro-find-hint = Makro suchen, oder mit seiner Nummer ausführen
macro-none = Noch keine Makros
macro-none-able = Es geht bei keinem dieser Tickets
macro-cannot = { $name } geht nicht bei { $what }
macro-nowhere = { $name } braucht ein Ticket. Wählen Sie eines aus oder öffnen Sie es, und drücken Sie die Taste noch einmal.
macro-effects = Was es tut
macro-run = Ausführen
macro-runSome = Bei { $able } von { $count } ausführen
macro-unable = { $count ->
    [one] Eines von { $total } Tickets wird ausgelassen
   *[other] { $count } von { $total } Tickets werden ausgelassen
}
macro-more = Und { $count } weitere
macro-idle = Diese Tickets sind schon so. Es würde sich nichts ändern.
macro-cleared = nichts
macro-onSome = bei { $count } von { $total }
macro-replyOn = Öffentliche Antwort, wie sie bei { $number } lautet; für jedes von { $count } gefüllt
macro-gaps = { $total ->
    [1] Nicht alles darin ist bei diesem Ticket bekannt. Sie werden gefragt, bevor sie hinausgeht.
   *[other] Nicht alles darin ist bei { $count } von { $total } Tickets bekannt. Sie werden gefragt, bevor sie hinausgeht.
}
macro-open = { $count ->
    [one] Bei einem Ticket hat niemand { $names } gefüllt. Die Antwort ginge so an den Kunden, wie sie hier steht.
   *[other] Bei { $count } Tickets hat niemand { $names } gefüllt. Die Antworten gingen so an die Kunden, wie die erste hier steht.
}
macro-rest = Bei den anderen { $count } ausführen
macro-back = Zurück
macro-unknown = unbekannt
macro-me = Ich
macro-me-hint = wer es ausführt
macro-step-checklist = Zur Checkliste hinzufügen
macro-step-note = Interne Notiz
macro-step-reply = Öffentliche Antwort
macro-step-snooze = Zurückstellen
macro-step-add_tags = Tags hinzufügen
macro-step-remove_tags = Tags entfernen
macro-snooze-tomorrow = Bis zum nächsten Arbeitsmorgen
macro-snooze-hours = { $count ->
    [one] Eine Stunde lang
   *[other] { $count } Stunden lang
}
macro-snooze-minutes = { $count } Minuten lang
macros-title = Makros
macros-text = Mehrere Schritte unter einem Namen. Bei einem Ticket oder einer Auswahl \ drücken und auswählen.
macros-add = Neues Makro
macros-all = Alle Makros
macros-failed = Die Makros konnten nicht gelesen werden
macros-lost = Dieses Makro gibt es nicht mehr
macros-lost-text = Es wurde gelöscht oder wird nicht mehr mit Ihnen geteilt.
macros-theirs = { $name } hat dieses Makro gemacht. Nur diese Person und Leitende ändern es.
macros-saved = Makro { $name } gespeichert
macros-deleted = Makro { $name } gelöscht
macros-steps = Was es tut
macros-steps-none = Es tut noch nichts. Fügen Sie einen ersten Schritt hinzu.
macros-steps-missing = Wählen Sie für mindestens einen Schritt einen Wert.
macros-steps-order = Alles geschieht auf einmal, und einmal Rückgängig nimmt alles zurück.
macros-step-add = Schritt hinzufügen
macros-step-remove = Entfernen: { $name }
macros-key = Taste
macros-key-none = Keine eigene Taste
macros-key-change = Ändern
macros-key-choose = Taste wählen
macros-field-gone = Dieses Feld steht nicht mehr im Formular. Nehmen Sie den Schritt heraus.
macros-note-hint = Nur Kollegen lesen sie.
macros-reply-hint = Geht an den Kunden, mit Ihrer Signatur darunter. Bei offenen Platzhaltern wird vorher gefragt.

## Zusammengeführte Tickets

field-mergedInto = Zusammengeführt in
keys-merge = Mit anderem Ticket zusammenführen
bulk-merge = Zusammenführen
did-merged = { $what } in { $into } zusammengeführt
did-unmerged = { $what } steht wieder für sich
merge-title = { $what } zusammenführen
merge-find = Nummer oder Wörter des Tickets, das bleibt
merge-list = Tickets, die bleiben können
merge-none = Nichts sieht ihm ähnlich. Geben Sie eine Nummer oder Wörter ein.
merge-says = { $count ->
    [one] Es wird geschlossen, und sein Verlauf erscheint in { $into }; wer hier gefragt hat, steht dort in Kopie. Kopiert wird nichts: Es lässt sich jederzeit wieder trennen.
   *[other] Sie werden geschlossen, und ihre Verläufe erscheinen in { $into }; wer hier gefragt hat, steht dort in Kopie. Kopiert wird nichts: Sie lassen sich jederzeit wieder trennen.
}
merge-run = Zusammenführen
merge-banner = Zusammengeführt in { $into } { $subject }. Dort geht der Verlauf weiter.
merge-banner-hidden = Zusammengeführt in einem Ticket, das Sie nicht sehen.
merge-unmerge = Trennen
merge-open = { $into } öffnen
merge-from = aus { $number }
merge-began = Die Anfrage aus { $number }, das hier zusammengeführt wurde
merge-section = Hier zusammengeführt
merge-apart = { $number } wieder trennen
merge-copy = In Kopie: { $name }
merge-copyTo = In Kopie: { $name }, { $email }

## Checklisten

field-checklistItem = Punkt der Checkliste
keys-ticket-checklist = Zur Checkliste hinzufügen
keys-scope-checklist = Checkliste
keys-checklist-next = Nächster Punkt
keys-checklist-previous = Voriger Punkt
keys-checklist-tick = Abhaken oder Haken entfernen
keys-checklist-edit = Bearbeiten
keys-checklist-up = Nach oben
keys-checklist-down = Nach unten
keys-checklist-remove = Entfernen
checklist-section = Checkliste
checklist-progress = { $done } von { $total }
checklist-short = { $done }/{ $total }
checklist-add = Punkt hinzufügen
checklist-edit = „{ $text }“ bearbeiten
checklist-more = Mehr zu „{ $text }“
checklist-from = Aus { $number }
checklist-doneBy = { $name }, { $at }
checklist-did-added = „{ $text }“ hinzugefügt
checklist-did-addedMany = { $count ->
    [one] { $count } Punkt hinzugefügt
   *[other] { $count } Punkte hinzugefügt
}
checklist-did-ticked = „{ $text }“ abgehakt, { $done } von { $total } erledigt
checklist-did-unticked = „{ $text }“ wieder offen, { $done } von { $total } erledigt
checklist-did-reworded = Jetzt „{ $text }“
checklist-did-moved = „{ $text }“ ist jetzt { $place } von { $total }
checklist-left = { $open ->
    [one] { $open } von { $total } Punkten der Checkliste ist offen
   *[other] { $open } von { $total } Punkten der Checkliste sind offen
}
checklist-left-many = { $count ->
    [one] { $count } davon hat offene Punkte auf der Checkliste
   *[other] { $count } davon haben offene Punkte auf der Checkliste
}
checklist-did-removed = „{ $text }“ von der Checkliste entfernt
card-said-checklist = Checkliste { $done } von { $total }
history-checklist-added = hat „{ $text }“ auf die Checkliste gesetzt
history-checklist-ticked = hat „{ $text }“ abgehakt
history-checklist-unticked = hat den Haken bei „{ $text }“ entfernt
history-checklist-reworded = hat auf der Checkliste „{ $was }“ in „{ $text }“ geändert
history-checklist-removed = hat „{ $text }“ von der Checkliste entfernt
history-checklist-restored = hat „{ $text }“ wieder auf die Checkliste gesetzt

## Ein Ticket auf Papier

print-menu = Drucken
print-all = Mit internen Notizen
print-public = Wie Kunden es lesen dürfen
print-history = Mit Notizen und jeder Änderung
print-cut = Was vor { $at } geschah, steht hier nicht. „Als PDF speichern“ hat alles.
print-when = Eröffnet { $opened }, zuletzt geändert { $at }
paper-title = Dieses Ticket als PDF speichern
paper-page = Seite { $page } von { $pages }
paper-at = Stand: { $at }
paper-noPicture = Dieses Bild ist nicht auf diesem Gerät oder lässt sich nicht zeigen.
paper-synced = abgeglichen { $at }
paper-opened = Eröffnet
paper-changed = Zuletzt geändert
paper-internal = Interne Notiz
paper-unknown = Ein Kästchen steht für ein Zeichen, das keine Schrift dieses Computers hat.
paper-missing = { $count ->
    [one] Dieses Zeichen hat keine Schrift dieses Computers: { $characters }
   *[other] { $count } der Zeichen hat keine Schrift dieses Computers: { $characters }
}

## The fields that a desk adds to its tickets

settings-types = Tickettypen
types-text = Welche Arten von Tickets es hier gibt: IT, Personal, Gebäude und Recht haben je eigene. Felder, Vorlagen, Makros und Richtlinien können für einzelne gelten.
types-add = Neuer Typ
types-retire = Wird nicht mehr angeboten; Tickets, die ihn haben, behalten ihn
settings-fields = Ticketfelder
fields-text = Was dieser Desk über das Übliche hinaus von einem Ticket wissen will. Jeder Tickettyp kann eigene Felder haben.
fields-empty = Noch keine eigenen Felder
fields-add = Neues Feld
fields-help = Hilfe
fields-help-hint = Steht unter dem Feld, für alle, die es ausfüllen
fields-holds = Enthält
fields-holds-line = Eine Zeile Text
fields-holds-text = Längerer Text
fields-holds-number = Zahl
fields-holds-yes_no = Ja oder nein
fields-holds-date = Datum
fields-holds-one = Eine Auswahl
fields-holds-many = Mehrere zur Auswahl
fields-holds-fixed = Tickets haben vielleicht schon Werte, deshalb bleibt das so
fields-choices = Auswahl
fields-choices-hint = Enter fügt die nächste hinzu, Alt und die Pfeile verschieben eine.
fields-choices-none = Mindestens eine Möglichkeit fehlt
fields-choices-same = Zwei Möglichkeiten sind gleich
fields-choice = Möglichkeit { $place }
fields-choice-add = Möglichkeit hinzufügen
fields-choice-remove = { $name } wegnehmen
fields-choice-again = { $name } wieder anbieten
fields-types = Steht auf
fields-types-all = Alle Typen
fields-required = Muss ausgefüllt sein
fields-required-never = Nie
fields-requiredHint-never = Wer es weiß, füllt es aus.
fields-required-intake = Beim Anlegen des Tickets
fields-requiredHint-intake = Ohne das wird an einem Desk kein Ticket angelegt. Importe kommen herein, wie sie sind.
fields-requiredShort-intake = Beim Anlegen
fields-required-resolve = Vor dem Lösen
fields-requiredHint-resolve = Wer ein Ticket löst oder schließt, wird danach gefragt.
fields-requiredShort-resolve = Vor dem Lösen
fields-standard = Felder, die jedes Ticket hat
fields-standard-text = Was Ihr Team von jedem Ticket oder von einigen Typen wissen will, bevor es angelegt oder gelöst wird.
fields-standard-when = Wann { $name } ausgefüllt sein muss
fields-standard-types = Tickettypen, die { $name } brauchen
fields-archive = Archiviert: wird nicht mehr gefragt, Werte bleiben lesbar
fields-archived = Archiviert
fields-preview = So wird es aussehen
fields-yes = Ja
fields-no = Nein
fields-none = Nichts
fields-choose = Auswählen
fields-search = Möglichkeit suchen
fields-needed = { $name }, nötig vor dem Lösen
fields-missing-line = Bitte ausfüllen
fields-missing-text = Bitte ausfüllen
fields-missing-number = Bitte ausfüllen
fields-missing-yes_no = Ja oder nein wählen
fields-missing-date = Ein Datum wählen
fields-missing-one = Eine Möglichkeit wählen
fields-missing-many = Mindestens eine Möglichkeit wählen
fields-wrong-in = { $name }: { $wrong }
fields-wrong-number = Das ist keine Zahl
fields-wrong-date = Das Datum bitte als 2026-11-27 schreiben
fill-title = { $count ->
    [one] Vorher fehlt noch etwas
   *[other] Vorher fehlt noch einiges
}
fill-text = Das muss ausgefüllt sein, bevor es weitergeht.
fill-text-status = „{ $status }“ verlangt, dass das ausgefüllt ist.
fill-text-many = Es geht an die Tickets, denen es fehlt; was ausgefüllt ist, bleibt.
fill-go = Ausfüllen und weiter
change-fields = Vorher auszufüllen: { $names }. Nichts wurde geändert.
problem-fields = Einige Felder müssen vorher ausgefüllt werden. Nichts wurde geändert.
ticket-section-fields = Felder
new-fields = Felder

## Vorlagen

settings-templates = Vorlagen
templates-title = Vorlagen
templates-text = Womit Tickets beginnen, die immer wieder kommen. Im neuen Ticket { $keys } drücken und auswählen.
templates-none = Noch keine Vorlagen
templates-find = Vorlage suchen
templates-add = Neue Vorlage
templates-all = Alle Vorlagen
templates-failed = Die Vorlagen konnten nicht gelesen werden
templates-lost = Diese Vorlage gibt es nicht mehr
templates-lost-text = Sie wurde gelöscht oder wird nicht mehr mit Ihnen geteilt.
templates-theirs = { $name } hat diese Vorlage gemacht. Nur diese Person und Leitende ändern sie.
templates-saved = Vorlage { $name } gespeichert
templates-deleted = Vorlage { $name } gelöscht
templates-fills = Was sie ausfüllt
templates-fills-text = Was hier offen bleibt, beginnt wie bei jedem neuen Ticket.
templates-fills-missing = Füllen Sie mindestens ein Feld aus.
templates-leave = Nicht ausgefüllt
templates-items = { $count ->
    [one] ein Punkt
   *[other] { $count } Punkte
}
templates-checklist-hint = Ein Punkt in jeder Zeile.
templates-of = Als Vorlage speichern
new-template = Vorlage verwenden
new-template-other = Andere Vorlage verwenden
new-template-used = Aus „{ $name }“ ausgefüllt.
new-template-stayed = Anderes hatten Sie schon ausgefüllt: { $fields }.
new-template-gaps = Noch offen: { $names }.
new-template-over = Aus der Vorlage übernehmen
new-template-undo = Rückgängig
palette-newFrom = Neues Ticket aus { $name }

## Ein Ticket teilen

keys-ticket-split = In ein neues Ticket abtrennen
split-one = Nur diese Nachricht
split-rest = Ab hier: { $count } Nachrichten
split-done = Von { $number } abgetrennt

## Weiterleiten
forward-title = { $number } weiterleiten
forward-text = Öffnet einen Brief in Ihrem E-Mail-Programm. Notizen bleiben hier; das Ticket vermerkt, an wen er ging.
forward-to = An
forward-to-missing = An wen?
forward-to-wrong = { $text } ist keine E-Mail-Adresse
forward-own = Ihre Worte
forward-what = Was mitgeht
forward-what-last = Die letzte Nachricht
forward-what-all = Der ganze Verlauf
forward-preview = Der Brief
forward-copy = Kopieren
forward-open = Brief öffnen
forward-files = Dateien
forward-files-text = Keine Datei gelangt von selbst in den Brief. Speichern Sie, was nötig ist, und hängen Sie es in Ihrem E-Mail-Programm an.
forward-files-save = Alle speichern
forward-paste = (Den Verlauf hier einfügen: Er war zu lang, Tern hat ihn in die Zwischenablage gelegt.)
forward-said = { $name }, { $at }:
forward-subject = WG: { $number } { $subject }
forward-note = Weitergeleitet an { $to }.
forward-done = Am Ticket vermerkt

## The menu bar

keys-menu = Menüleiste
menu-file = Datei
menu-edit = Bearbeiten
menu-view = Ansicht
menu-go = Gehe zu
menu-ticket = Ticket
menu-window = Fenster
menu-help = Hilfe
menu-cut = Ausschneiden
menu-copy = Kopieren
menu-paste = Einfügen
menu-selectAll = Alles auswählen
menu-about = Über Tern
menu-services = Dienste
menu-hide = Tern ausblenden
menu-hideOthers = Andere ausblenden
menu-showAll = Alle einblenden
menu-minimise = Im Dock ablegen
menu-zoom = Zoomen
menu-fullScreen = Vollbild

## Profile

settings-profile = Profil
profile-failed = Ihr Profil kann nicht gelesen werden
profile-saved = Profil gespeichert
profile-email-hint = Damit melden Sie sich an; ändern kann sie die Administration.
profile-password = Passwort
profile-password-hint = Andere Geräte, auf denen Sie angemeldet sind, fragen nach dem neuen.
profile-password-change = Passwort ändern
profile-password-title = Passwort ändern
profile-password-current = Bisheriges Passwort
profile-password-new = Neues Passwort
profile-password-again = Neues Passwort noch einmal
profile-password-least = Ein paar Wörter, die Sie sich merken, sind besser als Zeichen, die Sie vergessen.
profile-password-differ = Das ist nicht, was oben steht
profile-password-wrong = Das ist nicht Ihr bisheriges Passwort
profile-password-short = { $count ->
    [one] Nehmen Sie mindestens ein Zeichen
   *[other] Nehmen Sie mindestens { $count } Zeichen
}
profile-password-changed = Passwort geändert; Ihre anderen Geräte fragen danach
