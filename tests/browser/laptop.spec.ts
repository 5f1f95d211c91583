/** @file What leads a desk on a laptop: a whole week in sight, bars that can be compared, figures that stand below one another. */
import { expect, go, settled, test } from "./desk";

const id = (name: string): string => `[data-testid="${name}"]`;

test("a week shows its seven days beside one another", async ({ full, open }) => {
  const page = await open(full, { place: "calendar/week?whose=all", ready: `${id("calendar")}[data-view="week"][data-reading="false"]`, size: "wide" });
  const grid = page.locator("[data-days='7']");
  expect(await grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  const ends = await grid.locator("h2").evaluateAll((days) => days.map((day) => Math.round(day.getBoundingClientRect().right)));
  expect(ends).toHaveLength(7);
  expect(Math.max(...ends)).toBeLessThanOrEqual(await grid.evaluate((node) => Math.round(node.getBoundingClientRect().right)));
});

test("bars begin and end at the same places, and their names are whole", async ({ full, open }) => {
  const page = await open(full, { place: "dashboard", ready: id("chart-targets-team"), size: "wide" });
  for (const chart of ["chart-targets-team", "chart-targets-priority"]) {
    const bars = page.locator(`${id(chart)} li`);
    expect(await bars.count(), chart).toBeGreaterThan(3);
    const tracks = await bars.evaluateAll((rows) => rows.map((row) => row.querySelector(".track")?.getBoundingClientRect()).map((box) => `${Math.round(box?.left ?? 0)} to ${Math.round(box?.right ?? 0)}`));
    expect(new Set(tracks).size, chart).toBe(1);
    expect(await bars.locator(".name").evaluateAll((names) => names.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent)), chart).toEqual([]);
  }
});

test("figures of teams and people end at the same place below their heads", async ({ full, open }) => {
  const page = await open(full, { place: "service", ready: id("standing"), size: "wide" });
  await settled(page);
  const edges = await page.locator("table", { has: page.locator(id("standing")) }).first().evaluate((table) => {
    const range = document.createRange();
    const lastLetter = (cell: Element): number => {
      range.selectNodeContents(cell);
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if ((node.textContent ?? "").trim() !== "") range.selectNodeContents(node);
      return Math.round(range.getBoundingClientRect().right);
    };
    return [1, 2, 3].map((column) => [...table.querySelectorAll("tr")].map((row) => lastLetter(row.children[column] ?? row)));
  });
  for (const column of edges) expect(Math.max(...column) - Math.min(...column), String(column)).toBeLessThanOrEqual(1);
});

test("the clock of a tile stands beside its number, or is left out as a whole", async ({ full, open }) => {
  const page = await open(full, { place: "dashboard", ready: id("tile-work_p50"), size: "wide" });
  for (const width of [1_104, 1_204, 1_280, 1_440, 1_500]) {
    await page.setViewportSize({ width, height: 720 });
    await settled(page);
    const choices = await page.getByRole("radiogroup").evaluateAll((groups) => groups.map((group) => group.getBoundingClientRect().height));
    expect(choices.length, `${width} pixels`).toBe(width < 1_200 ? 1 : 2);
    expect(Math.max(...choices), `${width} pixels: no choice breaks in two`).toBeLessThan(40);
    const shown = await page.locator(`${id("tile-work_p50")} .value`).evaluate((value) => {
      const [number, unit] = ["strong", ".unit"].map((part) => value.querySelector(part)?.getBoundingClientRect());
      const box = value.getBoundingClientRect();
      if (number === undefined || unit === undefined) return "no clock";
      return unit.top >= box.bottom ? "left out" : unit.left >= number.right && unit.right <= box.right + 0.5 ? "beside" : "cut";
    });
    expect(shown, `${width} pixels`).toMatch(/^beside$|^left out$/);
    if (width === 1_280) expect(shown).toBe("beside");
  }
  await go(page, "report?measure=work_p50&by=time&span=quarter", id("report-total"));
  for (const mark of await page.locator(`${id("chart-report")} .marks span`).allTextContents()) expect(mark).toMatch(/^\d+[mhd]$/);
});
