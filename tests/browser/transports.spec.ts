/**
 * @file The list of commands and its carriers: what a page can ask for is known in a browser as it is in the window.
 *
 * There both sides are made from the list itself (`src-tauri/src/rpc.rs`), and one without a handler does not compile.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./desk";
import { root } from "./host";

/** The names in the contract, as the page knows them. */
function commands(): string[] {
  const text = readFileSync(join(root, "ui/src/api/gen.ts"), "utf8");
  const list = /export type Commands = \{\n(.*?)\n\};/s.exec(text)?.[1] ?? "";
  return [...list.matchAll(/^ {2}(\w+): \{ input/gm)].map(([, name]) => name ?? "");
}

test("every command of the contract is known to the host for browsers", async ({ empty }) => {
  const names = commands();
  expect(names.length).toBeGreaterThan(150);
  const unknown: string[] = [];
  for (const name of names) {
    // No command takes a number: whoever knows the name says that it does not understand, and does nothing.
    const answer = await fetch(`${empty.url}rpc/${name}`, { method: "POST", body: "0" });
    const text = await answer.text();
    if (answer.ok || text.includes("There is no command")) unknown.push(`${name}: ${text}`);
  }
  expect(unknown).toEqual([]);
});
