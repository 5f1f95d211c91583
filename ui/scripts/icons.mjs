/**
 * @file Gives icons to the build as the drawings that they are, and not each as a component that draws itself.
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
