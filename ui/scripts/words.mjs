/**
 * @file Reads src/i18n/*.ftl: writes the typed key list (`--write`), or checks that it is fresh, that every key the code
 * asks for exists, that no key is unused, and that every language has the keys and variables that English has.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askedIn, differences, readWords } from "./ftl.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "src/i18n");
/** What the core and the tray say. */
const core = join(root, "../crates/domain/words");
const generated = join(folder, "words.gen.ts");
const complaints = [];

function read(file, at = folder) {
  const found = readWords(file, readFileSync(join(at, file), "utf8"));
  complaints.push(...found.complaints);
  return found.words;
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

  const asked = askedIn(sources(join(root, "src")).join("\n"));
  for (const key of english.keys()) {
    if (!asked(key)) complaints.push(`en.ftl: nobody says ${key}`);
  }

  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl") && name !== "en.ftl")) {
    complaints.push(...differences(file, english, read(file)));
  }

  const coreEnglish = read("en.ftl", core);
  const languages = readdirSync(folder).filter((name) => name.endsWith(".ftl"));
  for (const file of languages) {
    if (!readdirSync(core).includes(file)) complaints.push(`crates/domain/words/${file} is missing`);
    else complaints.push(...differences(`crates/domain/words/${file}`, coreEnglish, read(file, core)));
  }
}

for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;
