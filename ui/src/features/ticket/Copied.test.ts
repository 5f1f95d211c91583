/** @file Who is in copy on a ticket: found by name, or made of an address; the focus stays when one goes, and who reads only sees. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { PersonCard, PersonSave, TicketSet, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import Copied from "./Copied.svelte";
import PersonPick from "./PersonPick.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sets: TicketSet[];
let made: PersonSave[];
/** Answers in place of the desk. */
let instead: Partial<Record<string, () => Promise<never>>>;
let ticket: TicketView;
let people: PersonCard[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sets = [];
  made = [];
  instead = {};
  const desk = makeDesk(6, "full");
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_set") sets.push(input as TicketSet);
    if (command === "person_save") made.push(input as PersonSave);
    return instead[command]?.() ?? desk.call<Output>(command, input);
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
  await waitFor(() => expect(sets.at(-1)).toMatchObject({ add_cc: [more.id], remove_cc: [] }));
  await waitFor(() => expect(screen.queryByTestId("cc-pick")).toBeNull());
});

test("whoever goes leaves the focus where the next one is added", async () => {
  render(Copied, { ticket: { ...ticket, cc: people.slice(0, 2) } });
  await fireEvent.click(screen.getByRole("button", { name: `Leave ${people[0]?.name ?? ""} out` }));
  await waitFor(() => expect(sets.at(-1)).toMatchObject({ add_cc: [], remove_cc: [people[0]?.id] }));
  expect(document.activeElement).toBe(screen.getByTestId("cc-add"));
});

test("who may only read sees the names and no buttons", () => {
  render(Copied, { ticket: { ...ticket, may_edit: false, cc: people.slice(0, 1) } });
  expect(screen.getByTestId("cc").textContent).toContain(people[0]?.name);
  expect(screen.queryByRole("button")).toBeNull();
});

async function ask(text: string): Promise<HTMLElement> {
  const box = await screen.findByRole("combobox");
  await fireEvent.input(box, { target: { value: text } });
  return box;
}
const offered = (text: string) => screen.findByRole("option", { name: `Create “${text}”` });

test("an address that nobody has becomes a contact, and is in copy", async () => {
  const [there] = people;
  if (there === undefined) throw new Error("the gallery knows too few people");
  render(Copied, { ticket: { ...ticket, cc: [there] } });
  await fireEvent.click(screen.getByTestId("cc-add"));
  const box = await ask("kim.larsen@fabrikam.example");
  await offered("kim.larsen@fabrikam.example");
  await fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(sets.at(-1)).toMatchObject({ add_cc: [expect.stringMatching(/^p/u)], remove_cc: [] }));
  expect(made).toEqual([{ person: null, name: "Kim Larsen", email: "kim.larsen@fabrikam.example", phone: null, role: "requester", organisation: null, teams: [], tier: null, location: null, retired: false }]);
  await waitFor(() => expect(screen.queryByTestId("cc-pick")).toBeNull());
});

test("whoever types faster than the list comes gets the one who has that address, not a second one", async () => {
  const [known] = people;
  if (known === undefined) throw new Error("the gallery knows too few people");
  const picked: string[] = [];
  render(PersonPick, { title: "Who", label: "Who", testid: "pick", onclose: () => undefined, onpick: (id: string) => Promise.resolve(picked.push(id) > 0) });
  const box = await ask(`${known.name} <${known.email ?? ""}>`);
  // At once, while the list of before still stands.
  await fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(picked).toEqual([known.id]));
  expect(made).toEqual([]);
});

test("what is no name and no address makes nobody, and whoever is there already is told", async () => {
  const [there] = people;
  if (there === undefined) throw new Error("the gallery knows too few people");
  render(PersonPick, { title: "Who", label: "Who", testid: "pick", taken: [there.id], onclose: () => undefined, onpick: () => Promise.resolve(true) });
  await ask("0221 9999");
  await waitFor(() => expect(screen.queryAllByRole("option")).toEqual([]));
  await ask(there.email ?? "");
  expect(await screen.findByText(`${there.name} is on this ticket already`)).toBeTruthy();
  expect(screen.queryByRole("option")).toBeNull();
});

test("somebody who is refused is on no ticket, and the words stay", async () => {
  instead["person_save"] = () => Promise.reject(Object.assign(new Error("no"), { code: "forbidden", message: "no" }));
  render(Copied, { ticket: { ...ticket, cc: [] } });
  await fireEvent.click(screen.getByTestId("cc-add"));
  const box = await ask("Kim Larsen");
  await offered("Kim Larsen");
  await fireEvent.keyDown(box, { key: "Enter" });
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(sets).toEqual([]);
  expect((box as HTMLInputElement).value).toBe("Kim Larsen");
});

test("two that go one right after the other are both gone", async () => {
  render(Copied, { ticket: { ...ticket, cc: people.slice(0, 3) } });
  const [one, two] = people;
  const leave = (person: PersonCard | undefined) => fireEvent.click(screen.getByRole("button", { name: `Leave ${person?.name ?? ""} out` }));
  await leave(one);
  await leave(two);
  await waitFor(() => expect(sets).toHaveLength(2));
  expect(sets.map(({ add_cc, remove_cc }) => [add_cc, remove_cc])).toEqual([[[], [one?.id]], [[], [two?.id]]]);
});
