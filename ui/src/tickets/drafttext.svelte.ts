/** @file A text that is being written on a ticket before it is sent: saved while it is typed, and found again by whoever comes back. */
import { onDestroy, onMount } from "svelte";
import { call } from "../api/call";
import type { TicketId } from "../api/gen";
import { problemWords } from "../api/problem";
import { Autosave } from "../lib/autosave";

export class DraftText<Kind extends string = string> {
  text = $state("");
  /** When it was last saved; null while nothing is. */
  savedAt: number | null = $state(null);
  /** Why it could not be saved, or read. */
  unsaved: string | null = $state(null);
  readonly ticket: TicketId;
  readonly kind: Kind;
  #touched = false;
  #saving = 0;
  #autosave = new Autosave((body) => this.#save(body));

  constructor(ticket: TicketId, kind: Kind) {
    this.ticket = ticket;
    this.kind = kind;
  }

  /** Brings back what was written before; what is typed meanwhile stands behind it, or in its place where both are the same text, begun twice. */
  async load(typed: "behind" | "instead" = "behind"): Promise<void> {
    try {
      const found = (await call("draft_get", { ticket: this.ticket, kind: this.kind })) ?? "";
      if (!this.#touched) this.text = found;
      else if (typed === "behind" && found.trim() !== "" && this.text !== "" && !this.text.startsWith(found)) this.typed(`${found.trimEnd()}\n\n${this.text}`);
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  /** Reads it again, since another window may have written on it; what is typed here and not saved yet wins. */
  async renew(): Promise<void> {
    const settled = () => this.#autosave.waiting === null && this.#saving === 0 && this.unsaved === null;
    if (!settled()) return;
    const before = this.text;
    const found = (await call("draft_get", { ticket: this.ticket, kind: this.kind }).catch(() => before)) ?? "";
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

  /** Saves it before it is sent, and then nothing more: a draft that is on its way must not come after the message. */
  hold(): Promise<void> {
    return this.#autosave.hold();
  }

  /** It was not sent, and goes on being a draft. */
  release(): void {
    this.#autosave.release();
  }

  /** Forgets `sent`, which is what stood here when it was sent; what was written since stays. */
  async forget(sent = this.text): Promise<void> {
    if (sent === "") return;
    this.#touched = true;
    this.#autosave.drop();
    if (this.text !== sent) {
      // Whoever wrote somewhere else than at the end keeps all of it; at once, since what is kept now was sent.
      this.typed(this.text.startsWith(sent) ? this.text.slice(sent.length).trimStart() : this.text);
      await this.flush();
      return;
    }
    this.text = "";
    await this.#autosave.write("");
    this.savedAt = null;
  }

  async #save(body: string): Promise<void> {
    this.#saving += 1;
    try {
      await call("draft_put", { ticket: this.ticket, kind: this.kind, body });
      this.savedAt = body === "" ? null : Date.now();
      this.unsaved = null;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    } finally {
      this.#saving -= 1;
    }
  }
}

/** Keeps what is typed; a text that is again as it was is no draft. */
export function keepTyped(draft: DraftText, text: string, was: string): void {
  if (text.trim() === was.trim()) void draft.forget();
  else draft.typed(text);
}

/** Saves what waits when the window closes or the component goes; called while it starts. */
export function savesOnLeaving(drafts: readonly DraftText[]): void {
  const flush = () => void Promise.all(drafts.map((one) => one.flush()));
  onMount(() => {
    addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
    };
  });
  onDestroy(flush);
}
