/** @file The question how a view is called and whom it is for; ViewDialog.svelte asks it, from wherever a view stands. */
import { act } from "../api/act";
import type { SavedView, ViewContent, ViewId, ViewView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import type { MenuEntry } from "../kit/menu.svelte";
import { router } from "../lib/router.svelte";
import { nameOf, placeAfter, standingOf } from "./views";

/** A view that is to be made of what is on the screen, or one that is there already. */
export type Asked = { is: "new"; content: ViewContent; name: string } | { is: "edit"; view: SavedView };

class Viewing {
  asked: Asked | null = $state.raw(null);
}

export const viewing = new Viewing();

/** What one can do with a view, for its menu in the sidebar and in the title row. */
export function viewEntries(view: ViewView, all: readonly ViewView[]): MenuEntry[] {
  const copy: MenuEntry = {
    id: "copy",
    label: t("view.copy"),
    act: () => (viewing.asked = { is: "new", content: view.content, name: t("view.copyOf", { name: nameOf(view) }) }),
  };
  if (view.what.is !== "saved") return [copy];
  const saved = view.what;
  const refused = saved.may_edit ? {} : { refused: t("view.notYours") };
  const move = (step: 1 | -1) => {
    const place = placeAfter(all, saved.id, step);
    return {
      ...(place === null ? { refused: t(step === -1 ? "view.isFirst" : "view.isLast") } : refused),
      act: () => {
        if (place !== null) moveView(saved, place);
      },
    };
  };
  return [
    { id: "edit", label: t("view.edit"), ...refused, act: () => (viewing.asked = { is: "edit", view: saved }) },
    copy,
    "line",
    { id: "up", label: t("view.up"), ...move(-1) },
    { id: "down", label: t("view.down"), ...move(1) },
    "line",
    { id: "delete", label: t("view.delete"), danger: true, ...refused, act: () => void remove(saved) },
  ];
}

/** Puts a saved view between two others. */
export function moveView(view: SavedView, place: { after: ViewId | null; before: ViewId | null }): void {
  void act("view_move", { view: view.id, ...place }, { done: t("view.moved", { name: view.name }), quiet: true });
}

async function remove(view: SavedView): Promise<void> {
  const done = await act("view_remove", { view: view.id }, { done: t("view.deleted", { name: view.name }) });
  if (done !== null && standingOf(router.place.query).key === view.id) router.replace("list");
}
