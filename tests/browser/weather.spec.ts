/** @file A line that is slow, one that swallows every second answer, and a clock that is three hours wrong: the desk says how it stands, and nothing is lost or there twice. */
import type { Page } from "@playwright/test";
import { expect, hook, test } from "./desk";
import type { Desk } from "./host";
import { startServer } from "./server";

const hours = 3_600_000;

declare global {
  interface Window {
    pending: Set<string>;
  }
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { message: what, timeout: 120_000, intervals: [100, 250] }).toBe(true);
}

/** Writes notes on the open ticket as somebody does, one after another, and each is on the screen at once. */
async function writeNotes(page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await page.keyboard.press("n");
    await page.locator('[data-kind="note"] #composer-text:focus').waitFor();
    await page.keyboard.type(word);
    await page.keyboard.press("Control+Enter");
    await hook(page, "message").filter({ hasText: word }).waitFor({ timeout: 5_000 });
    await page.locator("[role=log]").focus();
  }
}

const notesOn = async (desk: Desk, ticket: string): Promise<string[]> => {
  const { entries } = await desk.call("ticket_thread", { ticket, before: null, count: 50 });
  return entries.flatMap((entry) => (entry.entry === "message" ? [entry.body.trim()] : []));
};

test("over a slow line, a flaky one, and with a wrong clock", async ({ open }) => {
  test.setTimeout(360_000);
  const server = await startServer([
    { email: "ada@desk.example", name: "Ada", role: "admin" },
    { email: "ben@desk.example", name: "Ben", role: "agent" },
  ]);
  const desks: Desk[] = [];
  try {
    const line = await server.line();
    const ada = await server.desk("ada@desk.example", { line, ahead: 3 * hours });
    desks.push(ada);
    const ben = await server.desk("ben@desk.example");
    desks.push(ben);
    const { id: ticket } = await ada.call("ticket_new", { subject: "The lift is stuck", description: "", fields: {} });
    await until("the ticket is on both desks", async () => (await ben.call("ticket_list", { from: 0, count: 5 })).total === 1);

    const page = await open(ada, { place: `ticket/${ticket}`, ready: "[role=log]", size: "wide" });
    // What one sees of the time is right where it can be, and said to be wrong where it cannot.
    await expect(hook(page, "clock-skew")).toHaveText(/This computer is (2h 59m|3h) ahead of the server/);
    const status = hook(page, "sync-status");

    line.weather = "slow";
    // Whoever looks only afterwards may find all of it sent.
    await page.evaluate(() => {
      const pending = (window.pending = new Set<string>());
      new MutationObserver(() => pending.add(document.querySelector('[data-testid="sync-status"]')?.getAttribute("data-pending") ?? "")).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-pending"] });
    });
    await writeNotes(page, ["Slow one", "Slow two"]);
    await until("what waits is counted", () => page.evaluate(() => [...window.pending].some((count) => Number(count) > 0)));
    await until("a slow line is one all the same", async () => (await ada.call("sync_status", {})).pending === 0);
    await expect(status).toHaveAttribute("data-pending", "0");
    await expect(status).toHaveAttribute("data-state", /online|syncing/);

    line.weather = "flaky";
    await writeNotes(page, ["Flaky one", "Flaky two", "Flaky three"]);
    await until("answers were swallowed", () => Promise.resolve(line.swallowed > 1));
    await until("everything went out in the end", async () => (await ada.call("sync_status", {})).pending === 0);

    line.weather = "fair";
    const written = ["Slow one", "Slow two", "Flaky one", "Flaky two", "Flaky three"];
    await until("everything is on the other desk", async () => (await notesOn(ben, ticket)).length >= written.length);
    expect(await notesOn(ben, ticket), "in order, and each once").toEqual(written);
    expect(await notesOn(ada, ticket)).toEqual(written);
    const { attempts } = await ada.call("sync_log", {});
    expect(attempts.filter(({ outcome }) => outcome === "offline"), "an answer that never came is in the log").not.toEqual([]);
    await expect(status).toHaveAttribute("data-state", "online");
    // Ben's clock is right: to him nothing was written in three hours.
    const { entries } = await ben.call("ticket_thread", { ticket, before: null, count: 50 });
    const now = Date.now() + (ben.shift ?? 0);
    for (const entry of entries) if (entry.entry === "message") expect(entry.at).toBeLessThan(now + hours / 2);
  } finally {
    for (const desk of desks) await desk.stop();
    await server.stop();
  }
});
