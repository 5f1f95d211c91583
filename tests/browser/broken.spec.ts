/** @file What cannot be read says so, to everybody, and is read again on request: every screen that has something to read. */
import { expect, settled, test, themes } from "./desk";
import { beyond, cutOff, violations } from "./looks";
import { placeOn, screens } from "./screens";

for (const screen of screens) {
  const { reads } = screen;
  if (reads === undefined) continue;
  test(`broken: ${screen.name}`, async ({ full, page, open }) => {
    const problem = JSON.stringify({ code: "internal", message: "reading failed" });
    await page.route(`**/rpc/${reads}`, (route) => route.fulfill({ status: 500, body: problem }));
    const again = page.getByRole("button", { name: "Try again" });
    await open(full, { place: await placeOn(full, screen), ...(screen.open === undefined ? {} : { ready: screen.ready }) });
    await screen.open?.(page, full);
    await again.first().waitFor();
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      expect.soft(await violations(page), theme).toEqual([]);
    }
    expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
    expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);

    await page.unroute(`**/rpc/${reads}`);
    await again.first().focus();
    await page.keyboard.press("Enter");
    await expect(again).toHaveCount(0);
    await settled(page);
    await expect(page.locator("body:focus"), "the button hands its focus on").toHaveCount(0);
  });
}
