/**
 * @file The table of shortcuts: tooltips, menus, the palette and the help sheet all read it.
 *
 * A row stands here when code answers it (`npm run lint` looks); a screen adds its rows together with itself.
 */
import type { PlainKey } from "../i18n/words.svelte";
import type { Binding } from "./keymap";

interface Row extends Binding {
  label: PlainKey;
  /** Leaves the key to the text field that has the focus, such as undo. */
  leaveToText?: true;
  /** The keys are a run from the first to the last, such as 1 to 9, and do the same to the thing of that number. */
  span?: true;
}

export const keyTable = [
  { id: "app.help", scope: "everywhere", keys: ["?"], label: "keys.help" },
  { id: "app.nextPane", scope: "everywhere", keys: ["F6"], label: "keys.nextPane" },
  { id: "app.previousPane", scope: "everywhere", keys: ["Shift+F6"], label: "keys.previousPane" },
  { id: "app.back", scope: "everywhere", keys: ["Alt+ArrowLeft"], label: "keys.back" },
  { id: "app.forward", scope: "everywhere", keys: ["Alt+ArrowRight"], label: "keys.forward" },
  { id: "app.undo", scope: "everywhere", keys: ["Mod+Z"], label: "keys.undo", leaveToText: true },
  { id: "app.redo", scope: "everywhere", keys: ["Mod+Shift+Z"], label: "keys.redo", leaveToText: true },
  { id: "app.close", scope: "everywhere", keys: ["Mod+W"], label: "keys.close" },
  { id: "app.quit", scope: "everywhere", keys: ["Mod+Q"], label: "keys.quit" },
  { id: "app.zoomIn", scope: "everywhere", keys: ["Mod+=", "Mod++"], label: "keys.zoomIn" },
  { id: "app.zoomOut", scope: "everywhere", keys: ["Mod+-"], label: "keys.zoomOut" },
  { id: "app.zoomReset", scope: "everywhere", keys: ["Mod+0"], label: "keys.zoomReset" },
  { id: "app.themeLight", scope: "everywhere", keys: [], label: "keys.themeLight" },
  { id: "app.themeDark", scope: "everywhere", keys: [], label: "keys.themeDark" },
  { id: "app.themeSystem", scope: "everywhere", keys: [], label: "keys.themeSystem" },
  { id: "go.settings", scope: "goto", keys: ["Mod+,"], label: "keys.goSettings" },
  { id: "app.newTicket", scope: "everywhere", keys: ["C"], label: "keys.newTicket" },
  { id: "app.search", scope: "everywhere", keys: ["/"], label: "keys.search" },
  { id: "app.dnd", scope: "everywhere", keys: ["Mod+Shift+D"], label: "keys.dnd" },
  { id: "app.dndHour", scope: "everywhere", keys: [], label: "keys.dndHour" },
  { id: "app.dndMorning", scope: "everywhere", keys: [], label: "keys.dndMorning" },
  { id: "go.dashboard", scope: "goto", keys: ["G D"], label: "keys.goDashboard" },
  { id: "go.service", scope: "goto", keys: ["G S"], label: "keys.goService" },
  { id: "go.notifications", scope: "goto", keys: ["G N"], label: "keys.goNotifications" },
  { id: "go.board", scope: "goto", keys: ["G B"], label: "keys.goBoard" },
  { id: "go.list", scope: "goto", keys: ["G L"], label: "keys.goList" },
  { id: "go.calendar", scope: "goto", keys: ["G C"], label: "keys.goCalendar" },
  { id: "list.next", scope: "list", keys: ["J", "ArrowDown"], label: "keys.list.next" },
  { id: "list.previous", scope: "list", keys: ["K", "ArrowUp"], label: "keys.list.previous" },
  { id: "list.nextColumn", scope: "list", keys: ["L", "ArrowRight"], label: "keys.list.nextColumn" },
  { id: "list.previousColumn", scope: "list", keys: ["H", "ArrowLeft"], label: "keys.list.previousColumn" },
  { id: "list.column", scope: "list", keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], label: "keys.list.column", span: true },
  { id: "list.first", scope: "list", keys: ["Home"], label: "keys.list.first" },
  { id: "list.last", scope: "list", keys: ["End"], label: "keys.list.last" },
  { id: "list.pageDown", scope: "list", keys: ["PageDown"], label: "keys.list.pageDown" },
  { id: "list.pageUp", scope: "list", keys: ["PageUp"], label: "keys.list.pageUp" },
  { id: "list.open", scope: "list", keys: ["Enter", "O"], label: "keys.list.open" },
  { id: "list.select", scope: "list", keys: ["X"], label: "keys.list.select" },
  { id: "list.peek", scope: "list", keys: ["Space"], label: "keys.list.peek" },
  { id: "list.extendNext", scope: "list", keys: ["Shift+J", "Shift+ArrowDown"], label: "keys.list.extendNext" },
  { id: "list.extendPrevious", scope: "list", keys: ["Shift+K", "Shift+ArrowUp"], label: "keys.list.extendPrevious" },
  { id: "list.all", scope: "list", keys: ["Mod+A"], label: "keys.list.all", leaveToText: true },
  { id: "list.clear", scope: "list", keys: ["Escape"], label: "keys.list.clear" },
  { id: "list.filter", scope: "list", keys: ["F"], label: "keys.list.filter" },
  { id: "notification.read", scope: "list", keys: ["U"], label: "keys.notification.read" },
  { id: "notification.readAll", scope: "list", keys: ["Shift+U"], label: "keys.notification.readAll" },
  { id: "act.move", scope: "act", keys: ["M"], label: "keys.move" },
  { id: "act.assignMe", scope: "act", keys: ["I"], label: "keys.assignMe" },
  { id: "act.assignee", scope: "act", keys: ["A"], label: "keys.assignee" },
  { id: "act.status", scope: "act", keys: ["S"], label: "keys.moveTo" },
  { id: "act.priority", scope: "act", keys: ["P"], label: "keys.priority" },
  { id: "act.tags", scope: "act", keys: ["T"], label: "keys.tags" },
  { id: "act.due", scope: "act", keys: ["D"], label: "keys.due" },
  { id: "act.snooze", scope: "act", keys: ["B"], label: "keys.snooze" },
  { id: "act.remind", scope: "act", keys: ["Shift+B"], label: "keys.remind" },
  { id: "act.resolve", scope: "act", keys: ["E"], label: "keys.resolve" },
  { id: "act.copyNumber", scope: "act", keys: ["."], label: "keys.copyNumber" },
  { id: "act.delete", scope: "act", keys: ["#"], label: "keys.delete" },
  { id: "ticket.reply", scope: "ticket", keys: ["R"], label: "keys.ticket.reply" },
  { id: "ticket.note", scope: "ticket", keys: ["N"], label: "keys.ticket.note" },
  { id: "ticket.next", scope: "ticket", keys: ["]"], label: "keys.nextTicket" },
  { id: "ticket.previous", scope: "ticket", keys: ["["], label: "keys.previousTicket" },
  { id: "ticket.nextMessage", scope: "ticket", keys: ["J"], label: "keys.ticket.nextMessage" },
  { id: "ticket.previousMessage", scope: "ticket", keys: ["K"], label: "keys.ticket.previousMessage" },
  { id: "ticket.editSubject", scope: "ticket", keys: ["F2"], label: "keys.ticket.editSubject" },
  { id: "ticket.time", scope: "ticket", keys: ["V"], label: "keys.ticket.time" },
  { id: "ticket.watch", scope: "ticket", keys: ["W"], label: "keys.ticket.watch" },
  { id: "ticket.why", scope: "ticket", keys: ["Y"], label: "keys.ticket.why" },
  { id: "ticket.close", scope: "ticket", keys: ["Escape"], label: "keys.ticket.close" },
  { id: "conflict.mine", scope: "ticket", keys: ["1"], label: "keys.conflict.mine" },
  { id: "conflict.theirs", scope: "ticket", keys: ["2"], label: "keys.conflict.theirs" },
  { id: "conflict.write", scope: "ticket", keys: ["3"], label: "keys.conflict.write" },
  { id: "calendar.next", scope: "calendar", keys: ["J", "ArrowDown"], label: "keys.calendar.next" },
  { id: "calendar.previous", scope: "calendar", keys: ["K", "ArrowUp"], label: "keys.calendar.previous" },
  { id: "calendar.nextDay", scope: "calendar", keys: ["L", "ArrowRight"], label: "keys.calendar.nextDay" },
  { id: "calendar.previousDay", scope: "calendar", keys: ["H", "ArrowLeft"], label: "keys.calendar.previousDay" },
  { id: "calendar.later", scope: "calendar", keys: ["]", "PageDown"], label: "keys.calendar.later" },
  { id: "calendar.earlier", scope: "calendar", keys: ["[", "PageUp"], label: "keys.calendar.earlier" },
  { id: "calendar.today", scope: "calendar", keys: ["T"], label: "keys.calendar.today" },
  { id: "calendar.view", scope: "calendar", keys: ["1", "2", "3", "4"], label: "keys.calendar.view", span: true },
  { id: "calendar.move", scope: "calendar", keys: ["M"], label: "keys.move" },
  { id: "calendar.when", scope: "calendar", keys: ["D"], label: "keys.calendar.when" },
  { id: "dashboard.tables", scope: "dashboard", keys: ["T"], label: "keys.dashboard.tables" },
  { id: "composer.send", scope: "composer", keys: ["Mod+Enter"], label: "keys.composer.send" },
  { id: "composer.sendResolve", scope: "composer", keys: ["Mod+Shift+Enter"], label: "keys.composer.sendResolve" },
  { id: "composer.flip", scope: "composer", keys: ["Mod+Shift+N"], label: "keys.composer.flip" },
  { id: "app.palette", scope: "everywhere", keys: ["Mod+K"], label: "keys.palette" },
  { id: "sync.now", scope: "everywhere", keys: ["Mod+Alt+S"], label: "keys.syncNow" },
  { id: "go.sync", scope: "goto", keys: ["G Y"], label: "keys.goSync" },
  { id: "go.conflicts", scope: "goto", keys: ["G X"], label: "keys.goConflicts" },
  { id: "go.ticket", scope: "goto", keys: ["G T"], label: "keys.goTicket" },
  { id: "go.import", scope: "goto", keys: [], label: "keys.goImport" },
] as const satisfies readonly Row[];

export type KeyId = (typeof keyTable)[number]["id"];

export const keyRows: readonly (Row & { id: KeyId })[] = keyTable;
