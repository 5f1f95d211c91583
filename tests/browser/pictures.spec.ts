/**
 * @file How the main screens are drawn, dot by dot, at an instant at which both clocks stand still.
 *
 * Letters are drawn otherwise by another version of the browser: then the pictures are only left in `target/xtask`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page, TestInfo } from "@playwright/test";
import type { ConflictView } from "../../ui/src/api/gen";
import { expect, settled, test, themes } from "./desk";
import { leavings, opening, openDesk, zone } from "./host";
import { placeOn, type Screen } from "./screens";

interface Picture extends Pick<Screen, "place" | "ready" | "open"> {
  name: string;
  /** Drawn in the dark as well. */
  dark?: true;
  chosen?: Readonly<Record<string, string>>;
}

const id = (name: string): string => `[data-testid="${name}"]`;
const pictures: readonly Picture[] = [
  { name: "board", place: "board", ready: id("card"), dark: true },
  { name: "board-compact", place: "board", ready: id("card"), chosen: { density: "compact" } },
  { name: "board-rtl", place: "board", ready: id("card"), chosen: { language: "ar-XB" } },
  { name: "list", place: "list", ready: id("row"), dark: true },
  { name: "list-compact", place: "list", ready: id("row"), chosen: { density: "compact" } },
  { name: "ticket", place: "ticket/{4283}", ready: id("composer"), dark: true },
  { name: "ticket-rtl", place: "ticket/{4283}", ready: id("composer"), chosen: { language: "ar-XB" } },
  { name: "palette", place: "board", ready: id("card"), open: async (page) => { await page.keyboard.press("Control+k"); await page.locator(id("palette-item")).first().waitFor(); }, dark: true },
  { name: "calendar", place: "calendar/week?whose=all", ready: `${id("calendar")}[data-reading="false"]`, dark: true },
  { name: "visits", place: "visits", ready: id("visit"), dark: true },
  { name: "dashboard", place: "dashboard", ready: id("chart-volume"), dark: true },
  { name: "service", place: "service", ready: id("tile-breached"), dark: true },
  { name: "triage", place: "triage", ready: id("triage-priority"), dark: true },
  { name: "notifications", place: "notifications", ready: id("notifications"), dark: true },
  { name: "settings", place: "settings/policies", ready: id("policy-row"), dark: true },
  { name: "search", place: "search?q=printer", ready: id("search-result"), dark: true },
  { name: "new-ticket", place: "board", ready: id("card"), dark: true, open: async (page) => { await page.keyboard.press("c"); await page.locator(id("new-ticket-subject")).waitFor(); } },
];

const inUtc = zone === "UTC" || zone === "Etc/UTC";

/** Draws a page as it stands, in the light and where it is wanted in the dark; skips where there is nothing to compare with. */
async function draw(browser: Browser, page: Page, info: TestInfo, name: string, dark: boolean): Promise<void> {
  const [version = ""] = browser.version().split(".");
  const folder = `chromium-${version}`;
  const anew = info.config.updateSnapshots === "all" || info.config.updateSnapshots === "changed";
  const comparable = inUtc && (anew || existsSync(join(__dirname, "pictures", folder)));
  for (const theme of dark ? themes : (["light"] as const)) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    const file = `${name}-${theme}.png`;
    if (comparable) await expect.soft(page).toHaveScreenshot(["pictures", folder, file], { maxDiffPixelRatio: 0.002, animations: "disabled", caret: "hide" });
    else await page.screenshot({ path: join(leavings, "browser-pictures", file), animations: "disabled" });
  }
  test.skip(!comparable, `there are no pictures of ${folder}${inUtc ? "" : ` in ${zone}`} to compare with`);
}

for (const { name, place, ready, open: act, dark, chosen = {} } of pictures) {
  test(`drawn as before: ${name}`, async ({ browser, page, open }, info) => {
    const desk = await openDesk({ sample: true, stands: true });
    try {
      await open(desk, { place: await placeOn(desk, { name, place, ready }), ready, size: "drawn", chosen });
      // The sidebar comes after the screen: a picture without it would only match whoever is quick enough.
      await page.locator(id("first-steps")).waitFor();
      await act?.(page, desk);
      await draw(browser, page, info, name, dark === true);
    } finally {
      await desk.stop();
    }
  });
}

test("drawn as before: the first start", async ({ browser, open }, info) => {
  const desk = await openDesk({ stands: true });
  try {
    await draw(browser, await open(desk, { place: "", ready: id("welcome"), size: "drawn" }), info, "welcome", true);
  } finally {
    await desk.stop();
  }
});

/** What it takes a server and two desks to come to, whose clocks do not stand still. */
const conflictsOf = (ticket: string): ConflictView[] =>
  (
    [
      ["subject", "The badge reader is dead", "The badge reader at the gate is dead", "The badge reader shows a red light"],
      ["priority", "normal", "high", "urgent"],
    ] as const
  ).map(([field, base, theirs, mine]) => ({ id: field, ticket, number: "#4283", subject: "The badge reader is dead", field, base, theirs, theirs_by: "Ada", theirs_at: opening - 1_200_000, mine, mine_by: "Ben", mine_at: opening - 2_400_000, mine_value: mine, theirs_value: theirs, state: "open" }));

test("drawn as before: conflicts", async ({ browser, page, open }, info) => {
  const desk = await openDesk({ sample: true, stands: true });
  try {
    const ticket = await desk.call("ticket_find", { number: "#4283" });
    const status = await desk.call("sync_status", {});
    // The name of this computer is another one on every computer.
    const host = { ...(await desk.call("host_state", {})), device: "Laptop" };
    const answers = { host_state: host, conflict_list: conflictsOf(ticket?.id ?? ""), sync_status: { ...status, state: "attention", conflicts: 2, server: "https://desk.example", last_success: opening - 60_000 } };
    for (const [command, answer] of Object.entries(answers)) await page.route(`**/rpc/${command}`, (route) => route.fulfill({ body: JSON.stringify(answer) }));
    await open(desk, { place: "sync/conflicts", ready: id("conflict"), size: "drawn" });
    await page.locator(id("first-steps")).waitFor();
    await draw(browser, page, info, "conflicts", true);
  } finally {
    await desk.stop();
  }
});
