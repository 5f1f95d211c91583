/** @file The keyboard of the window: one listener, and screens that say which shortcuts they answer while they stand. */
import { onDestroy, untrack } from "svelte";
import { broughtScopes, kindOf, type Brought, type BroughtId, type BroughtKind } from "./brought";
import { chordOf, worksInText } from "./chord";
import { conflicts, hides, step, type Binding, type Scope } from "./keymap";
import { keyRows, type KeyId, type KeyRow } from "./keys";
import { depthHere, layers } from "./layers.svelte";
import { learn } from "./learning.svelte";
import { store, stored } from "./stored.svelte";

export const apple = /Mac|iPhone|iPad/.test(navigator.platform);

/** What a screen does when the key comes, told which one; `false` hands the press on to whoever lies under it. */
export type Answers = Partial<Record<KeyId, (chord: string) => unknown>>;

/** A command of the table, or one that the desk brought. */
export type CommandId = KeyId | BroughtId;

interface Shown {
  usual: readonly string[];
  /** Its keys are not the usual ones. */
  changed: boolean;
}

/** A command of the table with the keys that it has now. */
export interface ShownRow extends KeyRow, Shown {
  name?: undefined;
}

/** The same of what the desk brought. */
export interface ShownBrought extends Brought, Binding<BroughtId>, Shown {
  span?: undefined;
  again?: undefined;
}

