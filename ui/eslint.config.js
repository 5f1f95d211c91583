/** @file Lint rules: type-aware, with the boundaries of the architecture as rules. */
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const bans = (extra) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        { group: ["@tauri-apps/*"], message: "Only platform/tauri.ts talks to the window." },
        ...extra,
      ],
    },
  ],
});

export default ts.config(
  { ignores: ["dist", "node_modules", "src/api/gen.ts", "src/vite-env.d.ts"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js", "scripts/*.mjs"] },
        extraFileExtensions: [".svelte"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "no-console": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      ...bans([]),
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      // A component is the default export of its file; the rule is about ours.
      "no-restricted-exports": "off",
      // `let { x } = $props()` is how Svelte reads props that may be bound.
      "prefer-const": "off",
      "svelte/prefer-const": ["error", { excludedRunes: ["$props", "$derived"] }],
      // The linter's view of a template knows no types of callbacks and snippets; svelte-check does, and is strict.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/restrict-plus-operands": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
      "svelte/require-each-key": "error",
      "svelte/no-at-html-tags": "error",
      // The maps in our modules are caches that nobody watches.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["src/kit/**"],
    rules: bans([{ group: ["**/api/*", "**/features/**", "**/platform/*", "**/app/*"], message: "The kit knows only lib." }]),
  },
  {
    files: ["src/lib/**", "src/i18n/**"],
    rules: bans([
      { group: ["**/api/*", "**/features/**", "**/platform/*", "**/app/*", "**/kit/*"], message: "lib stands at the bottom." },
    ]),
  },
  {
    files: ["src/features/**"],
    rules: bans([
      { group: ["**/platform/*", "**/app/*"], message: "Features import kit, api and lib." },
      { regex: "^\\.\\./[^.]", message: "Features do not import one another; move what is shared down." },
    ]),
  },
  { files: ["src/platform/tauri.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["*.js", "*.config.ts", "scripts/*.mjs"],
    ...ts.configs.disableTypeChecked,
    languageOptions: { ...ts.configs.disableTypeChecked.languageOptions, globals: { ...globals.node } },
    rules: { ...ts.configs.disableTypeChecked.rules, "no-restricted-exports": "off", "no-console": "off" },
  },
);
