/** @file Who else is on a ticket: says that one is here while the window shows, and forgets whoever falls silent. */
import { call, onNotice } from "../../api/call";
import type { Doing, MessageKind, PresentView, TicketId } from "../../api/gen";

/** Well within the half minute after which the server takes somebody who is silent for gone. */
const beatMillis = 10_000;
/** Whoever pressed no key for so long reads, or thinks. */
const stillMillis = 5_000;

interface Other extends PresentView {
  /** By the clock that nobody can set. */
  until: number;
}

export class Company {
  others: readonly PresentView[] = $state.raw([]);
  readonly #ticket: TicketId;
  #known: readonly Other[] = [];
  #doing: Doing = "gone";
  #beat = 0;
  #still = 0;
  #fade = 0;

  constructor(ticket: TicketId) {
    this.#ticket = ticket;
  }

  /** Is here from now on, as long as the window can be seen; until the returned function is called. */
  begin(): () => void {
    const look = () => (document.visibilityState === "hidden" ? this.#leave() : this.#enter());
    const leave = () => this.#leave();
    const deaf = onNotice((notice) => {
      if (notice.notice === "present" && notice.presence.ticket === this.#ticket && this.#doing !== "gone") this.#meet(notice.presence.people);
    });
    document.addEventListener("visibilitychange", look);
    addEventListener("pagehide", leave);
    look();
    return () => {
      deaf();
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pagehide", leave);
      this.#leave();
    };
  }

  /** A key was pressed in the composer; null when what was written is sent. */
  wrote(as: MessageKind | null): void {
    if (this.#doing === "gone") return;
    clearTimeout(this.#still);
    if (as !== null) this.#still = window.setTimeout(() => this.#turn("viewing"), stillMillis);
    this.#turn(as === null ? "viewing" : as === "note" ? "noting" : "replying");
  }

  #enter(): void {
    if (this.#doing !== "gone") return;
    this.#beat = window.setInterval(() => void this.#say(), beatMillis);
    this.#turn("viewing");
  }

  #leave(): void {
    if (this.#doing === "gone") return;
    clearInterval(this.#beat);
    clearTimeout(this.#still);
    this.#turn("gone");
    this.#meet([]);
  }

  #turn(doing: Doing): void {
    if (doing === this.#doing) return;
    this.#doing = doing;
    void this.#say();
  }

  async #say(): Promise<void> {
    const doing = this.#doing;
    try {
      const { people } = await call("presence_here", { ticket: this.#ticket, doing });
      if (this.#doing !== "gone" && doing !== "gone") this.#meet(people);
    } catch {
      // Nobody asked for this, so nobody is told that it failed: whom one does not hear of any more fades.
    }
  }

  #meet(people: readonly PresentView[]): void {
    const now = performance.now();
    this.#known = people.map((one) => ({ ...one, until: now + one.left_ms }));
    this.#look();
  }

  /** Nobody stands there longer than they were said to, whatever becomes of the connection. */
  #look(): void {
    const now = performance.now();
    clearTimeout(this.#fade);
    this.#known = this.#known.filter(({ until }) => until > now);
    this.others = this.#known;
    if (this.#known.length > 0) this.#fade = window.setTimeout(() => this.#look(), Math.min(...this.#known.map(({ until }) => until)) - now + 1);
  }
}
