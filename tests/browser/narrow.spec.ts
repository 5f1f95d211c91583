/** @file Every screen in the smallest window there is, and the main ones on a tablet under a thumb: nothing is lost at the sides or below. */
import type { Page } from "@playwright/test";
import { expect, go, settled, test, themes } from "./desk";
import { beyond, cutOff, tooSmall, violations } from "./looks";
import { placeOn, screens, type Screen } from "./screens";
import { walk } from "./walk";

/** What is always there: help, what happened, sync and settings at the end of the sidebar, and the bar below. */
async function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['[data-testid="nav-notifications"]', '[data-testid="nav-sync"]', '[data-testid="nav-settings"]', "footer[data-pane]"].filter((name) => {
      const box = document.querySelector(name)?.getBoundingClientRect();
      return box === undefined || box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth;
    }),
  );
}

/** `least` is how large what one presses is in the screen itself, in pixels. */
async function fits(page: Page, screen: Screen, least = 24): Promise<void> {
  await settled(page);
  expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
  if (screen.runsOver !== true) expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);
  expect.soft(await tooSmall(page, 24), "everything can be hit").toEqual([]);
  if (least > 24) expect.soft(await tooSmall(page, least, "main"), "and with a thumb").toEqual([]);
  if (!screen.place.includes("window=own") && !screen.place.includes("wall=yes")) expect.soft(await outOfReach(page), "what is always there").toEqual([]);
}

for (const screen of screens) {
  // What was done on a desk of its own is made of the same parts.
  if (screen.own === true) continue;
  const kind = screen.on?.[0] ?? "full";
  test(`smallest: ${screen.name}`, async ({ full, empty, open }) => {
    const desk = kind === "full" ? full : empty;
    const page = await open(desk, { place: await placeOn(desk, screen), ready: screen.ready, size: "smallest" });
    await screen.open?.(page, desk);
    await fits(page, screen);
  });
  if (screen.open !== undefined || screen.place.startsWith("settings/")) continue;
  test(`tablet: ${screen.name}`, async ({ full, empty, open }) => {
    const desk = kind === "full" ? full : empty;
    const page = await open(desk, { place: await placeOn(desk, screen), ready: screen.ready, size: "tablet", chosen: { density: "touch" } });
    await fits(page, screen, screen.thumb === true ? 44 : 24);
  });
}

/** A finger on the screen, as the engine sees it. */
async function finger(page: Page): Promise<(kind: "touchStart" | "touchMove" | "touchEnd", x?: number, y?: number) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (type, x = 0, y = 0) => {
    await session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  };
}

/** Between two cards: on one of them, a busy machine would have the finger rest and lift it. */
async function betweenCards(page: Page): Promise<number> {
  const box = await page.getByTestId("card").first().boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0) + 3;
}

async function swipe(page: Page, from: number, to: number, at?: number): Promise<void> {
  const [touch, y] = [await finger(page), at ?? (await betweenCards(page))];
  await touch("touchStart", from, y);
  for (let step = 1; step <= 6; step++) await touch("touchMove", from + ((to - from) * step) / 6, y);
  await touch("touchEnd");
}

const front = (page: Page) => page.getByTestId("board").getAttribute("data-front");
const inFront = (page: Page, column: string) => expect(page.getByTestId("board")).toHaveAttribute("data-front", column);

