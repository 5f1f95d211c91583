/** @file What a key does to a ticket that a screen shows as it was a moment ago. */
import { waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { TicketView } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import { Acting } from "./acting.svelte";

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(() => {
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

test("the key for unread turns what the core keeps, and says what it became", async () => {
  const desk = makeDesk(12, "full");
  await connect(Promise.resolve(desk));
  await desk.call("ticket_read", { tickets: ["t2"], unread: true });
  const ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
  const shown = { ...ticket, checklist: { done: 0, total: 0 } };
  // It was read by looking at it, and the screen has not heard of that yet.
  await desk.call("ticket_read", { tickets: ["t2"], shown: Date.now() });
  const acting = new Acting({ targets: () => [shown], anchor: () => null, lookups: () => undefined, session: () => undefined });
  for (const [unread, said] of [[true, "marked unread"], [false, "marked read"]] as const) {
    expect(acting.answers()["act.unread"]?.("U")).not.toBe(false);
    await waitFor(async () => expect((await desk.call<TicketView>("ticket_get", { ticket: "t2" })).unread).toBe(unread));
    await waitFor(() => expect(toasts.list.at(-1)?.text).toContain(said));
  }
});
