/** @file A sentence that stands by itself is asked for where it is said, and everything else of a component stays as it was. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "svelte/compiler";
import { expect, test } from "vitest";
import { parseAst } from "vite";
import { sentencesWithoutSignals } from "./wordsignals.mjs";

const compiled = (text, filename = "Box.svelte") => compile(text, { generate: "client", runes: true, filename }).js.code;
const lean = (template) => sentencesWithoutSignals(compiled(`<script>import { t } from "../i18n/words.svelte"; import Box from "./Box.svelte"; const { a, n } = $props();</script>${template}`)).replaceAll(/\s+/g, " ");

test("what a part is told in words it asks for itself", () => {
  const code = lean('<Box label={t("a.b")} hint={t("c.d", { n: n() })} end={a()} /><Box {...a} aria-label={t("e.f")} />');
  expect(code).toContain('get label() { return t("a.b"); }');
  expect(code).toContain(`get 'aria-label'() { return t("e.f"); }`);
  expect(code).toContain('let $1 = $.derived(() => t("c.d", { n: $$props.n() }));');
  expect(code).toContain("get hint() { return $.get($1); }");
  expect(code).not.toMatch(/derived\(\(\) => t\("(a\.b|e\.f)"\)\)/);
});

test("a name that stands for something else within is left alone", () => {
  const code = lean('<Box label={t("a.b")} hint={a()}><Box hint={a()} label={t("c.d")} /></Box>');
  expect(code.match(/get hint\(\) \{ return \$\.get\(\$\d\); \}/g)).toEqual(["get hint() { return $.get($1); }", "get hint() { return $.get($0); }"]);
  expect(code.match(/get label\(\) \{[^}]*\}/g)).toEqual(['get label() { return t("a.b"); }', 'get label() { return t("c.d"); }']);
});

test("what stands in the page is set as it is said", () => {
  expect(lean('<p>{t("a.b")}</p>')).toMatch(/\$\.template_effect\(\(\) => \$\.set_text\(text\w*, t\("a\.b"\)\)\)/);
  const code = lean('<p title={t("a.b")}>{a()} {t("c.d")} {t("e.f", { n: 1 })}</p>');
  expect(code).toMatch(/\(\$1, \$3\) => \{ \$\.set_attribute\(p, 'title', t\("a\.b"\)\);/);
  expect(code).toContain('`${$1 ?? \'\'} ${t("c.d") ?? \'\'} ${$3 ?? \'\'}`');
  expect(code).toMatch(/\[ ?\(\) => \$\$props\.a\(\), \(\) => t\("e\.f", \{ n: 1 \}\) ?\]/);
});

test("no component is left asking for a signal that is gone", () => {
  const root = join(import.meta.dirname, "../src");
  const asked = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".svelte")).flatMap((name) => {
    const code = sentencesWithoutSignals(compiled(readFileSync(join(root, name), "utf8"), name));
    return unknown(parseAst(code)).map((gone) => `${name}: ${gone}`);
  });
  expect(asked).toEqual([]);
}, 60_000);

/** Every `$0`, `$1` and so on that nothing around it declares. */
function unknown(node, known = new Set()) {
  if (node.type === "Identifier") return /^\$\d+$/.test(node.name) && !known.has(node.name) ? [node.name] : [];
  const declared = node.type === "BlockStatement" ? node.body.flatMap(({ declarations }) => declarations?.map(({ id }) => id.name) ?? []) : (node.params?.map(({ name }) => name) ?? []);
  const here = declared.length === 0 ? known : new Set([...known, ...declared]);
  return Object.values(node).flatMap((child) => [child].flat().flatMap((each) => (typeof each?.type === "string" ? unknown(each, here) : [])));
}
