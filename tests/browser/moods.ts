/** @file What somebody's system or eyes make of a screen that stands already: twice its size, few colours, lines from the right, hardly any room; and what must hold there. */
import type { Page } from "@playwright/test";
import { expect, settled, sizes } from "./desk";
import { beyond, cutOff, violations } from "./looks";

/** Fields that have no edge: without tints and shadows a border is all that tells a control from what is written around it. */
export async function withoutEdge(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('input:not([type="hidden"], [type="file"], [type="radio"], [type="checkbox"]), textarea, select')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getBoundingClientRect().width > 2)
      .filter((one) => {
        for (let at: Element | null = one, up = 0; at !== null && up < 4; at = at.parentElement, up++) {
          const { borderTopWidth, borderTopStyle, borderBottomWidth, borderBottomStyle } = getComputedStyle(at);
          if ((borderTopStyle !== "none" && Number.parseFloat(borderTopWidth) > 0) || (borderBottomStyle !== "none" && Number.parseFloat(borderBottomWidth) > 0)) return false;
        }
        return true;
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );
}

/** Lets lines begin at the right, as `ar-XB` does, without a word being read anew. */
export async function fromTheRight(page: Page, on: boolean): Promise<void> {
  await page.evaluate((turned) => (document.documentElement.dir = turned ? "rtl" : "ltr"), on);
  await settled(page);
}

/** Nothing is lost at the sides, below, or in a box that hides it. */
export async function holds(page: Page, where: string, runsOver?: true): Promise<void> {
  expect.soft(await beyond(page), `${where}: the page does not scroll`).toEqual({ x: 0, y: 0 });
  if (runsOver !== true) expect.soft(await cutOff(page), `${where}: nothing is cut off`).toEqual([]);
}

/** Goes through all of them on the page as it stands, and leaves it as it was; `size` is how large the window is again in the end. */
export async function everyMood(page: Page, name: string, size: keyof typeof sizes): Promise<void> {
  await page.setViewportSize(sizes.wide);
  // What a zoom of 200 % puts on the page: it is no command here, since not every page that is looked at answers keys.
  await page.evaluate(() => {
    document.documentElement.style.setProperty("--scale", "2");
    document.documentElement.dataset["room"] = "least";
  });
  await settled(page);
  await holds(page, `${name}, twice the size`);
  await page.setViewportSize(sizes.smallest);
  await settled(page);
  expect(await page.evaluate(() => document.documentElement.style.getPropertyValue("--scale")), "the usual size again").toBe("1");
  await holds(page, `${name}, in the smallest window`);
  await fromTheRight(page, true);
  await holds(page, `${name}, in the smallest window, from the right`);
  await page.setViewportSize(sizes.small);
  await settled(page);
  expect.soft(await violations(page), `${name}, from the right`).toEqual([]);
  await holds(page, `${name}, from the right`);
  await fromTheRight(page, false);
  await page.emulateMedia({ forcedColors: "active" });
  await settled(page);
  expect.soft(await violations(page, ["color-contrast"]), `${name}, in forced colours`).toEqual([]);
  expect.soft(await withoutEdge(page), `${name}: every field has an edge`).toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize(sizes[size]);
  await settled(page);
}
