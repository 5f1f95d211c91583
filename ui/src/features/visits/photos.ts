/** @file Pictures taken on a visit: kept until the core has them, and offered again where it did not take one, since a camera hands it over only once. */
import { chosenOf } from "../../api/files";
import type { VisitId, VisitView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { DraftFiles, type DraftFile } from "../../tickets/draftfiles.svelte";

const lists = new Map<VisitId, DraftFiles>();

/** The pictures that this visit does not have yet; one list in this window. */
export function photosOf({ id, ticket }: Pick<VisitView, "id" | "ticket">): DraftFiles {
  const list = lists.get(id) ?? new DraftFiles({ ticket, kind: `visit-${id}` });
  lists.set(id, list);
  return list;
}

/** Keeps what was taken, then gives it to the visit. */
export async function takePhotos(visit: VisitView, files: readonly File[]): Promise<void> {
  const list = photosOf(visit);
  const before = new Set(list.list);
  await list.add(chosenOf(files));
  for (const file of list.list.filter((one) => !before.has(one))) await givePhoto(visit, file);
}

/** Gives one to the visit; where that is refused its chip says why, and keeps it. */
export async function givePhoto(visit: VisitView, file: DraftFile): Promise<void> {
  if (file.attaching) return;
  if (!(await file.attach(visit.ticket, visit.id))) {
    toasts.add({ text: file.problem ?? t("file.unreadable", { name: file.name }), tone: "danger" });
    return;
  }
  await photosOf(visit).remove([file]);
  toasts.add({ text: t("did.photo", { number: visit.number }) });
}
