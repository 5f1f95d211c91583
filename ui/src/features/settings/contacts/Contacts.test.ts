/** @file Contacts and organisations in the settings: for whom they are, how one is found, and where they lead. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { connect } from "../../../api/call";
import type { SessionView } from "../../../api/gen";
import { sectionsFor } from "../../../api/sections";
import { contacting } from "../../../contacts/contacting.svelte";
import Contacts from "./Contacts.svelte";
import Organisations from "./Organisations.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
async function sit(mood: string, refuses?: string): Promise<void> {
  desk = makeDesk(12, mood);
  const call = <Output>(command: string, input: unknown): Promise<Output> => (command === refuses ? Promise.reject(new Error("no core")) : desk.call<Output>(command, input));
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
}
function go(hash: string): void {
  location.hash = hash;
  dispatchEvent(new Event("hashchange"));
}
afterEach(() => {
  contacting.asked = null;
  cleanup();
  go("#/settings");
});

const names = (id: string) => screen.queryAllByTestId(id).map((row) => row.querySelector(".name")?.textContent);
const type = (id: string, value: string) => fireEvent.input(screen.getByTestId(id), { target: { value } });

test("agents have contacts and organisations, technicians contacts, and neither has what configures the desk", async () => {
  const ids = async (mood: string) => {
    await sit(mood);
    const sections = sectionsFor(await desk.call<SessionView>("session_get", {})).map(({ id }) => id);
    return (["contacts", "organisations", "people"] as const).filter((id) => sections.includes(id));
  };
  expect(await ids("agent")).toEqual(["contacts", "organisations"]);
  expect(await ids("technician")).toEqual(["contacts"]);
  expect(await ids("full")).toEqual(["contacts", "organisations", "people"]);
});

test("a contact is found by typing, edited, and leads to what they asked; whoever works here is not among them", async () => {
  await sit("agent");
  render(Contacts);
  await waitFor(() => expect(names("contact-row")).toContain("Ines Duarte"));
  expect(names("contact-row")).not.toContain("Deniz Aydin");
  await type("contacts-search", "adatum ines");
  await waitFor(() => expect(names("contact-row")).toEqual(["Ines Duarte"]));
  expect(screen.getByTestId("contact-tickets").getAttribute("href")).toBe("#/list?requester=p2");
  await fireEvent.click(screen.getByTestId("contact-row"));
  expect(contacting.asked).toEqual({ is: "person", person: "p2" });
});

test("what nobody has begins a contact, and a link says whom to look for", async () => {
  await sit("agent");
  go("#/settings/contacts?q=kim.larsen@fabrikam.example");
  render(Contacts);
  await fireEvent.click(await screen.findByTestId("contact-make"));
  expect(contacting.asked).toEqual({ is: "person", person: null, beginning: { name: "Kim Larsen", email: "kim.larsen@fabrikam.example" } });
  await type("contacts-search", "0221 99999");
  await waitFor(() => expect(screen.getByRole("status").textContent).toContain("0221 99999"));
  expect(screen.queryByTestId("contact-make"), "a number is nobody's name").toBeNull();
});

test("a desk without contacts says so, and one that cannot be read says that", async () => {
  await sit("empty");
  render(Contacts);
  expect(await screen.findByText("No contacts yet")).toBeTruthy();
  cleanup();
  await sit("agent", "lookup_all");
  render(Organisations);
  expect(await screen.findByText("This could not be read")).toBeTruthy();
});

test("an organisation is found by its tier, edited, and leads to its contacts and tickets", async () => {
  await sit("agent");
  render(Organisations);
  await waitFor(() => expect(names("organisation-row")).toEqual(["Northwind", "Contoso Logistics", "Adatum", "Harbour Clinic"]));
  await type("organisations-search", "gold");
  await waitFor(() => expect(names("organisation-row")).toEqual(["Northwind"]));
  expect(screen.getByTestId("organisation-tickets").getAttribute("href")).toBe("#/list?organisation=o0");
  expect(screen.getByTestId("organisation-contacts").getAttribute("href")).toBe("#/settings/contacts?q=Northwind");
  await fireEvent.click(screen.getByTestId("organisation-row"));
  expect(contacting.asked).toMatchObject({ is: "organisation", organisation: { id: "o0", name: "Northwind" } });
  await type("organisations-search", "Fabrikam");
  await fireEvent.click(await screen.findByTestId("organisation-make"));
  expect(contacting.asked).toEqual({ is: "organisation", organisation: null, beginning: "Fabrikam" });
});
