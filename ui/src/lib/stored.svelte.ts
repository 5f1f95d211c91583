/**
 * @file Small preferences of the person (theme, density, keys): a copy in the window, so that the first paint is right,
 * which whoever has a better memory may keep and correct.
 */

const prefix = "tern.";

/** What somebody searched for says what they work on: it stays in the desk's encrypted file, and the copy lies open. */
export const sealed: ReadonlySet<string> = new Set(["searches"]);

class Stored {
  #values: Readonly<Record<string, string>> = $state.raw(readCopy());
  #hearers = new Set<(name: string) => void>();

  /** Returns the stored text, or null where nothing is stored. */
  get(name: string): string | null {
    return this.#values[name] ?? null;
  }

  get all(): Readonly<Record<string, string>> {
    return this.#values;
  }

  put(name: string, value: string): void {
    if (this.#values[name] === value) return;
    this.#take({ ...this.#values, [name]: value });
    for (const hear of this.#hearers) hear(name);
  }

  /** Takes over what was kept elsewhere; a preference that is not kept there stays. */
  correct(values: Readonly<Record<string, string>>): void {
    const differs = Object.entries(values).some(([name, value]) => this.#values[name] !== value);
    if (differs) this.#take({ ...this.#values, ...values });
  }

  /** Takes over what was kept elsewhere and has no value here. */
  fill(values: Readonly<Record<string, string>>): void {
    this.#take({ ...values, ...this.#values });
  }

  /** Is told whenever a person changed a preference. */
  onPut(hear: (name: string) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  #take(values: Readonly<Record<string, string>>): void {
    this.#values = values;
    try {
      for (const [name, value] of Object.entries(values)) if (!sealed.has(name)) localStorage.setItem(prefix + name, value);
    } catch {
      // A locked-down webview refuses storage; the copy then lasts as long as the window.
    }
  }
}

function readCopy(): Record<string, string> {
  const found: Record<string, string> = {};
  try {
    // An earlier version left a copy of these as well; the desk's file has them.
    for (const name of sealed) localStorage.removeItem(prefix + name);
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index);
      if (key?.startsWith(prefix) === true) found[key.slice(prefix.length)] = localStorage.getItem(key) ?? "";
    }
  } catch {
    // See `#take`.
  }
  return found;
}

export const preferences = new Stored();

export const stored = (name: string): string | null => preferences.get(name);

export const store = (name: string, value: string): void => preferences.put(name, value);

/** Returns the stored choice when it is one of `allowed`, else the first of them. */
export function storedChoice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
  const found = stored(name);
  return allowed.find((choice) => choice === found) ?? allowed[0];
}
