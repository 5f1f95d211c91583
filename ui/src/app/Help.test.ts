/** @file The sheet of shortcuts has every key that is answered anywhere, and nothing that has none. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { t } from "../i18n/words.svelte";
import { layerHostId } from "../kit/modal.svelte";
import { keyRows } from "../lib/keys";
import { shortcuts } from "../lib/shortcuts.svelte";
import Help from "./Help.svelte";

beforeEach(() => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
});
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

test("every scope has its keys on it, and what has no key is left to the palette", () => {
  render(Help, { onclose: () => undefined });
  const names = [...screen.getByRole("dialog").querySelectorAll("dt")].map((one) => one.textContent);
  const keyed = shortcuts.rows.filter((row) => row.keys.length > 0);
  expect(names).toHaveLength(keyed.length);
  expect(new Set(names)).toEqual(new Set(keyed.map((row) => (row.again === undefined ? t(row.label) : `${t(row.label)} ${t(row.again)}`))));
  expect(keyRows.some((row) => row.keys.length === 0)).toBe(true);
});
