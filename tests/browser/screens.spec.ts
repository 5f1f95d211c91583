/** @file Every screen, in the light and in the dark, small and wide, full, empty and broken: nothing that axe finds, nothing cut off, nothing too small. */
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, settled, sizes, test, themes } from "./desk";
import { root } from "./host";
import { beyond, cutOff, spaced, tooSmall, violations } from "./looks";
import { placeOn, screens, type Screen } from "./screens";

/** What colours have a say in; everything else is the same in the dark. */
const ofColours = ["color-contrast", "link-in-text-block"];

async function look(page: Page, screen: Screen, size: keyof typeof sizes): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    const found = await violations(page, theme === "dark" ? ofColours : undefined);
    // Where a card may not be dropped is dim on purpose, as what is disabled is.
    const counts = screen.carries === true ? found.filter((one) => !one.startsWith("color-contrast")) : found;
    expect.soft(counts, `${size}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect.soft(await beyond(page), `${size}: the page does not scroll`).toEqual({ x: 0, y: 0 });
  if (screen.runsOver !== true) expect.soft(await cutOff(page), `${size}: nothing is cut off`).toEqual([]);
  expect.soft(await tooSmall(page, 24), `${size}: everything can be hit`).toEqual([]);
  if (size === "small") {
    await spaced(page, true);
    expect.soft(await beyond(page), "with wider letters the page does not scroll").toEqual({ x: 0, y: 0 });
    if (screen.runsOver !== true) expect.soft(await cutOff(page), "with wider letters nothing is cut off").toEqual([]);
    await spaced(page, false);
  }
}

test("every screen of the desk has a row in the table", () => {
  const text = readFileSync(join(root, "ui/src/app/screens.ts"), "utf8");
  const names = [...text.matchAll(/\{\s*name: "(\w+)"/g)].map(([, name]) => name ?? "");
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !screens.some(({ place }) => place.split(/[/?]/)[0] === name))).toEqual([]);
});

for (const screen of screens) {
  for (const kind of screen.on ?? (["full", "empty"] as const)) {
    test(`${screen.name}, ${kind}`, async ({ full, empty, fresh, open }) => {
      const desk = screen.own === true ? await fresh() : kind === "full" ? full : empty;
      const place = await placeOn(desk, screen);
      const page = await open(desk, { place, ready: screen.ready });
      await screen.open?.(page, desk);
      await look(page, screen, "small");
      // What was done on a desk of its own cannot be done twice.
      if (screen.own === true) return;
      if (screen.open === undefined) await page.setViewportSize(sizes.wide);
      else {
        // Menus close when the window gets another size.
        await open(desk, { place, ready: screen.ready, size: "wide" });
        await screen.open(page, desk);
      }
      await look(page, screen, "wide");
    });
  }
}

for (const screen of screens) {
  if (screen.thumb !== true) continue;
  for (const size of ["smallest", "small", "tablet"] as const) {
    test(`with a thumb, ${size}: ${screen.name}`, async ({ full, open }) => {
      const page = await open(full, { place: screen.place, ready: screen.ready, size, chosen: { density: "touch" } });
      await screen.open?.(page, full);
      expect.soft(await tooSmall(page, 44, "main"), "everything can be hit").toEqual([]);
      expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
      expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);
    });
  }
}
