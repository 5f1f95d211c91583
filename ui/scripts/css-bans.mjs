/** @file Refuses styles that are slow without a GPU, that break right-to-left, or that bypass tokens.css. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "..");

const bans = [
  [/backdrop-filter/, "no backdrop-filter: it repaints everything behind it"],
  [/filter:[^;]*blur/, "no blur: it burns a core under software rendering"],
  [/animation[^;]*\binfinite\b|animation-iteration-count:\s*infinite/, "no endless animation"],
  [/transition(-property)?:(?!\s*((transform|opacity)\b[^,;]*(,\s*(?=transform|opacity)|(?=;|$))|none\s*(;|$))+)/, "only transform and opacity may move"],
  [/(^|[\s;{])(left|right|margin-left|margin-right|padding-left|padding-right|border-left|border-right)(-\w+)*\s*:/, "physical side: use inline-start or inline-end"],
  [/text-align:\s*(left|right)|float:\s*(left|right)/, "physical side: use start or end"],
  [/(^|[\s;{])(border-(top|bottom)-(left|right)-radius)\s*:/, "physical corner: use border-start-start-radius and its kin"],
];
const colour = /#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|oklab|lab|lch)\(/i;

/** The styles of one file, with everything else blanked so that line numbers hold. */
function styles(path, text) {
  const blank = (part) => part.replace(/[^\n]/g, " ");
  const css = path.endsWith(".svelte")
    ? text.replace(/^[\s\S]*?(?=<style[\s>]|$(?![\s\S]))/, blank).replace(/<style[^>]*>|<\/style>[\s\S]*$/g, blank)
    : text;
  return css.replace(/\/\*[\s\S]*?\*\//g, blank);
}

const inline = /<[a-z][^>]*\sstyle=/;

let failed = false;
for (const entry of readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })) {
  if (!entry.isFile() || !/\.(css|svelte)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const tokens = entry.name === "tokens.css";
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".svelte") && inline.test(text)) {
    failed = true;
    console.error(`${relative(root, path)}: a style attribute is refused by the content security policy: use style:name={...}`);
  }
  styles(path, text)
    .split("\n")
    .forEach((line, index) => {
      const reasons = bans.filter(([pattern]) => pattern.test(line)).map(([, reason]) => reason);
      if (!tokens && colour.test(line)) reasons.push("raw colour: give it a name in tokens.css");
      for (const reason of reasons) {
        failed = true;
        console.error(`${relative(root, path)}:${index + 1}: ${reason}\n    ${line.trim()}`);
      }
    });
}
process.exitCode = failed ? 1 : 0;
