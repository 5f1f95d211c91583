/**
 * @file What one can press is pressed, with Enter: something comes of it that one can see, the focus is in what opened or
 * stays somewhere, and Escape leads out of it and back.
 */
import type { Page } from "@playwright/test";
import { expect, go, settled, test } from "./desk";
import { mainScreens, placeOn } from "./screens";

/** Each kind of button by what it is called, on the page once: what stands there a hundred times is pressed once. */
interface Press {
  name: string;
  /** Where among all that can be pressed. */
  at: number;
}

/** Of these nothing is to be seen, by their names and with the reason. */
const unseen: readonly RegExp[] = [
  // Go to another program: for mail, telephone or maps.
  /, link$/,
  /^visit-map /,
  // Takes what stands in the field beside it, which is empty.
  /^visit-part-add /,
];

const inside = (part: string): string => ["button", '[role="button"]', "summary", '[role="switch"]'].map((one) => `${part} ${one}`).join(", ");
/** More than any screen has. */
const most = 100;
const layer = '[role="dialog"], :has(> #menu-list)';

/** One screen of each kind: another view of it has the same buttons. */
const kinds = mainScreens.filter((screen, at) => mainScreens.findIndex(({ place }) => place.split(/[/?]/)[0] === screen.place.split(/[/?]/)[0]) === at);

async function presses(page: Page, pressable: string): Promise<Press[]> {
  return page.evaluate(
    ([selector]) => {
      const names = new Set<string>();
      return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((one, at) => {
        // Rows and cards have their keys; a tab that is chosen has nothing more to do.
        if (!one.checkVisibility({ visibilityProperty: true }) || one.matches(":disabled, [aria-disabled=true], [aria-selected=true], [aria-pressed=true], [aria-current]") || one.tabIndex < 0 || one.closest("[inert], [data-stop]") !== null) return [];
        const said = (one.getAttribute("data-testid") ?? one.getAttribute("aria-label") ?? one.textContent).trim();
        const home = one.parentElement?.closest("[data-testid]")?.getAttribute("data-testid") ?? "";
        // Figures and names differ from one of a kind to the next.
        const name = `${said.replace(/\d+/g, "0").slice(0, 40)} in ${home}${one.className.replace(/svelte-\w+/g, "").trim() === "" ? "" : `, ${one.className.replace(/svelte-\w+/g, "").trim()}`}`;
        const kind = `${one.getAttribute("data-testid") ?? one.className}|${home}`;
        if (names.has(kind) && !one.hasAttribute("data-testid") && one.className.includes("row")) return [];
        if (names.has(name)) return [];
        names.add(name).add(kind);
        return [{ name, at }];
      });
    },
    [pressable] as const,
  );
}

/** Where the page stands and what is on it, for whoever looks or listens. */
const standing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const told = document.body.cloneNode(true) as HTMLElement;
    for (const one of told.querySelectorAll("script, style")) one.remove();
    return [location.hash, told.innerHTML, [...document.querySelectorAll("input, textarea")].map((one) => ("value" in one ? String(one.value) : "")).join("|")].join("\n");
  });

for (const screen of kinds) {
  test(`pressed: ${screen.name}`, async ({ fresh, open }) => {
    test.setTimeout(360_000);
    // What stands around every screen is pressed on the first one.
    const pressable = screen === kinds[0] ? `${inside("main")}, ${inside("nav")}, nav a, footer a` : inside("main");
    const desk = await fresh();
    const place = await placeOn(desk, screen);
    const page = await open(desk, { place, ready: screen.ready, size: "wide" });
    await page.evaluate(() => (window.print = () => document.body.setAttribute("data-printed", String(Date.now()))));
    let chosen = 0;
    page.on("filechooser", () => chosen++);
    page.on("download", () => chosen++);
    const wrong: string[] = [];
    const done = new Set<string>();
    for (;;) {
      const next = (await presses(page, pressable)).find(({ name }) => !done.has(name) && !unseen.some((one) => one.test(name)));
      if (next === undefined || done.size === most) break;
      done.add(next.name);
      const before = chosen;
      await page.evaluate(([selector, at]) => document.querySelectorAll<HTMLElement>(selector)[at]?.focus(), [pressable, next.at] as const);
      const [was, layers] = [await standing(page), await page.locator(layer).count()];
      await page.keyboard.press("Enter");
      const came = await expect
        .poll(async () => chosen > before || (await standing(page)) !== was, { timeout: 5_000, intervals: [30, 100, 250] })
        .toBe(true)
        .then(() => true, () => false);
      if (!came) {
        wrong.push(`nothing comes of ${next.name}`);
        continue;
      }
      await settled(page);
      const opened = (await page.locator(layer).count()) > layers;
      const focus = await page.evaluate((over) => ({ lost: document.activeElement === document.body || document.activeElement === null, inside: document.activeElement?.closest(over) != null }), layer);
      if (focus.lost) wrong.push(`${next.name} loses the focus`);
      if (opened) {
        if (!focus.inside) wrong.push(`${next.name} opens something and leaves the focus outside`);
        for (let tries = 0; tries < 3 && (await page.locator(layer).count()) > layers; tries++) {
          await page.keyboard.press("Escape");
          await settled(page);
        }
        if ((await page.locator(layer).count()) > layers) wrong.push(`Escape does not close what ${next.name} opens`);
        // On the button itself, or on what stands where it stood.
        const back = await page.evaluate(([selector, at]) => document.activeElement === document.querySelectorAll(selector)[at], [pressable, next.at] as const);
        if (!back && (await page.locator("main :focus").count()) === 0) wrong.push(`Escape does not lead back to ${next.name}`);
      }
      if ((await page.evaluate(() => location.hash)) !== `#/${place}` || (await page.locator(screen.ready).count()) === 0) {
        await page.locator(layer).count().then(async (left) => (left > 0 ? page.keyboard.press("Escape") : undefined));
        await go(page, place, screen.ready);
      }
    }
    expect(wrong, `of ${done.size} that were pressed`).toEqual([]);
  });
}
