/** @file The menus of the window, from the table of shortcuts: which commands stand in which, and what choosing one does. */
import type { MenuRow, MenuView, SystemRow } from "../api/gen";
import { t, type PlainKey } from "../i18n/words.svelte";
import type { MenuEntry } from "../kit/menu.svelte";
import { backOf, undoing } from "../api/undoing.svelte";
import { keyRows, type KeyId } from "../lib/keys";
import { isTextField, shortcuts } from "../lib/shortcuts.svelte";

/** What every text field does by itself. */
const edits = {
  cut: { label: "menu.cut", keys: "Mod+X" },
  copy: { label: "menu.copy", keys: "Mod+C" },
  paste: { label: "menu.paste", keys: "Mod+V" },
  select_all: { label: "menu.selectAll", keys: "Mod+A" },
} as const satisfies Partial<Record<SystemRow, { label: PlainKey; keys: string }>>;

type Edit = keyof typeof edits;
type Row = KeyId | Edit | "line";

interface Titled {
  id: string;
  label: PlainKey;
  rows: readonly Row[];
}

const isEdit = (row: Row): row is Edit => row in edits;

/** Every menu of the bar. Moving through what is shown, and what belongs to one screen alone, stays with keys and palette. */
export const titled: readonly Titled[] = [
  { id: "file", label: "menu.file", rows: ["app.newTicket", "app.call", "line", "act.popOut", "ticket.print", "line", "go.import", "sync.now", "line", "go.settings", "line", "app.lock", "app.close", "app.quit"] },
  { id: "edit", label: "menu.edit", rows: ["app.undo", "app.redo", "line", "cut", "copy", "paste", "select_all", "line", "app.search"] },
  { id: "view", label: "menu.view", rows: ["app.palette", "line", "app.zoomIn", "app.zoomOut", "app.zoomReset", "ticket.zoom", "ticket.strip", "line", "app.themeLight", "app.themeDark", "app.themeSystem", "line", "app.dnd"] },
  {
    id: "go",
    label: "menu.go",
    rows: ["app.back", "app.forward", "line", "go.inbox", "go.board", "go.list", "go.search", "go.triage", "go.calendar", "go.visits", "go.dashboard", "go.reports", "go.service", "go.contacts", "go.notifications", "line", "go.sync", "go.conflicts", "go.ticket"],
  },
  {
    id: "ticket",
    label: "menu.ticket",
    rows: ["ticket.reply", "ticket.note", "ticket.forward", "line", "act.assignMe", "act.assignee", "act.team", "act.status", "act.priority", "act.tags", "act.due", "line", "act.snooze", "act.unread", "act.watch", "act.remind", "act.visit", "act.macro", "line", "act.escalate", "act.merge", "act.link", "act.newLinked", "act.resolve", "act.resolveWith", "act.reopen", "act.copyNumber", "act.copySubject", "act.copyLink", "act.delete"],
  },
  { id: "help", label: "menu.help", rows: ["app.help", "line", "go.diagnostics", "go.about"] },
];

/** The field that has the focus, if one can write in it. */
const writes = (at: Element | null): boolean => isTextField(at);

/** Whether a row does something for whoever has the focus at `at`. */
function works(row: Exclude<Row, "line">, at: Element | null): boolean {
  const back = backOf(row);
  // While one writes it is the field's own, which says to nobody whether it has any.
  if (back !== null && !writes(at) && !undoing.may(back)) return false;
  if (!isEdit(row)) return shortcuts.isAnswered(row, 0);
  if (row === "copy") return writes(at) || getSelection()?.isCollapsed === false;
  return writes(at);
}

/** Does what a row stands for; the focus is where it was before the menu. */
export function choose(row: string): void {
  // What one has written is taken back by the field itself, as with the key.
  if (writes(document.activeElement) && (row === "app.undo" || row === "app.redo")) edit(row === "app.undo" ? "undo" : "redo");
  else if (row in edits) edit(row === "select_all" ? "selectAll" : row);
  else if (keyRows.some(({ id }) => id === row)) shortcuts.run(row as KeyId, "", 0);
}

function edit(what: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else asks a field for its own undo and clipboard
  document.execCommand(what);
}

/** The rows of a menu in the window, as they are for whoever had the focus at `at`; `chosen` comes before the action. */
export function rowsOf(menu: Titled, at: Element | null, chosen: () => void): MenuEntry[] {
  return menu.rows.map((row): MenuEntry => {
    if (row === "line") return row;
    const { label: plain, keys } = worded(row);
    const back = backOf(row);
    const label = back === null || writes(at) ? plain : undoing.label(back);
    const act = (): void => {
      chosen();
      choose(row);
    };
    return { id: row, label, keys, act, ...(works(row, at) ? {} : { refused: "" }) };
  });
}

/** The menus for a system that shows them itself, with the two that only such a system has. */
export function ownMenus(): MenuView[] {
  const system = (what: SystemRow, label: PlainKey): MenuRow => ({ row: "system", what, label: t(label) });
  const row = (one: Row): MenuRow => {
    if (one === "line") return { row: "line" };
    const { label, keys } = worded(one);
    return isEdit(one) ? { row: "system", what: one, label } : { row: "command", id: one, label, keys: keys ?? null };
  };
  const app: MenuRow[] = [
    system("about", "menu.about"),
    row("line"),
    row("go.settings"),
    row("line"),
    system("services", "menu.services"),
    row("line"),
    system("hide", "menu.hide"),
    system("hide_others", "menu.hideOthers"),
    system("show_all", "menu.showAll"),
    row("line"),
    row("app.quit"),
  ];
  const shown: MenuRow[] = [system("minimise", "menu.minimise"), system("zoom", "menu.zoom"), system("full_screen", "menu.fullScreen")];
  const inApp: ReadonlySet<Row> = new Set(["go.settings", "app.quit", "go.about"]);
  const menus = titled.map(({ label, rows }) => ({ label: t(label), rows: tidy(rows.filter((one) => !inApp.has(one))).map(row) }));
  const help = menus.length - 1;
  return [{ label: t("app.name"), rows: app }, ...menus.slice(0, help), { label: t("menu.window"), rows: shown }, ...menus.slice(help)];
}

/** Without lines at the ends and beside one another, where rows between them are left out. */
function tidy(rows: readonly Row[]): Row[] {
  return rows.filter((row, at) => row !== "line" || (at > 0 && at < rows.length - 1 && rows[at - 1] !== "line"));
}

function worded(row: Exclude<Row, "line">): { label: string; keys: string | undefined } {
  if (isEdit(row)) return { label: t(edits[row].label), keys: edits[row].keys };
  const found = shortcuts.rows.find(({ id }) => id === row);
  return { label: found === undefined ? row : t(found.label), keys: found?.keys[0] };
}
