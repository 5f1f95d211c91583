/**
 * @file What a screen reader finds on the main screens, in `structure/`; reviewed like code.
 *
 * On a desk with three tickets, at an instant that stands still. `cargo xtask browser structure --update-snapshots` writes
 * them anew.
 */
import type { Page } from "@playwright/test";
import { expect, test } from "./desk";
import { openDesk, passphrase } from "./host";

const id = (name: string): string => `[data-testid="${name}"]`;

const parts: readonly { name: string; place: string; ready: string; part: string; open?: (page: Page) => Promise<void> }[] = [
  { name: "frame", place: "settings/about", ready: "main h2", part: "nav, [role=navigation]" },
  { name: "board", place: "board", ready: id("card"), part: "main" },
  { name: "list", place: "list", ready: id("row"), part: "main" },
  { name: "ticket", place: "ticket/L-1", ready: id("composer"), part: "main" },
  { name: "new-ticket", place: "board", ready: id("card"), part: '[role="dialog"]', open: async (page) => { await page.keyboard.press("c"); await page.locator(id("new-ticket-subject")).waitFor(); } },
  { name: "menu", place: "board", ready: id("card"), part: "#menu-list", open: async (page) => { await page.keyboard.press("s"); await page.locator("#menu-list").waitFor(); } },
  { name: "palette", place: "board", ready: id("card"), part: '[role="dialog"]', open: async (page) => { await page.keyboard.press("Control+k"); await page.locator(`[role="dialog"] :focus`).waitFor(); await page.keyboard.type("theme dark"); await page.locator(`${id("palette-item")}[aria-selected="true"]`).waitFor(); } },
  { name: "triage", place: "triage", ready: id("triage-priority"), part: "main" },
  { name: "visits", place: "visits", ready: id("visits"), part: "main" },
  { name: "search", place: "search?q=router", ready: id("search-result"), part: "main" },
  { name: "statuses", place: "settings/statuses", ready: id("workflow"), part: "main" },
];

for (const { name, place, ready, part, open: act } of parts) {
  test(`heard as before: ${name}`, async ({ open }) => {
    const desk = await openDesk({ stands: true });
    try {
      await desk.call("host_work_locally", { name: "Robin", passphrase });
      const tickets: string[] = [];
      for (const subject of ["Router", "Printer in the hall", "Mail"]) tickets.push((await desk.call("ticket_new", { subject, description: "", fields: {} })).id);
      const page = await open(desk, { place: place.replace("L-1", tickets[0] ?? ""), ready, size: "wide" });
      await act?.(page);
      await expect(page.locator(part).first()).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
    } finally {
      await desk.stop();
    }
  });
}
