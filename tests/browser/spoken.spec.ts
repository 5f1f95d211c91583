/** @file What screen readers are told: one sentence for each of the main commands, and the focus stays with whoever gave it. */
import type { Page } from "@playwright/test";
import { expect, go, hook, test } from "./desk";
import type { Desk } from "./host";

async function three(desk: Desk): Promise<void> {
  for (const subject of ["Router", "Printer in the hall", "Mail"]) {
    await desk.call("ticket_new", { subject, description: "", fields: {} });
  }
}

/** Does something, waits until a sentence is said, and looks that the focus is still somewhere. */
async function says(page: Page, act: () => Promise<void>): Promise<string[]> {
  const before = await page.evaluate(() => window.said.length);
  await act();
  await page.waitForFunction((count) => window.said.length > count, before);
  await expect(page.locator("body:focus")).toHaveCount(0);
  return page.evaluate((count) => window.said.slice(count), before);
}

test("what is done to a ticket is said", async ({ local, open }) => {
  await three(local);
  const page = await open(local, { place: "list", ready: "[data-testid=row]:focus" });
  const { keyboard } = page;
  const log: string[] = [];
  const did = async (...pressed: string[]): Promise<void> => {
    log.push(
      ...(await says(page, async () => {
        for (const key of pressed) {
          await keyboard.press(key);
          if (/^[spb]$/.test(key)) await page.locator("#menu-list").waitFor();
        }
      })),
    );
  };
  await did("i");
  await did("Control+z");
  await did("Control+Shift+z");
  await did("s", "2");
  await did("p", "3");
  await did("b", "Enter");
  await did("e");
  await did("#");
  await did("Control+z");
  expect(log).toEqual([
    "L-1 assigned to you",
    "Undone: L-1 assigned to you",
    "Done again: L-1 assigned to you",
    "L-1 set to Open",
    "Priority of L-1 is Normal",
    "L-1 snoozed until the next working morning. It comes back sooner if the requester writes.",
    "L-1 set to Resolved",
    "Deleted L-1",
    "Undone: Deleted L-1",
  ]);
});

test("a card that is carried says where it is", async ({ local, open }) => {
  await three(local);
  const page = await open(local, { ready: "[data-testid=card]:focus" });
  const log: string[] = [];
  for (const key of ["m", "ArrowRight", "Escape", "m", "ArrowRight", "Enter", "Control+z"]) log.push(...(await says(page, () => page.keyboard.press(key))));
  expect(log).toEqual([
    "Ticket L-1 lifted. New, place 1 of 3",
    "Open, place 1 of 1",
    "L-1 stays where it was.",
    "Ticket L-1 lifted. New, place 1 of 3",
    "Open, place 1 of 1",
    "Moved L-1 to Open",
    "Dropped in Open.",
    "Undone: Moved L-1 to Open",
  ]);
});

test("what is written is said", async ({ local, open }) => {
  await three(local);
  const page = await open(local, { place: "list", ready: "[data-testid=row]:focus" });
  await page.keyboard.press("Enter");
  await hook(page, "composer").waitFor();
  const log: string[] = [];
  log.push(
    ...(await says(page, async () => {
      await page.keyboard.press("n");
      await page.locator("[data-kind=note] #composer-text:focus").waitFor();
      await page.keyboard.type("The cable is loose");
      await page.keyboard.press("Control+Enter");
    })),
  );
  log.push(
    ...(await says(page, async () => {
      await go(page, "board", "[data-testid=card]");
      await page.keyboard.press("c");
      await page.locator("[data-testid=new-ticket-requester]:focus").waitFor();
      await hook(page, "new-ticket-subject").fill("No dial tone");
      await page.keyboard.press("Control+Enter");
    })),
  );
  expect(log).toEqual(["Note added to L-1", "Created L-4"]);
});
