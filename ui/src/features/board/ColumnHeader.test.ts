/** @file The head of a column: what it counts, whether it is full or too full, and how many are late, for the eye and the ear. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { ColumnView } from "../../api/gen";
import ColumnHeader from "./ColumnHeader.svelte";

afterEach(cleanup);

const doing: ColumnView = {
  key: "doing",
  name: "In progress",
  facet: { is: "statuses" },
  statuses: ["doing"],
  category: "open",
  count: 3,
  breached: 0,
  at_risk: 0,
  limit: null,
  hard: false,
  load: 3,
  closed: null,
};

const head = (more: Partial<ColumnView>) => {
  cleanup();
  render(ColumnHeader, { column: { ...doing, ...more }, nameId: "name", onfold: () => undefined });
  const wip = screen.queryByTestId("wip");
  const seen = [...(wip?.querySelectorAll('[aria-hidden="true"]') ?? [])].filter((one) => one.tagName === "SPAN").map((one) => one.textContent);
  return {
    count: screen.queryByTestId("column-count")?.textContent ?? null,
    seen,
    said: wip?.querySelector(".visually-hidden")?.textContent ?? null,
    lock: wip !== null && wip.querySelector("svg") !== null,
    is: wip === null ? null : [wip.dataset["over"], wip.dataset["full"]],
  };
};

test("without a limit it is how many there are", () => {
  expect(head({})).toEqual({ count: "3", seen: [], said: null, lock: false, is: null });
});

test("a limit shows how much of it is taken, and says so", () => {
  expect(head({ limit: 5 })).toEqual({ count: null, seen: ["3/5"], said: "3 of at most 5", lock: false, is: ["false", "false"] });
});

test("over its limit a column has a sign besides its colour", () => {
  expect(head({ limit: 2 })).toEqual({ count: null, seen: ["!", "3/2"], said: "3, over the limit of 2", lock: false, is: ["true", "false"] });
});

test("a soft limit that is reached takes more; a hard one is locked", () => {
  expect(head({ limit: 3 })).toMatchObject({ said: "3 of at most 3", lock: false, is: ["false", "false"] });
  expect(head({ limit: 3, hard: true })).toEqual({ count: null, seen: ["3/3"], said: "Full: at most 3", lock: true, is: ["false", "true"] });
});

test("somebody may still have gone over a hard limit elsewhere", () => {
  expect(head({ limit: 2, hard: true })).toMatchObject({ seen: ["!", "3/2"], said: "3, over the limit of 2", lock: false, is: ["true", "true"] });
});

test("what a filter hides is in the limit, and the count stands beside it", () => {
  expect(head({ limit: 5, count: 1, load: 6 })).toMatchObject({ count: "1", seen: ["!", "6/5"], said: "6, over the limit of 5" });
});

test("how many are breached is a shape and words; none says nothing", () => {
  head({});
  expect(screen.queryByTestId("breaching")).toBeNull();
  head({ breached: 2 });
  const late = screen.getByTestId("breaching");
  expect(late.querySelector(".visually-hidden")?.textContent).toBe("2 breached");
  // The word alone may give way to the name of the column.
  expect([...late.querySelectorAll(":scope > [aria-hidden=true]:not(svg)")].map((one) => one.textContent.trim())).toEqual(["2", "breached"]);
  expect(screen.getByTestId("breaching").querySelector("svg")).not.toBeNull();
});
