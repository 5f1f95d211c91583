/** @file Saved views are put in order by the pointer: one is carried past the others, and a line says where it would stand. */
import { placed } from "../collection/order";

/** Puts one between two others, each by its id. */
type Move = (view: string, place: { after: string | null; before: string | null }) => void;

/** Less is a hand that clicks. */
const startsAfterPixels = 4;

/** What a list of views does under the pointer; every saved one has `data-saved`, those that may be moved `data-moves`. */
export function viewDrag(move: Move): (list: HTMLElement) => () => void {
  return (list) => {
    let held: { view: string; x: number; y: number } | null = null;
    /** Before which of the saved views it would stand; null while nothing is carried. */
    let gap: number | null = null;
    const rows = () => [...list.querySelectorAll<HTMLElement>("[data-saved]")];
    const keyOf = (row: HTMLElement) => row.dataset["saved"] ?? "";

    function show(): void {
      const all = rows();
      for (const [at, row] of all.entries()) {
        row.toggleAttribute("data-lifted", gap !== null && keyOf(row) === held?.view);
        const side = gap === at ? "before" : gap === all.length && at === all.length - 1 ? "after" : null;
        if (side === null) delete row.dataset["gap"];
        else row.dataset["gap"] = side;
      }
    }

    function lift(event: PointerEvent): void {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-moves]") : null;
      // A finger scrolls the sidebar; its way is the menu.
      if (row === null || event.button !== 0 || event.pointerType === "touch") return;
      held = { view: keyOf(row), x: event.clientX, y: event.clientY };
      addEventListener("pointermove", carry);
      addEventListener("pointerup", drop);
      for (const end of ["pointercancel", "blur"]) addEventListener(end, leave);
      addEventListener("keydown", escape, true);
    }

    function carry(event: PointerEvent): void {
      if (held === null) return;
      if (gap === null && Math.hypot(event.clientX - held.x, event.clientY - held.y) < startsAfterPixels) return;
      const boxes = rows().map((row) => row.getBoundingClientRect());
      const below = boxes.findIndex(({ top, height }) => event.clientY < top + height / 2);
      gap = below === -1 ? boxes.length : below;
      show();
    }

    function drop(): void {
      const [view, to] = [held?.view, gap];
      leave();
      if (view === undefined || to === null) return;
      // The press that carried it is not one that opens it.
      list.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => list.removeEventListener("click", swallow, true));
      const before = rows().map(keyOf);
      const after = placed(before, view, to);
      const at = after.indexOf(view);
      if (at !== before.indexOf(view)) move(view, { after: after[at - 1] ?? null, before: after[at + 1] ?? null });
    }

    function swallow(event: Event): void {
      event.preventDefault();
      event.stopPropagation();
    }

    function escape(event: KeyboardEvent): void {
      if (event.key !== "Escape" || gap === null) return;
      swallow(event);
      leave();
    }

    function leave(): void {
      held = gap = null;
      show();
      removeEventListener("pointermove", carry);
      removeEventListener("pointerup", drop);
      for (const end of ["pointercancel", "blur"]) removeEventListener(end, leave);
      removeEventListener("keydown", escape, true);
    }

    list.addEventListener("pointerdown", lift);
    return () => {
      leave();
      list.removeEventListener("pointerdown", lift);
    };
  };
}
