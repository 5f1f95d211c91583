/** @file Every screen in German, whose words are longer, and from right to left: nothing cut off; the main ones with all of axe's rules. */
import { expect, test } from "./desk";
import { violations } from "./looks";
import { fromTheRight, holds } from "./moods";
import { mainScreens, placeOn, screens } from "./screens";

for (const screen of screens) {
  // What was done on a desk of its own is made of the same parts.
  if (screen.own === true) continue;
  const kind = screen.on?.[0] ?? "full";
  test(`in German, and from the right: ${screen.name}`, async ({ full, empty, open }) => {
    const desk = kind === "full" ? full : empty;
    const page = await open(desk, { place: await placeOn(desk, screen), ready: screen.ready, size: "small", chosen: { language: "de" } });
    await screen.open?.(page, desk);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    if (mainScreens.includes(screen)) expect.soft(await violations(page), "axe").toEqual([]);
    await holds(page, "in German", screen.runsOver);
    await fromTheRight(page, true);
    await holds(page, "from the right", screen.runsOver);
  });
}

for (const screen of mainScreens) {
  test(`from right to left: ${screen.name}`, async ({ full, open }) => {
    const page = await open(full, { place: await placeOn(full, screen), ready: screen.ready, size: "small", chosen: { language: "ar-XB" } });
    expect(await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction])).toEqual(["ar-XB", "rtl"]);
    expect.soft(await violations(page), "axe").toEqual([]);
    await holds(page, "from the right", screen.runsOver);
  });
}
