/** @file What the board tells the pointer that drags its cards: which columns are there, where cards may go, and what became of them. */
import { tick } from "svelte";
import { announcer } from "../../lib/announce.svelte";
import { appearance } from "../../lib/appearance.svelte";
import { timed } from "../../lib/perf";
import { BoardDrag, type Door } from "./board-dnd";
import type { Front } from "./front.svelte";
import type { Stage } from "./stage.svelte";

/** At the sides of a board that shows one column, a card that is held there goes on to the next. */
const edgePixels = 28;
/** A card may be taken at its very end: only whoever moves it outwards means the edge. */
const outwardPixels = 24;

/** Listens to a strip of columns until it is destroyed. */
export function boardDrag(stage: Stage, front: Front, strip: HTMLElement): BoardDrag {
  const refusalOf = (key: string): string | null => {
    const cell = stage.cell(key);
    return stage.lift === null || cell === undefined ? null : stage.refusal(cell, stage.lift);
  };

  function tabAt(x: number, y: number): Door | null {
    const column = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-testid="column-tab"]')?.dataset["status"];
    const cell = column === undefined ? undefined : front.cellIn(column);
    return cell === undefined ? null : { key: `tab ${cell.key}`, slot: { column: cell.key, index: 0 }, refused: refusalOf(cell.key), open: () => bring(cell.column.key) };
  }

  function edgeAt(x: number, from: number): Door | null {
    const { left, right } = strip.getBoundingClientRect();
    const side = x < left + edgePixels && x < from - outwardPixels ? -1 : x > right - edgePixels && x > from + outwardPixels ? 1 : 0;
    const by = document.documentElement.dir === "rtl" ? -side : side;
    const next = by === 0 ? undefined : front.beside(by > 0 ? 1 : -1);
    return next === undefined ? null : { key: `edge of ${front.column?.key ?? ""} to ${next.key}`, slot: null, refused: null, open: () => bring(next.key) };
  }

  async function bring(column: string): Promise<void> {
    if (front.column?.key === column) return;
    front.showCarried(column);
    await tick();
  }

  return new BoardDrag({
    strip,
    columns: () =>
      stage.open.flatMap((cell) => {
        const list = stage.listOf(cell.key);
        return list === null ? [] : [{ key: cell.key, list, count: stage.totalOf(cell.key), refused: refusalOf(cell.key) }];
      }),
    sizes: () => ({ pitch: appearance.sizes.card + appearance.sizes.cardGap, columnGap: appearance.sizes.columnGap }),
    cardOf: (target) => {
      const element = target instanceof Element ? target.closest<HTMLElement>("[data-ticket]") : null;
      const id = element?.dataset["ticket"];
      return element === null || id === undefined ? null : { id, element };
    },
    together: (id) => {
      const card = stage.find(id);
      if (card === undefined) return [];
      stage.lift = stage.together(card);
      const { cards, from } = stage.lift;
      return cards.flatMap((one, index) => (from[index] === undefined ? [] : [{ id: one.id, slot: from[index] }]));
    },
    door: ({ x, y }, from) => (front.alone ? (tabAt(x, y) ?? edgeAt(x, from.x)) : null),
    lifted: () => undefined,
    over: (slot) => {
      if (stage.lift !== null) stage.lift = { ...stage.lift, over: slot };
    },
    dropped: (_, slot) => {
      const lift = stage.lift;
      stage.lift = null;
      if (lift !== null) timed("board.drop", lift.ids.size, () => void stage.drop(lift, slot));
    },
    cancelled: (_, refused) => {
      stage.lift = null;
      if (refused !== null) announcer.say(refused);
    },
  });
}
