/** @file Svelte settings that the compiler, svelte-check and eslint share. */
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

const scopes = new Map();

/** The class that keeps a component's styles to itself: it stands on every element, so it is short, and two must not be alike. */
function cssHash({ filename, hash }) {
  const scope = `s${hash(filename).slice(0, 4)}`;
  const other = scopes.get(scope);
  if (other !== undefined && other !== filename) throw new Error(`${filename} and ${other} would share their styles: cut their hash later in svelte.config.js`);
  scopes.set(scope, filename);
  return scope;
}

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, cssHash },
};
