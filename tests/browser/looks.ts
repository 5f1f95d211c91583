/** @file What is looked at on any screen: axe's rules, what is cut off, what is too small to be hit. */
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type axe from "axe-core";
import { root } from "./host";

const source = readFileSync(join(root, "ui/node_modules/axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What lies over the screen: a dialog or a menu; what is below it cannot be used and is looked at elsewhere. */
const layer = '[aria-modal="true"], :has(> #menu-list)';

/** The rules that are broken, with the first of what breaks each. `rules` looks at those alone. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(source);
  return page.evaluate(
    async ([only, over]) => {
      const { violations: found } = await window.axe.run([...document.querySelectorAll(over)].at(-1) ?? document, {
        runOnly: only,
        resultTypes: ["violations"],
        iframes: false,
        preload: false,
        ...(only.type === "tag" ? { rules: { "target-size": { enabled: true } } } : {}),
      });
      return found.map(({ id, nodes }) => `${id}: ${nodes.length} such as ${nodes[0]?.html.slice(0, 200) ?? ""} (${nodes[0]?.failureSummary ?? ""})`);
    },
    [rules === undefined ? { type: "tag" as const, values: tags } : { type: "rule" as const, values: [...rules] }, layer] as const,
  );
}

/** How far the page can be scrolled: not at all. */
export async function beyond(page: Page): Promise<{ x: number; y: number }> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { x: scrollWidth - innerWidth, y: scrollHeight - innerHeight };
  });
}

/** Controls that stand beyond the sides of the window, and words that a box cuts off without saying so. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((over) => {
    const root = [...document.querySelectorAll(over)].at(-1) ?? document.body;
    const found: string[] = [];
    const say = (node: Element, why: string) => found.push(`${why}: ${node.outerHTML.slice(0, 160)}`);
    const shown = (node: Element) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.closest(".visually-hidden, [aria-hidden=true], [inert]") === null;
    const scrolls = (style: CSSStyleDeclaration, axis: "X" | "Y") => ["auto", "scroll"].includes(axis === "X" ? style.overflowX : style.overflowY);

    for (const node of root.querySelectorAll("button, a, input, textarea, select, h1, h2, h3")) {
      if (!shown(node)) continue;
      let inside = false;
      for (let at = node.parentElement; at !== null; at = at.parentElement) if (scrolls(getComputedStyle(at), "X") && at.scrollWidth > at.clientWidth) inside = true;
      const box = node.getBoundingClientRect();
      if (!inside && box.width > 1 && box.height > 1 && (box.left < -1 || box.right > innerWidth + 1)) say(node, "beyond the window");
    }

    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const holder = text.parentElement;
      if (holder === null || (text.textContent ?? "").trim() === "" || !shown(holder)) continue;
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      let [free, freeDown] = [false, false];
      for (let at: Element | null = holder; at !== null && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (style.position === "fixed") break;
        // What can be scrolled to is not lost, nor is what ends in an ellipsis.
        if (scrolls(style, "X") || style.textOverflow === "ellipsis") free = true;
        if (scrolls(style, "Y") || style.webkitLineClamp !== "none") freeDown = true;
        if (style.webkitLineClamp !== "none") free = true;
        const edge = at.getBoundingClientRect();
        // Said to screen readers alone.
        if (style.clipPath === "inset(50%)" || (edge.width <= 2 && edge.height <= 2)) break;
        const hides = (value: string) => value === "hidden" || value === "clip";
        // Letters are smaller than their line: a few pixels of it hold nothing.
        if (!free && hides(style.overflowX) && (box.left < edge.left - 3 || box.right > edge.right + 3)) {
          say(holder, "cut off at the side");
          break;
        }
        if (!freeDown && hides(style.overflowY) && (box.top < edge.top - 5 || box.bottom > edge.bottom + 5)) {
          say(holder, "cut off above or below");
          break;
        }
      }
    }
    return [...new Set(found)];
  }, layer);
}

/** What one presses and is smaller than `least` pixels either way, each as its size, its kind and itself; links within a sentence are as high as it is. */
export async function tooSmall(page: Page, least: number, below = "body"): Promise<string[]> {
  return page.evaluate(([size, over, part]) => {
    const root = [...document.querySelectorAll(over)].at(-1) ?? document.querySelector(part) ?? document.body;
    const pressed = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="checkbox"], [role="switch"], [role="radio"], [role="tab"], [role="option"], [role^="menuitem"]';
    return [...root.querySelectorAll(pressed)]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.closest("[inert]") === null && !node.matches(":disabled"))
      .flatMap((node) => {
        const label = node.matches("input") ? node.closest("label") : null;
        const target = node.matches(".visually-hidden, [type=radio], [type=checkbox], [type=file]") && label !== null ? label : node;
        const box = target.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || target.matches(".visually-hidden")) return [];
        const inSentence = getComputedStyle(target).display === "inline" && (target.parentElement?.textContent ?? "").trim().length > target.textContent.trim().length;
        // Half an hour of a calendar, less the line between two of them: its place says when, and nothing lies closer.
        if (target.matches("[data-stop]") && box.height >= size - 2.5 && box.width >= size) return [];
        if (inSentence || (box.width >= size - 0.5 && box.height >= size - 0.5)) return [];
        // What is drawn by the same lines of a component, wherever it stands: a size is changed for all of a kind.
        const looks = [...target.classList].filter((one) => !one.startsWith("svelte-")).slice(0, 1).map((one) => `.${one}`).join("");
        const kind = `${target.localName}${looks || (target.getAttribute("data-testid") ?? "").replace(/^(.+)$/, "[$1]")}`;
        const home = target.parentElement?.closest("[data-testid], main, nav, footer, header");
        return [`${Math.round(box.width)}×${Math.round(box.height)}, ${kind} in ${home?.getAttribute("data-testid") ?? home?.localName ?? "body"}: ${target.outerHTML.slice(0, 160)}`];
      });
  }, [least, layer, below] as const);
}

/** Lines, words and letters as far apart as somebody may set them who reads with difficulty (WCAG 1.4.12). */
export async function spaced(page: Page, wide: boolean): Promise<void> {
  await page.evaluate((on) => {
    document.getElementById("text-spacing")?.remove();
    if (!on) return;
    const style = document.createElement("style");
    style.id = "text-spacing";
    style.textContent = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }";
    document.head.append(style);
  }, wide);
}
