/** @file The desk without a pointer: on every screen each control is reached, can be seen when it is, and nothing loses the focus. */
import { expect, test } from "./desk";
import { placeOn, screens } from "./screens";
import { walk } from "./walk";

for (const screen of screens) {
  if (screen.carries === true) continue;
  // What stands on an empty desk alone is walked there, everything else where there is most to walk.
  const kind = screen.on?.[0] ?? "full";
  test(`by keyboard: ${screen.name}`, async ({ full, empty, fresh, open }) => {
    // An arrow in the settings chooses something.
    const own = screen.own === true || screen.place.startsWith("settings/");
    const desk = own ? await fresh() : kind === "full" ? full : empty;
    const page = await open(desk, { place: await placeOn(desk, screen), ready: screen.ready });
    await screen.open?.(page, desk);
    // A clock that breaches meanwhile says so in a toast, which is no part of the screen.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('[data-testid="toast"] { display: none }');
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    const { wrong } = await walk(page);
    expect(wrong, "what the walk found").toEqual([]);
  });
}
