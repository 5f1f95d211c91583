/**
 * @file Reads src/i18n/*.ftl: writes the typed key list (`--write`), or checks that it is fresh, that every key the code
 * asks for exists, that no key is unused, and that every language has the keys and variables that English has.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, Visitor } from "@fluent/syntax";

const root = join(import.meta.dirname, "..");
const folder = join(root, "src/i18n");
const generated = join(folder, "words.gen.ts");
const complaints = [];

class Variables extends Visitor {
  names = new Set();
  visitVariableReference(node) {
    this.names.add(node.id.name);
  }
}

/** Returns key -> sorted variable names of one language; `board-empty` is the key `board.empty`. */
function read(file) {
  const words = new Map();
  for (const entry of parse(readFileSync(join(folder, file), "utf8"), {}).body) {
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
  return words;
}

function sources(at) {
  return readdirSync(at, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith("gen.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

const english = read("en.ftl");
const lines = [...english].map(([key, names]) => {
  const type = names.length === 0 ? "null" : `{ ${names.map((name) => `${name}: Value`).join("; ")} }`;
  return `  ${JSON.stringify(key)}: ${type};`;
});
const text = `/** @file Every key of en.ftl with the variables its sentence needs. Written by \`npm run words\`. */
/** What may stand in a sentence. */
export type Value = string | number;

export interface Words {
${lines.join("\n")}
}
`;

if (process.argv.includes("--write")) {
  writeFileSync(generated, text);
} else {
  let found = "";
  try {
    found = readFileSync(generated, "utf8");
  } catch {
    // A missing file is reported as a stale one.
  }
  if (found !== text) complaints.push("src/i18n/words.gen.ts is stale: npm run words");

  const code = sources(join(root, "src")).join("\n");
  for (const key of english.keys()) {
    // A key built from a value (`status.${key}`) counts when its family is asked for that way.
    const family = key.slice(0, key.lastIndexOf(".") + 1);
    if (!code.includes(`"${key}"`) && !code.includes(`\`${family}\${`)) complaints.push(`en.ftl: nobody says ${key}`);
  }

  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl") && name !== "en.ftl")) {
    const other = read(file);
    for (const [key, names] of english) {
      if (!other.has(key)) complaints.push(`${file}: ${key} is missing`);
      else if (other.get(key).join() !== names.join()) complaints.push(`${file}: ${key} uses other variables than English`);
    }
    for (const key of other.keys()) if (!english.has(key)) complaints.push(`${file}: English has no ${key}`);
  }
}

for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
