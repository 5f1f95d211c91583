/** @file Which board is being made or edited; BoardEditor.svelte is open while one is. And what one can do with a board. */
import { act } from "../../api/act";
import type { BoardView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import type { MenuEntry } from "../../kit/menu.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";

/** A new board, maybe begun from another one, or one that is there. */
export type Asked = { is: "new"; like: BoardView | null } | { is: "edit"; board: BoardView };

class Editing {
  asked: Asked | null = $state.raw(null);
}

export const editing = new Editing();

export function editBoard(board: BoardView): void {
  editing.asked = { is: "edit", board };
}

export function newBoard(like: BoardView | null = null): void {
  editing.asked = { is: "new", like };
}

/** The menu behind the dots beside the name of a board. */
export function boardEntries(board: BoardView, showOnWall: () => void): MenuEntry[] {
  const refused = board.saved.may_edit ? {} : { refused: t("board.notYours") };
  return [
    { id: "new", label: t("board.new"), keys: shortcuts.keysOf("board.new")[0], act: () => newBoard() },
    { id: "edit", label: t("board.edit"), keys: shortcuts.keysOf("board.edit")[0], ...refused, act: () => editBoard(board) },
    { id: "copy", label: t("board.copy"), act: () => newBoard(board) },
    "line",
    { id: "wall", label: t("board.wall"), keys: shortcuts.keysOf("board.wall")[0], act: showOnWall },
    "line",
    { id: "delete", label: t("board.delete"), danger: true, ...refused, act: () => void remove(board) },
  ];
}

async function remove(board: BoardView): Promise<void> {
  const done = await act("board_remove", { board: board.id }, { done: t("board.deleted", { name: board.name }) });
  if (done !== null && router.place.screen === "board") router.replace("board");
}
