/** @file The names that docs/design.md promises to tests and scripts: each stands on an element, with the data it is said to carry. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const design = readFileSync(join(root, "../docs/design.md"), "utf8");
const section = design.slice(design.indexOf("## Hooks for tests and scripts"));
const code = readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !/\.test\.ts$|gen\.ts$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

/** What is written between marks for code, and is a name: capitals in it stand for what differs, `*` for anything. */
const named = [...section.matchAll(/`([a-z][\w.*-]*)`/gu)].map(([, name]) => name ?? "");
const hooks = [...new Set(named.filter((name) => !name.startsWith("data-")))];
const data = [...new Set(named.filter((name) => name.startsWith("data-")))];

const quoted = /["'`]([^"'`]*)["'`]/gu;
/** What stands in every `testid` and `data-testid`: names, and patterns whose parts are known only as it runs. */
const given = code.flatMap((text) => [...text.matchAll(/\btestid\b\s*(?::|=)\s*("[^"]*"|\{(?:[^{}]|\{[^{}]*\})*\})/gu)]).flatMap(([, value]) => [...(value ?? "").matchAll(quoted)].map(([, name]) => name ?? ""));
/** Names of several words say enough by themselves where they reach their element through a variable. */
const said = code.flatMap((text) => [...text.matchAll(quoted)].map(([, name]) => name ?? "")).filter((name) => /^[a-z]+-[\w$.{}-]+$/u.test(name));
const open = /\$?\{[^}]*\}/gu;
const names = new Set([...given, ...said]);
// A pattern without a word of its own fits everything, and says nothing.
const patterns = [...names].filter((name) => name.includes("{") && /[a-z]/u.test(name.replaceAll(open, "")) && !/[()[\]?+*|\\]/u.test(name.replaceAll(open, "")) && !name.replaceAll(open, "").includes("{"));
const asPattern = (name: string) => new RegExp(`^${name.replaceAll(".", "\\.").replaceAll(open, ".+")}$`, "u");

/** Whether an element is called so, or by a pattern that makes this name. */
function isThere(hook: string): boolean {
  const like = hook.replaceAll(/[A-Z]+|\*/gu, "x");
  // What differs may be said anywhere; a whole name has to stand where names are given.
  const fits = patterns.filter((pattern) => like !== hook || given.includes(pattern));
  return names.has(hook) || fits.some((pattern) => asPattern(pattern).test(like));
}

test("every name of the table is on an element", () => {
  expect(hooks.length).toBeGreaterThan(300);
  expect(hooks.filter((hook) => !isThere(hook))).toEqual([]);
});

test("what an element is said to carry is written somewhere", () => {
  const all = code.join("\n");
  // A list of ordered things names what each row is of by the kind of the list.
  const ofKind = (name: string) => all.includes("`data-${kind}`") && all.includes(`kind="${name.slice("data-".length)}"`);
  expect(data.filter((name) => !all.includes(name) && !ofKind(name))).toEqual([]);
});
