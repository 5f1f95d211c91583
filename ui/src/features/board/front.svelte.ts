/** @file Which column is in front on a board that has room for one, and how one gets to another; nothing of it matters where all are in sight. */
import { untrack } from "svelte";
import type { ColumnView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { announcer } from "../../lib/announce.svelte";
import { appearance } from "../../lib/appearance.svelte";
import type { Cell } from "./cells";
import { columnName } from "./facets";
import { limitOf } from "./limits";
import type { Stage } from "./stage.svelte";

/** In the pixels of the usual size: a window that is narrower shows one column at a time. */
const oneColumnRoom = 700;

/** What a column is called where one hears it: its name, how many stand in it, how many of them are late, and its limit. */
export function columnWords(column: ColumnView): string {
  const parts = [columnName(column), t("tickets.count", { count: column.count })];
  if (column.breached > 0) parts.push(t("board.breaching", { count: column.breached }));
  const limited = limitOf(column);
  if (limited !== null) parts.push(limited.words);
  return parts.join(", ");
}

export class Front {
  #stage: Stage;
  /** The column that was in front last, for when no card has the focus. */
  #kept: string | null = $state.raw(null);
  /** Where each cell was left. */
  #left = new Map<string, number>();
  /** Whether there is room for one column alone. */
  alone = $derived(appearance.room < oneColumnRoom);
  /** Those that can come to the front: all that are not folded. */
  columns: readonly ColumnView[] = $derived.by(() => this.#stage.shown?.columns.filter(({ key }) => !this.#stage.folded.has(key)) ?? []);
  /** The one in front; none where all are folded. It follows the focus, and cards that are carried. */
  column: ColumnView | undefined = $derived.by(() => {
    const { lift, landing, focus, beginning } = this.#stage;
    const wanted = [lift?.front, landing, this.#stage.cell(focus?.column)?.column.key, this.#kept, beginning?.column.key];
    const found = wanted.map((key) => this.columns.find((column) => column.key === key)).find((column) => column !== undefined);
    return found ?? this.columns[0];
  });

  constructor(stage: Stage) {
    this.#stage = stage;
    $effect(() => {
      const key = this.column?.key;
      if (key !== undefined) untrack(() => (this.#kept = key));
    });
    stage.inSight = () => (this.alone ? stage.open.filter(({ column }) => column.key === this.column?.key) : stage.open);
  }

  /** The column beside the one in front; undefined at the ends. */
  beside(by: 1 | -1): ColumnView | undefined {
    return this.columns[this.columns.findIndex(({ key }) => key === this.column?.key) + by];
  }

  /** Where one goes to in a column: the same lane, if its cards are in sight. */
  cellIn(column: string): Cell | undefined {
    const lane = this.#stage.cell(this.#stage.focus?.column)?.lane;
    const cells = this.#stage.open.filter((cell) => cell.column.key === column);
    return cells.find((cell) => cell.lane?.key === lane?.key) ?? cells[0];
  }

  /** Brings a column to the front, at the card where it was left, and says which it is. The focus goes to its cards, or stays where it is. */
  show(to: string, focus: "goes" | "stays"): void {
    const stage = this.#stage;
    const column = this.columns.find(({ key }) => key === to);
    if (column === undefined) return;
    if (stage.focus !== null) this.#left.set(stage.focus.column, stage.focus.index);
    this.#kept = to;
    const cell = this.cellIn(to);
    // Every lane may be folded.
    if (cell === undefined) stage.focus = null;
    else stage.lookAt(cell.key, this.#left.get(cell.key) ?? 0);
    announcer.say(columnWords(column));
    // Not every engine gives the focus to what a finger pressed: then it was on a card that went.
    void (focus === "goes" ? stage.putFocus() : stage.refocusIfLost());
  }

  /** The keys for the column after and before, as one reads. */
  step(by: 1 | -1): void {
    const to = document.documentElement.dir === "rtl" ? (by === 1 ? -1 : 1) : by;
    const next = this.beside(to);
    if (!this.alone) this.#stage.stepColumn(to);
    else if (next !== undefined) this.show(next.key, "goes");
  }

  /** A column was folded that had the focus: the nearest one that is left takes it. */
  leave(folded: string): void {
    const order = this.#stage.shown?.columns.map(({ key }) => key) ?? [];
    const far = ({ column }: Cell) => Math.abs(order.indexOf(column.key) - order.indexOf(folded));
    const [nearest] = this.#stage.open.toSorted((one, other) => far(one) - far(other));
    if (nearest === undefined) this.#stage.focus = null;
    else void this.#stage.focusOn(nearest.key, 0);
  }

  /** Lets cards that the pointer carries see another column; where they come from stays in mind. */
  showCarried(to: string): void {
    const { lift } = this.#stage;
    const column = this.columns.find(({ key }) => key === to);
    if (lift === null || column === undefined) return;
    this.#stage.lift = { ...lift, front: to };
    announcer.say(columnWords(column));
  }

  /** Forgets what was on another board. */
  reset(): void {
    this.#kept = null;
    this.#left.clear();
  }
}
