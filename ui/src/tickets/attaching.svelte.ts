/** @file Tickets that were made with files: attached one by one, and what fails waits with the ticket until somebody decides. */
import { call } from "../api/call";
import { handFiles, madeAndWaiting, sheetPlace } from "../api/draftfiles";
import type { Made, TicketId } from "../api/gen";
import { thrownCode } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { router } from "../lib/router.svelte";
import { DraftFiles, type DraftFile } from "./draftfiles.svelte";

const about = "files that wait";
const lists = new Map<TicketId, DraftFiles>();

/** The files that wait for a ticket; one list in this window, wherever it is shown. */
export function waitingFor(ticket: TicketId): DraftFiles {
  const list = lists.get(ticket) ?? new DraftFiles({ ...sheetPlace, made: ticket });
  lists.set(ticket, list);
  return list;
}

/**
 * Gives the files of the sheet to the ticket that was made with them, and attaches them.
 *
 * Resolves when they belong to the ticket, so that a sheet that is emptied then takes none of them along; attaching goes on.
 */
export async function handOver(made: Made, from: DraftFiles): Promise<void> {
  const waiting = waitingFor(made.id);
  try {
    await from.handTo(made, waiting);
  } finally {
    void attachAll(made, waiting);
  }
}

async function attachAll(made: Made, waiting: DraftFiles): Promise<void> {
  const failed: DraftFile[] = [];
  for (const file of waiting.list) if (!(await attachOne(made.id, file))) failed.push(file);
  const [first] = failed;
  if (first === undefined) return;
  const open = () => router.go("ticket", [made.id]);
  toasts.add({ about, tone: "danger", text: t("waiting.failed", { count: failed.length, name: first.name, number: made.label }), action: { label: t("app.open"), act: open } });
}

/** Attaches one that waits; it is forgotten only when the core has it. */
export async function attachOne(ticket: TicketId, file: DraftFile): Promise<boolean> {
  if (file.attaching) return false;
  if (!(await file.attach(ticket))) return false;
  await waitingFor(ticket).remove([file]);
  return true;
}

/** Tells of files that an earlier run left waiting; where their ticket is gone, they are back in the sheet. */
export async function tellOfWaiting(): Promise<void> {
  for (const { made, ids } of await madeAndWaiting()) {
    try {
      const { number } = await call("ticket_get", { ticket: made.id });
      const open = () => router.go("ticket", [made.id]);
      toasts.add({ about, text: t("waiting.left", { count: ids.length, number }), action: { label: t("app.open"), act: open } });
    } catch (thrown) {
      if (thrownCode(thrown) !== "missing") throw thrown;
      await handFiles(ids, null);
      toasts.add({ about, text: t("waiting.back", { count: ids.length, number: made.label }) });
    }
  }
}
