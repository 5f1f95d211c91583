/** @file Reads the sentences of a language as the build writes them (`scripts/sentences.mjs`), each when it is first said. */
import type { Value } from "./words.gen";

type Part = string | Variable;

interface Variable {
  name: string;
  /** What is said for which value; none where the value itself is said. */
  choices: ReadonlyMap<string, readonly Part[]>;
  usual: readonly Part[] | null;
}

export class Sentences {
  #written = new Map<string, string>();
  #read = new Map<string, readonly Part[]>();
  #plurals: Intl.PluralRules;
  #numbers: Intl.NumberFormat;
  #transform: (text: string) => string;

  /** `transform` makes other text of what the language says; what is filled in stays. */
  constructor(locale: string, transform: (text: string) => string = (text) => text) {
    this.#plurals = new Intl.PluralRules(locale);
    this.#numbers = new Intl.NumberFormat(locale);
    this.#transform = transform;
  }

  add(text: string): void {
    let key = "";
    for (const line of text.split("\n")) {
      const at = line.indexOf("=");
      if (at < 0) continue;
      key = key.slice(0, line.charCodeAt(0) - 65) + line.slice(1, at);
      this.#written.set(key, line.slice(at + 1));
    }
  }

  say(key: string, given: Readonly<Record<string, Value>> | null): string | undefined {
    let parts = this.#read.get(key);
    if (parts === undefined) {
      const written = this.#written.get(key);
      if (written === undefined) return undefined;
      this.#read.set(key, (parts = new Reader(written, this.#transform).parts()));
    }
    return this.#join(key, parts, given);
  }

  #join(key: string, parts: readonly Part[], given: Readonly<Record<string, Value>> | null): string {
    let said = "";
    for (const part of parts) {
      if (typeof part === "string") {
        said += part;
        continue;
      }
      const value = given?.[part.name];
      if (value === undefined) throw new Error(`${key} is said without ${part.name}`);
      if (part.usual !== null) said += this.#join(key, this.#chosen(part, value) ?? part.usual, given);
      else said += typeof value === "number" ? this.#numbers.format(value) : value;
    }
    return said;
  }

  /** A number is chosen by itself or by its plural, a word by its word. */
  #chosen({ choices }: Variable, value: Value): readonly Part[] | undefined {
    return choices.get(String(value)) ?? (typeof value === "number" ? choices.get(this.#plurals.select(value)) : undefined);
  }
}

class Reader {
  #text: string;
  #at = 0;
  #transform: (text: string) => string;

  constructor(text: string, transform: (text: string) => string) {
    this.#text = text;
    this.#transform = transform;
  }

  /** What stands up to the end of the sentence, or of the choice that it is in. */
  parts(): readonly Part[] {
    const parts: Part[] = [];
    let text = "";
    const take = () => {
      if (text !== "") parts.push(this.#transform(text));
      text = "";
    };
    while (this.#at < this.#text.length && !"[}".includes(this.#text.charAt(this.#at))) {
      const letter = this.#text.charAt(this.#at++);
      if (letter === "{") {
        take();
        parts.push(this.#variable());
      } else if (letter === "\\") {
        const other = this.#text.charAt(this.#at++);
        text += other === "n" ? "\n" : other;
      } else {
        text += letter;
      }
    }
    take();
    return parts;
  }

  #variable(): Variable {
    const name = this.#until(/[[}]/g);
    const choices = new Map<string, readonly Part[]>();
    let usual: readonly Part[] | null = null;
    while (this.#text.charAt(this.#at) === "[") {
      this.#at++;
      const key = this.#until(/\]/g);
      this.#at++;
      const parts = this.parts();
      choices.set(key.replace("*", ""), parts);
      if (key.startsWith("*")) usual = parts;
    }
    this.#at++;
    return { name, choices, usual };
  }

  #until(end: RegExp): string {
    end.lastIndex = this.#at;
    const found = end.exec(this.#text)?.index ?? this.#text.length;
    const part = this.#text.slice(this.#at, found);
    this.#at = found;
    return part;
  }
}
