/** @file Contacts and organisations from their forms: what is kept, what is made with it, what is refused and where that is said. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { LookupsView, OrganisationSave, PersonSave, PersonView } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { layers } from "../lib/layers.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { ProblemError } from "../platform/platform";
import ContactHost from "./ContactHost.svelte";
import { contacting } from "./contacting.svelte";
import { organisationMeant, organisationsLike, toOrganisation } from "./form";
import { knownAs, looksLikeSomebody, requesterFrom } from "./newcomer";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let people: PersonSave[];
let organisations: OrganisationSave[];

async function sit(mood: string): Promise<void> {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  people = [];
  organisations = [];
  desk = makeDesk(12, mood);
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "person_save") people.push(input as PersonSave);
    if (command === "organisation_save") organisations.push(input as OrganisationSave);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  render(ContactHost);
}
afterEach(() => {
  contacting.asked = null;
  cleanup();
  document.body.replaceChildren();
  for (const { id } of toasts.list) toasts.dismiss(id);
});

const get = (person: string) => desk.call<PersonView>("person_get", { person });
const all = async () => (await desk.call<LookupsView>("lookup_all", {})).organisations;
const field = (id: string) => screen.findByTestId<HTMLInputElement>(id);
const type = async (id: string, value: string) => fireEvent.input(await field(id), { target: { value } });
/** Before the organisations are read, nobody knows whether one is new. */
const ready = () => waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
async function save(form: string): Promise<void> {
  await ready();
  const found = document.querySelector(`#${form}`);
  if (found === null) throw new Error(`no ${form}`);
  await fireEvent.submit(found);
}

test("an agent puts a contact right; what belongs to admins goes back as it was", async () => {
  await sit("agent");
  const before = await get("p2");
  contacting.ask({ is: "person", person: "p2" });
  expect((await field("person-name")).value).toBe("Ines Duarte");
  expect((await field("person-organisation")).value).toBe("Adatum");
  expect(screen.queryByTestId("person-role")).toBeNull();
  await type("person-phone", "0221 99");
  await type("person-tier", "Gold");
  await save("contact-form");
  await waitFor(() => expect(people).toHaveLength(1));
  expect(people[0]).toEqual({ person: "p2", name: "Ines Duarte", email: "ines@example.org", phone: "0221 99", location: null, tier: "Gold", organisation: before.organisation, role: "requester", teams: [], retired: false });
  await waitFor(() => expect(screen.queryByTestId("contact-dialog")).toBeNull());
  expect(toasts.list.at(-1)?.text).toBe("Saved Ines Duarte");
});

test("an organisation that nobody knows is made with its contact, once, also when the contact is refused first", async () => {
  await sit("agent");
  contacting.ask({ is: "person", person: null, beginning: requesterFrom("kim@fabrikam.example") });
  expect((await field("person-name")).value).toBe("Kim");
  await type("person-organisation", "Fabrikam");
  expect(screen.getByTestId("contact-dialog").textContent).toContain("“Fabrikam” is created when you save");
  await type("person-email", "kim at fabrikam");
  await waitFor(async () => {
    if (people.length === 0) await save("contact-form");
    expect(people).toHaveLength(1);
  });
  expect(await screen.findByText("This is not an email address")).toBeTruthy();
  expect(screen.getByTestId("contact-dialog")).toBeTruthy();
  await type("person-email", "kim@fabrikam.example");
  expect(screen.queryByText("This is not an email address")).toBeNull();
  await save("contact-form");
  await waitFor(() => expect(screen.queryByTestId("contact-dialog")).toBeNull());
  expect(organisations).toEqual([{ organisation: null, name: "Fabrikam", domain: null, tier: null }]);
  const made = (await all()).find(({ name }) => name === "Fabrikam");
  expect(people.map(({ organisation }) => organisation)).toEqual([made?.id, made?.id]);
  expect(people.at(-1)?.role).toBe("requester");
});

