/** @file The main screens close together and under a thumb: nothing that axe finds, nothing cut off, and what one presses has the size that its density promises. */
import { expect, go, test } from "./desk";
import { beyond, cutOff, tooSmall, violations } from "./looks";
import { mainScreens, placeOn } from "./screens";

/** How large what one presses is at least. */
const least = { compact: 24, touch: 44 } as const;

/**
 * What is smaller under a thumb all the same, by its kind: at least 24 pixels, as everything is. The list only shrinks: what
 * has grown fails as well, until it is taken off.
 */
const smaller: readonly string[] = [
  // Figures in the rows of tables and charts, as high as a line.
  ...["ages", "report", "targets-priority", "targets-team"].map((name) => `a.text in chart-${name}`),
  ...["a in load-hour", "a in report-total", "a in standing", "a.at_risk in standing", "a.breached in standing", "a.beside in dashboard"],
  // The bar below is as high as a line, and the sidebar leads to the same.
  "a.chip in footer",
  // Heads of columns and groups.
  ...["due", "number", "priority", "status", "subject"].map((name) => `button[sort-${name}] in list`),
  "button.fold in list-group",
  // Names of days, and what stands in a day of the month: a month has no room for more, and the day has.
  ...["button in calendar", "button.pill in calendar", "button.rest in calendar"],
  // Parts of one field or chip, which would grow with them.
  ...["button.better in search-mistakes", "button.clear in main", "button.cross in search-chip", "button.value in search-chip"],
  ...["button.line in message", "button.number in header", "button.why in header"],
  // Parts of the kit that are to grow to 44.
  ...[...["attainment", "calendar-view", "dashboard-period", "header", "search-sort"].map((name) => `label in ${name}`)],
];

for (const density of ["compact", "touch"] as const) {
  test(`${density}: the main screens`, async ({ full, open }) => {
    test.setTimeout(600_000);
    const small = new Set<string>();
    // One page for all: the size of things is the same wherever one comes from.
    const page = await open(full, { place: "settings/about", ready: "main h2", chosen: { density } });
    expect(await page.evaluate(() => document.documentElement.dataset["density"])).toBe(density);
    for (const screen of mainScreens) {
      await go(page, await placeOn(full, screen), screen.ready);
      const where = `${screen.name}, ${density}`;
      expect.soft(await violations(page), where).toEqual([]);
      expect.soft(await beyond(page), `${where}: the page does not scroll`).toEqual({ x: 0, y: 0 });
      if (screen.runsOver !== true) expect.soft(await cutOff(page), `${where}: nothing is cut off`).toEqual([]);
      const found = (await tooSmall(page, least[density])).filter((one) => {
        const kind = /, (.+?): </.exec(one)?.[1] ?? one;
        small.add(kind);
        return density === "compact" || !smaller.includes(kind);
      });
      expect.soft(found, `${where}: everything can be hit`).toEqual([]);
    }
    if (density === "touch") expect.soft(smaller.filter((one) => !small.has(one)), "these are large enough now: take them off the list").toEqual([]);
  });
}
