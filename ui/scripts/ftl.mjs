/** @file Reads one Fluent file, and says what a translation lacks against its source. */
import { parse, Visitor } from "@fluent/syntax";

class Variables extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/** Returns key -> sorted variable names, and what cannot be read; `board-empty` is the key `board.empty`. */
export function readWords(file, text) {
  const words = new Map();
  const complaints = [];
  for (const entry of parse(text, {}).body) {
    if (entry.type === "Junk") {
      complaints.push(`${file}: cannot read ${JSON.stringify(entry.content.trim().slice(0, 60))}`);
    } else if (entry.type === "Message") {
      const key = entry.id.name.replaceAll("-", ".");
      const variables = new Variables();
      variables.visit(entry);
      if (words.has(key)) complaints.push(`${file}: ${entry.id.name} stands there twice`);
      words.set(key, [...variables.names].sort());
    }
  }
  return { words, complaints };
}

/**
 * Answers for each key whether `code` asks for it: by its name, or for its family with a value (`status.${key}`). The code is
 * read once, not once a key: that took seconds of each build and of each test that speaks.
 */
export function askedIn(code) {
  const names = new Set(Array.from(code.matchAll(/"([\w.]+)(?=")/g), ([, name]) => name));
  const families = new Set(Array.from(code.matchAll(/`([\w.]*\.)\$\{/g), ([, family]) => family));
  return (key) => names.has(key) || families.has(key.slice(0, key.lastIndexOf(".") + 1));
}

/** What is wrong with a translation: it has exactly the keys of its source, each with the same variables. */
export function differences(file, source, translation) {
  const complaints = [];
  for (const [key, names] of source) {
    const other = translation.get(key);
    if (other === undefined) complaints.push(`${file}: ${key} is missing`);
    else if (other.join() !== names.join()) complaints.push(`${file}: ${key} uses other variables than English`);
  }
  for (const key of translation.keys()) if (!source.has(key)) complaints.push(`${file}: English has no ${key}`);
  return complaints;
}
