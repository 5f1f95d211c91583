/** @file The keyboard of the window: one listener, and screens that say which shortcuts they answer while they stand. */
import { onDestroy } from "svelte";
import { chordOf, worksInText } from "./chord";
import { conflicts, step, type Binding, type Conflict } from "./keymap";
import { keyRows, type KeyId } from "./keys";
import { layers } from "./layers.svelte";
import { learn } from "./learning.svelte";
import { store, stored } from "./stored.svelte";

export const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What a screen does when the key comes, told which one; `false` hands the press on to whoever lies under it. */
export type Answers = Partial<Record<KeyId, (chord: string) => unknown>>;

/** Slow hands have time; whoever thought of something else has begun anew. */
const forgetAfterMillis = 2_000;

class Shortcuts {
  #answers: { depth: number; answers: Answers }[] = [];
  #changed: Record<string, string[]> = $derived(readChanged());
  singleKeys = $derived(stored("single-keys") !== "off");
  /** The beginning of a run, shown in the status bar while the rest is awaited. */
  pending = $state("");
  #timer = 0;
  /** The beginning of a run and when its last key was pressed. */
  #begun = { keys: "", at: 0 };

  rows = $derived(keyRows.map((row) => ({ ...row, keys: this.#changed[row.id] ?? row.keys })));

  keysOf(id: KeyId): readonly string[] {
    return this.rows.find((row) => row.id === id)?.keys ?? [];
  }

  useSingleKeys(on: "on" | "off"): void {
    store("single-keys", on);
  }

  /** Gives `id` other keys, or returns what stands in the way and changes nothing. */
  rebind(id: KeyId, keys: string[]): Conflict | null {
    const rows: Binding[] = this.rows.map((row) => (row.id === id ? { ...row, keys } : row));
    const inTheWay = conflicts(rows).find((one) => one.first === id || one.second === id) ?? null;
    if (inTheWay === null) store("keys", JSON.stringify({ ...this.#changed, [id]: keys }));
    return inTheWay;
  }

  /** Takes back every change of the keyboard. */
  resetAll(): void {
    store("keys", "{}");
  }

  /** Answers shortcuts until the returned function is called; what is registered last is asked first. */
  answer(answers: Answers): () => void {
    // A dialog's own keys work inside it; the keys of what lies below it rest.
    const entry = { depth: layers.depth, answers };
    this.#answers = [entry, ...this.#answers];
    return () => {
      this.#answers = this.#answers.filter((other) => other !== entry);
    };
  }

  /** Runs what is bound to `id` as if its key came; for menus, buttons and the palette. `at` is the layer that is asked. */
  run(id: KeyId, chord = "", at = layers.depth): boolean {
    for (const { depth, answers } of this.#answers) {
      const act = answers[id];
      if (depth === at && act !== undefined && act(chord) !== false) return true;
    }
    return false;
  }

  isAnswered(id: KeyId, at = layers.depth): boolean {
    return this.#answers.some(({ depth, answers }) => depth === at && answers[id] !== undefined);
  }

  listen(): () => void {
    const press = (event: KeyboardEvent) => this.#press(event);
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event, apple);
    if (chord === null) return;
    if (chord === "Escape" && layers.closeTop()) {
      event.preventDefault();
      return;
    }
    const typing = isTextField(event.target);
    if (typing && !worksInText(chord, apple)) return;
    // Enter and Space belong to the button or link that has the focus.
    if ((chord === "Enter" || chord === "Space") && isControl(event.target)) return;

    const active = this.rows.filter((row) => this.isAnswered(row.id) && !(typing && row.leaveToText === true));
    // By the clock of the keys: in a busy window they come late, however fast they were pressed.
    const begun = event.timeStamp - this.#begun.at < forgetAfterMillis ? this.#begun.keys : "";
    const next = step(active, begun, chord, this.singleKeys);
    clearTimeout(this.#timer);
    this.pending = next.kind === "more" ? next.pending : "";
    this.#begun = { keys: this.pending, at: event.timeStamp };
    if (next.kind === "more") {
      event.preventDefault();
      this.#timer = window.setTimeout(() => (this.pending = ""), forgetAfterMillis);
    } else if (next.kind === "run") {
      const row = active.find(({ id }) => id === next.id);
      if (row === undefined || !this.run(row.id, chord)) return;
      event.preventDefault();
      learn(row.id);
    }
  }
}

function readChanged(): Record<string, string[]> {
  try {
    const found: unknown = JSON.parse(stored("keys") ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(
        (entry): entry is [string, string[]] =>
          Array.isArray(entry[1]) && entry[1].every((keys) => typeof keys === "string"),
      ),
    );
  } catch {
    // Text that nobody can read any more is a keyboard without changes.
    return {};
  }
}

const typeless = new Set(["button", "checkbox", "radio", "range", "submit", "reset", "color", "file"]);

export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !typeless.has(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a[href], select, summary, input") !== null;
}

export const shortcuts = new Shortcuts();

/** Answers shortcuts as long as the calling component stands. */
export function answerKeys(answers: Answers): void {
  onDestroy(shortcuts.answer(answers));
}
