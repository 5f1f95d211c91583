/** @file What a technician writes on a visit before it is sent: the ticket's draft of a note, saved while it is typed. */
import { call } from "../../api/call";
import type { TicketId } from "../../api/gen";
import { problemWords } from "../../api/problem";
import { Autosave } from "../../lib/autosave";

export class Note {
  text = $state("");
  /** Why it could not be saved. */
  unsaved: string | null = $state(null);
  #ticket: TicketId;
  #touched = false;
  #autosave = new Autosave((body) => this.#save(body));

  constructor(ticket: TicketId) {
    this.#ticket = ticket;
  }

  /** Brings back what was written before; what is typed meanwhile wins. */
  async load(): Promise<void> {
    try {
      const found = await call("draft_get", { ticket: this.#ticket, kind: "note" });
      if (!this.#touched && found !== null) this.text = found;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }

  typed(text: string): void {
    this.#touched = true;
    this.text = text;
    this.#autosave.typed(text);
  }

  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  /** Forgets the text, since it has been sent. */
  async clear(): Promise<void> {
    this.#autosave.drop();
    this.#touched = true;
    this.text = "";
    await this.#save("");
  }

  async #save(body: string): Promise<void> {
    try {
      await call("draft_put", { ticket: this.#ticket, kind: "note", body });
      this.unsaved = null;
    } catch (thrown) {
      this.unsaved = problemWords(thrown);
    }
  }
}
