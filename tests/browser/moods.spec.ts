/** @file Every screen at twice its size, in the system's own colours, and without motion; the main ones with more contrast. */
import { expect, settled, test, themes } from "./desk";
import { beyond, cutOff, violations } from "./looks";
import { withoutEdge } from "./moods";
import { mainScreens, placeOn, screens } from "./screens";

for (const screen of screens) {
  // What opens over a screen is made of the same parts; of those, dialogs have to fit as well.
  if (screen.own === true) continue;
  const kind = screen.on?.[0] ?? "full";
  test(`large, in few colours, still: ${screen.name}`, async ({ full, empty, open }) => {
    const desk = kind === "full" ? full : empty;
    const page = await open(desk, { place: await placeOn(desk, screen), ready: screen.ready, size: "wide", chosen: { zoom: "200" } });
    await screen.open?.(page, desk);
    await settled(page);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--scale")), "twice the size").toBe("2");
    expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
    if (screen.runsOver !== true) expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);
    if (mainScreens.includes(screen)) expect.soft(await violations(page), "twice the size").toEqual([]);

    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((one) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(one);
          const lasts = (durations: string) => durations.split(",").some((duration) => Number.parseFloat(duration) > 0);
          return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration));
        })
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    expect.soft(moving, "nothing moves").toEqual([]);

    await page.emulateMedia({ forcedColors: "active" });
    await settled(page);
    expect.soft(await violations(page, ["color-contrast"]), "in forced colours").toEqual([]);
    expect.soft(await withoutEdge(page), "every field has an edge").toEqual([]);
    const ring = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return "the focus is nowhere";
      // A pointer needs no ring, and a dialog that has just opened is all that there is to look at.
      if (!at.matches(":focus-visible") || at.matches('main, [role="dialog"]')) return "";
      for (let one: Element | null = at, up = 0; one !== null && up < 4; one = one.parentElement, up++) {
        for (const part of [one, ...(up < 3 ? one.querySelectorAll("*") : [])]) {
          const { outlineStyle, outlineWidth } = getComputedStyle(part);
          if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) return "";
        }
      }
      return at.matches("input, textarea, select") ? "" : `no ring around ${at.outerHTML.slice(0, 160)}`;
    });
    expect.soft(ring, "the focus has a ring").toBe("");
  });
}

for (const [at, screen] of mainScreens.entries()) {
  // The system's wish and the choice of the settings are one thing: every other screen takes the one, the others the other.
  const chosen = at % 2 === 0;
  test(`with more contrast, ${chosen ? "chosen" : "as the system has it"}: ${screen.name}`, async ({ full, open }) => {
    const page = await open(full, { place: await placeOn(full, screen), ready: screen.ready, size: "wide", ...(chosen ? { chosen: { contrast: "more" } } : {}) });
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, contrast: chosen ? "no-preference" : "more" });
      await settled(page);
      const [border, text] = await page.evaluate(() => {
        const lines = getComputedStyle(document.querySelector("nav[data-pane]") ?? document.body);
        return [lines.borderInlineEndColor, getComputedStyle(document.body).color];
      });
      expect(border, "lines are as strong as letters").toBe(text);
      expect.soft(await violations(page, theme === "dark" ? ["color-contrast", "link-in-text-block"] : undefined), theme).toEqual([]);
      expect.soft(await violations(page, ["color-contrast-enhanced"]), `${theme}, seven to one`).toEqual([]);
    }
  });
}
