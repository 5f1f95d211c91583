/** @file Whoever types `@` in a note is offered colleagues, and what is put there is what the desk tells them of. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { LookupsView, TicketView } from "../../api/gen";
import { noFilter } from "../../tickets/filter";
import Composer from "./Composer.svelte";
import { colleagues, mentionAt } from "./mention";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let lookups: LookupsView;

beforeEach(async () => {
  await connect(Promise.resolve(makeDesk(12, "full")));
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 1 });
  const ticket: TicketView = await call("ticket_get", { ticket: page.rows[0]?.id ?? "" });
  lookups = await call("lookup_all", {});
  render(Composer, { ticket, lookups, onresolved: () => undefined, onleave: () => undefined });
});
afterEach(cleanup);

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");
const names = () => screen.queryAllByTestId("mention-item").map((one) => one.querySelector(".name")?.textContent);

async function type(text: string): Promise<void> {
  for (const letter of text) {
    field().value += letter;
    field().setSelectionRange(field().value.length, field().value.length);
    await fireEvent.input(field());
  }
}

test("an at sign in a note asks, letters narrow, and Enter puts the whole name there", async () => {
  await fireEvent.click(screen.getByTestId("composer-note"));
  await waitFor(() => expect(field().getAttribute("aria-label")).toBe("Internal note"));
  await type("Ask @");
  await waitFor(() => expect(names().length).toBeGreaterThan(1));
  const [, second] = names();
  await type(second?.slice(0, 3).toLowerCase() ?? "");
  await waitFor(() => expect(names()[0]).toBe(second));
  await fireEvent.keyDown(field(), { key: "Enter" });
  await waitFor(() => expect(field().value).toBe(`Ask @${second} `));
  expect(names()).toEqual([]);
});

test("a reply asks for nobody: the requester would read it", async () => {
  await type("Ask @");
  await new Promise((done) => setTimeout(done, 30));
  expect(names()).toEqual([]);
});

test("an address is no mention, and first names come before others", () => {
  expect(mentionAt("mail grace@de", 13)).toBeNull();
  expect(mentionAt("(@gra", 5)).toEqual({ start: 1, end: 5, words: "gra" });
  const [card] = lookups.staff;
  if (card === undefined) throw new Error("nobody works here");
  const staff = ["Tom Adams", "Ada Lovelace", "Me Adam"].map((name, id) => ({ ...card, id: String(id), name, email: null }));
  expect(colleagues(staff, "2", "ad").map(({ name }) => name)).toEqual(["Ada Lovelace", "Tom Adams"]);
});
