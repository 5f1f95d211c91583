/**
 * @file Cuts each language in two for the build: what code of the start says, and what code that is fetched later says.
 *
 * `en.ftl?start` and `en.ftl?later` are the two parts; the cut follows the imports from `src/main.ts`, so that nobody
 * has to keep it by hand.
 */
import { parse, Resource, serialize } from "@fluent/syntax";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { askedIn } from "./ftl.mjs";
import { sentences } from "./sentences.mjs";

const imports = /^\s*(?:import|export)\s+(?!type\s)(?:[^;"']*?\sfrom\s+)?["'](\.[^"']+)["']/gm;

/** Every module that is fetched with `file`: what it imports by name, and so on; not what it imports when it is asked to. */
function fetchedWith(file, found = new Map()) {
  if (found.has(file)) return found;
  const code = readFileSync(file, "utf8");
  found.set(file, code);
  for (const [, path] of code.matchAll(imports)) {
    const at = join(dirname(file), path);
    const other = [at, `${at}.ts`, `${at}.svelte.ts`].find((name) => /\.(ts|svelte)$/.test(name) && existsSync(name));
    if (other !== undefined) fetchedWith(other, found);
  }
  return found;
}

/**
 * The code of the start; the list of all keys is no use of any. Nor is the table of shortcuts: what the start says of one it
 * asks for by name, and the help, the palette and the menus, which go through all of them, are fetched later.
 */
export function codeOfStart(root) {
  const modules = [...fetchedWith(join(root, "src/main.ts"))].filter(([file]) => !file.endsWith(".gen.ts") && !file.endsWith("/lib/keys.ts"));
  return modules.map(([, code]) => code).join("\n");
}

/** The messages that code asks for, and the others. */
export function cut(text, code) {
  const asked = askedIn(code);
  const start = [];
  const later = [];
  for (const entry of parse(text, {}).body) {
    if (entry.type === "Term") start.push(entry);
    else if (entry.type === "Message") (asked(entry.id.name.replaceAll("-", ".")) ? start : later).push(entry);
  }
  return { start: serialize(new Resource(start), {}), later: serialize(new Resource(later), {}) };
}

/** Names the chunk of a part of a language, for whoever measures the build. */
export function chunkName(module) {
  const [, language, part] = /\/([\w-]+)\.ftl\?(start|later)$/.exec(module ?? "") ?? [];
  return language === undefined || part === undefined ? "assets/[name]-[hash].js" : `assets/words-${language}-${part}-[hash].js`;
}

export function startWords(root) {
  let code;
  return {
    name: "start-words",
    enforce: "pre",
    load: {
      filter: { id: /\.ftl\?(start|later)$/ },
      handler(id) {
        const [file, part] = id.split("?");
        code ??= codeOfStart(root);
        return `export default ${JSON.stringify(sentences(cut(readFileSync(file, "utf8"), code)[part]))}`;
      },
    },
  };
}
