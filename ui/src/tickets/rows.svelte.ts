/** @file The state of a list in sight, all tickets or what a search found: the window of rows that is loaded, the row with the focus, the selection. */
import { tick } from "svelte";
import type { RowPage, RowView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { announcer } from "../lib/announce.svelte";
import { focusIsLost, type Home } from "../lib/keepfocus";
import { layers } from "../lib/layers.svelte";
import { entryAt, readMany } from "./pages";
import { mostSelected, Selection } from "./selection.svelte";

interface Grid {
  element: HTMLElement;
  reveal: (index: number) => void;
}

/** Where the focus was when the list was left, for coming back from a ticket. */
let left: { query: string; index: number; row: RowView | null } | null = null;

export class Rows {
  #page: RowPage | undefined = $state.raw();
  #grid: Grid | null = null;
  /** What is listed, without the window. */
  #query: () => unknown;
  #ask: (from: number, count: number) => Promise<RowView[]>;
  focus: { index: number; row: RowView | null } = $state.raw({ index: 0, row: null });
  selection = new Selection<RowView>();
  #anchor: number | null = null;
  #answered = "";
  /** What has the focus for as long as the answer is on its way in which its next place is. */
  #waits: Element | null = null;

  /** `query` says what is listed; `ask` reads a part of it. */
  constructor(query: () => unknown, ask: (from: number, count: number) => Promise<RowView[]>) {
    this.#query = query;
    this.#ask = ask;
  }

  /** Takes up the focus that this same list was left with. */
  enter(): void {
    if (left !== null && left.query === JSON.stringify(this.#query())) this.focus = { index: left.index, row: left.row };
    left = null;
  }

  /** Keeps the focus in mind for the next time this list is shown. */
  leave(): void {
    // The address has changed by now, so the question is the one that was answered last.
    left = { query: this.#answered, ...this.focus };
  }

  get total(): number {
    return this.#page?.total ?? 0;
  }

  /** What actions are about: the selection, else the row with the focus. */
  get targets(): readonly RowView[] {
    const focused = this.focus.row;
    return this.selection.size > 0 ? this.selection.list : focused === null ? [] : [focused];
  }

  attach(grid: Grid): () => void {
    this.#grid = grid;
    return () => {
      this.#grid = null;
    };
  }

  at(index: number): RowView | undefined {
    const page = this.#page;
    const row = page === undefined ? undefined : entryAt({ from: page.from, entries: page.rows }, index);
    // The row with the focus stays known when its page is gone.
    return row ?? (index === this.focus.index ? (this.focus.row ?? undefined) : undefined);
  }

  /** The tickets that are loaded, in the order of the list. */
  get known(): readonly string[] {
    return (this.#page?.rows ?? []).map(({ id }) => id);
  }

  /** The place of the first of them. */
  get from(): number {
    return this.#page?.from ?? 0;
  }

  /** What identifies row `index`; the index itself while it is not loaded. */
  keyOf(index: number): string | number {
    const page = this.#page;
    const row = page === undefined ? undefined : entryAt({ from: page.from, entries: page.rows }, index);
    if (row !== undefined) return row.id;
    const pinned = index === this.focus.index ? this.focus.row?.id : undefined;
    return pinned === undefined || page?.rows.some((one) => one.id === pinned) === true ? index : pinned;
  }

  /** Takes in what was read, and keeps the focus on its ticket, or where its ticket was. */
  loaded(page: RowPage): void {
    this.#page = page;
    this.#answered = JSON.stringify(this.#query());
    this.selection.refresh(page.rows);
    const { index, row } = this.focus;
    const place = page.rows.findIndex((one) => one.id === row?.id);
    const found = page.rows[place];
    if (found !== undefined) {
      if (found !== row || page.from + place !== index) this.focus = { index: page.from + place, row: found };
    } else if (index >= page.total || (index >= page.from && index < page.from + page.rows.length)) {
      const inside = Math.max(0, Math.min(index, page.total - 1));
      this.focus = { index: inside, row: entryAt({ from: page.from, entries: page.rows }, inside) ?? null };
    }
    void this.refocusIfLost();
  }

  /** Another question: what was focused and selected belonged to the answer before. */
  restart(): void {
    this.focus = { index: 0, row: null };
    this.#waits = null;
    this.clearSelection();
    if (this.#grid !== null) this.#grid.element.scrollTop = 0;
  }

  /** Remembers where the browser put the focus. */
  focused(index: number): void {
    if (index !== this.focus.index) this.focus = { index, row: this.at(index) ?? null };
  }

  async focusOn(index: number): Promise<void> {
    const inside = Math.max(0, Math.min(index, this.total - 1));
    this.focus = { index: inside, row: this.at(inside) ?? null };
    await this.putFocus();
  }

  async putFocus(): Promise<void> {
    await tick();
    this.#grid?.reveal(this.focus.index);
    const row = this.#grid?.element.querySelector<HTMLElement>(`[data-index="${this.focus.index}"]`);
    // Without this hint, engines show no ring for a focus that a script moved.
    row?.focus({ preventScroll: true, focusVisible: true });
    this.#waits = row == null && this.#answered !== JSON.stringify(this.#query()) ? document.activeElement : null;
  }

  /** Takes a focus that nobody has. */
  home(): Home {
    if (this.#page === undefined) return "soon";
    if (this.total === 0) return "none";
    void this.putFocus();
    return "taken";
  }

  /** The focused row went away under the user: the focus goes to what took its place. */
  async refocusIfLost(): Promise<void> {
    await tick();
    if (layers.depth > 0) return;
    const active = document.activeElement;
    const isRow = active instanceof HTMLElement && active.dataset["index"] !== undefined;
    const waits = active !== null && active === this.#waits;
    this.#waits = null;
    if (waits || focusIsLost() || (isRow && active.dataset["ticket"] !== this.focus.row?.id)) await this.putFocus();
  }

  step(by: number): void {
    void this.focusOn(this.focus.index + by);
  }

  toggle(index = this.focus.index): void {
    const row = this.at(index);
    if (row === undefined) return;
    this.selection.toggle(row);
    this.#anchor = index;
    this.#saySelected();
  }

  /** Moves the focus and selects what lies between. */
  extend(by: number): void {
    this.#anchor ??= this.focus.index;
    void this.extendTo(this.focus.index + by);
  }

  /** Selects from where the selection began to here; what is not loaded is read for it. */
  async extendTo(to: number): Promise<void> {
    const index = Math.max(0, Math.min(to, this.total - 1));
    const anchor = (this.#anchor ??= this.focus.index);
    const [first, last] = anchor < index ? [anchor, index] : [index, anchor];
    const indexes = Array.from({ length: Math.min(last - first + 1, mostSelected) }, (_, step) => first + step);
    const known = indexes.map((place) => this.at(place)).filter((row) => row !== undefined);
    await this.focusOn(index);
    this.selection.add(known.length === indexes.length ? known : await readMany(first, indexes.length, this.#ask));
    this.#saySelected();
  }

  /** Selects everything listed, up to a limit that is said. */
  async selectAll(): Promise<void> {
    this.selection.add(await readMany(0, Math.min(this.total, mostSelected), this.#ask));
    if (this.selection.size < this.total) announcer.say(t("list.someSelected", { count: this.selection.size, total: this.total }));
    else this.#saySelected();
  }

  #saySelected(): void {
    announcer.say(t("bulk.selected", { count: this.selection.size }));
  }

  clearSelection(): void {
    this.selection.clear();
    this.#anchor = null;
  }
}
