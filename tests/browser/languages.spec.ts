/** @file The main screens in German and from right to left: nothing that axe finds, nothing cut off. */
import { expect, test } from "./desk";
import { beyond, cutOff, violations } from "./looks";
import { mainScreens, placeOn } from "./screens";

/** A language, and where its lines begin; `ar-XB` is English from right to left. */
const languages = [
  ["de", "ltr"],
  ["ar-XB", "rtl"],
] as const;

for (const [language, from] of languages) {
  for (const screen of mainScreens) {
    test(`in ${language}: ${screen.name}`, async ({ full, open }) => {
      const page = await open(full, { place: await placeOn(full, screen), ready: screen.ready, size: "small", chosen: { language } });
      expect(await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction])).toEqual([language, from]);
      expect.soft(await violations(page), "axe").toEqual([]);
      expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
      if (screen.runsOver !== true) expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);
    });
  }
}
