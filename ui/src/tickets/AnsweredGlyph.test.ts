/** @file The mark of a ticket that is answered: there while the last public word is ours, and said to those who listen. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import AnsweredGlyph from "./AnsweredGlyph.svelte";
import { ticketSentence } from "./sentences";

afterEach(cleanup);

test("only a ticket that is answered has the mark", async () => {
  const { rerender } = render(AnsweredGlyph, { answered: undefined });
  expect(screen.queryByTestId("answered")).toBeNull();
  await rerender({ answered: true });
  expect(screen.getByTestId("answered").getAttribute("aria-label")).toContain("Answered");
});

test("whoever listens to a card hears it", () => {
  const card = { number: "#7", subject: "Printer", priority: "normal", requester: null, assignee_name: null, clock: null, mark: "synced" } as const;
  expect(ticketSentence(card, 0)).not.toContain("nswered");
  expect(ticketSentence({ ...card, answered: true }, 0)).toContain("Answered");
});
