/** @file What is being written on one ticket: a reply and a note side by side, each a draft that is saved while it is typed. */
import { act, type Sentence } from "../../api/act";
import { call } from "../../api/call";
import { keepFiles, keptFiles } from "../../api/draftfiles";
import { readBase64, type Chosen } from "../../api/files";
import type { AttachmentId, MessageKind, StatusKey, TicketId } from "../../api/gen";
import { problemWords, type ProblemCode } from "../../api/problem";
import { t } from "../../i18n/words.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { Autosave } from "../../lib/autosave";
import { missingIn, type Fields } from "../../tickets/change.svelte";

/** The draft beside a reply that says that it goes out without the signature. */
const unsigned = "reply-unsigned";

/** As whom one writes: to the requester, for colleagues, or down what the requester said. */
export type Voice = MessageKind | "said";

/** One text that is being written. */
export class Draft {
  text = $state("");
  /** When the text was last saved; null while nothing is. */
  savedAt: number | null = $state(null);
  /** Why it could not be saved. */
  unsaved: string | null = $state(null);
  files: readonly Chosen[] = $state.raw([]);
  /** Whether it tells when the ticket is expected to be resolved. */
  tells = $state(false);
  /** Whether my signature goes under it. */
  sign = $state(true);
  readonly kind: Voice;
  #ticket: TicketId;
  #touched = false;
  #chose = false;
  #saving = 0;
  #autosave = new Autosave((body) => this.#save(body));

  constructor(ticket: TicketId, kind: Voice) {
    this.#ticket = ticket;
    this.kind = kind;
  }

  /** Brings back what was written before; what is typed meanwhile wins. */
  async load(): Promise<void> {
    try {
      const found = await call("draft_get", { ticket: this.#ticket, kind: this.kind });
      if (!this.#touched && found !== null) this.text = found;
      const files = await keptFiles(this.#ticket, this.kind);
      this.files = [...files, ...this.files];
      const left = this.kind === "reply" ? await call("draft_get", { ticket: this.#ticket, kind: unsigned }) : null;
      if (!this.#chose) this.sign = left === null;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  /** Reads it again, since another window may have written on it; what is typed here and not saved yet wins. */
  async renew(): Promise<void> {
    const settled = () => !this.#autosave.waits && this.#saving === 0 && this.unsaved === null;
    if (!settled()) return;
    const before = this.text;
    const found = (await call("draft_get", { ticket: this.#ticket, kind: this.kind }).catch(() => before)) ?? "";
    if (settled() && this.text === before) this.text = found;
  }

  typed(text: string): void {
    this.#touched = true;
    this.text = text;
    this.#autosave.typed(text);
  }

  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  attach(files: readonly Chosen[]): void {
    if (files.length === 0) return;
    this.files = [...this.files, ...files];
    void this.#keepFiles();
  }

  detach(file: Chosen): void {
    this.files = this.files.filter((other) => other !== file);
    void this.#keepFiles();
  }

  /** Puts the signature under this reply, or leaves it out; kept like the text. */
  signed(on: "on" | "off"): void {
    this.#chose = true;
    this.sign = on === "on";
    void this.#keepSign();
  }

  /** Forgets the draft, since it has been sent. */
  async clear(): Promise<void> {
    this.#autosave.drop();
    this.text = "";
    this.savedAt = null;
    this.files = [];
    this.tells = false;
    const signs = this.sign;
    this.sign = true;
    this.#chose = true;
    await Promise.all([this.#save(""), this.#keepFiles(), ...(signs ? [] : [this.#keepSign()])]);
    this.savedAt = null;
  }

  async #keepFiles(): Promise<void> {
    try {
      for (const { name } of await keepFiles(this.#ticket, this.kind, this.files)) toasts.add({ text: t("composer.fileNotKept", { name }), tone: "danger" });
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  async #keepSign(): Promise<void> {
    try {
      await call("draft_put", { ticket: this.#ticket, kind: unsigned, body: this.sign ? "" : "off" });
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  async #save(body: string): Promise<void> {
    this.#saving += 1;
    try {
      await call("draft_put", { ticket: this.#ticket, kind: this.kind, body });
      this.savedAt = body === "" ? null : Date.now();
      this.unsaved = null;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    } finally {
      this.#saving -= 1;
    }
  }
}

/** What became of sending: `open` are the placeholders that nobody filled and nobody has said to be meant so, `lacks` the fields that its status needs. */
export type Sent = { is: "sent" } | { is: "refused" } | { is: "open"; names: readonly string[] } | { is: "lacks"; keys: readonly string[] };

/** Sends a draft; unless it was sent, the draft stays as it is. */
export async function send(ticket: TicketId, draft: Draft, status: StatusKey | null, says: Sentence, meant: "ask" | "meant", fill: Fields = {}): Promise<Sent> {
  const attachments: AttachmentId[] = [];
  for (const file of draft.files) {
    const id = await upload(ticket, file);
    if (id === null) return { is: "refused" };
    // A second try after a refusal does not add the same file again.
    attachments.push(id);
  }
  const voice = draft.kind === "said" ? { kind: "reply" as const, side: "requester" as const } : { kind: draft.kind };
  const input = { ticket, ...voice, body: draft.text.trim(), status, attachments, fill };
  const reply = draft.kind === "reply" ? { sign: draft.sign, tells_estimated: draft.tells, placeholders_meant: meant === "meant" } : {};
  let names: readonly string[] = [];
  let keys: readonly string[] = [];
  const refused = (code: ProblemCode, detail: unknown) => {
    names = code === "placeholders" ? namesOf(detail) : [];
    keys = missingIn(code, detail);
    return names.length + keys.length > 0;
  };
  const done = await act("message_add", { ...input, ...reply }, { ...says, refused });
  if (done === null && keys.length > 0) return { is: "lacks", keys };
  if (done === null) return names.length > 0 ? { is: "open", names } : { is: "refused" };
  // Not waited for: what one presses next is a command, and the text must be left by then.
  void draft.clear();
  return { is: "sent" };
}

/** The placeholders that a refusal names. */
function namesOf(detail: unknown): string[] {
  if (typeof detail !== "object" || detail === null || !("placeholders" in detail) || !Array.isArray(detail.placeholders)) return [];
  return detail.placeholders.filter((name: unknown) => typeof name === "string");
}

const uploaded = new WeakMap<Chosen, AttachmentId>();

async function upload(ticket: TicketId, chosen: Chosen): Promise<AttachmentId | null> {
  const before = uploaded.get(chosen);
  if (before !== undefined) return before;
  const content =
    "path" in chosen
      ? { mime: null, base64: null, path: chosen.path }
      : { mime: chosen.file.type === "" ? null : chosen.file.type, base64: await content64(chosen.file), path: null };
  if (content.path === null && content.base64 === null) return null;
  const added = await act("attachment_add", { ticket, name: chosen.name, ...content, visit: null });
  if (added !== null) uploaded.set(chosen, added.id);
  return added?.id ?? null;
}

async function content64(file: File): Promise<string | null> {
  try {
    return await readBase64(file);
  } catch {
    // The file was moved or its medium taken out after it was chosen.
    toasts.add({ text: t("file.unreadable", { name: file.name }), tone: "danger" });
    return null;
  }
}