export type ShownCommand = ShownRow | ShownBrought;

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

  /** What the desk brought, by its kind; what was not read yet is missing. */
  #brought: Readonly<Partial<Record<BroughtKind, readonly Brought[]>>> = $state.raw({});

  /** What the desk brought, with the keys that somebody gave it. */
  brought: readonly ShownBrought[] = $derived(
    (["macro", "view"] as const).flatMap((kind) =>
      (this.#brought[kind] ?? []).map((one) => {
        const keys = this.#changed[one.id] ?? [];
        return { ...one, scope: broughtScopes[kind], keys, usual: [], changed: keys.length > 0 };
      }),
    ),
  );

  /** The keys that the person chose; they win over what a later version brings. Rows of a span are as they are. */
  #chosen: readonly { id: CommandId; scope: Scope; keys: string }[] = $derived([
    ...keyRows.flatMap(({ id, scope, span }) => (span === true ? [] : (this.#changed[id] ?? []).map((keys) => ({ id, scope, keys })))),
    ...this.brought.flatMap(({ id, scope, keys: all }) => all.map((keys) => ({ id, scope, keys }))),
  ]);

  /** Every command of the table with its keys as they are now. */
  rows: readonly ShownRow[] = $derived(
    keyRows.map((row) => {
      const keys = row.span === true ? row.keys : (this.#changed[row.id] ?? this.#left(row));
      return { ...row, keys, usual: row.keys, changed: !alike(keys, row.keys) };
    }),
  );
  /** Every command, also what the desk brought. */
  all: readonly ShownCommand[] = $derived([...this.rows, ...this.brought]);
  anyChanged = $derived(this.all.some(({ changed }) => changed));
  /** What presses are held against: a number in a span means nothing when somebody gave it to another command. */
  #heard = $derived(this.rows.map((row) => (row.span === true ? { ...row, keys: this.#left(row) } : row)));

  keysOf(id: KeyId): readonly string[] {
    return this.#row(id).keys;
  }

  /** The keys of what the desk brought; none where it is gone, or not read yet. */
  keysOfBrought(id: BroughtId): readonly string[] {
    return this.brought.find((one) => one.id === id)?.keys ?? [];
  }

  /** Says all that there is of a kind; the keys of what is no longer there are free. */
  bring(kind: BroughtKind, all: readonly Brought[]): void {
    // Whoever says it in an effect is not to be asked again because of it.
    untrack(() => (this.#brought = { ...this.#brought, [kind]: all }));
  }

  /** Whether somebody gave keys to one of this kind. */
  hasKeysFor(kind: BroughtKind): boolean {
    return Object.keys(this.#changed).some((id) => kindOf(id) === kind);
  }

  useSingleKeys(on: "on" | "off"): void {
    store("single-keys", on);
  }

  /** Gives `id` other keys, or returns whose keys are in the way and changes nothing; itself, where it would have some twice. */
  rebind(id: CommandId, keys: readonly string[]): readonly CommandId[] {
    const others = this.#inTheWay(id, keys);
    if (others.length === 0) this.#keep({ [id]: keys });
    return others;
  }

  /**
   * Gives `id` other keys and takes what is in their way from its commands, all in one step. Returns whose keys cannot be
   * taken, and changes nothing then.
   */
  take(id: CommandId, keys: readonly string[]): readonly CommandId[] {
    const others = this.#inTheWay(id, keys);
    const fixed = others.filter((other) => other === id || this.#row(other).span === true);
    if (fixed.length > 0) return fixed;
    const { scope } = this.#row(id);
    const rest = (other: CommandId) => {
      const row = this.#row(other);
      return row.keys.filter((one) => !keys.some((mine) => hides({ scope, keys: mine }, { scope: row.scope, keys: one })));
    };
    this.#keep({ ...Object.fromEntries(others.map((other) => [other, rest(other)])), [id]: keys });
    return [];
  }

  /** Gives `id` its usual keys again, or returns whose keys are in the way by now and changes nothing. */
  resetOne(id: CommandId): readonly CommandId[] {
    return this.rebind(id, this.#row(id).usual);
  }

  /** Takes back every change of the keyboard. */
  resetAll(): void {
    store("keys", "{}");
  }

  /** Returns how to bring all keys back to what they are now. */
  asTheyAre(): () => void {
    const kept = stored("keys") ?? "{}";
    return () => store("keys", kept);
  }

  #row(id: CommandId): ShownCommand {
    const found = this.all.find((row) => row.id === id);
    if (found === undefined) throw new Error(`every command is in the table or was brought, ${id} too`);
    return found;
  }

  /** Which of the usual keys nobody chose for something else. */
  #left({ id, scope, keys }: Binding<KeyId>): readonly string[] {
    return keys.filter((one) => !this.#chosen.some((other) => other.id !== id && hides(other, { scope, keys: one })));
  }

  #inTheWay(id: CommandId, keys: readonly string[]): CommandId[] {
    const row = this.#row(id);
    // What it has already was settled before, also where a later version put something beside it.
    const fresh = keys.filter((one) => !row.keys.includes(one));
    const trial = this.all.map((other): Binding<CommandId> => (other.id === id ? { ...other, keys: fresh } : other));
    const found = [...conflicts<CommandId>([{ ...row, keys }]), ...conflicts(trial).filter(({ first, second }) => first === id || second === id)];
    return [...new Set(found.map(({ first, second }) => (first === id ? second : first)))];
  }

  /** Keeps keys beside all other choices, also those for commands that this version does not know; usual keys are no choice. */
  #keep(keys: Readonly<Partial<Record<CommandId, readonly string[]>>>): void {
    const usual = (id: string) => (kindOf(id) === null ? keyRows.find((row) => row.id === id)?.keys : []);
    const given = this.all.flatMap(({ id, scope }) => (keys[id] ?? []).map((one) => ({ scope, keys: one })));
    const all = Object.entries({ ...this.#changed, ...keys })
      .map(([id, chosen]) => [id, this.#withoutGiven(id, chosen, given)] as const)
      .filter(([id, chosen]) => !alike(chosen, usual(id)));
    store("keys", JSON.stringify(Object.fromEntries(all)));
  }

  /** What was deleted keeps its keys, for when that is taken back, but for those that somebody has given away since. */
  #withoutGiven(id: string, chosen: readonly string[], given: readonly { scope: Scope; keys: string }[]): readonly string[] {
    const kind = kindOf(id);
    const there = kind === null ? undefined : this.#brought[kind];
    if (kind === null || there === undefined || there.some((one) => one.id === id)) return chosen;
    return chosen.filter((one) => !given.some((other) => hides(other, { scope: broughtScopes[kind], keys: one })));
  }

  /**
   * Answers shortcuts until the returned function is called; what is registered last is asked first.
   *
   * `depth` is the layer that they are of: a dialog's own keys work inside it, and the keys of what lies below it rest.
   */
  answer(answers: Answers, depth = layers.depth): () => void {
    const entry = { depth, answers };
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

    const answered = this.#heard.filter((row) => this.isAnswered(row.id) && !(typing && row.leaveToText === true));
    // What the desk brought works on the screens, and rests under whatever lies over them.
    const active: readonly (KeyRow | ShownBrought)[] = layers.depth === 0 ? [...answered, ...this.brought] : answered;
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
      if (row === undefined) return;
      if ("act" in row) {
        event.preventDefault();
        // A key that is held was pressed once: what people put together is not done over and over.
        if (!event.repeat) row.act();
      } else if (this.run(row.id, chord)) {
        event.preventDefault();
        learn(row.id);
      }
    }
  }
}

/** The first key counts: tooltips and menus show it. */
function alike(one: readonly string[], other: readonly string[] | undefined): boolean {
  return one.length === other?.length && one.every((keys, index) => keys === other[index]);
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

/** Answers shortcuts as long as the calling component stands, in the layer that it stands in: what comes under an open dialog is below that. */
export function answerKeys(answers: Answers): void {
  onDestroy(shortcuts.answer(answers, depthHere()));
}
