/** @file A card shows the ticket's own date: plainly while it is ahead, as late once it has passed and something is left to do; and how long it has stood. */
import { cleanup, render } from "@testing-library/svelte";
import { afterEach, describe, expect, test } from "vitest";
import type { CardView } from "../../api/gen";
import { formatDate } from "../../i18n/words.svelte";
import { showsAge } from "./age";
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

describe("how long it has stood in its status", () => {
  const stood = (days: number, own = true) => {
    const { container } = render(BoardCard, { card: { ...card, since: Date.now() - days * day - 1_000 }, index: 0, total: 1, current: true, selected: false, lifted: false, done: false, own });
    return { shown: container.querySelector<HTMLElement>('[data-testid="stood"]'), said: container.querySelector(".visually-hidden")?.textContent ?? "" };
  };
  afterEach(() => delete document.documentElement.dataset["density"]);

  test("is shown from a day on, and always said", () => {
    expect(stood(3).shown?.textContent).toBe("3d");
    cleanup();
    const today = stood(0.5);
    expect(today.shown).toBeNull();
    expect(today.said).toContain("here for");
  });

  test("says nothing where its column is not that of its status", () => {
    const elsewhere = stood(3, false);
    expect(elsewhere.shown).toBeNull();
    expect(elsewhere.said).not.toContain("here for");
  });

  test.each(["compact", "regular", "touch"])("is in sight in the density %s", (density) => {
    document.documentElement.dataset["density"] = density;
    const { shown } = stood(3);
    for (let at: Element | null = shown; at !== null; at = at.parentElement) expect(getComputedStyle(at).display).not.toBe("none");
  });
});

test.each([
  ["the column of its status", { category: "open", statuses: ["open"], facet: { is: "statuses" } }, true],
  ["what no column shows", { category: "open", statuses: [], facet: { is: "unmapped" } }, true],
  ["what is closed", { category: "closed", statuses: ["closed"], facet: { is: "statuses" } }, false],
  ["the column of a person", { category: "open", statuses: [], facet: { is: "person", person: "anna" } }, false],
] as const)("%s shows it: %j", (_, { category, statuses, facet }, shows) => {
  expect(showsAge({ category, statuses: [...statuses], facet })).toBe(shows);
});
