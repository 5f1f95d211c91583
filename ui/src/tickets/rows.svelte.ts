/** @file The state of a list in sight, all tickets or what a search found: the window of rows that is loaded, the row with the focus, the selection. */
import { tick } from "svelte";
import type { RowView } from "../api/gen";
import { problemWords } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { announcer } from "../lib/announce.svelte";
import { focusIsLost, type Home } from "../lib/keepfocus";
import { layers } from "../lib/layers.svelte";
import { readMany } from "./pages";
import { mostSelected, Selection } from "./selection.svelte";

interface Grid {
  element: HTMLElement;
  reveal: (index: number, heading: string | undefined) => void;
}

/** What was read of a list: how long it is, and the rows of it that are known. */
export interface Read {
  total: number;
  parts: readonly { from: number; rows: readonly RowView[] }[];
}

/** The row with the focus; on the heading of a group it is none, and `index` the place of what would come next. */
interface Focus {
  index: number;
  row: RowView | null;
  heading?: string;
}

/** Where the focus was when the list was left, for coming back from a ticket. */
let left: ({ query: string } & Focus) | null = null;

export class Rows {
  #known: ReadonlyMap<number, RowView> = $state.raw(new Map());
  #total: number | null = $state(null);
  #grid: Grid | null = null;
  /** What is listed, without the window. */
  #query: () => unknown;
  #ask: (from: number, count: number) => Promise<RowView[]>;
  focus: Focus = $state.raw({ index: 0, row: null });
  selection = new Selection<RowView>();
  #anchor: number | null = null;
  /** Which selection it is: what is still read for one that was let go belongs to no other. */
  #turn = 0;
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
    if (left !== null && left.query === JSON.stringify(this.#query())) {
      const { query: _, ...focus } = left;
      this.focus = focus;
    }
    left = null;
  }

