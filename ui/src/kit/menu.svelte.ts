/** @file The one menu of the window: actions, pickers and context menus are all the same panel with other entries. */
import type { Box } from "../lib/place";
import type { Glyph } from "./glyph";

/** A level of a menu with a field to type in. */
interface Typed {
  /** With a search box; this is its placeholder. */
  search?: string;
  /** Told what is typed, where something else than the menu finds what fits: the entries are its answer as they are. */
  look?: (text: string) => void;
}

export interface MenuItem extends Typed {
  id: string;
  label: string;
  glyph?: Glyph;
  /** Quiet text at the end. */
  detail?: string;
  /** The shortcut that does the same without the menu. */
  keys?: string | undefined;
  checked?: boolean;
  danger?: true;
  /** Why it cannot be chosen right now; shown in place of `detail`. */
  refused?: string;
  /** A second level. */
  entries?: readonly MenuEntry[];
  act?: () => void;
}

export type MenuEntry = MenuItem | { heading: string } | "line";

export interface Menu extends Typed {
  /** Says what the menu is about: `Status of #4312`. */
  label: string;
  /** Read again whenever what it reads changes, so that ticks follow a choice. */
  entries: () => readonly MenuEntry[];
  /** `pick` chooses a value (digits choose too), `menu` runs an action. */
  kind?: "menu" | "pick";
  /** Offered when the search text is none of the entries. */
  create?: {
    label: (text: string) => string;
    act: (text: string) => void;
    /** Why this text is nothing to choose; the menu stays, and the text in it. */
    refuses?: (text: string) => string | null;
  };
  /** Stays open after a choice, for tags. */
  many?: true;
  /** The least width in pixels, for a panel that hangs under a wide field. */
  minWidth?: number;
  onclose?: () => void;
}

export interface OpenMenu {
  menu: Menu;
  anchor: Box;
  /** What gets the focus back. */
  from: HTMLElement | null;
}

class Menus {
  open: OpenMenu | null = $state.raw(null);

  /** Closes the menu and gives the focus back. */
  close(): void {
    const was = this.open;
    if (was === null) return;
    this.open = null;
    was.from?.focus({ preventScroll: true });
    was.menu.onclose?.();
  }
}

export const menus = new Menus();

let taker: ((menu: Menu) => void) | null = null;

/** Runs what would open a menu, and returns that menu for somebody else to show; null where none was opened. */
export function menuOf(run: () => unknown): Menu | null {
  const taken: Menu[] = [];
  taker = (menu) => taken.push(menu);
  try {
    run();
  } finally {
    taker = null;
  }
  return taken[0] ?? null;
}

/** Opens `menu` under an element, or at a point for a context menu. */
export function openMenu(at: Element | { x: number; y: number }, menu: Menu): void {
  if (taker !== null) {
    taker(menu);
    return;
  }
  menus.close();
  // A key opens it also where what it belongs to was scrolled away.
  if (at instanceof Element) at.scrollIntoView({ block: "nearest" });
  const anchor = at instanceof Element ? boxOf(at) : { left: at.x, top: at.y, width: 0, height: 0 };
  const focused = document.activeElement;
  menus.open = { menu, anchor, from: focused instanceof HTMLElement ? focused : null };
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

export function isItem(entry: MenuEntry): entry is MenuItem {
  return entry !== "line" && "id" in entry;
}

/** Returns the entries that match `text`: by the beginning of a word first, then anywhere; lines and headings go. */
export function matching(entries: readonly MenuEntry[], text: string): readonly MenuEntry[] {
  const wanted = plain(text);
  if (wanted === "") return entries;
  const items = entries.filter(isItem);
  const starts = items.filter((item) => plain(item.label).split(/\s+/u).some((word) => word.startsWith(wanted)) || plain(item.label).startsWith(wanted));
  const contains = items.filter((item) => !starts.includes(item) && plain(item.label).includes(wanted));
  return [...starts, ...contains];
}

/** The entries of `menu`, or of one inside it, that fit what was typed, and what can be made of the words themselves. */
export function offeredBy(menu: Menu, inside: MenuItem | null, text: string): readonly MenuEntry[] {
  const level = inside?.entries ?? menu.entries();
  const found = (inside ?? menu).look === undefined ? matching(level, text) : level;
  const { create } = menu;
  const wanted = text.trim();
  if (create === undefined || wanted === "" || level.some((one) => isItem(one) && one.label === wanted)) return found;
  const refused = create.refuses?.(wanted) ?? null;
  if (refused !== null) return [...found, { id: "create", label: wanted, refused }];
  return [...found, { id: "create", label: create.label(wanted), act: () => create.act(wanted) }];
}

/** The field of a level: the one of an entry that has its own, else that of the menu. */
export const searchOf = (menu: Menu, inside: MenuItem | null): string | undefined => inside?.search ?? menu.search;

/** Without case and accents, so that `jose` finds José. */
function plain(text: string): string {
  return text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