test("an organisation that is there is meant by its name, however it is written, and emptied it is none", async () => {
  await sit("agent");
  contacting.ask({ is: "person", person: "p2" });
  await field("person-name");
  await type("person-organisation", "northwind");
  await save("contact-form");
  await waitFor(() => expect(people).toHaveLength(1));
  expect(people[0]?.organisation).toBe("o0");
  await waitFor(() => expect(contacting.asked).toBeNull());
  contacting.ask({ is: "person", person: "p2" });
  await field("person-name");
  await type("person-organisation", " ");
  await save("contact-form");
  await waitFor(() => expect(people).toHaveLength(2));
  expect([people[1]?.organisation, organisations]).toEqual([null, []]);
});

test("a technician makes a contact and no organisation", async () => {
  await sit("technician");
  await waitFor(() => expect(shortcuts.isAnswered("app.newContact")).toBe(true));
  // What was read for the test before is shown until this session has been.
  await waitFor(() => expect(shortcuts.isAnswered("app.newOrganisation")).toBe(false));
  shortcuts.run("app.newContact");
  await type("person-name", "Kim");
  await type("person-organisation", "Fabrikam");
  expect(screen.queryByRole("option", { name: /Fabrikam/u })).toBeNull();
  await save("contact-form");
  expect(await screen.findByText(/There is no such organisation/u)).toBeTruthy();
  expect([people, organisations]).toEqual([[], []]);
  await type("person-organisation", "");
  await waitFor(async () => {
    if (people.length === 0) await save("contact-form");
    expect(people).toHaveLength(1);
  });
});

test("what the core refuses is said, and what was typed stays", async () => {
  await sit("agent");
  // Somebody made them staff while the form stood.
  contacting.ask({ is: "person", person: "s1" });
  await type("person-phone", "1");
  await save("contact-form");
  await waitFor(() => expect(toasts.list.at(-1)).toMatchObject({ tone: "danger", text: "You are not allowed to do this. Nothing was changed." }));
  expect((await field("person-phone")).value).toBe("1");
  expect(screen.queryByTestId("person-retired"), "whether colleagues work here is not theirs to say").toBeNull();
});

test("a name is asked for before anything is sent, and an address that somebody has is told", async () => {
  await sit("agent");
  shortcuts.run("app.newContact");
  await type("person-email", "Ines@example.org");
  expect(await screen.findByText("Ines Duarte has this address, too")).toBeTruthy();
  await save("contact-form");
  expect(await screen.findByText("Give it a name")).toBeTruthy();
  expect(people).toEqual([]);
});

test("whoever asks for nothing any more is found no longer", async () => {
  await sit("agent");
  contacting.ask({ is: "person", person: "p3" });
  await fireEvent.click(await field("person-retired"));
  await save("contact-form");
  await waitFor(() => expect(people[0]?.retired).toBe(true));
  expect(await desk.call("person_search", { text: "Yuki", count: 5 })).toEqual([]);
});

test("an organisation is made and edited with all that it has, and keeps what was not touched", async () => {
  await sit("agent");
  await waitFor(() => expect(shortcuts.isAnswered("app.newOrganisation")).toBe(true));
  shortcuts.run("app.newOrganisation");
  await type("organisation-name", " Fabrikam ");
  await type("organisation-domain", "@Fabrikam.example");
  await type("organisation-tier", "Silver");
  await save("organisation-form");
  await waitFor(() => expect(organisations).toEqual([{ organisation: null, name: "Fabrikam", domain: "fabrikam.example", tier: "Silver" }]));
  await waitFor(() => expect(contacting.asked).toBeNull());
  const made = (await all()).find(({ name }) => name === "Fabrikam");
  contacting.ask({ is: "organisation", organisation: made ?? null });
  expect((await field("organisation-domain")).value).toBe("fabrikam.example");
  await type("organisation-tier", "");
  await save("organisation-form");
  await waitFor(() => expect(organisations[1]).toEqual({ organisation: made?.id, name: "Fabrikam", domain: "fabrikam.example", tier: null }));
});

test("an organisation has a name of its own, and a refusal is said", async () => {
  await sit("technician");
  contacting.ask({ is: "organisation", organisation: null });
  await type("organisation-name", "northwind");
  await waitFor(async () => {
    await save("organisation-form");
    expect(screen.queryByText("That name is taken")).toBeTruthy();
  });
  const sent = organisations.length;
  await type("organisation-name", "Fabrikam");
  await save("organisation-form");
  await waitFor(() => expect(organisations).toHaveLength(sent + 1));
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect((await field("organisation-name")).value).toBe("Fabrikam");
});

