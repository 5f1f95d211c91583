/** @file The sheet for a ticket and what was kept for it: never begun over, never left in the middle of being made. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { ProblemError } from "../../../gallery/refusals";
import { connect } from "../../api/call";
import type { PersonCard, TicketNew } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { layers } from "../../lib/layers.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
import { emptyForm, writeDraft } from "./form";
// The sheet comes apart from the start; a test does not wait for a slow machine to fetch it.
import "./NewTicket.svelte";
import NewTicketHost from "./NewTicketHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let waits: Partial<Record<string, Promise<void>>>;
let refusal: ProblemError | null;
let made: TicketNew[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [waits, refusal, made] = [{}, null, []];
  desk = makeDesk(24, "full");
  await desk.call("draft_put", { ticket: null, kind: "new", body: writeDraft({ ...emptyForm, subject: "Half a thought", body: "Since Monday" }) });
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    await waits[command];
    if (command === "ticket_new" && refusal !== null) throw refusal;
    if (command === "ticket_new") made.push(input as TicketNew);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

function held(command: string): () => void {
  let come: () => void = () => undefined;
  waits[command] = new Promise((resolve) => (come = resolve));
  return come;
}
const value = (testid: string) => screen.getByTestId<HTMLInputElement>(testid).value;

test("a sheet that is asked for before its draft was read waits for that", async () => {
  const come = held("draft_get");
  render(NewTicketHost);
  newTicket.begin();
  await tick();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(screen.queryByTestId("new-ticket-sheet"), "empty, it would be kept in place of the draft").toBeNull();
  come();
  await screen.findByTestId("new-ticket-sheet");
  expect([value("new-ticket-subject"), value("new-ticket-body")]).toEqual(["Half a thought", "Since Monday"]);
});

test("a subject that the sheet is opened for does not take the place of one that was written", async () => {
  render(NewTicketHost);
  newTicket.begin({ subject: "Printer on fire" });
  await screen.findByTestId("new-ticket-sheet");
  expect(value("new-ticket-subject")).toBe("Half a thought");
  const offer = toasts.list.at(-1);
  expect(offer?.text).toContain("Printer on fire");
  offer?.action?.act();
  await waitFor(() => expect(value("new-ticket-subject")).toBe("Printer on fire"));
  expect(value("new-ticket-body")).toBe("Since Monday");
});

test("Escape while the ticket is being made waits for the answer, which a refusal leaves in the sheet", async () => {
  render(NewTicketHost);
  newTicket.begin();
  const subject = await screen.findByTestId("new-ticket-subject");
  const come = held("ticket_new");
  refusal = new ProblemError("disk_full", "no room");
  await fireEvent.keyDown(subject, { key: "Enter", ctrlKey: true });
  layers.closeTop();
  await tick();
  come();
  const sheet = await screen.findByTestId("new-ticket-sheet");
  await waitFor(() => expect(sheet.textContent).toContain("full"));
  expect(value("new-ticket-subject")).toBe("Half a thought");
});

const people = () => desk.call<PersonCard[]>("person_search", { text: "", count: 5 });
const asked = () => made.map(({ fields, new_requester }) => [fields["requester"], new_requester?.name]);

test("Enter that comes before the people do takes whoever was typed, not who an earlier text found", async () => {
  const [first, second] = await people();
  if (first === undefined || second === undefined) throw new Error("the gallery knows too few people");
  render(NewTicketHost);
  newTicket.begin();
  const field = await screen.findByTestId("new-ticket-requester");
  await fireEvent.input(field, { target: { value: first.name } });
  await screen.findByRole("option", { name: new RegExp(first.name, "u") });
  const come = held("person_search");
  await fireEvent.input(field, { target: { value: second.name } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await tick();
  come();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("new-ticket-subject")));
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(asked()).toEqual([[second.id, undefined]]));
});

test("a ticket that is sent from the field of its requester is asked by whoever stands there", async () => {
  const [, known] = await people();
  render(NewTicketHost);
  for (const [typed, is] of [[known?.name ?? "", [known?.id, undefined]], ["Jane Newperson", [undefined, "Jane Newperson"]]] as const) {
    newTicket.begin({ subject: "Door does not open" });
    const field = await screen.findByTestId("new-ticket-requester");
    field.focus();
    await fireEvent.input(field, { target: { value: typed } });
    await fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
    expect(asked().at(-1)).toEqual(is);
  }
});
