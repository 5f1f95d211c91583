/** @file What helps one write in the sheet for a ticket: canned replies filled with whoever asks, tickets named, and what stays open. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { CannedFill, TicketNew } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
import "./NewTicket.svelte";
import NewTicketHost from "./NewTicketHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let stop: () => void;
let fills: CannedFill[];
let made: TicketNew[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [fills, made] = [[], []];
  const desk = makeDesk(24, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "canned_fill") fills.push(input as CannedFill);
    if (command === "ticket_new") made.push(input as TicketNew);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(NewTicketHost);
  newTicket.begin();
  await screen.findByTestId("new-ticket-sheet");
});

afterEach(async () => {
  stop();
  newTicket.close();
  // What is on its way arrives first; then nothing is kept that the next sheet would begin with.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await call("draft_put", { ticket: null, kind: "new", body: "" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  cleanup();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  document.body.replaceChildren();
});

const body = () => screen.getByTestId<HTMLTextAreaElement>("new-ticket-body");
const press = (key: string, more: object = {}) => fireEvent.keyDown(body(), { key, ...more });
const offered = () => screen.queryAllByTestId("canned-item").map((one) => one.querySelector(".name")?.textContent);

/** Types at the end of the description, letter by letter. */
async function type(text: string): Promise<void> {
  body().focus();
  for (const letter of text) {
    body().value += letter;
    body().setSelectionRange(body().value.length, body().value.length);
    await fireEvent.input(body());
  }
}

/** Chooses the first person that is found, and says their name. */
async function choosePerson(): Promise<string> {
  const field = screen.getByTestId<HTMLInputElement>("new-ticket-requester");
  await fireEvent.input(field, { target: { value: "a" } });
  // Before the people come there is only the offer to write somebody down.
  const first = () => screen.getAllByRole("option")[0]?.querySelector(".label")?.textContent ?? "";
  await waitFor(() => expect(first()).not.toContain("“"));
  const name = first();
  await fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(field.value).toBe(name));
  return name;
}

test("a slash offers replies, no macro, and the chosen one is filled with whoever asks", async () => {
  const name = await choosePerson();
  await type("/");
  await waitFor(() => expect(offered()).toEqual(["Thank you, closing", "Ask for the log", "Outage known", "Reset of the second factor"]));
  await type("second");
  await waitFor(() => expect(offered()).toEqual(["Reset of the second factor"]));
  const first = name.split(" ")[0] ?? "";
  await waitFor(() => expect(screen.getByTestId("canned-preview").textContent).toContain(`Hello ${first},`));
  await press("Enter");
  await waitFor(() => expect(body().value).toBe(`Hello ${first},\n\nfor a new token please call us from a number that we know.`));
  expect(fills.every(({ ticket, requester }) => ticket === undefined && requester !== undefined)).toBe(true);
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new" })).toContain("for a new token"));
});

test("what is open is named, walked with Tab, and filled as soon as it is known who asks", async () => {
  await fireEvent.click(screen.getByTestId("new-ticket-canned"));
  await waitFor(() => expect(offered().length).toBe(4));
  await press("Enter");
  await waitFor(() => expect(body().value).toContain("Hello {{requester.first_name}},"));
  expect(screen.getAllByTestId("gap").map((one) => one.dataset["name"])).toEqual(["requester.first_name", "ticket.number"]);
  const selected = () => body().value.slice(body().selectionStart, body().selectionEnd);
  await waitFor(() => expect(selected()).toBe("{{requester.first_name}}"));
  await press("Tab");
  expect(selected()).toBe("{{ticket.number}}");
  const name = await choosePerson();
  await waitFor(() => expect(body().value).toContain(`Hello ${name.split(" ")[0] ?? ""},`));
  expect(screen.getAllByTestId("gap").map((one) => one.dataset["name"]), "a ticket has no number before it is made").toEqual(["ticket.number"]);
});

test("a subject that is written last is in the description when the ticket is made", async () => {
  await type("About {{ticket.subject}}.");
  const subject = screen.getByTestId("new-ticket-subject");
  await fireEvent.input(subject, { target: { value: "Door does not open" } });
  await fireEvent.keyDown(subject, { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(made.map(({ description }) => description)).toEqual(["About Door does not open."]));
});

test("# offers tickets and writes the number; @ names nobody in what others may read", async () => {
  await type("@mi");
  expect(screen.queryByTestId("name-pick")).toBeNull();
  await type(" as in #VPN");
  await waitFor(() => expect(screen.getAllByTestId("name-item").length).toBeGreaterThan(0));
  const number = screen.getAllByTestId("name-item")[0]?.querySelector(".label")?.textContent ?? "";
  await press("Enter");
  await waitFor(() => expect(body().value).toBe(`@mi as in ${number} `));
});

test("Escape closes the list first, and the sheet with the second press", async () => {
  await type("/");
  await waitFor(() => expect(offered().length).toBe(4));
  await press("Escape");
  await waitFor(() => expect(screen.queryByTestId("canned")).toBeNull());
  expect(body().value).toBe("/");
  await press("Escape");
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
});

test("Ctrl+Enter creates also while replies are offered", async () => {
  await fireEvent.input(screen.getByTestId("new-ticket-subject"), { target: { value: "Door does not open" } });
  await type("/t");
  await waitFor(() => expect(offered().length).toBeGreaterThan(0));
  await press("Enter", { ctrlKey: true });
  await waitFor(() => expect(made.map(({ description }) => description)).toEqual(["/t"]));
});
