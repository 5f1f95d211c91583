/** @file What stands below one another begins on one line, a short word is whole or not there, and where the keys go is marked once. */
import type { Page } from "@playwright/test";
import { expect, hook, settled, test } from "./desk";
import { fromTheRight } from "./moods";
import { placeOn } from "./screens";

const id = (name: string): string => `[data-testid="${name}"]`;

/** Where the words of each element begin and end, else where it does itself, in pixels from where lines begin. */
async function edges(page: Page, selector: string): Promise<{ start: number; end: number }[]> {
  return page.evaluate((which) => {
    const fromRight = document.documentElement.dir === "rtl";
    return [...document.querySelectorAll(which)]
      .filter((one) => one.checkVisibility())
      .map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const words = one.matches("h1, th, button, [role=tab], .text") && one.querySelector("svg") === null;
        const { left, right } = words ? range.getBoundingClientRect() : one.getBoundingClientRect();
        return fromRight ? { start: innerWidth - right, end: innerWidth - left } : { start: left, end: right };
      });
  }, selector);
}

/** The first element of each selector begins where the first one's does, as far as an eye can tell. */
async function beginTogether(page: Page, selectors: readonly string[]): Promise<void> {
  const starts: Record<string, number | undefined> = {};
  for (const selector of selectors) starts[selector] = (await edges(page, selector))[0]?.start;
  const first = Object.values(starts)[0] ?? Number.NaN;
  for (const [selector, start] of Object.entries(starts)) expect.soft(Math.abs((start ?? Number.NaN) - first), `${selector} at ${start}, the first at ${first}`).toBeLessThanOrEqual(1.5);
}

test("a ticket has one line at which everything begins, from either side", async ({ full, open }) => {
  const place = await placeOn(full, { name: "", place: "ticket/{4283}", ready: "" });
  const page = await open(full, { place, ready: id("composer"), size: "wide" });
  const all = ["main header .number", id("status"), `${id("description")} > :first-child`, id("composer")];
  await beginTogether(page, all);
  await fromTheRight(page, true);
  await beginTogether(page, all);
  // A title in Latin letters stands where titles stand, beside the number.
  const [number, title] = [(await edges(page, "main header .number"))[0], (await edges(page, `${id("subject")} button`))[0]];
  expect((title?.start ?? Infinity) - (number?.end ?? 0)).toBeLessThan(60);
  await fromTheRight(page, false);
});

test("what sync says begins below its title", async ({ full, page, open }) => {
  const status = { ...(await full.call("sync_status", {})), state: "online", server: "https://desk.example" };
  await page.route("**/rpc/sync_status", (route) => route.fulfill({ body: JSON.stringify(status) }));
  await open(full, { place: "sync", ready: "main [role=tab]", size: "wide" });
  await beginTogether(page, ["main h1", "main [role=tab]", "main section > .mark", "main figure > svg"]);
});

test("the figures of service levels stand below their names", async ({ full, open }) => {
  const page = await open(full, { place: "service", ready: id("standing"), size: "wide" });
  const heads = (await edges(page, "main .columns section:first-child thead th.number")).map(({ end }) => end);
  expect(heads).toHaveLength(3);
  for (const [place, head] of heads.entries()) {
    const figures = await page.locator(`main .columns section:first-child tbody td:nth-child(${place + 2})`).evaluateAll((cells) =>
      cells.map((cell) => {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) if ((text.textContent ?? "").trim() !== "") range.selectNode(text);
        return range.getBoundingClientRect().right;
      }),
    );
    for (const figure of figures) expect.soft(Math.abs(figure - head), `column ${place}`).toBeLessThanOrEqual(1.5);
  }
});

for (const language of ["en", "de"]) {
  test(`no word of a narrow card or of the head of a column is cut in two (${language})`, async ({ full, open }) => {
    const page = await open(full, { ready: id("card"), size: "wide", chosen: { density: "compact", language } });
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-testid=card] .priority > span, [data-testid=column] header .words > span")].flatMap((word) => {
        const [box, frame] = [word.getBoundingClientRect(), (word.parentElement ?? word).getBoundingClientRect()];
        const [isIn, isOut] = [box.right <= frame.right + 0.5 && box.bottom <= frame.bottom + 1, box.top >= frame.bottom - 1];
        return isIn || isOut ? [] : [`${word.textContent}: ${JSON.stringify(box)} in ${JSON.stringify(frame)}`];
      }),
    );
    expect(cut).toEqual([]);
    const names = await page.locator("[data-testid=column] header h2").evaluateAll((all) => all.map((name) => [name.textContent, name.scrollWidth > name.clientWidth]));
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter(([, isCut]) => isCut)).toEqual([]);
  });
}

test("every subject of a list begins on one line, whatever else is known of it", async ({ full, open }) => {
  const page = await open(full, { place: "list", ready: id("row"), size: "wide" });
  await expect(page.locator(`${id("row")} ${id("answered")}`)).not.toHaveCount(0);
  const starts = (await edges(page, `${id("row")} .subject > .text`)).map(({ start }) => Math.round(start));
  expect(starts.length).toBeGreaterThan(5);
  expect(new Set(starts).size).toBe(1);
});

test("a week shows all of its days, whatever stands in them", async ({ full, open }) => {
  const page = await open(full, { place: "calendar/week?whose=all", ready: `${id("calendar")}[data-reading="false"]`, size: "wide" });
  const grid = await page.locator(`${id("calendar")} [data-days]`).evaluate((one) => ({ days: one.querySelectorAll("[data-column]").length, beyond: one.scrollWidth - one.clientWidth }));
  expect(grid).toEqual({ days: 7, beyond: 0 });
});

test("what is chosen in the title row is one line", async ({ full, open }) => {
  const page = await open(full, { place: "dashboard", ready: id("chart-volume"), size: "small" });
  const tops = await page.locator("main header [role=radiogroup] label").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(tops.length).toBeGreaterThan(2);
  expect(new Set(tops).size).toBe(1);
});

test("the cards of a wall begin at one height", async ({ full, open }) => {
  const page = await open(full, { place: "board?wall=yes", ready: `${id("wall")} li`, size: "wide" });
  const tops = await page.locator(`${id("wall")} section > ul`).evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
  expect(tops.length).toBeGreaterThan(3);
  expect(new Set(tops).size).toBe(1);
});

test("a screen that has the focus itself says so at its edge, not by a frame", async ({ empty, open }) => {
  const page = await open(empty, { place: "notifications", ready: id("notifications"), size: "wide" });
  const drawn = () => page.locator("main").evaluate((main) => ({ focus: main.matches(":focus-visible"), frame: getComputedStyle(main).outlineStyle, bar: getComputedStyle(main, "::before").borderInlineStartWidth }));
  await expect.poll(drawn).toEqual({ focus: true, frame: "none", bar: "2px" });
});

test("the visit in hand has one ring, its own", async ({ full, open }) => {
  const page = await open(full, { place: "visits", ready: id("visit-step"), size: "wide" });
  await page.keyboard.press("j");
  await settled(page);
  const head = page.locator("[data-head]:focus");
  await expect(head).toHaveCount(1);
  expect(await head.evaluate((one) => [one, one.closest(".card") ?? one].map((at) => getComputedStyle(at).outlineStyle))).toEqual(["none", "solid"]);
  await expect(hook(page, "visits")).toBeVisible();
});
