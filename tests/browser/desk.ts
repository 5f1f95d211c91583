/** @file What every test here stands on: desks of the worker, pages over them, and what was said and went wrong on a page. */
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] -- Playwright reads from the pattern what a fixture needs. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { expectOpening, openDesk, opening, passphrase, type Desk } from "./host";

export { expect };

/** The smallest window that `tauri.conf.json` allows, a small one, a tablet, one just large enough for the whole sidebar, and a wide one. */
export const sizes = { smallest: { width: 480, height: 560 }, small: { width: 800, height: 560 }, tablet: { width: 1_024, height: 768 }, drawn: { width: 1_104, height: 640 }, wide: { width: 1_280, height: 720 } } as const;
export const themes = ["light", "dark"] as const;

export interface Look {
  place?: string;
  size?: keyof typeof sizes;
  /** What the person chose for this window. */
  chosen?: Readonly<Record<string, string>>;
  /** What is on the screen when it can be looked at. */
  ready?: string;
}

interface Worker {
  /** The sample; tests leave it as they found it. */
  full: Desk;
  /** A desk of one's own in which nothing has happened; tests leave it so. */
  empty: Desk;
}

interface Own {
  /** Opens a desk for this test alone: the sample. */
  fresh: () => Promise<Desk>;
  /** A desk of this test alone, without a ticket. */
  local: Desk;
  open: (desk: Desk, look?: Look) => Promise<Page>;
}

export async function localDesk(): Promise<Desk> {
  const desk = await openDesk({});
  await desk.call("host_work_locally", { name: "Robin", passphrase });
  return desk;
}

/** Many tests stand on these: each begins with what it chose itself, whatever the one before chose there. */
const shared = new Set<Desk>();

export const test = base.extend<Own, Worker>({
  full: [
    async ({}, use) => {
      const desk = await openDesk({ sample: true });
      await expectOpening(desk);
      shared.add(desk);
      await use(desk);
      await desk.stop();
    },
    { scope: "worker" },
  ],
  empty: [
    async ({}, use) => {
      const desk = await localDesk();
      shared.add(desk);
      await use(desk);
      await desk.stop();
    },
    { scope: "worker" },
  ],
  fresh: async ({}, use) => {
    const made: Desk[] = [];
    await use(async () => {
      const desk = await openDesk({ sample: true });
      made.push(desk);
      return desk;
    });
    for (const desk of made) await desk.stop();
  },
  local: async ({}, use) => {
    const desk = await localDesk();
    await use(desk);
    await desk.stop();
  },
  open: async ({ page }, use) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      // A command that is refused is answered with a status that the browser notes down; that is no fault of the page.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(message.text());
    });
    let opened = false;
    await use(async (desk, look = {}) => {
      const { place = "board", size = "small", chosen = {}, ready } = look;
      await page.setViewportSize(sizes[size]);
      // Another address would only be another place of the same page.
      if (opened) await page.goto("about:blank");
      else {
        if (desk.shift === null) await page.clock.setFixedTime(opening);
        await page.addInitScript(prepare, { shift: desk.shift, chosen });
      }
      opened = true;
      if (shared.has(desk)) await desk.call("preference_put", { name: "window", value: chosen });
      await page.goto(`${desk.url}#/${place}`);
      if (ready !== undefined) await page.locator(ready).first().waitFor();
      await settled(page);
      return page;
    });
    expect(wrong, "nothing went wrong on the page").toEqual([]);
  },
});

declare global {
  interface Window {
    /** What screen readers were told, in order. */
    said: string[];
  }
}

/** Runs before the page: the clock of the core, what the person chose, and an ear at the live regions. */
function prepare({ shift, chosen }: { shift: number | null; chosen: Readonly<Record<string, string>> }): void {
  const Real = Date;
  if (shift !== null) {
    globalThis.Date = new Proxy(Real, {
      construct: (target, words: unknown[], made) => Reflect.construct(target, words.length === 0 ? [Real.now() + shift] : words, made) as object,
      apply: () => new Real(Real.now() + shift).toString(),
      get: (target, name) => (name === "now" ? () => Real.now() + shift : (Reflect.get(target, name) as unknown)),
    });
  }
  for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`tern.${name}`, value);
  window.said = [];
  document.addEventListener("DOMContentLoaded", () => {
    let last = "";
    new MutationObserver(() => {
      const text = document.querySelector('[data-testid="live-region"]')?.textContent ?? "";
      if (text !== "" && text !== last) window.said.push(text.trim());
      last = text;
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** Waits until the screen has read what it shows, and wears its own letters. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true], [data-reading=true]")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** Goes to another place of the desk that is open. */
export async function go(page: Page, place: string, ready: string): Promise<void> {
  await page.evaluate((to) => (location.hash = `#/${to}`), place);
  await page.locator(ready).first().waitFor();
  await settled(page);
}

export const hook = (page: Page, name: string): Locator => page.getByTestId(name);
