/** @file Refuses shortcuts that nobody answers: every id of lib/keys.ts is named by other code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "../src");
const table = readFileSync(join(source, "lib/keys.ts"), "utf8");
const code = readdirSync(source, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name) && !/^keys\.ts$|\.test\.ts$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

let failed = false;
for (const [, id] of table.matchAll(/\bid: "([^"]+)"/g)) {
  if (code.includes(`"${id}"`)) continue;
  failed = true;
  console.error(`src/lib/keys.ts: nobody answers ${id}`);
}
process.exitCode = failed ? 1 : 0;
