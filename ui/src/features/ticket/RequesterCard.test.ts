/** @file The card of whoever asked: it leads to all of their tickets and to their contact, for those who may edit it. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { PersonCard, RowPage, TicketView } from "../../api/gen";
import { contacting } from "../../contacts/contacting.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { noFilter } from "../../tickets/filter";
import RequesterCard from "./RequesterCard.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

async function show(mood: string, who: (asked: PersonCard) => Partial<PersonCard> = () => ({}), edit: Partial<TicketView> = {}): Promise<PersonCard> {
  const desk = makeDesk(12, mood);
  await connect(Promise.resolve({ ...desk, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  const ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
  if (ticket.requester === null) throw new Error("nobody asked");
  const person = { ...ticket.requester, ...who(ticket.requester) };
  render(RequesterCard, { ticket: { ...ticket, ...edit }, person, onchange: () => undefined });
  return person;
}
afterEach(() => {
  contacting.asked = null;
  cleanup();
});

test("an agent edits the contact from the card, and by its command", async () => {
  const { id } = await show("agent");
  await fireEvent.click(await screen.findByRole("button", { name: "Edit contact" }));
  expect(contacting.asked).toEqual({ is: "person", person: id });
  contacting.asked = null;
  expect(shortcuts.run("ticket.contact")).toBe(true);
  expect(contacting.asked).toEqual({ is: "person", person: id });
});

test("what else they asked stands there, five of it, each one step away, and how many there are", async () => {
  const { rows } = await makeDesk(12, "full").call<RowPage>("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 7 });
  await show("agent", undefined, { others: rows, others_count: 7 });
  expect(screen.getByRole("heading", { level: 3 }).textContent).toBe("7 other tickets");
  const links = [...document.querySelectorAll<HTMLAnchorElement>("li a")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual(rows.slice(0, 5).map(({ id }) => `#/ticket/${id}`));
  expect(links.map((link) => link.querySelector(".subject")?.textContent)).toEqual(rows.slice(0, 5).map(({ subject }) => subject));
  cleanup();
  await show("agent", undefined, { others: [], others_count: 0 });
  expect(screen.queryByRole("heading", { level: 3 })).toBeNull();
});

test("all that they asked is one step away", async () => {
  const { id } = await show("agent");
  expect(screen.getByRole("link", { name: "All tickets of this requester" }).getAttribute("href")).toBe(`#/list?requester=${id}`);
});

test("a colleague who asked is not an agent's to edit, but an admin's", async () => {
  await show("agent", () => ({ id: "s3", role: "agent" }));
  await waitFor(() => expect(screen.queryByTestId("requester-edit")).toBeNull());
  expect(shortcuts.run("ticket.contact")).toBe(false);
  cleanup();
  await show("full", () => ({ id: "s3", role: "agent" }));
  expect(await screen.findByTestId("requester-edit")).toBeTruthy();
});
