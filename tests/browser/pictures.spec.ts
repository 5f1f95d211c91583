/**
 * @file How the main screens are drawn, dot by dot, at an instant at which both clocks stand still.
 *
 * Letters are drawn otherwise by another version of the browser: then the pictures are only left in `target/xtask`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, settled, test, themes } from "./desk";
import { leavings, openDesk, zone } from "./host";
import { placeOn, type Screen } from "./screens";

interface Picture extends Pick<Screen, "place" | "ready" | "open"> {
  name: string;
  /** Drawn in the dark as well. */
  dark?: true;
  chosen?: Readonly<Record<string, string>>;
}

const id = (name: string): string => `[data-testid="${name}"]`;
const pictures: readonly Picture[] = [
  { name: "board", place: "board", ready: id("card"), dark: true },
  { name: "board-compact", place: "board", ready: id("card"), chosen: { density: "compact" } },
  { name: "board-rtl", place: "board", ready: id("card"), chosen: { language: "ar-XB" } },
  { name: "list", place: "list", ready: id("row"), dark: true },
  { name: "list-compact", place: "list", ready: id("row"), chosen: { density: "compact" } },
  { name: "ticket", place: "ticket/{4283}", ready: id("composer"), dark: true },
  { name: "ticket-rtl", place: "ticket/{4283}", ready: id("composer"), chosen: { language: "ar-XB" } },
  { name: "palette", place: "board", ready: id("card"), open: async (page) => { await page.keyboard.press("Control+k"); await page.locator(id("palette-item")).first().waitFor(); } },
  { name: "calendar", place: "calendar/week?whose=all", ready: `${id("calendar")}[data-reading="false"]`, dark: true },
  { name: "visits", place: "visits", ready: id("visit"), dark: true },
  { name: "dashboard", place: "dashboard", ready: id("chart-volume"), dark: true },
  { name: "service", place: "service", ready: id("tile-breached"), dark: true },
  { name: "triage", place: "triage", ready: id("triage-priority") },
  { name: "notifications", place: "notifications", ready: id("notifications") },
  { name: "settings", place: "settings/policies", ready: id("policy-row"), dark: true },
];

const inUtc = zone === "UTC" || zone === "Etc/UTC";

for (const { name, place, ready, open: act, dark, chosen = {} } of pictures) {
  test(`drawn as before: ${name}`, async ({ browser, page, open }, info) => {
    const [version = ""] = browser.version().split(".");
    const folder = `chromium-${version}`;
    const anew = info.config.updateSnapshots === "all" || info.config.updateSnapshots === "changed";
    const comparable = inUtc && (anew || existsSync(join(__dirname, "pictures", folder)));
    const desk = await openDesk({ sample: true, stands: true });
    try {
      await open(desk, { place: await placeOn(desk, { name, place, ready }), ready, size: "drawn", chosen });
      // The sidebar comes after the screen: a picture without it would only match whoever is quick enough.
      await page.locator(id("first-steps")).waitFor();
      await act?.(page, desk);
      for (const theme of dark === true ? themes : (["light"] as const)) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        const file = `${name}-${theme}.png`;
        if (comparable) await expect.soft(page).toHaveScreenshot(["pictures", folder, file], { maxDiffPixelRatio: 0.002, animations: "disabled", caret: "hide" });
        else await page.screenshot({ path: join(leavings, "browser-pictures", file), animations: "disabled" });
      }
    } finally {
      await desk.stop();
    }
    test.skip(!comparable, `there are no pictures of ${folder}${inUtc ? "" : ` in ${zone}`} to compare with`);
  });
}
