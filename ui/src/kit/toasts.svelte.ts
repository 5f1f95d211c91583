/** @file What was just done and how to take it back: at most three toasts, eight seconds each, waiting while one looks. */
import { announcer } from "../lib/announce.svelte";
import { byKeys } from "../lib/hand";

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "danger";
  undo: (() => void) | null;
  action: { label: string; act: () => void } | null;
  /** What it speaks of, where only the latest word on that may stand. */
  about: string | null;
  /** Its undo is the window's own affair, such as another theme: the core has nothing to take back. */
  own: boolean;
  /** It comes after a key, and stands there at once. */
  still: boolean;
}

/** What a toast on something taken back is about: only the latest word on that stands, and none once something new is done. */
export const undone = "undone";

const shownAtOnce = 3;
const lifeMillis = 8_000;

export class ToastStack {
  list: Toast[] = $state.raw([]);
  #left = new Map<number, number>();
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held = false;
  #nextId = 1;

  add(given: Pick<Toast, "text"> & Partial<Toast>): void {
    const toast: Toast = { tone: "plain", undo: null, action: null, about: null, own: false, still: byKeys(), ...given, id: this.#nextId++ };
    if (toast.about !== null) this.forget(toast.about);
    // Whatever is done anew cannot be followed by what was taken back before it.
    if (toast.undo !== null) this.forget(undone);
    this.#settle();
    this.#left.set(toast.id, lifeMillis);
    // Undo takes back the last thing: an older toast must not promise its own.
    const older = toast.undo === null ? this.list : this.list.map((one) => ({ ...one, undo: null }));
    this.list = [...older, toast].slice(-shownAtOnce);
    this.#run();
    announcer.say(toast.text);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
    this.#left.delete(id);
  }

  /** Dismisses what speaks of something that is no longer so. */
  forget(about: string): void {
    for (const toast of this.list) if (toast.about === about) this.dismiss(toast.id);
  }

  /** Undoes the latest toast that can be undone; false when there is none. */
  undoLatest(): boolean {
    const toast = this.list.findLast((one) => one.undo !== null);
    if (toast === undefined) return false;
    this.undo(toast);
    return true;
  }

  /** The last thing that was done, where it is the window's own affair to take it back. */
  get ownUndo(): Toast | undefined {
    return this.list.findLast((one) => one.undo !== null && one.own);
  }

  /** Something was done that the core takes back: from here on that is the last thing. */
  overtaken(): void {
    if (this.ownUndo !== undefined) this.list = this.list.map((one) => (one.own ? { ...one, undo: null } : one));
  }

  undo(toast: Toast): void {
    this.dismiss(toast.id);
    toast.undo?.();
  }

  /** Stops all clocks while the pointer or the focus is on the stack. */
  hold(): void {
    this.#settle();
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#run();
  }

  /** Takes the time that has passed off every life, and stops the timer. */
  #settle(): void {
    clearTimeout(this.#timer);
    if (!this.#held && this.#since !== 0) {
      const passed = Date.now() - this.#since;
      for (const [id, left] of this.#left) this.#left.set(id, left - passed);
    }
    this.#since = 0;
  }

  #run(): void {
    for (const toast of this.list) if ((this.#left.get(toast.id) ?? 0) <= 0) this.dismiss(toast.id);
    if (this.#held || this.list.length === 0) return;
    this.#since = Date.now();
    const shortest = Math.min(...this.list.map((toast) => this.#left.get(toast.id) ?? 0));
    this.#timer = setTimeout(() => {
      this.#settle();
      this.#run();
    }, shortest);
  }
}

export const toasts = new ToastStack();
