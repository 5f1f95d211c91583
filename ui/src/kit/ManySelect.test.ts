/** @file Picking several values faster than they are kept: each pick begins with the one before, and what is no option stays. */
import { cleanup, configure, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import ManySelect from "./ManySelect.svelte";
import { isItem, menus } from "./menu.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

const options = ["mira", "deniz", "caleb"].map((value) => ({ value, label: value }));
let picked: string[][];
let keep: () => Promise<boolean>;

beforeEach(() => {
  picked = [];
  keep = () => Promise.resolve(true);
});
afterEach(() => {
  menus.close();
  cleanup();
});

function open(values: readonly string[]) {
  const shown = render(ManySelect, { label: "Watchers", options, values, onpick: (to: string[]) => (picked.push(to), keep()), testid: "watchers" });
  screen.getByTestId("watchers").click();
  return shown;
}
const choose = (value: string) => (menus.open?.menu.entries() ?? []).filter(isItem).find(({ id }) => id === value)?.act?.();

test("a second pick comes on top of the first, though that is not read again yet", async () => {
  const shown = open([]);
  choose("deniz");
  choose("mira");
  expect(picked).toEqual([["deniz"], ["mira", "deniz"]]);
  await waitFor(() => expect(screen.getByTestId("watchers").textContent).toContain("mira, deniz"));
  await tick();
  await shown.rerender({ values: ["mira", "deniz"] });
  choose("deniz");
  expect(picked.at(-1)).toEqual(["mira"]);
});

test("what was refused is not picked", async () => {
  keep = () => Promise.resolve(false);
  open(["caleb"]);
  choose("mira");
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(screen.getByTestId("watchers").textContent.trim()).toBe("caleb");
  choose("deniz");
  expect(picked.at(-1)).toEqual(["deniz", "caleb"]);
});

test("whoever is no option, such as somebody who left, is not thrown out by a pick", () => {
  open(["gone", "caleb"]);
  choose("mira");
  expect(picked).toEqual([["gone", "mira", "caleb"]]);
});