test("the commands of the palette stay where they are while a form lies over them", async () => {
  await sit("agent");
  await waitFor(() => expect(shortcuts.isAnswered("app.newOrganisation")).toBe(true));
  shortcuts.run("go.contacts");
  expect(location.hash).toBe("#/settings/contacts");
  shortcuts.run("app.newContact");
  await field("person-name");
  expect([layers.depth, shortcuts.isAnswered("app.newOrganisation")]).toEqual([1, false]);
});

test("an address names the requester, and what a program for mail copies is both", () => {
  expect(requesterFrom("ines.duarte@example.org")).toEqual({ name: "Ines Duarte", email: "ines.duarte@example.org" });
  expect(requesterFrom("Ines Duarte")).toEqual({ name: "Ines Duarte", email: "" });
  expect(requesterFrom(' "Duarte, Ines" <ines@example.org> ')).toEqual({ name: "Duarte, Ines", email: "ines@example.org" });
});

test("an address or a name can be somebody; a number, a stray sign or half an address cannot", () => {
  expect(["Ines", "Ines Duarte", "i@x", "Ines <i@x.org>", "李雷"].map(looksLikeSomebody)).toEqual([true, true, true, true, true]);
  expect(["", "?", "0221 4711", "I", "ines @x", "Ines <i@x", "#42"].map(looksLikeSomebody)).toEqual([false, false, false, false, false, false, false]);
});

test("who is known is known by the address, or by a name that only one has", async () => {
  await sit("agent");
  const found = await desk.call<Parameters<typeof knownAs>[1]>("person_search", { text: "", count: 50 });
  expect(knownAs("INES@example.org", found)?.name).toBe("Ines Duarte");
  expect(knownAs("ines duarte", found)?.id).toBe("p2");
  expect(knownAs("ines duarte", [...found, ...found])).toBeNull();
  expect(knownAs("nobody@example.org", found)).toBeNull();
});

test("an organisation is found by any of its words, and what a form sends of it is tidy", async () => {
  await sit("agent");
  const known = await all();
  expect(organisationsLike("gold", known).map(({ name }) => name)).toEqual(["Northwind"]);
  expect(organisationsLike("contoso.example", known).map(({ name }) => name)).toEqual(["Contoso Logistics"]);
  expect(organisationMeant({ text: "Anything", id: "o2" }, known)).toEqual({ is: "known", id: "o2" });
  expect(toOrganisation("o1", { name: " A ", domain: " ", tier: " " })).toEqual({ organisation: "o1", name: "A", domain: null, tier: null });
});

test("Escape in the middle of a save waits for the answer, and a refusal keeps what was typed", async () => {
  await sit("agent");
  contacting.ask({ is: "person", person: "p2" });
  await type("person-email", "ines@");
  await ready();
  let come: () => void = () => undefined;
  const before = { ...desk };
  desk.call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command !== "person_save") return before.call<Output>(command, input);
    await new Promise<void>((resolve) => (come = resolve));
    throw new ProblemError("invalid", "no address", { field: "email" });
  };
  await save("contact-form");
  await waitFor(() => expect(people).toHaveLength(1));
  layers.closeTop();
  come();
  await waitFor(async () => expect((await field("person-email")).getAttribute("aria-invalid")).toBe("true"));
  expect((await field("person-email")).value).toBe("ines@");
});

test("what somebody else put right while a form was open is not put back by saving it", async () => {
  await sit("agent");
  const before = await get("p2");
  contacting.ask({ is: "person", person: "p2" });
  await type("person-tier", "Gold");
  const { card, organisation, teams, retired } = before;
  await desk.call("person_save", { person: "p2", name: card.name, email: "ines@new.example", phone: "0221 7", role: card.role, organisation, teams, tier: card.tier, location: card.location, retired });
  await waitFor(async () => expect((await get("p2")).card.phone).toBe("0221 7"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await save("contact-form");
  await waitFor(() => expect(people).toHaveLength(1));
  expect(people[0]).toMatchObject({ tier: "Gold", email: "ines@new.example", phone: "0221 7" });
});
