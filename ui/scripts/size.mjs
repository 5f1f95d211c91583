/** @file Holds the build to its budget: the script that the first screen waits for, and all script together, zipped. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const kilobyte = 1_000;
// What shows PDF files is a program of its own, fetched when the first one is looked at: it counts apart.
// All of it is read from the disk, most of it once the first screen stands; what it weighs is memory and time of every start.
const budget = { start: 120, all: 450, pdf: 480 };
const assets = join(import.meta.dirname, "../dist/assets");
const page = readFileSync(join(assets, "../index.html"), "utf8");

const zipped = (name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / kilobyte;
const sum = (names) => names.reduce((total, name) => total + zipped(name), 0);

// What the page names is the entry and everything that it imports at once.
const start = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, name]) => name);
// Words are two chunks a language, each named after its file; nobody fetches more than one language, so the largest counts.
const languages = readdirSync(join(import.meta.dirname, "../src/i18n")).flatMap((name) => (name.endsWith(".ftl") ? [name.slice(0, -".ftl".length)] : []));
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
const wordsOf = (part) => {
  const of = (language) => scripts.find((name) => name.startsWith(`words-${language}-${part}-`));
  return Math.max(...languages.map((language) => (of(language) === undefined ? Infinity : zipped(of(language)))));
};
const isPdf = (name) => /^pdf[.-]/.test(name);
const isWords = (name) => /^words-[a-z]+-(start|later)-/.test(name);
const found = {
  start: sum(start) + wordsOf("start"),
  all: sum(scripts.filter((name) => !isPdf(name) && !isWords(name))) + wordsOf("start") + wordsOf("later"),
  pdf: sum(scripts.filter(isPdf)),
};

const said = { start: "start-up script", all: "all script", pdf: "the PDF viewer" };
let failed = start.length === 0;
if (failed) console.error("dist/index.html names no script");
for (const [what, most] of Object.entries(budget)) {
  console.log(`${said[what]}: ${found[what].toFixed(1)} KB zipped, budget ${most}`);
  failed ||= found[what] > most;
}
if (failed) console.error("The script is over its budget: fetch what the first screen does without through kit/lazy.svelte.ts, and say once in the kit what several screens say.");
process.exitCode = failed ? 1 : 0;
