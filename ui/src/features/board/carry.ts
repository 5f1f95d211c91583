/** @file M on the board: takes the keyboard while cards are carried, draws where they would land, and says every step. */
import { tick } from "svelte";
import { announcer } from "../../lib/announce.svelte";
import { t } from "../../i18n/words.svelte";
import { layers } from "../../lib/layers.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { namesOf } from "../../tickets/selection.svelte";
import { cellName } from "./cells";
import { lift as lifted, placeWords, refusalOf, saidDropped, saidLifted, saidStep, slotOf, stepMove, type MoveColumn, type MoveKey } from "./move";
import { staysPut } from "./slots";
import type { Stage } from "./stage.svelte";

/** Lifts what is selected or has the focus; false when there is nothing to lift. `page` is how many cards are in sight. */
export function carry(stage: Stage, page: number): boolean {
  const card = stage.focus?.card;
  if (card == null) return false;
  const air = stage.together(card);
  const begun = lifted([...air.ids], air.from);
  if (begun === null) return false;
  let move = begun;

  const order = stage.shown?.sort === "rank" ? "byHand" : "sorted";
  const columns = (): MoveColumn[] =>
    stage.open.map((cell) => ({
      key: cell.key,
      name: cellName(cell),
      count: stage.totalOf(cell.key),
      refused: stage.refusal(cell, air),
      ...(cell.lane === null ? {} : { at: { column: cell.column.key, lane: cell.lane.key } }),
    }));
  const draw = (): void => {
    const over = slotOf(move);
    const front = stage.cell(over.column)?.column.key;
    stage.lift = { ...air, over, ...(front === undefined ? {} : { front }), words: () => placeWords(move, columns(), order) };
    // A column that comes to the front for it is there a moment later.
    void tick().then(() => stage.show(over.column, over.index));
  };
  const step = (key: MoveKey) => (): void => {
    move = stepMove(move, key, columns(), page);
    draw();
    announcer.say(saidStep(move, columns(), order));
  };
  const end = (): void => {
    leaveLayer();
    stopAnswering();
    stage.lift = null;
    stage.endCarry = null;
  };
  const putBack = (says: string): void => {
    end();
    announcer.say(says);
    void stage.putFocus();
  };
  const drop = (): void => {
    const refused = refusalOf(move, columns());
    // A refused place is not the end: the cards stay in the air and the reason is said again.
    if (refused !== null) {
      announcer.say(refused);
      return;
    }
    const slot = slotOf(move);
    if (staysPut(slot, air.from)) {
      putBack(t("board.said.cancelled", { what: namesOf(air.cards) }));
      return;
    }
    end();
    void stage.drop(air, slot).then((done) => {
      if (done) announcer.say(saidDropped(move, columns()));
    });
  };

  // A layer of its own: Escape ends it, and the other keys of the board rest meanwhile.
  const leaveLayer = layers.push({ modal: false, close: () => putBack(t("board.said.cancelled", { what: namesOf(air.cards) })) });
  const rtl = document.documentElement.dir === "rtl";
  const stopAnswering = shortcuts.answer({
    "list.next": step("down"),
    "list.previous": step("up"),
    "list.nextColumn": step(rtl ? "left" : "right"),
    "list.previousColumn": step(rtl ? "right" : "left"),
    "list.first": step("home"),
    "list.last": step("end"),
    "list.pageDown": step("page-down"),
    "list.pageUp": step("page-up"),
    "list.open": drop,
    "list.peek": drop,
    "act.move": drop,
  });

  stage.endCarry = end;
  draw();
  announcer.say(saidLifted(move, card.number, columns(), order));
  return true;
}
