/** @file Which language the desk speaks: the one chosen in the settings, else the system's where it is one of ours. */
import { languages, pseudoLanguages, speak } from "../i18n/words.svelte";
import { store, stored } from "./stored.svelte";

const name = "language";

/** Returns the language to speak: what was chosen where it is known, else the first of the system's that is spoken here. */
export function languageFor(choice: string | null, system: readonly string[]): string {
  if (choice !== null && (languages.includes(choice) || pseudoLanguages.includes(choice))) return choice;
  const base = (tag: string) => tag.split("-")[0];
  for (const tag of system) {
    const found = languages.find((one) => one === tag) ?? languages.find((one) => base(one) === base(tag));
    if (found !== undefined) return found;
  }
  return "en";
}

class Language {
  /** What stands in the settings: `system`, or a language. */
  choice: string = $derived(stored(name) ?? "system");
  #wanted = $derived(languageFor(stored(name), navigator.languages));

  /** Loads the words that the first screen needs, and from then on follows what is chosen. */
  async begin(): Promise<void> {
    await speak(this.#wanted);
    $effect.root(() => {
      $effect(() => {
        void speak(this.#wanted);
      });
    });
  }

  use(choice: string): void {
    store(name, choice);
  }

  /** What the list offers; a made-up language only to whoever builds Tern, or speaks it already. */
  get offered(): readonly string[] {
    const shown = pseudoLanguages.filter((one) => import.meta.env.DEV || one === this.choice);
    return ["system", ...languages, ...shown];
  }
}

export const language = new Language();
