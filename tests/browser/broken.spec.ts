/** @file What cannot be read says so, to everybody, and is read again on request: every screen that has something to read. */
import { breaks } from "./broken";
import { test } from "./desk";
import { placeOn, screens } from "./screens";

for (const screen of screens) {
  const { reads } = screen;
  if (reads === undefined) continue;
  test(`broken: ${screen.name}`, async ({ full, page, open }) => {
    await breaks(page, reads, async () => {
      await open(full, { place: await placeOn(full, screen), ...(screen.open === undefined ? {} : { ready: screen.ready }) });
      await screen.open?.(page, full);
    });
  });
}
