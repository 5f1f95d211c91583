/** @file Who is in copy on a ticket: one is found by name and added, the focus stays when one goes, and who reads only sees. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { PersonCard, TicketSet, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import Copied from "./Copied.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sets: TicketSet[];
let ticket: TicketView;
let people: PersonCard[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sets = [];
  const desk = makeDesk(6, "full");
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_set") sets.push(input as TicketSet);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  ticket = await desk.call<TicketView>("ticket_get", { ticket: "t2" });
  people = (await desk.call<PersonCard[]>("person_search", { text: "", count: 5 })).filter(({ id }) => id !== ticket.requester?.id);
});
afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

test("one is found by name and added to those who are there", async () => {
  const [there, more] = people;
  if (there === undefined || more === undefined) throw new Error("the gallery knows too few people");
  render(Copied, { ticket: { ...ticket, cc: [there] } });
  await fireEvent.click(screen.getByTestId("cc-add"));
  const box = await screen.findByRole("combobox");
  await fireEvent.input(box, { target: { value: more.name } });
  await screen.findByRole("option", { name: new RegExp(more.name, "u") });
  await fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(sets.at(-1)?.fields).toEqual({ cc: [there.id, more.id] }));
  await waitFor(() => expect(screen.queryByTestId("cc-pick")).toBeNull());
});

test("whoever goes leaves the focus where the next one is added", async () => {
  render(Copied, { ticket: { ...ticket, cc: people.slice(0, 2) } });
  await fireEvent.click(screen.getByRole("button", { name: `Leave ${people[0]?.name ?? ""} out` }));
  await waitFor(() => expect(sets.at(-1)?.fields).toEqual({ cc: [people[1]?.id] }));
  expect(document.activeElement).toBe(screen.getByTestId("cc-add"));
});

test("who may only read sees the names and no buttons", () => {
  render(Copied, { ticket: { ...ticket, may_edit: false, cc: people.slice(0, 1) } });
  expect(screen.getByTestId("cc").textContent).toContain(people[0]?.name);
  expect(screen.queryByRole("button")).toBeNull();
});
