/** @file The state of the board in sight: which cards are loaded, where the focus is, what is lifted. Holds no tickets of its own. */
import { tick } from "svelte";
import type { Way } from "../../api/act";
import { call } from "../../api/call";
import type { CardPage, CardView, TicketId } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { announcer } from "../../lib/announce.svelte";
import { focusIsLost, type Home } from "../../lib/keepfocus";
import { layers } from "../../lib/layers.svelte";
import { queue } from "../../lib/queue.svelte";
import { changeOrAsk, part, type Said } from "../../tickets/change.svelte";
import { entryAt } from "../../tickets/pages";
import { mostSelected, namesOf, Selection, type Target } from "../../tickets/selection.svelte";
import { isDone } from "../../tickets/sentences";
import { stillOpen } from "../../tickets/stillopen";
import { beside, cellName, cellsOf, refusalOf, type Cell } from "./cells";
import { columnName } from "./facets";
import type { Focus, Handle, Lift, Shown } from "./staged";
import { askedOf, cardsAround, countOf, firstCards } from "./reads";
import { neighboursOf, type Slot } from "./slots";

/** A place no column has, for a selected card that is not loaded any more. */
const outOfSight = Number.MAX_SAFE_INTEGER;

/** So long a card is waited for that comes back; whoever went on working meanwhile is not called away. */
const soughtMillis = 3_000;

/** Where the focus was when a board was left, for coming back from a ticket. */
let left: { board: string; focus: Focus } | null = null;

export class Stage {
  #shown: () => Shown | undefined;
  #pages: ReadonlyMap<string, CardPage> = $state.raw(new Map());
  #handles = new Map<string, Handle>();
  /** The columns that are folded to a strip. */
  folded: ReadonlySet<string> = $state.raw(new Set());
  /** The lanes of which only the head is there. */
  foldedLanes: ReadonlySet<string> = $state.raw(new Set());
  /** Brings a lane into sight whose cells may not be mounted. */
  revealLane: ((lane: string) => void) | null = null;
  /** The cells of which cards can be seen, for a board that shows one column at a time. */
  inSight: () => readonly Cell[] = () => this.open;
  cells: readonly Cell[] = $derived.by(() => {
    const shown = this.#shown();
    return shown === undefined ? [] : cellsOf(shown);
  });
  /** The cells whose cards are in sight. */
  open: readonly Cell[] = $derived(this.cells.filter(({ column, lane }) => !this.folded.has(column.key) && (lane === null || !this.foldedLanes.has(lane.key))));
  focus: Focus | null = $state.raw(null);
  lift: Lift | null = $state.raw(null);
  /** The column that cards were let go in, as long as the core has not answered. */
  landing: string | null = $state.raw(null);
  /** Ends a move by keyboard without a word, for a board that goes away under it. */
  endCarry: (() => void) | null = null;
  selection = new Selection<CardView>();
  /** The focus was on cards that are gone: the first that is there takes it, whoever was given it meanwhile. */
  #claims = false;
  /** A card whose move was taken back, and where it comes to stand: it gets the focus once it is read there. */
  #sought: { id: TicketId; column: string; until: number } | null = null;
  /** The cells that were selected as a whole, with how many cards they held. */
  #taken = new Map<string, number>();
  /** Which selection it is. */
  #turn = 0;
  /** Where a selection that is extended began. */
  #anchor: { column: string; index: number } | null = null;

  constructor(shown: () => Shown | undefined) {
    this.#shown = shown;
  }

  cell(key: string | undefined): Cell | undefined {
    return this.cells.find((cell) => cell.key === key);
  }

  get shown(): Shown | undefined {
    return this.#shown();
  }

  /** What actions are about: the selection, else the card with the focus. */
  get targets(): readonly CardView[] {
    const focused = this.focus?.card;
    return this.selection.size > 0 ? this.selection.list : focused == null ? [] : [focused];
  }

  attach(column: string, handle: Handle): () => void {
    this.#handles.set(column, handle);
    return () => this.#handles.delete(column);
  }

  /** The element that the cards of a column scroll in. */
  listOf(column: string): HTMLElement | null {
    return this.#handles.get(column)?.element ?? null;
  }