  /** Keeps the focus in mind for the next time this list is shown. */
  leave(): void {
    // The address has changed by now, so the question is the one that was answered last.
    left = { query: this.#answered, ...this.focus };
  }

  get total(): number {
    return this.#total ?? 0;
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
    // The row with the focus stays known when its page is gone.
    return this.#known.get(index) ?? (index === this.focus.index ? (this.focus.row ?? undefined) : undefined);
  }

  /** The tickets that are loaded in a row around the focus, in the order of the list. */
  get known(): readonly string[] {
    const ids: string[] = [];
    for (let index = this.from, row; (row = this.#known.get(index)) !== undefined; index++) ids.push(row.id);
    return ids;
  }

  /** The place of the first of them. */
  get from(): number {
    let from = this.#known.has(this.focus.index) ? this.focus.index : Math.min(...this.#known.keys(), this.total);
    while (this.#known.has(from - 1)) from--;
    return from;
  }

  /** What identifies row `index`; the index itself while it is not loaded. */
  keyOf(index: number): string | number {
    const row = this.#known.get(index);
    if (row !== undefined) return row.id;
    const pinned = index === this.focus.index ? this.focus.row?.id : undefined;
    return pinned === undefined || this.#placeOf(pinned) !== null ? index : pinned;
  }

  #placeOf(id: string | undefined): number | null {
    if (id !== undefined) for (const [index, row] of this.#known) if (row.id === id) return index;
    return null;
  }

  /** Takes in what was read, and keeps the focus on its ticket, or where its ticket was. */
  loaded({ total, parts }: Read): void {
    const known = new Map<number, RowView>();
    // Parts that were read one after the other may both have a ticket that moved meanwhile: it stands in one place.
    const seen = new Set<string>();
    for (const { from, rows } of parts) {
      rows.forEach((row, step) => {
        if (!seen.has(row.id)) known.set(from + step, row);
        seen.add(row.id);
      });
    }
    this.#known = known;
    this.#total = total;
    this.#answered = JSON.stringify(this.#query());
    this.selection.refresh([...known.values()]);
    const { index, row, heading } = this.focus;
    if (heading === undefined) {
      const place = this.#placeOf(row?.id);
      const found = place === null ? undefined : known.get(place);
      if (place !== null && found !== undefined) {
        if (found !== row || place !== index) this.focus = { index: place, row: found };
      } else if (index >= total || known.has(index)) {
        const inside = Math.max(0, Math.min(index, total - 1));
        this.focus = { index: inside, row: known.get(inside) ?? null };
      }
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
    if (index !== this.focus.index || this.focus.heading !== undefined) this.focus = { index, row: this.at(index) ?? null };
  }

  /** Goes to the heading of a group, before which `index` tickets stand. */
  async focusOnHeading(heading: string, index: number): Promise<void> {
    this.headingFocused(heading, index);
    await this.putFocus();
  }

  headingFocused(heading: string, index: number): void {
    if (heading !== this.focus.heading || index !== this.focus.index) this.focus = { index, row: null, heading };
  }

  async focusOn(index: number): Promise<void> {
    const inside = Math.max(0, Math.min(index, this.total - 1));
    this.focus = { index: inside, row: this.at(inside) ?? null };
    await this.putFocus();
  }

  async putFocus(): Promise<void> {
    await tick();
    const { index, heading } = this.focus;
    this.#grid?.reveal(index, heading);
    const row = this.#grid?.element.querySelector<HTMLElement>(heading === undefined ? `[data-index="${index}"]` : `[data-heading="${CSS.escape(heading)}"]`);
    // Without this hint, engines show no ring for a focus that a script moved.
    row?.focus({ preventScroll: true, focusVisible: true });
    this.#waits = row == null && this.#answered !== JSON.stringify(this.#query()) ? document.activeElement : null;
  }

  /** Takes a focus that nobody has. */
  home(): Home {
    if (this.#total === null) return "soon";
    if (this.total === 0 && this.focus.heading === undefined) return "none";
    void this.putFocus();
    return "taken";
  }

  /** The focused row went away under the user: the focus goes to what took its place. */
  async refocusIfLost(): Promise<void> {
    await tick();
    if (layers.depth > 0) return;
    const active = document.activeElement;
    const isRow = active instanceof HTMLElement && active.dataset["index"] !== undefined && this.focus.heading === undefined;
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

  /** Selects many rows, or lets them go where all of them are selected. */
  toggleMany(rows: readonly RowView[]): void {
    if (rows.every(({ id }) => this.selection.has(id))) for (const row of rows) this.selection.toggle(row);
    else this.selection.add(rows);
    this.#saySelected();
  }

  /** Selects a row, and goes to it; one that is selected stays so. */
  pick(index: number | null): void {
    const row = index === null ? undefined : this.at(index);
    if (index === null || row === undefined) return;
    this.focused(index);
    if (!this.selection.has(row.id)) this.toggle(index);
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
    const turn = this.#turn;
    await this.focusOn(index);
    const between = known.length === indexes.length ? known : await this.#read(first, indexes.length);
    if (between === null || turn !== this.#turn) return;
    this.selection.add(between);
    this.#saySelected();
  }

  /** Selects everything listed, up to a limit that is said. */
  async selectAll(): Promise<void> {
    const turn = this.#turn;
    const all = await this.#read(0, Math.min(this.total, mostSelected));
    if (all === null || turn !== this.#turn) return;
    this.selection.add(all);
    if (this.selection.size < this.total) announcer.say(t("list.someSelected", { count: this.selection.size, total: this.total }));
    else this.#saySelected();
  }

  /** Null where they could not be read, which has been said: whoever asked for all must not take some for it. */
  async #read(from: number, count: number): Promise<readonly RowView[] | null> {
    try {
      return await readMany(from, count, this.#ask);
    } catch (thrown) {
      toasts.add({ text: problemWords(thrown), tone: "danger" });
      return null;
    }
  }

  #saySelected(): void {
    announcer.say(t("bulk.selected", { count: this.selection.size }));
  }

  clearSelection(): void {
    this.selection.clear();
    this.#turn += 1;
    this.#anchor = null;
  }
}
