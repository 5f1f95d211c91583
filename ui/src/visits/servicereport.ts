/** @file The report of one visit as a PDF file of its own: what a customer signs, without the conversation around it. */
import { call } from "../api/call";
import { paperWords, savePaper } from "../api/files";
import type { Paper, PaperPart, ThreadEntry, VisitView } from "../api/gen";
import { problemWords } from "../api/problem";
import { formatDate, t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { dayKey } from "../lib/days";
import { fieldLabel } from "../lib/fields";
import { wholeThread } from "../tickets/wholethread";
import { standing } from "./day";
import { partOf, reportOf } from "./told";

/** Writes it where the person says; a problem is said. */
export async function saveServiceReport(visit: VisitView): Promise<void> {
  try {
    const [entries, sync] = await Promise.all([wholeThread(visit.ticket), call("sync_status", {})]);
    const at = standing(visit.steps).at(-1)?.at ?? Date.now();
    const number = visit.number.replace(/[^\p{L}\p{N}-]+/gu, "");
    await savePaper(t("visit.service.save"), `${number}-${t("visit.service.file")}-${dayKey(at)}`, serviceReport(visit, entries, { at: Date.now(), synced: sync.last_success }));
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
  }
}

export function serviceReport(visit: VisitView, entries: readonly ThreadEntry[], { at, synced }: { at: number; synced: number | null }): Paper {
  const about = [t("paper.at", { at: formatDate(at, "full") }), ...(synced === null ? [] : [t("paper.synced", { at: formatDate(synced, "full") })])];
  const facts = [
    { label: fieldLabel("subject"), value: visit.subject },
    { label: fieldLabel("requester"), value: [visit.requester, visit.organisation].filter((one) => one !== null).join(" · ") },
  ].filter(({ value }) => value !== "");
  return { ...paperWords(), number: visit.number, title: t("visit.service"), facts, about: about.join(" · "), parts: [partOf(visit, reportOf(visit, entries), "room"), ...picturesOf(visit)] };
}

/** The photos that were taken there, and what was signed with a finger. */
function picturesOf({ files, signature, signed_by: signer }: VisitView): PaperPart[] {
  const photos = files.filter(({ mime }) => mime.startsWith("image/"));
  const none = t("paper.noPicture");
  return [
    ...(photos.length > 0 ? [{ is: "pictures" as const, title: t("visit.photos"), columns: 2, none, pictures: photos.map(({ id, name }) => ({ attachment: id, caption: name })) }] : []),
    ...(signature === null ? [] : [{ is: "pictures" as const, title: t("visit.signature"), columns: 3, none, pictures: [{ attachment: signature, caption: signer ?? "" }] }]),
  ];
}
