/** @file What screen readers are told: one sentence for each of the main commands, and the focus stays with whoever gave it. */
import type { Page } from "@playwright/test";
import { keyRows } from "../../ui/src/lib/keys";
import { elsewhere, furnish, tellings, type Telling } from "./commands";
import { expect, go, hook, settled, test } from "./desk";
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

test("every command on tickets has a row", () => {
  const commands = keyRows.map(({ id }) => id).filter((id) => /^(act|ticket)\./.test(id));
  expect(commands.length).toBeGreaterThan(40);
  expect([...Object.keys(tellings), ...Object.keys(elsewhere)].sort()).toEqual(commands.sort());
});

/** Where a command is given; the word stands in the subject of its ticket alone. */
const places: Readonly<Record<NonNullable<Telling["on"]>, (ticket: string, word: string) => readonly [place: string, ready: string]>> = {
  list: (_, word) => [`list?q=${word}`, "[data-testid=row]:only-child:focus"],
  all: () => ["list", "[data-testid=row]:focus"],
  board: (_, word) => [`board?q=${word}`, "[data-testid=card]:focus"],
  ticket: (ticket) => [`ticket/${ticket}`, `[data-ticket="${ticket}"] [role=log]`],
};

test("each command on tickets is heard, and the focus stays somewhere", async ({ context, local, open }) => {
  test.setTimeout(600_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await furnish(local);
  // In a wide window: what stands beside the conversation answers as well.
  const page = await open(local, { place: "settings/about", ready: "main h2", size: "wide" });
  page.setDefaultTimeout(15_000);
  for (const [index, [id, { on, before, give, says: sentences = [], focus }]] of Object.entries(tellings).entries()) {
    const word = `router${String.fromCharCode(97 + Math.floor(index / 26), 97 + (index % 26))}`;
    const { id: ticket, label } = await local.call("ticket_new", { subject: `The ${word} blinks`, description: "", fields: {} });
    await before?.(local, ticket);
    const tried = async (): Promise<string[]> => {
      await go(page, ...places[on ?? (id.startsWith("ticket.") ? "ticket" : "list")](ticket, word));
      const told = await page.evaluate(() => window.said.length);
      await give(page);
      if (sentences.length > 0) await page.waitForFunction(([count, least]) => window.said.length >= count + least, [told, sentences.length] as const);
      if (focus !== undefined) await page.locator(`:is(${focus}):focus, :is(${focus}) :focus`).waitFor();
      await settled(page);
      expect.soft(await page.locator("body:focus").count(), `${id}: the focus is somewhere`).toBe(0);
      return (await page.evaluate((count) => window.said.slice(count), told)).map((sentence) => sentence.replace(new RegExp(`${label}\\b`, "g"), "L-n"));
    };
    // One that goes wrong leaves the others their turn.
    const heard = await tried().catch((thrown: unknown) => [String(thrown)]);
    expect.soft(heard, id).toEqual(sentences.map((sentence): unknown => (typeof sentence === "string" ? sentence : expect.stringMatching(sentence))));
    // What a command has opened does not stay for the next one.
    for (let tries = 0; tries < 3 && (await page.locator('[role="dialog"], #menu-list').count()) > 0; tries++) await page.keyboard.press("Escape");
  }
});
