/** @file Where the workflow lets no card go: dimmed before the drop, on the real core, for each card by its own status. */
import { expect, test } from "./desk";

test("columns that refuse a card are dimmed while it is carried, and say why", async ({ fresh, open }) => {
  const desk = await fresh();
  const column = (key: string, name: string, statuses: string[]) => ({ key, name, statuses, limit: null, hard: false });
  const made = await desk.call("board_save", {
    board: null,
    name: "Stages",
    columns: [column("todo", "To do", ["new"]), column("doing", "Doing", ["open", "in_progress"]), column("over", "Over", ["resolved", "closed"]), column("none", "No status", [])],
    sort: "rank",
    by: "status",
  });
  const { cards } = await desk.call("board_column", { board: made.id, column: "over", sort: "rank", from: 0, count: 200 });
  const page = await open(desk, { place: `board/${made.id}`, size: "wide", ready: "[data-testid=card]:focus" });
  const refusing = () => page.locator("[data-testid=column][data-refused]").evaluateAll((found) => found.map((one) => (one instanceof HTMLElement ? (one.dataset["status"] ?? "") : "")));

  for (const [status, refused] of [["resolved", ["none", "unmapped"]], ["closed", ["todo", "none", "unmapped"]]] as const) {
    const place = cards.findIndex((card) => card.status === status);
    expect(place, `the sample has one that is ${status}`).toBeGreaterThan(-1);
    await page.keyboard.press("3");
    for (let step = 0; step < place; step++) await page.keyboard.press("j");
    await expect(page.locator(`[data-ticket="${cards[place]?.id ?? ""}"]:focus`)).toHaveCount(1);
    await page.keyboard.press("m");
    await expect.poll(refusing).toEqual(refused);
    if (status === "closed") {
      await expect(page.locator('[data-status="todo"] .why')).toHaveText("No step from Closed to New");
      // What is dimmed is what the core refuses, and what is not it takes.
      const put = (to: string) => desk.call("ticket_move", { tickets: [cards[place]?.id ?? ""], board: made.id, place: { column: to, after: null, before: null } });
      await expect(put("todo")).rejects.toThrow();
      await put("doing");
    }
    await page.keyboard.press("Escape");
  }
});