  /** What was read, what is in sight first: the rest may have changed since. */
  get #freshest(): readonly [string, CardPage][] {
    const [shown, gone] = [[...this.#pages].filter(([key]) => this.#handles.has(key)), [...this.#pages].filter(([key]) => !this.#handles.has(key))];
    return [...shown, ...gone];
  }

  /** How many cards a cell has: as it shows, or as the board counted where it does not. */
  totalOf(key: string): number {
    const counted = this.cell(key)?.count ?? 0;
    return this.#handles.has(key) ? (this.page(key)?.total ?? counted) : counted;
  }

  /** Returns a card that is loaded. */
  find(id: TicketId): CardView | undefined {
    for (const [, page] of this.#freshest) {
      const card = page.cards.find((one) => one.id === id);
      if (card !== undefined) return card;
    }
    return undefined;
  }

  /** What the keys from ticket to ticket walk once a card of this cell is opened. */
  walk(key: string): void {
    const [shown, cell, page] = [this.shown, this.cell(key), this.page(key)];
    if (shown === undefined || cell === undefined || page === undefined) return;
    const asked = askedOf(shown, cell);
    queue.walk(page.cards.map(({ id }) => id), {
      from: page.from,
      ask: async (from, count) => (await call("board_column", { ...asked, from, count })).cards.map(({ id }) => id),
    });
  }

  page(column: string): CardPage | undefined {
    return this.#pages.get(column);
  }

  cardAt(column: string, index: number): CardView | undefined {
    const page = this.page(column);
    return page === undefined ? undefined : entryAt({ from: page.from, entries: page.cards }, index);
  }

  /** Takes in what a column read, and keeps the focus on its ticket, or where its ticket was. */
  loaded(column: string, page: CardPage): void {
    this.#pages = new Map([...this.#pages, [column, page]]);
    this.selection.refresh(page.cards);
    if (this.#find(column, page)) return;
    const focus = this.focus;
    if (focus === null) this.#focusFirst();
    else if (focus.column === column) {
      const place = page.cards.findIndex((card) => card.id === focus.card?.id);
      if (place !== -1) this.focus = { column, index: page.from + place, card: page.cards[place] ?? null };
      else if (isIn(page, focus.index)) {
        const index = Math.max(0, Math.min(focus.index, page.total - 1));
        this.focus = { column, index, card: this.cardAt(column, index) ?? null };
      }
    }
    void this.refocusIfLost();
  }

  /** Goes to a card whose move was taken back or done again: one looks at what one moved. */
  #seek(id: TicketId, to: Slot): void {
    this.#sought = { id, column: to.column, until: performance.now() + soughtMillis };
    const page = this.page(to.column);
    if (page !== undefined && this.#find(to.column, page)) return;
    // It may stand where nothing is loaded, or in a column that is not in sight: the focus brings that to the front.
    if (!this.#handles.has(to.column) && this.open.some(({ key }) => key === to.column)) this.lookAt(to.column, to.index === outOfSight ? 0 : to.index);
    else if (to.index !== outOfSight) this.show(to.column, to.index);
  }

  #find(column: string, page: CardPage): boolean {
    const sought = this.#sought;
    if (sought === null || sought.column !== column) return false;
    const place = page.cards.findIndex(({ id }) => id === sought.id);
    if (performance.now() > sought.until) this.#sought = null;
    else if (place !== -1) {
      this.#sought = null;
      this.focus = { column, index: page.from + place, card: page.cards[place] ?? null };
      if (layers.depth === 0 && this.lift === null) void this.putFocus();
      return true;
    }
    return false;
  }

  /** Keeps the focus in mind for the next time this board is shown. */
  leave(): void {
    this.endCarry?.();
    const board = this.shown?.board;
    if (board !== undefined && this.focus !== null) left = { board, focus: this.focus };
  }

  /** Where one begins: where this board was left, else where there is work. */
  get beginning(): Cell | undefined {
    const before = left?.board === this.shown?.board ? left?.focus.column : undefined;
    return this.open.find(({ key }) => key === before) ?? firstOf(this.open);
  }

  #focusFirst(): void {
    const before = left?.board === this.shown?.board ? left?.focus : undefined;
    if (before !== undefined && this.open.some(({ key }) => key === before.column)) {
      const laned = this.cell(before.column)?.lane != null;
      // A column is on its way; a lane is only mounted once it is known that the focus is there.
      if (this.page(before.column) === undefined && !laned) return;
      left = null;
      this.focus = before;
      // Its page may not be read yet: taken in as any other reading, once the rest is known.
      const page = this.page(before.column);
      if (page !== undefined) this.loaded(before.column, page);
      return;
    }
    const first = firstOf(this.inSight());
    if (first === undefined || this.page(first.key) === undefined) return;
    this.focus = { column: first.key, index: 0, card: this.cardAt(first.key, 0) ?? null };
  }

  /** The cards are about to be drawn anew under whoever stands on them: they come to stand on them again. */
  claim(): void {
    this.#claims = true;
  }

  /** Forgets what belonged to another board. Whoever stood on its cards comes to stand on those of the new one. */
  reset(stood: "onCards" | "elsewhere"): void {
    this.#claims = stood === "onCards";
    this.#pages = new Map();
    this.focus = null;
    this.lift = null;
    this.clearSelection();
  }

  /** Remembers where the browser put the focus. */
  focused(column: string, index: number): void {
    if (this.focus?.column === column && this.focus.index === index) return;
    this.focus = { column, index, card: this.cardAt(column, index) ?? null };
  }

  /** Moves the focus to a card, and brings it into sight. */
  async focusOn(column: string, index: number): Promise<void> {
    this.lookAt(column, index);
    await this.putFocus();
  }

  /** Makes a card the one that actions are about, wherever the browser has the focus. */
  lookAt(column: string, index: number): void {
    const inside = Math.max(0, Math.min(index, this.totalOf(column) - 1));
    // What is not in sight may have changed since it was read: it is known once it is read again.
    const card = this.#handles.has(column) ? this.cardAt(column, inside) : undefined;
    this.focus = { column, index: inside, card: card ?? null };
  }

  async putFocus(): Promise<void> {
    await tick();
    const focus = this.focus;
    const lane = this.cell(focus?.column)?.lane;
    if (lane != null) {
      this.revealLane?.(lane.key);
      await tick();
    }
    const handle = focus === null ? undefined : this.#handles.get(focus.column);
    if (focus === null || handle === undefined) return;
    this.show(focus.column, focus.index);
    const target = handle.element.querySelector<HTMLElement>(`[data-index="${focus.index}"]`) ?? handle.element;
    // Without this hint, engines show no ring for a focus that a script moved.
    target.focus({ preventScroll: true, focusVisible: true });
  }

  /** Brings a place of a column into sight. */
  show(column: string, index: number): void {
    const lane = this.cell(column)?.lane;
    if (lane != null) this.revealLane?.(lane.key);
    const handle = this.#handles.get(column);
    handle?.reveal(Math.max(0, Math.min(index, this.totalOf(column) - 1)));
    handle?.element.closest("section, [data-cell]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** The focused card went away under the user, or to another place: the focus follows it, or goes to what took its place. */
  async refocusIfLost(): Promise<void> {
    await tick();
    if (layers.depth > 0 || this.lift !== null) return;
    if (this.#claims && this.focus?.card != null && this.#handles.has(this.focus.column)) {
      this.#claims = false;
      await this.putFocus();
      return;
    }
    const active = document.activeElement;
    const card = active instanceof HTMLElement && active.dataset["testid"] === "card" ? active : null;
    // An empty column has the focus itself, until it has a card to give it to.
    const column = active instanceof HTMLElement ? this.focus?.card != null && active.dataset["column"] === this.focus.column : false;
    if (focusIsLost() || column || (card !== null && card.dataset["ticket"] !== this.focus?.card?.id)) await this.putFocus();
  }

  /** Takes a focus that nobody has. */
  home(): Home {
    if (this.focus === null) return this.shown === undefined || this.open.length > 0 ? "soon" : "none";
    if (layers.depth === 0 && this.lift === null) void this.putFocus();
    return "taken";
  }

  /** Goes up or down; beyond the end of a cell into the next lane. */
  step(by: number): void {
    const { focus } = this;
    if (focus === null) return;
    const to = focus.index + by;
    const total = this.page(focus.column)?.total ?? 0;
    const next = Math.abs(by) === 1 && (to < 0 || to >= total) ? beside(this.open, focus.column, by < 0 ? "up" : "down") : undefined;
    if (next === undefined) void this.focusOn(focus.column, to);
    else void this.focusOn(next.key, by < 0 ? Number.MAX_SAFE_INTEGER : 0);
  }

  stepTo(end: "first" | "last"): void {
    const column = this.focus?.column;
    if (column !== undefined) void this.focusOn(column, end === "first" ? 0 : (this.page(column)?.total ?? 1) - 1);
  }

  stepColumn(by: 1 | -1): void {
    const next = beside(this.open, this.focus?.column ?? "", by === 1 ? "right" : "left");
    if (next !== undefined) void this.focusOn(next.key, this.focus?.index ?? 0);
  }

  toggle(): void {
    const focus = this.focus;
    if (focus?.card == null) return;
    this.selection.toggle(focus.card);
    this.#anchor = { column: focus.column, index: focus.index };
    this.#saySelected();
  }

  /** Selects a card, and goes to it; one that is selected stays so. */
  pick(column: string, index: number): void {
    const card = this.cardAt(column, index);
    if (card === undefined) return;
    this.focused(column, index);
    if (!this.selection.has(card.id)) this.toggle();
  }

  #saySelected(): void {
    announcer.say(t("bulk.selected", { count: this.selection.size }));
  }

  /** Moves the focus and selects what lies between. */
  extend(by: number): void {
    if (this.focus !== null) this.extendTo(this.focus.column, this.focus.index + by);
  }

  /** Selects from where the selection began to here, as far as that is loaded. */
  extendTo(column: string, to: number): void {
    const { focus } = this;
    if (this.#anchor?.column !== column) this.#anchor = { column, index: focus?.column === column ? focus.index : to };
    const index = Math.max(0, Math.min(to, (this.page(column)?.total ?? 1) - 1));
    const [first, last] = this.#anchor.index < index ? [this.#anchor.index, index] : [index, this.#anchor.index];
    const between: CardView[] = [];
    for (let place = first; place <= last; place++) {
      const card = this.cardAt(column, place);
      if (card !== undefined) between.push(card);
    }
    this.selection.add(between);
    this.#saySelected();
    void this.focusOn(column, index);
  }

  /** Selects the whole column with the focus, what is out of sight too; once more, the whole board. */
  async selectAll(): Promise<void> {
    const here = this.cell(this.focus?.column);
    const { shown } = this;
    if (here === undefined || shown === undefined) return;
    // What is still read for a selection that was let go belongs to no other.
    const turn = this.#turn;
    const whole = await countOf(shown, here);
    // What is selected stays so: a column that is in hand already is no question any more.
    const cells = whole > 0 && whole === this.#taken.get(here.key) ? this.open : [here];
    let [total, got] = [0, 0];
    for (const cell of cells) {
      const count = cell === here ? whole : await countOf(shown, cell);
      const cards = await firstCards(shown, cell, Math.min(count, mostSelected - got));
      if (turn !== this.#turn) return;
      total += count;
      got += cards.length;
      this.selection.add(cards);
      this.#taken.set(cell.key, count);
    }
    if (got < total) announcer.say(t("list.someSelected", { count: got, total }));
    else this.#saySelected();
  }

  clearSelection(): void {
    this.selection.clear();
    this.#turn += 1;
    this.#taken.clear();
    this.#anchor = null;
  }

  /** Why these cards may not go to a cell; null where they may. */
  refusal(cell: Cell, { cards, from }: Pick<Lift, "cards" | "from">): string | null {
    const carried = cards.map(({ status }, place) => ({ status, cell: this.cell(from[place]?.column) }));
    return refusalOf(cell, carried, this.shown?.lookups?.statuses ?? []);
  }

  /** What moves together with a card: the selection it belongs to, or just itself; in the order of the board. */
  together(card: CardView): Lift {
    return this.liftOf(this.selection.has(card.id) ? this.selection.list : [card]);
  }

  liftOf(cards: readonly Target[]): Lift {
    const placed = cards
      .map((one) => ({ one, slot: this.#slotOf(one) }))
      .sort((left, right) => this.#placeOf(left.slot) - this.#placeOf(right.slot) || left.slot.index - right.slot.index);
    return {
      cards: placed.map(({ one }) => one),
      ids: new Set(placed.map(({ one }) => one.id)),
      from: placed.map(({ slot }) => slot),
      over: null,
    };
  }

  #placeOf(slot: Slot): number {
    return this.cells.findIndex(({ key }) => key === slot.column);
  }

  #slotOf(card: Target): Slot {
    for (const [column, page] of this.#freshest) {
      const place = page.cards.findIndex(({ id }) => id === card.id);
      if (place !== -1 && this.cell(column) !== undefined) return { column, index: page.from + place };
    }
    // Not loaded any more: of a board of statuses its column is known all the same.
    const column = this.cells.find((cell) => cell.lane === null && cell.column.statuses.includes(card.status))?.key ?? "";
    return { column, index: outOfSight };
  }

  async drop(lift: Lift, { column, index }: Slot): Promise<boolean> {
    const cell = this.cell(column);
    return cell !== undefined && this.put(lift, cell, index);
  }

  /** Puts cards below so many others of a cell and returns whether it was done; what stands in the way is said, or asked about. */
  async put(lift: Lift, cell: Cell, index: number): Promise<boolean> {
    const { shown } = this;
    if (shown === undefined) return false;
    this.landing = cell.column.key;
    try {
      return await this.#land(shown, cell, lift, { column: cell.key, index });
    } finally {
      this.landing = null;
      await this.putFocus();
    }
  }

  async #land(shown: Shown, cell: Cell, lift: Lift, slot: Slot): Promise<boolean> {
    // What is not in sight may have changed since it was read.
    const known = this.#handles.has(cell.key) ? neighboursOf(slot, this.totalOf(cell.key), lift.ids, (key, index) => this.cardAt(key, index)?.id) : null;
    const around = shown.sort === "rank" ? (known ?? (await cardsAround(shown, cell, lift.ids, slot))) : { after: null, before: null };
    const lane = cell.lane === null ? {} : { lane: cell.lane.key };
    const place = { column: cell.column.key, ...lane, after: around.after, before: around.before };
    const stays = lift.from.every((one) => one.column === cell.key);
    const words = { what: namesOf(lift.cards), column: cellName(cell) };
    // What stands in one of the column's statuses keeps it; the rest takes the first.
    const { statuses } = cell.column;
    const besides = stillOpen(lift.cards.filter(({ status }) => !statuses.includes(status)), statuses[0], shown.lookups);
    const [first, stood] = [lift.cards[0], lift.from[0]];
    const card = first === undefined ? undefined : (this.find(first.id) ?? this.selection.list.find(({ id }) => id === first.id));
    const follow = () => {
      // Into a column that is folded nobody can follow.
      if (this.open.some(({ key }) => key === cell.key)) this.focus = { column: cell.key, index: slot.index, card: card ?? null };
      this.clearSelection();
    };
    const back = (way: Way) => first !== undefined && stood !== undefined && this.#seek(first.id, way === "undone" ? stood : slot);
    return changeOrAsk(
      ({ reason, fill }) => call("ticket_move", { tickets: [...lift.ids], board: shown.board, place, sort: shown.sort, fill, ...(reason === null ? {} : { priority_reason: reason }) }),
      { tickets: lift.ids.size, about: lift.cards, done: stays ? t("did.reordered", words) : t("did.moved", words), besides, follow, back, words: (problem) => fullWords(problem, columnName(cell.column)) },
      shown.lookups,
    );
  }
}

/** Work first: a desk that has just taken in an old log shows its empty columns, not the far end of the board. */
function firstOf(cells: readonly Cell[]): Cell | undefined {
  const work = cells.filter(({ column }) => !isDone(column.category));
  return (work.length > 0 ? work : cells).find((cell) => cell.count > 0) ?? cells[0];
}

/** The sentence for a column that takes no more, with its name as people know it. */
function fullWords({ code, detail }: Said, column: string): string | null {
  const limit = part(detail, "limit");
  return code === "limit" && typeof limit === "number" ? t("board.full", { column, limit }) : null;
}

/** Whether a page says what stands at `index`, or that nothing does. */
function isIn(page: CardPage, index: number): boolean {
  return index >= page.total || (index >= page.from && index < page.from + page.cards.length);
}
