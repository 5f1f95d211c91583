/** @file Where cards can go, as a menu: the columns of the board in sight, and both ends of the one they stand in. The way by pointer without dragging. */
import { t } from "../../i18n/words.svelte";
import type { Menu, MenuEntry, MenuItem } from "../../kit/menu.svelte";
import { namesOf, type Target } from "../../tickets/selection.svelte";
import { cellKey, type Cell } from "./cells";
import { columnName, glyphOf } from "./facets";
import type { Stage } from "./stage.svelte";
import type { Shown } from "./staged";

/** More columns are found by their name; so many have a digit. */
const mostDigits = 9;

/** `statuses` are those to choose from, for a board whose columns are not one status each. */
export function moveMenu(stage: Stage, targets: () => readonly Target[], statuses: () => readonly MenuItem[]): Menu {
  const columns = stage.shown?.columns.length ?? 0;
  return {
    label: t("board.moveOf", { what: namesOf(targets()) }),
    kind: "pick",
    ...(columns > mostDigits ? { search: t("board.findColumn") } : {}),
    entries: () => (stage.shown === undefined ? [] : entriesOf(stage, stage.shown, targets(), statuses)),
  };
}

function entriesOf(stage: Stage, shown: Shown, targets: readonly Target[], statuses: () => readonly MenuItem[]): MenuEntry[] {
  const lift = stage.liftOf(targets);
  const cells = lift.from.map(({ column }) => stage.cell(column));
  const [first] = cells;
  // Whoever is of several lanes stays in each: only the column is another.
  const lane = cells.every((cell) => cell?.lane?.key === first?.lane?.key) ? first?.lane : null;
  const cellIn = (column: Cell["column"]): Cell => stage.cell(cellKey(column.key, lane?.key ?? null)) ?? { key: column.key, column, lane: null, count: column.count };
  const put = (cell: Cell, index: number) => void stage.put(lift, cell, index);

  const columns = shown.columns.map((column): MenuItem => {
    const cell = cellIn(column);
    const stands = cells.every((one) => one?.column.key === column.key);
    const refused = stage.refusal(cell, lift);
    return {
      id: column.key,
      label: columnName(column),
      glyph: glyphOf(column.facet, column.name, column.category),
      checked: stands,
      ...(refused === null ? {} : { refused }),
      // As over the tab of a column: to its top.
      act: () => (stands ? undefined : put(cell, 0)),
    };
  });
  const ends =
    first !== undefined && shown.sort === "rank" && cells.every((cell) => cell?.key === first.key)
      ? [
          { id: "to-top", label: t("board.toTop"), act: () => put(first, 0) },
          { id: "to-bottom", label: t("board.toBottom"), act: () => put(first, stage.totalOf(first.key)) },
        ]
      : [];
  const each = shown.columns.every(({ facet, statuses: own }) => facet.is === "unmapped" || (facet.is === "statuses" && own.length === 1));
  const besides: MenuEntry[] = [...ends, ...(each ? [] : [{ id: "by-status", label: t("bulk.status"), entries: statuses() }])];
  return besides.length === 0 ? columns : [...columns, "line", ...besides];
}
