/** @file Pictures from a camera, or from the disk where there is none: attached to a ticket one by one, each said and undoable. */
import { act } from "../api/act";
import { readBase64 } from "../api/files";
import type { TicketId } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";

/** Attaches what was chosen; what cannot be read is said, and the others go on. */
export async function attachPictures(files: Iterable<File> | null | undefined, { ticket, number }: { ticket: TicketId; number: string }): Promise<void> {
  for (const file of [...(files ?? [])]) {
    let base64: string;
    try {
      base64 = await readBase64(file);
    } catch {
      // The picture was moved or its medium taken out after it was chosen.
      toasts.add({ text: t("file.unreadable", { name: file.name }), tone: "danger" });
      continue;
    }
    await act("attachment_add", { ticket, name: file.name, mime: file.type === "" ? null : file.type, base64, path: null, visit: null }, { done: t("did.photo", { number }) });
  }
}
