/**
 * @file Leaves out of the build what the icons bring and this window never uses.
 *
 * It names what it stands on and is no build when that is gone, so that newer icons are looked at and not mangled.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

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
    resolveId: {
      filter: { id: /^@lucide\/svelte\/icons\// },
      async handler(id, importer) {
        const found = await this.resolve(id, importer, { skipSelf: true });
        if (found === null) return null;
        const [, drawn] = /from "\.\/([\w-]+)\.svelte"/.exec(readFileSync(found.id, "utf8")) ?? [];
        if (drawn === undefined) throw new Error(`${found.id} names no icon`);
        // Without its ending, or Svelte would compile it.
        return `\0icon:${join(dirname(found.id), drawn)}`;
      },
    },
    load: {
      filter: { id: /^\0icon:/ },
      handler: (id) => `export default ${JSON.stringify(drawingOf(readFileSync(`${id.slice("\0icon:".length)}.svelte`, "utf8")))}`,
    },
  };
}