test.describe("one column of the board", () => {
  test.use({ hasTouch: true });

  for (const [width, height, chosen] of [
    [480, 560, {}],
    [390, 700, { density: "touch" }],
    [480, 560, { language: "de" }],
    [480, 560, { zoom: "200" }],
    [800, 560, { zoom: "200" }],
  ] as const) {
    test(`at ${width} by ${height} ${JSON.stringify(chosen)} it fills the width, and nothing is lost`, async ({ full, open }) => {
      const page = await open(full, { ready: "[data-testid=card]", chosen });
      await page.setViewportSize({ width, height });
      await inFront(page, "new");
      await expect(page.locator("[data-testid=card]:focus")).toHaveCount(1);
      await settled(page);
      const column = page.getByTestId("column");
      await expect(column).toHaveCount(1);
      await expect(page.getByTestId("column-tab")).toHaveCount(7);
      const board = await page.getByTestId("board").boundingBox();
      expect((await column.boundingBox())?.width).toBe(board?.width);
      expect.soft(await beyond(page), "the page does not scroll").toEqual({ x: 0, y: 0 });
      expect.soft(await cutOff(page), "nothing is cut off").toEqual([]);
      for (const name of ["column-tab", "column-more", "bar-take", "bar-status", "bar-note", "bar-photo"]) {
        const box = await page.getByTestId(name).first().boundingBox();
        expect.soft(Math.min(box?.width ?? 0, box?.height ?? 0), `${name} under a thumb`).toBeGreaterThanOrEqual(44);
      }
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await settled(page);
        expect.soft(await violations(page), theme).toEqual([]);
      }
      // The bar takes room of its own: it hides no card.
      await page.keyboard.press("End");
      await expect(page.locator("[data-testid=card]:focus")).toHaveAttribute("aria-posinset", (await column.getAttribute("data-count")) ?? "");
      const [card, bar] = [await page.locator("[data-testid=card]:focus").boundingBox(), await page.getByTestId("card-bar").boundingBox()];
      expect(Math.round((card?.y ?? 0) + (card?.height ?? 0))).toBeLessThanOrEqual(Math.round(bar?.y ?? 0));
      expect(Math.round(bar?.height ?? 0)).toBe("zoom" in chosen ? 112 : 56);
    });
  }

  test("every control is reached and seen by keyboard alone", async ({ full, open }) => {
    const page = await open(full, { size: "smallest", ready: "[data-testid=card]:focus" });
    expect((await walk(page)).wrong).toEqual([]);
  });

  test("on an empty desk the column says so, and the bar has nothing to act on", async ({ empty, open }) => {
    const page = await open(empty, { size: "smallest", ready: "[data-testid=column]" });
    await expect(page.getByTestId("column")).toContainText("Nothing here");
    for (const name of ["take", "status", "note", "photo"]) await expect(page.getByTestId(`bar-${name}`)).toBeDisabled();
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await settled(page);
      expect.soft(await violations(page), theme).toEqual([]);
    }
    expect.soft(await cutOff(page)).toEqual([]);
  });

  test("lanes show the cells of the column in front alone", async ({ fresh, open }) => {
    const desk = await fresh();
    const column = (key: string, name: string, statuses: string[]) => ({ key, name, statuses, limit: null, hard: false });
    const made = await desk.call("board_save", { board: null, name: "Who does what", columns: [column("a", "To do", ["new"]), column("b", "Doing", ["open", "in_progress"])], sort: "rank", by: "status", lanes: "assignee" });
    const page = await open(desk, { place: `board/${made.id}`, size: "smallest", ready: "[data-testid=card]:focus" });
    const lanes = page.getByTestId("lane");
    const first = await page.getByTestId("board").getAttribute("data-front");
    const board = await page.getByTestId("board").boundingBox();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByTestId("board")).not.toHaveAttribute("data-front", first ?? "");
    // Nothing of nobody's may be under way: then the empty cell has the focus.
    await expect(page.locator("[data-testid=cell] :focus")).toHaveCount(1);
    await settled(page);
    for (const lane of await lanes.all()) {
      await expect(lane.getByTestId("cell")).toHaveCount(1);
      const cell = await lane.getByTestId("cell").boundingBox();
      expect((cell?.x ?? 0) + (cell?.width ?? 0)).toBeLessThanOrEqual((board?.x ?? 0) + (board?.width ?? 0));
    }
    expect.soft(await violations(page)).toEqual([]);
    expect.soft(await cutOff(page)).toEqual([]);
    // Beside the button of a lane's head, where no card can be lifted.
    const head = await page.getByTestId("lane").first().boundingBox();
    await swipe(page, 300, 470, (head?.y ?? 0) + 18);
    await inFront(page, first ?? "");
  });

  test("a finger goes to the neighbour and back, a short way goes nowhere, and each column is read when it comes", async ({ full, open }) => {
    const asked: string[] = [];
    const page = await open(full, { size: "smallest", ready: "[data-testid=card]" });
    await page.route("**/*", async (route) => {
      const sent = route.request().postData() ?? "";
      const column = /board_column/.test(`${route.request().url()} ${sent}`) ? /"column":\s*"(\w+)"/.exec(sent)?.[1] : undefined;
      if (column !== undefined) asked.push(column);
      await route.continue();
    });
    await swipe(page, 400, 120);
    await inFront(page, "open");
    await expect(page.locator('[data-testid=column][data-status="open"] [data-testid=card]:focus')).toHaveCount(1);
    expect(await page.evaluate(() => window.said.at(-1))).toMatch(/^Open, \d+ tickets/);
    expect(new Set(asked)).toEqual(new Set(["open"]));
    await swipe(page, 120, 400);
    await inFront(page, "new");
    const [touch, y] = [await finger(page), await betweenCards(page)];
    await touch("touchStart", 300, y);
    for (const x of [280, 270, 265]) await touch("touchMove", x, y);
    await page.waitForTimeout(150);
    await touch("touchMove", 264, y);
    await touch("touchEnd");
    // Before the first there is nothing.
    await swipe(page, 120, 400);
    await settled(page);
    expect(await front(page)).toBe("new");
    await expect(page.getByTestId("column")).toHaveCount(1);
    await expect(page.getByTestId("ticket")).toHaveCount(0);
  });

  test("a tab brings its column, and it is there again after a ticket", async ({ full, open }) => {
    const page = await open(full, { size: "smallest", ready: "[data-testid=card]" });
    const tab = page.locator('[data-testid=column-tab][data-status="waiting"]');
    await tab.scrollIntoViewIfNeeded();
    await tab.tap();
    await inFront(page, "waiting");
    await page.getByTestId("card").first().tap();
    await page.getByTestId("ticket").waitFor();
    await page.goBack();
    await inFront(page, "waiting");
    await expect(page.locator("[data-testid=card]:focus")).toHaveCount(1);
  });

  test("a held card goes through the edge of the screen and onto a tab", async ({ fresh, open }) => {
    const desk = await fresh();
    const page = await open(desk, { size: "smallest", ready: "[data-testid=card]" });
    const id = await page.getByTestId("card").first().getAttribute("data-ticket");
    const box = await page.getByTestId("card").first().boundingBox();
    const [x, y] = [(box?.x ?? 0) + 120, (box?.y ?? 0) + 40];
    const touch = await finger(page);
    await touch("touchStart", x, y);
    await expect(page.locator(".drag-ghost")).toHaveCount(1);
    await touch("touchMove", 470, y + 30);
    // As long as it is held there, it goes on: whoever looks only now and then sees it further on.
    await page.waitForFunction(() => document.querySelector<HTMLElement>("[data-front]")?.dataset["front"] !== "new");
    await touch("touchMove", 250, y + 30);
    const landed = await front(page);
    await touch("touchEnd");
    await expect(page.locator(`[data-testid=column][data-status="${landed}"] [data-ticket="${id}"]`)).toHaveCount(1);
    expect(await front(page)).toBe(landed);

    // And from there onto the tab of the first column.
    const card = await page.locator(`[data-ticket="${id}"]`).boundingBox();
    const tab = page.locator('[data-testid=column-tab][data-status="new"]');
    await tab.scrollIntoViewIfNeeded();
    const target = await tab.boundingBox();
    await touch("touchStart", (card?.x ?? 0) + 120, (card?.y ?? 0) + 40);
    await expect(page.locator(".drag-ghost")).toHaveCount(1);
    await touch("touchMove", (target?.x ?? 0) + 30, (target?.y ?? 0) + 20);
    await inFront(page, "new");
    await touch("touchEnd");
    await expect(page.locator(`[data-status="new"] [data-ticket="${id}"]`)).toHaveCount(1);
  });

  test("a note is begun and a photo attached from the bar", async ({ fresh, open }) => {
    const desk = await fresh();
    const page = await open(desk, { size: "smallest", ready: "[data-testid=card]:focus" });
    const id = (await page.locator("[data-testid=card]:focus").getAttribute("data-ticket")) ?? "";
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByTestId("bar-photo").tap()]);
    expect(await page.locator("[data-testid=bar-photo-input]").getAttribute("accept")).toBe("image/*");
    await chooser.setFiles({ name: "rack.png", mimeType: "image/png", buffer: Buffer.from("a picture") });
    await expect(page.getByTestId("toast")).toContainText("Photo added");
    expect((await desk.call("ticket_get", { ticket: id })).attachments.map(({ name }) => name)).toContain("rack.png");
    await page.getByTestId("bar-note").tap();
    await page.locator('[data-testid=composer][data-kind="note"] #composer-text:focus').waitFor();
    await go(page, "board", "[data-testid=card]");
    await page.getByTestId("bar-take").tap();
    await expect(page.getByTestId("toast").first()).toContainText("assigned to you");
  });
});
