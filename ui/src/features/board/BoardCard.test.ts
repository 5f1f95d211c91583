/** @file A card shows the ticket's own date: plainly while it is ahead, as late once it has passed and something is left to do. */
import { cleanup, render } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { CardView } from "../../api/gen";
import { formatDate } from "../../i18n/words.svelte";
import BoardCard from "./BoardCard.svelte";

afterEach(cleanup);

const day = 86_400_000;
const card: CardView = {
  id: "t1",
  number: "#4311",
  subject: "Printer",
  priority: "normal",
  status: "open",
  requester: null,
  organisation: null,
  assignee: null,
  assignee_name: null,
  tags: [],
  attachments: 0,
  messages: 0,
  clock: null,
  updated_at: 0,
  since: Date.now(),
  mark: "synced",
};

function shown(due: number | undefined, done = false): { date: HTMLElement | null; said: string } {
  const { container } = render(BoardCard, { card: due === undefined ? card : { ...card, due }, index: 0, total: 1, current: true, selected: false, lifted: false, done });
  return { date: container.querySelector<HTMLElement>('[data-testid="card-due"]'), said: container.querySelector(".visually-hidden")?.textContent ?? "" };
}

test("a date ahead is shown and said", () => {
  const due = Date.now() + 5 * day;
  const { date, said } = shown(due);
  expect(date?.textContent).toContain(formatDate(due, "day"));
  expect(date?.dataset["late"]).toBe("false");
  expect(said).toContain(`due date ${formatDate(due, "full")}`);
  expect(said).not.toContain("has passed");
});

test("a date that has passed is late, until the ticket is done", () => {
  const due = Date.now() - 3 * day;
  const late = shown(due);
  expect(late.date?.dataset["late"]).toBe("true");
  expect(late.said).toContain("has passed");
  cleanup();
  const over = shown(due, true);
  expect(over.date?.dataset["late"]).toBe("false");
  expect(over.said).not.toContain("has passed");
});

test("a ticket without a date says nothing of one", () => {
  const { date, said } = shown(undefined);
  expect(date).toBeNull();
  expect(said).not.toContain("due date");
});
