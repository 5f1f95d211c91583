/** @file The main screens close together and under a thumb: nothing that axe finds, nothing cut off, and what one presses has the size that its density promises. */
import { expect, go, test } from "./desk";
import { beyond, cutOff, tooSmall, violations } from "./looks";
import { mainScreens, placeOn } from "./screens";

/** How large what one presses is at least. */
const least = { compact: 24, touch: 44 } as const;

for (const density of ["compact", "touch"] as const) {
  test(`${density}: the main screens`, async ({ full, open }) => {
    test.setTimeout(600_000);
    // One page for all: the size of things is the same wherever one comes from.
    const page = await open(full, { place: "settings/about", ready: "main h2", chosen: { density } });
    expect(await page.evaluate(() => document.documentElement.dataset["density"])).toBe(density);
    for (const screen of mainScreens) {
      await go(page, await placeOn(full, screen), screen.ready);
      const where = `${screen.name}, ${density}`;
      expect.soft(await violations(page), where).toEqual([]);
      expect.soft(await beyond(page), `${where}: the page does not scroll`).toEqual({ x: 0, y: 0 });
      if (screen.runsOver !== true) expect.soft(await cutOff(page), `${where}: nothing is cut off`).toEqual([]);
      expect.soft(await tooSmall(page, least[density]), `${where}: everything can be hit`).toEqual([]);
    }
  });
}
