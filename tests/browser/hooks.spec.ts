/** @file The clocks of a ticket, as tests and assistive scripts find them: each by its name, with its state and the moment it ends. */
import { expect, go, hook, test } from "./desk";
import { opening } from "./host";

const clocks = [
  { metric: "first_response", name: "sla-first-response" },
  { metric: "next_response", name: "sla-next-response" },
  { metric: "resolution", name: "sla-resolution" },
] as const;
const day = 24 * 3_600_000;

test("each clock of a ticket has its name, its state and the moment it is due", async ({ full, open }) => {
  const { items } = await full.call("agenda", { from: opening - 40 * day, to: opening + 40 * day, scope: "all", teams: [] });
  const page = await open(full, { place: "board", ready: '[data-testid="card"]', size: "wide" });
  for (const { metric, name } of clocks) {
    const item = items.find(({ what }) => what.is === "due" && what.metric === metric);
    if (item === undefined) throw new Error(`the sample has no ticket with a clock for ${metric}`);
    await go(page, `ticket/${item.ticket}`, '[data-testid="ticket"]');
    const clock = hook(page, name);
    await expect(clock).toHaveAttribute("data-due", String(item.at));
    await expect(clock).toHaveAttribute("data-state", /^(running|at_risk|breached|paused|met)$/);
  }
});
