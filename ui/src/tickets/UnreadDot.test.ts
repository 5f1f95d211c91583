/** @file The dot of what is unread: there while it is, and said to those who listen. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { ticketSentence } from "./sentences";
import UnreadDot from "./UnreadDot.svelte";

afterEach(cleanup);

test("only what is unread has the dot, and the dot has words", async () => {
  const { rerender } = render(UnreadDot, { unread: undefined });
  expect(screen.queryByTestId("unread-dot")).toBeNull();
  await rerender({ unread: true });
  expect(screen.getByTestId("unread-dot").getAttribute("aria-label")).toBe("Unread");
});

test("whoever listens to a card hears it", () => {
  const card = { number: "#7", subject: "Printer", priority: "normal", requester: null, assignee_name: null, clock: null, mark: "synced" } as const;
  expect(ticketSentence(card, 0)).not.toContain("nread");
  expect(ticketSentence({ ...card, unread: true }, 0)).toContain("#7 Printer, Unread, ");
});
