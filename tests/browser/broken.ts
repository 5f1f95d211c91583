/** @file What a screen shows while something cannot be read, and once somebody asked it to read again. */
import type { Page } from "@playwright/test";
import type { Commands } from "../../ui/src/api/gen";
import { expect, settled, themes } from "./desk";
import { beyond, cutOff, violations } from "./looks";

/** `show` leads to the screen that reads `command`. */
export async function breaks(page: Page, command: keyof Commands, show: () => Promise<unknown>): Promise<void> {
  const problem = JSON.stringify({ code: "internal", message: "reading failed" });
  await page.route(`**/rpc/${command}`, (route) => route.fulfill({ status: 500, body: problem }));
  const again = page.getByRole("button", { name: "Try again" });
  await show();
  await again.first().waitFor();
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    expect.soft(await violations(page), `${command}, ${theme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
  expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);

  await page.unroute(`**/rpc/${command}`);
  await again.first().focus();
  await page.keyboard.press("Enter");
  await expect(again).toHaveCount(0);
  await settled(page);
  await expect(page.locator("body:focus"), "the button hands its focus on").toHaveCount(0);
}
