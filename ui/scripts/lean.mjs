/**
 * @file Leaves out of the build what Svelte and the icons bring and this window never uses.
 *
 * Each part names what it stands on and is no build when that is gone, so that a newer Svelte is looked at and not mangled.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sentencesWithoutSignals } from "./wordsignals.mjs";

/** What `hydration.js` gives when nothing is ever hydrated: the window has no page that a server has drawn before. */
const neverHydrating = {
  hydrating: "export const hydrating = false;",
  hydrate_node: "export const hydrate_node = null;",
  set_hydrating: "export function set_hydrating() {}",
  set_hydrate_node: "export function set_hydrate_node() {}",
  hydrate_next: "export function hydrate_next() {}",
  reset: "/* @__NO_SIDE_EFFECTS__ */ export function reset() {}",
  hydrate_template: "/* @__NO_SIDE_EFFECTS__ */ export function hydrate_template() {}",
  next: "/* @__NO_SIDE_EFFECTS__ */ export function next() {}",
  skip_nodes: "export function skip_nodes() {}",
  read_hydration_instruction: "export function read_hydration_instruction() {}",
};

/** The stand-in for the module whose text is `text`; it has the same exports. */
export function withoutHydration(text) {
  const exported = [...text.matchAll(/^export (?:let|const|function) (\w+)/gm)].map(([, name]) => name);
  if (exported.toSorted().join() !== Object.keys(neverHydrating).toSorted().join()) throw new Error(`Svelte's hydration.js is another one: ${exported.join()}`);
  return Object.values(neverHydrating).join("\n");
}

/** A component's code without the note of which slots are filled: only components from before snippets read it. */
export const withoutSlotNotes = (code) => code.replace(/,\s*\$\$slots: \{(?: \w+: true,?)+ \}/g, "");

/** The drawing in the file of an icon: its names, its own first, and its lines. */
export function drawingOf(text) {
  const [, data] = /^const iconData = (\{.*\});$/m.exec(text) ?? [];
  if (data === undefined) throw new Error("an icon without a drawing");
  const { name, aliases = [], size, node } = JSON.parse(data);
  if (size !== 24) throw new Error(`${name} is drawn on a square of ${size}`);
  return { names: [name, ...aliases], lines: node };
}

/** Gives each `@lucide/svelte/icons/…` as its drawing (`src/kit/lucide.d.ts`), which `kit/Icon.svelte` draws; as a component it is three times as long. */
export function icons() {
  return {
    name: "icons",
    enforce: "pre",
    // While developing, Vite would otherwise bundle the package ahead, as components.
    config: () => ({ optimizeDeps: { exclude: ["@lucide/svelte"] } }),
    resolveId: {
      filter: { id: /^@lucide\/svelte\/icons\// },
      async handler(id, importer) {
        const found = await this.resolve(id, importer, { skipSelf: true });
        if (found === null) return null;
        // A server for developing adds which version it is.
        const [file] = found.id.split("?");
        const [, drawn] = /from "\.\/([\w-]+)\.svelte"/.exec(readFileSync(file, "utf8")) ?? [];
        if (drawn === undefined) throw new Error(`${file} names no icon`);
        // Without its ending, or Svelte would compile it.
        return `\0icon:${join(dirname(file), drawn)}`;
      },
    },
    load: {
      filter: { id: /^\0icon:/ },
      handler: (id) => `export default ${JSON.stringify(drawingOf(readFileSync(`${id.slice("\0icon:".length)}.svelte`, "utf8")))}`,
    },
  };
}

export function leanSvelte() {
  return [
    {
      name: "never-hydrating",
      apply: "build",
      enforce: "pre",
      load: { filter: { id: /\/svelte\/src\/internal\/client\/dom\/hydration\.js$/ }, handler: (id) => withoutHydration(readFileSync(id, "utf8")) },
    },
    {
      name: "lean-components",
      apply: "build",
      enforce: "post",
      transform: { filter: { id: /\.svelte$/ }, handler: (code) => ({ code: withoutSlotNotes(sentencesWithoutSignals(code)), map: null }) },
    },
  ];
}
