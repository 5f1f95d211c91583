/** @file Refuses words that stand in a component itself: text and labels come from src/i18n, where every language has them. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "svelte/compiler";

/** Attributes and properties of our parts that people read or hear. */
const spoken = new Set(["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title", "placeholder", "label", "hint", "text", "detail", "action", "ask"]);
const word = /\p{L}{2,}/u;
/** What is the same in every language: the product, its licence, kinds of files, keys that stand in a cap. */
const names = /^(Tern|Esc|Tab|CSV|JSON|XLSX|PDF|MIT, Apache-2\.0|[a-z]+\.example\.org)$/;

/** Returns the plain words of one component, each with its line. */
export function plainWords(source) {
  const found = [];
  const note = (start, text) => {
    const bare = text.trim();
    if (word.test(bare) && !names.test(bare)) found.push({ line: source.slice(0, start).split("\n").length, text: bare });
  };
  const literals = (expression) => {
    // A choice between two texts is as plain as one.
    if (expression?.type === "Literal" && typeof expression.value === "string") note(expression.start, expression.value);
    else if (expression?.type === "TemplateLiteral") for (const part of expression.quasis) note(part.start, part.value.cooked ?? "");
    else if (expression?.type === "ConditionalExpression") [expression.consequent, expression.alternate].forEach(literals);
    else if (expression?.type === "LogicalExpression") [expression.left, expression.right].forEach(literals);
  };
  const visit = (node) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(visit);
    if (node.type === "Text") return note(node.start, node.data);
    if (node.type === "StyleDirective" || node.type === "ClassDirective") return;
    if (node.type === "ExpressionTag") literals(node.expression);
    if (node.type === "Attribute") {
      if (node.value === true || !spoken.has(node.name)) return;
      for (const part of [node.value].flat()) {
        if (part.type === "Text") note(part.start, part.data);
        else literals(part.expression);
      }
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      if (["expression", "context", "metadata", "options", "css", "instance", "module", "test", "declaration", "parameters"].includes(key)) continue;
      visit(child);
    }
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

function check() {
  const root = join(import.meta.dirname, "..");
  let failed = false;
  for (const entry of readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".svelte")) continue;
    const path = join(entry.parentPath, entry.name);
    for (const { line, text } of plainWords(readFileSync(path, "utf8"))) {
      failed = true;
      console.error(`${relative(root, path)}:${line}: say it through t(): ${JSON.stringify(text.slice(0, 60))}`);
    }
  }
  process.exitCode = failed ? 1 : 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) check();
