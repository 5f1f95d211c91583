/**
 * @file What the daily things cost by pointer: the rows that `tests/e2e/budget.rs` does not count.
 *
 * Typing of free text is not counted; the few letters that find something are one input. A row that grows fails.
 */
import type { Page } from "@playwright/test";
import { expect, go, hook, test } from "./desk";
import type { Desk } from "./host";

/** Somebody's hand on a pointer: everything it does is counted. */
class Hand {
  #inputs = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async click(selector: string): Promise<void> {
    this.#inputs++;
    await this.page.locator(selector).first().click();
  }

  /** The few letters by which something is found. */
  async letters(text: string): Promise<void> {
    this.#inputs++;
    await this.page.keyboard.type(text);
  }

  /** A letter of its own, or Enter, where the hand is on the keyboard anyway. */
  async key(key: string): Promise<void> {
    this.#inputs++;
    await this.page.keyboard.press(key);
  }

  took(budget: number, row: string): void {
    expect(this.#inputs, `${row} takes ${budget} inputs`).toBe(budget);
    this.#inputs = 0;
  }
}

const id = (name: string): string => `[data-testid="${name}"]`;

async function four(desk: Desk): Promise<string[]> {
  const made: string[] = [];
  for (const [nth, subject] of ["Router", "Printer in the hall", "Printer on the third floor", "Mail"].entries()) {
    const ada = { name: "Ada Marsh", email: "ada@larkfield.example" };
    const { id: ticket } = await desk.call("ticket_new", { subject, description: "", fields: {}, new_requester: nth === 0 ? ada : null });
    made.push(ticket);
  }
  return made;
}

const ticketOf = async (page: Page): Promise<string> => (await hook(page, "ticket").getAttribute("data-ticket")) ?? "";

test("by pointer, around a ticket", async ({ local, open }) => {
  await four(local);
  await local.call("canned_save", { name: "Thank you", body: "Thank you for waiting.", share: { with: "nobody" } });
  const page = await open(local, { place: "list", ready: id("row"), size: "wide" });
  const hand = new Hand(page);

  await hand.click(id("row"));
  await hook(page, "composer").waitFor();
  const first = await ticketOf(page);
  hand.took(1, "opening a ticket");

  await hand.click('[aria-label="Next ticket"]');
  await expect(hook(page, "ticket")).not.toHaveAttribute("data-ticket", first);
  hand.took(1, "the next ticket");
  const second = await ticketOf(page);

  await hand.click(id("composer-reply"));
  await page.locator('[data-kind="reply"] #composer-text').waitFor();
  hand.took(1, "beginning a reply");
  await hand.click(id("composer-canned"));
  await hand.letters("th");
  await hand.click(`${id("canned-item")}[aria-selected="true"]`);
  await expect(page.locator("#composer-text")).toHaveValue(/Thank you for waiting\./);
  hand.took(3, "a canned reply");
  await hand.click('[aria-label="Send and set status"]');
  await hand.click("#menu-resolved");
  await expect.poll(async () => (await local.call("ticket_get", { ticket: second })).category).toBe("resolved");
  await expect(hook(page, "ticket")).not.toHaveAttribute("data-ticket", second);
  hand.took(2, "sending, resolving and going on");

  const third = await ticketOf(page);
  await hand.click('[data-testid="ticket"] header [aria-label="More"]');
  await hand.click("#menu-snooze");
  await hand.click("#menu-list [data-row]");
  await expect.poll(async () => (await local.call("ticket_get", { ticket: third })).snoozed_until ?? 0).toBeGreaterThan(0);
  hand.took(3, "putting a ticket off until tomorrow");
});

test("by pointer, from anywhere", async ({ local, open }) => {
  const [, , duplicate = ""] = await four(local);
  const page = await open(local, { place: "list", ready: id("row"), size: "wide" });
  const hand = new Hand(page);

  await hand.click(id("quick-search"));
  await hand.letters("L-2");
  await hand.click(id("row"));
  await hook(page, "composer").waitFor();
  hand.took(3, "finding a ticket by its number");

  await go(page, `ticket/${duplicate}`, id("composer"));
  await hand.click('[data-testid="ticket"] header [aria-label="More"]');
  await hand.click("#menu-merge");
  await hand.letters("hall");
  await hand.click(id("merge-item"));
  await hand.click(id("merge-run"));
  await expect.poll(async () => (await local.call("ticket_get", { ticket: duplicate })).merged_into).not.toBeNull();
  hand.took(5, "merging a duplicate");

  await go(page, "list", id("row"));
  await hand.click(id("new-ticket"));
  await hand.click(id("new-ticket-requester"));
  await hand.letters("ada");
  await hand.click('[role="option"][aria-selected="true"]');
  await page.locator(`${id("new-ticket-subject")}:focus`).waitFor();
  await page.keyboard.type("No dial tone");
  await hand.click(id("new-ticket-create"));
  await expect(hook(page, "new-ticket-sheet")).toHaveCount(0);
  hand.took(5, "a ticket for a known customer");
  const { rows } = await local.call("ticket_list", { from: 0, count: 10 });
  expect(rows.find((row) => row.subject === "No dial tone")?.requester).toBe("Ada Marsh");
});
