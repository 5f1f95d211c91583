/** @file The heads of the list under the pointer: dragging one moves its column, dragging its edge makes it wider. */
import type { ColumnId } from "./layout";

const startAfter = 4;

export interface Heads {
  /** The head row. */
  row: () => HTMLElement | null;
  /** How wide a column is now, and one pixel on screen in the layout's pixels. */
  width: (id: ColumnId) => number;
  scale: () => number;
  resize: (id: ColumnId, width: number) => void;
  /** A width was chosen: it is kept. */
  resized: (id: ColumnId) => void;
  move: (id: ColumnId, before: ColumnId | null) => void;
}

export class HeadDrag {
  /** The column in the air, and where it would land. */
  moving: { id: ColumnId; before: ColumnId | null } | null = $state.raw(null);
  sizing: ColumnId | null = $state(null);
  #heads: Heads;
  /** A drag ends in a click, which is no wish to sort. */
  #dragged = false;

  constructor(heads: Heads) {
    this.#heads = heads;
  }

  /** True once after a drag, for the click that ends it. */
  swallowsClick(): boolean {
    const was = this.#dragged;
    this.#dragged = false;
    return was;
  }

  /** Begins to move a column as soon as the pointer has gone some way. */
  grab(event: PointerEvent, id: ColumnId): void {
    if (event.button !== 0) return;
    this.#dragged = false;
    const begun = event.clientX;
    this.#follow(
      event,
      (at) => {
        if (this.moving === null && Math.abs(at - begun) < startAfter) return;
        this.#dragged = true;
        this.moving = { id, before: this.#before(at) };
      },
      (done) => {
        const { moving } = this;
        this.moving = null;
        if (done && moving !== null) this.#heads.move(moving.id, moving.before);
      },
    );
  }

  /** Makes a column wider or narrower; `grows` is the direction in which the pointer makes it wider. */
  stretch(event: PointerEvent, id: ColumnId, grows: 1 | -1): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const begun = event.clientX;
    const width = this.#heads.width(id);
    this.sizing = id;
    this.#follow(
      event,
      (at) => this.#heads.resize(id, width + (at - begun) * grows * this.#heads.scale()),
      (done) => {
        this.sizing = null;
        if (done) this.#heads.resized(id);
        else this.#heads.resize(id, width);
      },
    );
  }

  #follow(event: PointerEvent, move: (x: number) => void, end: (done: boolean) => void): void {
    const target = event.currentTarget;
    if (!(target instanceof HTMLElement)) return;
    target.setPointerCapture(event.pointerId);
    const moved = (next: PointerEvent) => move(next.clientX);
    const finish = (done: boolean) => () => {
      target.removeEventListener("pointermove", moved);
      target.removeEventListener("pointerup", dropped);
      target.removeEventListener("pointercancel", cancelled);
      removeEventListener("keydown", escape, true);
      if (target.hasPointerCapture(event.pointerId)) target.releasePointerCapture(event.pointerId);
      end(done);
    };
    const dropped = finish(true);
    const cancelled = finish(false);
    const escape = (press: KeyboardEvent) => {
      if (press.key !== "Escape") return;
      press.preventDefault();
      press.stopPropagation();
      cancelled();
    };
    target.addEventListener("pointermove", moved);
    target.addEventListener("pointerup", dropped);
    target.addEventListener("pointercancel", cancelled);
    addEventListener("keydown", escape, true);
  }

  /** The column before whose middle the pointer is. */
  #before(x: number): ColumnId | null {
    const row = this.#heads.row();
    if (row === null) return null;
    const backwards = getComputedStyle(row).direction === "rtl";
    for (const head of row.querySelectorAll<HTMLElement>("[data-column]")) {
      const { left, width } = head.getBoundingClientRect();
      const middle = left + width / 2;
      if (backwards ? x > middle : x < middle) return head.dataset["column"] as ColumnId;
    }
    return null;
  }
}
