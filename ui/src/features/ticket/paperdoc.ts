/** @file A ticket as a document: its values, then the whole conversation, as the core writes it into a PDF file. */
import { call } from "../../api/call";
import { paperWords, savePaper } from "../../api/files";
import type { AttachmentView, LookupsView, MessageView, Paper, PaperPart, SyncView, ThreadEntry, TicketView, VisitView } from "../../api/gen";
import { formatDate, t } from "../../i18n/words.svelte";
import { picturesIn } from "../../lib/markdown";
import { blocksOf } from "../../tickets/paperblocks";
import { wholeThread } from "../../tickets/wholethread";
import { begunOf, partOf, reportOf } from "../../visits/told";
import { visitsOf } from "../../visits/doing";
import { factsOf } from "./paperfacts";
import { shown, type PaperKind } from "./paper.svelte";
import { isHere, isPicture } from "./picture.svelte";
import { itemsOf } from "./thread";
import { sentencesOf } from "./history";

/** Writes a ticket as a PDF file where the person says. */
export async function saveTicket(ticket: TicketView, lookups: LookupsView, kind: PaperKind): Promise<void> {
  const [entries, sync, visits] = await Promise.all([wholeThread(ticket.id), call("sync_status", {}), call("visit_list", visitsOf(ticket.id))]);
  await savePaper(t("paper.title"), fileOf(ticket), paperOf(ticket, lookups, kind, entries, { at: Date.now(), sync, visits }));
}

/** A name that every system takes. */
function fileOf({ number, subject }: TicketView): string {
  const words = subject.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-+|-+$/g, "");
  return [number.replace(/[^\p{L}\p{N}-]+/gu, ""), words].filter((part) => part !== "").join("-");
}

export function paperOf(ticket: TicketView, lookups: LookupsView, kind: PaperKind, entries: readonly ThreadEntry[], { at, sync, visits }: { at: number; sync: Pick<SyncView, "last_success">; visits: readonly VisitView[] }): Paper {
  const asOf = t("paper.at", { at: formatDate(at, "full") });
  const synced = sync.last_success === null ? [] : [t("paper.synced", { at: formatDate(sync.last_success, "full") })];
  const facts = [
    ...factsOf(ticket, lookups, kind).map(({ label, value }) => ({ label, value })),
    { label: t("paper.opened"), value: formatDate(ticket.created_at, "full") },
    { label: t("paper.changed"), value: formatDate(ticket.updated_at, "full") },
    { label: t("about.at"), value: formatDate(at, "full") },
  ];
  const by = ticket.requester ?? ticket.created_by;
  const drawn = pictures();
  const named = new Set([...picturesIn(ticket.description)].map((name) => name.normalize()));
  const request = drawn(
    {
      is: "said",
      who: by?.name ?? t("ticket.nobody"),
      when: formatDate(ticket.created_at, "full"),
      side: "requester",
      marks: [t("thread.via", { channel: t(`channel.${ticket.channel}`) })],
      text: blocksOf(ticket.description.trim() === "" ? t("thread.noDescription") : ticket.description),
      files: [],
    },
    // What else hangs at the ticket itself need not have come with the request.
    ticket.attachments.filter(({ message, name }) => message === null && named.has(name.normalize())),
  );
  const parts = itemsOf(entries).flatMap((item): PaperPart[] => {
    switch (item.kind) {
      case "message":
        return shown(item.message, kind) ? drawn(saidOf(item.message, kind), item.message.attachments) : [];
      case "merged":
        return [
          {
            is: "said",
            who: item.request.requester ?? t("ticket.nobody"),
            when: formatDate(item.request.at, "full"),
            side: "requester",
            marks: [t("merge.from", { number: item.request.from.number })],
            text: [...blocksOf(item.request.from.subject).map((block) => ({ ...block, kind: "heading" as const })), ...blocksOf(item.request.description)],
            files: [],
          },
        ];
      case "events":
        if (kind !== "history") return [];
        return item.lines.flatMap((line) => sentencesOf(line).map((text) => ({ is: "event" as const, text: line.by === null ? text : `${line.by} ${text}`, when: formatDate(line.at, "full") })));
    }
  });
  // What a technician reports is an internal note until somebody hands out the report of that visit.
  const begun = begunOf(visits).map((visit) => partOf(visit, kind === "public" ? null : reportOf(visit, entries)));
  const gone = begun.length === 0 ? [] : [{ is: "heading" as const, text: t("visit.section") }, ...begun];
  return { ...paperWords(), number: ticket.number, title: ticket.subject, facts, about: [asOf, ...synced].join(" · "), parts: [...gone, { is: "heading", text: t("thread.title") }, ...request, ...parts] };
}

type Said = Extract<PaperPart, { is: "said" }>;

/** All pictures of a document are read before it is written: beyond this they stand by their names. */
const mostBytes = 64 * 1024 * 1024;

/** Puts the pictures that came with a message below it, and the names of its other files into it. */
function pictures(): (said: Said, files: readonly AttachmentView[]) => PaperPart[] {
  let left = mostBytes;
  return (said, files) => {
    const seen = files.filter((file) => {
      if (!isPicture(file) || !isHere(file) || file.size_bytes > left) return false;
      left -= file.size_bytes;
      return true;
    });
    const words: Said = { ...said, files: files.filter((file) => !seen.includes(file)).map(({ name }) => name) };
    if (seen.length === 0) return [words];
    return [words, { is: "pictures", title: "", columns: 2, none: t("paper.noPicture"), pictures: seen.map(({ id, name }) => ({ attachment: id, caption: name })) }];
  };
}

function saidOf(message: MessageView, kind: PaperKind): Said {
  const marks = [
    ...(message.kind === "note" ? [t("paper.internal")] : []),
    ...(message.entered_by === undefined ? [] : [t("thread.told", { name: message.entered_by })]),
    ...(message.from === undefined ? [] : [t("merge.from", { number: message.from.number })]),
    // Where a reply stands on its way is the desk's own matter.
    ...(kind === "public" ? [] : standing(message)),
  ];
  return {
    is: "said",
    who: message.author_name,
    when: formatDate(message.at, "full"),
    side: message.kind === "note" ? "internal" : message.side,
    marks,
    text: blocksOf(message.body),
    files: [],
  };
}

function standing({ mark, held }: MessageView): string[] {
  const on = mark === "pending" ? [t("thread.pending")] : mark === "rejected" ? [t("thread.rejected")] : [];
  return held === undefined ? on : [...on, t("thread.held")];
}
