/** @file How the UI is built and tested: plain Vite with Svelte, everything bundled, nothing fetched at run time. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { partOf } from "./scripts/chunks.mjs";
import { icons } from "./scripts/icons.mjs";
import { chunkName, startWords } from "./scripts/startwords.mjs";

export default defineConfig({
  plugins: [startWords(import.meta.dirname), icons(), svelte()],
  // Relative, so that the same build runs from the window's own scheme and from any folder of a server.
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: "dist",
    // The oldest engine a desktop may bring: WebKitGTK 2.46.
    target: ["safari18", "chrome123"],
    // Fonts stay files: an inlined font would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Whoever serves the files knows `.js`, and not everybody `.mjs`.
        assetFileNames: ({ names }) => (names[0]?.endsWith(".mjs") === true ? "assets/[name]-[hash].js" : "assets/[name]-[hash][extname]"),
        chunkFileNames: (chunk) => chunkName(chunk.facadeModuleId),
        codeSplitting: {
          groups: [
            // The start is one file: eighty small ones, cut by who shares what, are a fifth larger and asked for one by one.
            { name: "start", tags: ["$initial"] },
            // What all screens share comes before them, so that none takes along what another one needs.
            { name: "shared", test: (module) => partOf(module) === "shared" },
            { name: partOf },
          ],
        },
      },
    },
  },
  // Component tests mount real components, so the browser build of Svelte is the one to load.
  resolve: process.env["VITEST"] === undefined ? {} : { conditions: ["browser"] },
  // A language is read whole in some tests, which takes long where compilers run beside them; no test waits for that long.
  test: { environment: "happy-dom", testTimeout: 30_000, include: ["src/**/*.test.ts", "scripts/*.test.mjs"], setupFiles: ["src/i18n/english.setup.ts"] },
});
