/** @file What is being written on one ticket: a reply and a note side by side, each a draft that is saved while it is typed. */
import { act, type Sentence } from "../../api/act";
import { call } from "../../api/call";
import type { Chosen } from "../../api/files";
import type { AttachmentId, MessageKind, StatusKey, TicketId } from "../../api/gen";
import { problemWords, type ProblemCode } from "../../api/problem";
import { formatList, t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { missingIn, type Fields } from "../../tickets/change.svelte";
import { DraftFiles, type DraftFile } from "../../tickets/draftfiles.svelte";
import { DraftText } from "../../tickets/drafttext.svelte";

/** The draft beside a reply that says that it goes out without the signature. */
const unsigned = "reply-unsigned";

/** As whom one writes: to the requester, for colleagues, or down what the requester said. */
export type Voice = MessageKind | "said";

/** One text that is being written, with what goes along with it. */
export class Draft extends DraftText<Voice> {
  /** Whether it tells when the ticket is expected to be resolved. */
  tells = $state(false);
  /** Whether my signature goes under it. */
  sign = $state(true);
  readonly files: DraftFiles;
  #chose = false;

  constructor(ticket: TicketId, kind: Voice) {
    super(ticket, kind);
    this.files = new DraftFiles({ ticket, kind });
  }

  override async load(): Promise<void> {
    await super.load();
    await this.files.load();
    if (this.kind !== "reply") return;
    try {
      const left = await call("draft_get", { ticket: this.ticket, kind: unsigned });
      if (!this.#chose) this.sign = left === null;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  override renew(): Promise<void> {
    void this.files.load();
    return super.renew();
  }

  attach(files: readonly Chosen[]): void {
    void this.files.add(files);
  }

  /** Goes over into another draft, below what was begun there. */
  becomes(other: Draft): void {
    other.typed([other.text.trimEnd(), this.text].filter((text) => text !== "").join("\n\n"));
    void this.giveFiles(other);
    void this.sent(this.text, []);
  }

  /** Lets another draft have the files; they leave this one only when they are there. */
  async giveFiles(to: Draft): Promise<void> {
    const files = this.files.list;
    try {
      await to.files.add(await Promise.all(files.map((file) => file.again())));
      await this.files.remove(files);
    } catch {
      // The file was moved or its medium taken out after it was chosen: all of them stay where they are.
      toasts.add({ text: t("file.unreadable", { name: formatList(files.map(({ name }) => name), "and") }), tone: "danger" });
    }
  }

  /** Puts the signature under this reply, or leaves it out; kept like the text. */
  signed(on: "on" | "off"): void {
    this.#chose = true;
    this.sign = on === "on";
    void this.#keepSign();
  }

  /** Forgets what was sent of it, text and files; whatever was written or attached since stays. */
  async sent(text: string, files: readonly DraftFile[]): Promise<void> {
    this.tells = false;
    const signs = this.sign;
    this.sign = true;
    this.#chose = true;
    await Promise.all([this.forget(text), this.files.remove(files), ...(signs ? [] : [this.#keepSign()])]);
  }

  async #keepSign(): Promise<void> {
    try {
      await call("draft_put", { ticket: this.ticket, kind: unsigned, body: this.sign ? "" : "off" });
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }
}

/** What became of sending: `open` are the placeholders that nobody filled and nobody has said to be meant so, `lacks` the fields that its status needs. */
export type Sent = { is: "sent" } | { is: "refused" } | { is: "open"; names: readonly string[] } | { is: "lacks"; keys: readonly string[] };

/** Sends a draft; unless it was sent, the draft stays as it is. */
export async function send(ticket: TicketId, draft: Draft, status: StatusKey | null, says: Sentence, meant: "ask" | "meant", fill: Fields = {}): Promise<Sent> {
  const attachments: AttachmentId[] = [];
  const { text } = draft;
  const files = draft.files.list;
  for (const file of files) {
    await file.attach(ticket);
    // Its chip says why and stays; what was added already is not added again by a second try.
    if (file.added === null) {
      toasts.add({ text: t("composer.fileFailed", { name: file.name }), tone: "danger" });
      return { is: "refused" };
    }
    attachments.push(file.added);
  }
  const voice = draft.kind === "said" ? { kind: "reply" as const, side: "requester" as const } : { kind: draft.kind };
  const input = { ticket, ...voice, body: text.trim(), status, attachments, fill };
  const reply = draft.kind === "reply" ? { sign: draft.sign, tells_estimated: draft.tells, placeholders_meant: meant === "meant" } : {};
  let names: readonly string[] = [];
  let keys: readonly string[] = [];
  const refused = (code: ProblemCode, detail: unknown) => {
    names = code === "placeholders" ? namesOf(detail) : [];
    keys = missingIn(code, detail);
    return names.length + keys.length > 0;
  };
  await draft.hold();
  const done = await act("message_add", { ...input, ...reply }, { ...says, refused });
  if (done === null) draft.release();
  if (done === null && keys.length > 0) return { is: "lacks", keys };
  if (done === null) return names.length > 0 ? { is: "open", names } : { is: "refused" };
  // Not waited for: what one presses next is a command, and the text must be left by then.
  void draft.sent(text, files);
  return { is: "sent" };
}

/** The placeholders that a refusal names. */
function namesOf(detail: unknown): string[] {
  if (typeof detail !== "object" || detail === null || !("placeholders" in detail) || !Array.isArray(detail.placeholders)) return [];
  return detail.placeholders.filter((name: unknown) => typeof name === "string");
}

/** What was done, as the toast says it; with the status that the ticket has now where it has another one. */
export function saidWords(kind: Voice, number: string, status: string | null): string {
  const done = { reply: "composer.said.reply", note: "composer.said.note", said: "composer.heard.done" } as const;
  const doneAnd = { reply: "composer.said.replyAnd", note: "composer.said.noteAnd", said: "composer.heard.doneAnd" } as const;
  return status === null ? t(done[kind], { number }) : t(doneAnd[kind], { number, status });
}
