/** @file What is being written on one ticket: a reply and a note side by side, each a draft that is saved while it is typed. */
import { act, type Sentence } from "../../api/act";
import { call } from "../../api/call";
import type { Chosen } from "../../api/files";
import type { AttachmentId, MessageKind, StatusKey, TicketId, TicketView } from "../../api/gen";
import { problemWords, type ProblemCode } from "../../api/problem";
import { formatList, t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { missingIn, type Fields } from "../../tickets/change.svelte";
import { DraftFiles, type DraftFile } from "../../tickets/draftfiles.svelte";
import { DraftText } from "../../tickets/drafttext.svelte";

/** What goes along with a reply, each a draft beside it: that it leaves out the signature, and which expected resolution it tells. */
const unsigned = "reply-unsigned";
const telling = "reply-tells";

/** As whom one writes: to the requester, for colleagues, or down what the requester said. */
export type Voice = MessageKind | "said";

/** One text that is being written, with what goes along with it. */
export class Draft extends DraftText<Voice> {
  /** The expected resolution that it tells; null where it tells none. */
  tells = $state<number | null>(null);
  /** Whether my signature goes under it. */
  sign = $state(true);
  readonly files: DraftFiles;
  #chose = false;
  #told = false;

  constructor(ticket: TicketId, kind: Voice) {
    super(ticket, kind);
    this.files = new DraftFiles({ ticket, kind });
  }

  override async load(): Promise<void> {
    await super.load();
    await this.files.load();
    if (this.kind !== "reply") return;
    try {
      const [left, told] = await Promise.all([unsigned, telling].map((kind) => call("draft_get", { ticket: this.ticket, kind })));
      if (!this.#chose) this.sign = left == null;
      if (!this.#told) this.tells = (told ?? "") === "" ? null : Number(told);
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
    this.#bare();
  }

  override async flush(): Promise<void> {
    await super.flush();
    this.#bare();
  }

  /** Where nothing is written any more, nothing goes along with it: a ticket must not count as begun for that alone. */
  #bare(): void {
    if (this.kind !== "reply" || this.text !== "" || this.files.list.length > 0 || this.unsaved !== null) return;
    if (!this.sign) this.signed("on");
    if (this.tells !== null) this.tell(null);
  }

  override renew(): Promise<void> {
    void this.files.load();
    return super.renew();
  }

  attach(files: readonly Chosen[]): void {
    void this.files.add(files);
  }

  /** Goes over into another draft, below what was begun there, and leaves here only what is kept there; false where that is not all of it. */
  async becomes(other: Draft): Promise<boolean> {
    const { text } = this;
    if (text !== "") other.typed([other.text.trimEnd(), text].filter((part) => part !== "").join("\n\n"));
    if (!this.sign && other.kind === "reply") other.signed("off");
    await other.flush();
    if (other.unsaved !== null) return false;
    const whole = await this.giveFiles(other);
    await this.sent(text, []);
    return whole;
  }

  /** Lets another draft have the files; they leave this one only when they are there. */
  async giveFiles(to: Draft): Promise<boolean> {
    const files = this.files.list;
    if (files.length === 0) return true;
    try {
      await to.files.add(await Promise.all(files.map((file) => file.again())));
      await this.files.remove(files);
      return true;
    } catch {
      // The file was moved or its medium taken out after it was chosen: all of them stay where they are.
      toasts.add({ text: t("file.unreadable", { name: formatList(files.map(({ name }) => name), "and") }), tone: "danger" });
      return false;
    }
  }

  /** Puts the signature under this reply, or leaves it out; kept like the text. */
  signed(on: "on" | "off"): void {
    this.#chose = true;
    this.sign = on === "on";
    void this.#keep(unsigned, this.sign ? "" : "off");
  }

  /** Says which expected resolution stands in it, or that none does; kept like the text. */
  tell(at: number | null): void {
    this.#told = true;
    this.tells = at;
    void this.#keep(telling, at === null ? "" : String(at));
  }

  /** Forgets what was sent of it, text and files; whatever was written or attached since stays. */
  async sent(text: string, files: readonly DraftFile[]): Promise<void> {
    this.#chose = this.#told = true;
    if (!this.sign) this.signed("on");
    if (this.tells !== null) this.tell(null);
    await Promise.all([this.forget(text), this.files.remove(files)]);
  }

  async #keep(kind: string, body: string): Promise<void> {
    try {
      await call("draft_put", { ticket: this.ticket, kind, body });
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }
}

/** What became of sending: `open` are the placeholders that nobody filled and nobody has said to be meant so, `lacks` the fields that its status needs. */
export type Sent = { is: "sent" } | { is: "refused" } | { is: "open"; names: readonly string[] } | { is: "lacks"; keys: readonly string[] };

/** Sends a draft; unless it was sent, the draft stays as it is. */
export async function send(answers: Pick<TicketView, "id" | "estimated">, draft: Draft, status: StatusKey | null, says: Sentence, meant: "ask" | "meant", fill: Fields = {}): Promise<Sent> {
  const ticket = answers.id;
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
  const reply = draft.kind === "reply" ? { sign: draft.sign, tells_estimated: draft.tells !== null && draft.tells === answers.estimated, placeholders_meant: meant === "meant" } : {};
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
