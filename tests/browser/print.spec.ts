/** @file A ticket on paper, as an engine draws it: what a customer may read, what colleagues read, and nothing that one presses. */
import type { Page } from "@playwright/test";
import { expect, test } from "./desk";

const said = { out: "Please restart it once.", note: "He is new here.", held: "Are you still there?", pending: "The spare part is here." } as const;

/** What needs two desks and a server stands in the answers: a reply that is held, one that waits, a conflict and a refused change. */
async function dispute(page: Page, ticket: string): Promise<void> {
  const answer = async (command: string, edit: (data: Record<string, unknown>) => unknown) =>
    page.route(`**/rpc/${command}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: edit((await response.json()) as Record<string, unknown>) });
    });
  await answer("ticket_thread", (thread) => ({
    ...thread,
    entries: (thread["entries"] as Record<string, unknown>[]).map((entry) =>
      entry["body"] === said.held ? { ...entry, delivered_at: null, held: { reason: "new_message", since: entry["at"] } } : entry["body"] === said.pending ? { ...entry, mark: "pending" } : entry,
    ),
  }));
  await answer("ticket_get", (view) => ({
    ...view,
    mark: "rejected",
    conflicts: [{ id: "c1", ticket, number: view["number"], subject: view["subject"], field: "subject", base: "was", theirs: "theirs to decide", theirs_by: "Ada", theirs_at: view["created_at"], mine: "mine to decide", mine_by: "Ben", mine_at: view["created_at"], mine_value: "mine to decide", theirs_value: "theirs to decide", state: "open" }],
  }));
  const refused = { change: "x", ticket, number: "L-1", what: "subject", deed: { is: "changed", kind: "ticket", fields: [], sets: [] }, text: null, at: 0, state: "rejected", reason: "Not yours." };
  await page.route("**/rpc/outbox_list", (route) => route.fulfill({ json: [refused] }));
}

test("a customer's paper has what went out; that for colleagues has all; neither has what is to be decided or pressed", async ({ local, open, page: drawn }) => {
  const { id } = await local.call("ticket_new", { subject: "The printer blinks", description: "It blinks green.", fields: {} });
  for (const [what, body] of Object.entries(said)) await local.call("message_add", { ticket: id, kind: what === "note" ? "note" : "reply", body });
  await dispute(drawn, id);
  const page = await open(local, { place: `ticket/${id}`, size: "wide", ready: '[data-testid="conflict"]' });
  await page.getByTestId("ticket-refused").waitFor();
  await page.evaluate(() => (window.print = () => undefined));

  const print = async (what: string) => {
    await page.emulateMedia({ media: "screen" });
    await page.keyboard.press("Control+p");
    await page.getByRole("option", { name: what }).click();
    await page.emulateMedia({ media: "print" });
  };
  await print("As a customer may read it");
  for (const text of ["It blinks green.", said.out]) await expect(page.getByText(text)).toBeVisible();
  for (const text of [said.note, said.held, said.pending, "theirs to decide", "mine to decide", "Not sent yet", "Waiting to be sent"]) await expect(page.getByText(text).filter({ visible: true }), text).toHaveCount(0);
  for (const hook of ["ticket-refused", "conflict", "held", "composer"]) await expect(page.getByTestId(hook).filter({ visible: true }), hook).toHaveCount(0);

  await print("With internal notes");
  for (const text of Object.values(said)) await expect(page.getByText(text)).toBeVisible();
  await expect(page.getByText("Not sent yet")).toBeVisible();
  for (const hook of ["ticket-refused", "conflict", "composer"]) await expect(page.getByTestId(hook).filter({ visible: true }), hook).toHaveCount(0);
  await expect(page.locator("main button").filter({ visible: true })).toHaveCount(0);
});
