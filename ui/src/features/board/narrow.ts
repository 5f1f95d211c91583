/** @file What a board of one column is made of, fetched as one where a window is narrow. */
export { default as CardBar } from "./CardBar.svelte";
export { default as ColumnTabs } from "./ColumnTabs.svelte";
export { default as OneColumn } from "./OneColumn.svelte";
