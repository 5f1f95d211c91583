/** @file The sheet for a ticket on a desk in memory: focus, refusals that keep the text, and the draft. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { ProblemError } from "../../../gallery/refusals";
import { call, connect } from "../../api/call";
import type { TicketNew } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { reasons } from "../../tickets/change.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
// The sheet comes apart from the start; a test does not wait for a slow machine to fetch it.
import "./NewTicket.svelte";
import NewTicketHost from "./NewTicketHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let stop: () => void;
/** Drafts are kept as slowly as a test wants it: those that began, and what lets them go on. */
let puts: string[];
let pace: Promise<void> | null;
/** Why a ticket cannot be made. */
let refuses: "disk_full" | null;
/** How many are urgent already, where that is asked about. */
let crowd: { urgent: number; open: number; percent: number } | null;
/** What was to be made. */
let made: TicketNew[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(48, "full");
  // A new connection: what was read from the one before no longer holds.
  [puts, pace, refuses, crowd, made] = [[], null, null, null, []];
  const paced = (async (command: string, input: unknown) => {
    if (command === "ticket_new" && refuses !== null) throw problem(refuses);
    if (command === "ticket_new") {
      const asked = input as TicketNew;
      made.push(asked);
      // As the core asks it: how many are urgent before the matrix, and neither of whoever says why.
      if (asked.fields["priority"] === "urgent" && asked.fields["priority_reason"] === undefined) throw new ProblemError(crowd === null ? "priority_reason" : "urgent", "why", crowd);
    }
    if (command === "draft_put" && (input as { kind: string }).kind === "new") {
      puts.push((input as { body: string }).body);
      await pace;
    }
    return desk.call(command, input);
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call: paced, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(MenuHost);
  render(NewTicketHost);
  await fireEvent.keyDown(document.body, { key: "c" });
  await screen.findByTestId("new-ticket-sheet");
});

afterEach(async () => {
  stop();
  reasons.asked = null;
  menus.close();
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  // What is on its way arrives at the desk that it is for.
  await new Promise((resolve) => setTimeout(resolve, 0));
  document.body.replaceChildren();
});

const write = (id: string, text: string) => fireEvent.input(screen.getByTestId(id), { target: { value: text } });
const send = () => fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });

test("C opens the sheet with the focus on the requester", async () => {
  await tick();
  expect(document.activeElement).toBe(screen.getByTestId("new-ticket-requester"));
});

test("a ticket without a subject is not sent, and the subject says why", async () => {
  await write("new-ticket-body", "It is broken.");
  await send();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("new-ticket-subject")));
  expect(screen.getByTestId("new-ticket-subject").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByTestId("new-ticket-body")).toHaveProperty("value", "It is broken.");
});

test("Ctrl+Enter creates, says the number and closes", async () => {
  await write("new-ticket-subject", "Door does not open");
  await send();
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  expect(toasts.list.at(-1)?.text).toBe("Created L-7");
  const page = await call("ticket_search", { text: "door open", from: 0, count: 5 });
  expect(page.hits.map(({ row }) => row.subject)).toEqual(["Door does not open"]);
});

test("what was written is there again after Escape", async () => {
  await write("new-ticket-subject", "Half a thought");
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  expect(toasts.list.at(-1)?.action?.label).toBe("Discard");
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new" })).toContain("Half a thought"));
  newTicket.begin();
  expect(await screen.findByTestId("new-ticket-subject")).toHaveProperty("value", "Half a thought");
  expect(toasts.list.filter(({ action }) => action?.label === "Discard")).toEqual([]);
});

test("three words of a subject find tickets like it", async () => {
  await write("new-ticket-subject", "VPN drops every");
  const found = await screen.findByTestId("new-ticket-duplicates");
  const number = found.querySelector("a .number")?.textContent ?? "";
  expect(number).not.toBe("");
  await waitFor(() => expect(announcer.text, "whoever listens hears of them").toContain(number));
});

test("files that were chosen are there again after Escape, and gone once they are sent", async () => {
  await write("new-ticket-subject", "With a picture");
  const chosen = new File(["scratched"], "door.txt", { type: "text/plain" });
  await fireEvent.change(screen.getByTestId("new-ticket-files"), { target: { files: [chosen] } });
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new-files" })).toContain("door.txt"));
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  newTicket.begin();
  expect(await screen.findByText("door.txt")).toBeTruthy();
  await send();
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new-files" })).toBeNull());
});

test("a requester who was typed and left is who asked", async () => {
  const field = screen.getByTestId("new-ticket-requester");
  await fireEvent.input(field, { target: { value: "Jane Newperson" } });
  await fireEvent.blur(field);
  expect(await screen.findByTestId("new-ticket-requester-name")).toHaveProperty("value", "Jane Newperson");
});

test("Ctrl+; chooses a template, what was written stays until one asks, and one press takes it back", async () => {
  await screen.findByTestId("new-ticket-template");
  await write("new-ticket-subject", "Ada starts");
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: ";", ctrlKey: true });
  await fireEvent.click(await screen.findByText("New colleague"));
  expect((await screen.findByTestId("template-used")).textContent).toContain("Still open: Due date");
  expect(screen.getByTestId("template-stayed").textContent).toContain("Subject");
  expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", "Ada starts");
  expect(screen.getByTestId("new-ticket-checklist")).toHaveProperty("value", "Account\nLaptop\nBadge");
  await fireEvent.click(screen.getByTestId("template-over"));
  await waitFor(() => expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", "New colleague: "));
  await fireEvent.click(screen.getByTestId("template-undo"));
  expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", "Ada starts");
  expect(screen.queryByTestId("new-ticket-checklist")).toBeNull();
});

test("a template is filled with whoever is chosen later, and taking it back leaves them there", async () => {
  const body = () => (screen.getByTestId<HTMLTextAreaElement>("new-ticket-body")).value;
  await fireEvent.click(await screen.findByTestId("new-ticket-template"));
  await fireEvent.click(await screen.findByText("New colleague"));
  await waitFor(() => expect(body()).toContain("Asked for by {{requester.name}}."));
  const field = screen.getByTestId<HTMLInputElement>("new-ticket-requester");
  await fireEvent.input(field, { target: { value: "a" } });
  const first = (await screen.findAllByRole("option"))[0];
  const name = first?.querySelector(".label")?.textContent ?? "";
  await fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(body()).toBe(`Starts on {{due}}. Asked for by ${name}.`));
  expect(screen.getByTestId("template-gaps").textContent).toBe("Still open: Due date.");
  await fireEvent.click(screen.getByTestId("template-undo"));
  expect(body()).toBe("");
  expect(screen.getByTestId("new-ticket-requester")).toHaveProperty("value", name);
});

const mail = (name: string, text: string) => new File([text], name);
const drop = (file: File) => fireEvent.drop(screen.getByTestId("new-ticket-subject"), { dataTransfer: { files: [file] } });
const written = "From: Noor Haddad <noor@example.com>\nSubject: Badge reader is dead\n\nIt blinks red.";

test("a mail fills a form that is empty, and is attached instead if one wants that", async () => {
  await drop(mail("badge.eml", written));
  await waitFor(() => expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", "Badge reader is dead"));
  expect(screen.getByTestId("new-ticket-body")).toHaveProperty("value", "It blinks red.");
  expect(screen.getByTestId("new-ticket-requester-name")).toHaveProperty("value", "Noor Haddad");
  expect(screen.getByText("reader.log")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("new-ticket-subject")));
  const toast = toasts.list.at(-1);
  expect(toast?.text).toBe("Filled in from badge.eml");
  toast?.action?.act();
  await waitFor(() => expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", ""));
  expect(screen.getByText("badge.eml")).toBeTruthy();
  expect(screen.queryByText("reader.log")).toBeNull();
});

test("once the sheet is closed, nothing offers to attach the mail to it", async () => {
  await drop(mail("badge.eml", written));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("Filled in from badge.eml"));
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Escape" });
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  expect(toasts.list.map(({ text }) => text)).toEqual(["Draft kept"]);
});

test("a mail leaves alone what somebody has written, and what is none is a file", async () => {
  await write("new-ticket-subject", "Badge reader");
  await drop(mail("badge.eml", written));
  expect(await screen.findByText("badge.eml")).toBeTruthy();
  expect(screen.getByTestId("new-ticket-subject")).toHaveProperty("value", "Badge reader");
  await write("new-ticket-subject", "");
  await drop(mail("broken.eml", "nothing of a mail"));
  expect(await screen.findByText("broken.eml")).toBeTruthy();
  expect(toasts.list.at(-1)?.text).toBe("broken.eml could not be read as a mail. It is attached as a file.");
});

const stored = () => call("draft_get", { ticket: null, kind: "new" });

test("a draft that is still on its way does not come back after the ticket is there", async () => {
  let goOn: () => void = () => undefined;
  pace = new Promise((resolve) => (goOn = resolve));
  await write("new-ticket-subject", "Door does not open");
  await waitFor(() => expect(puts).toHaveLength(1));
  // The later a writing began, the sooner it is done: none may overtake another.
  const first = pace;
  pace = null;
  await send();
  setTimeout(goOn, 300);
  await waitFor(() => expect(screen.queryByTestId("new-ticket-sheet")).toBeNull());
  await first;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(puts.at(-1)).toBe("");
  expect(await stored()).toBeNull();
});

test("a ticket that could not be made is a draft as it was written, and so is what is written after that", async () => {
  refuses = "disk_full";
  await write("new-ticket-subject", "Half");
  await send();
  await screen.findByText(/The disk is full/);
  await waitFor(async () => expect(await stored()).toContain('"Half"'));
  await write("new-ticket-subject", "Half a thought");
  await waitFor(async () => expect(await stored()).toContain("Half a thought"));
  refuses = null;
  await send();
  await waitFor(async () => expect(await stored()).toBeNull());
});

test("the key of the templates is the one that somebody chose for it", async () => {
  const button = await screen.findByTestId("new-ticket-template");
  expect(button.textContent).toContain("Ctrl;");
  expect(shortcuts.rebind("new.template", ["Mod+J"])).toEqual([]);
  await waitFor(() => expect(button.textContent).toContain("CtrlJ"));
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: ";", ctrlKey: true });
  expect(screen.queryByText("New colleague")).toBeNull();
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "j", ctrlKey: true });
  expect(await screen.findByText("New colleague")).toBeTruthy();
  shortcuts.resetAll();
});

test("Create and open leads to the ticket that was made, by its button as by its key", async () => {
  await write("new-ticket-subject", "Door does not open");
  await fireEvent.click(screen.getByTestId("new-ticket-create-open"));
  await waitFor(() => expect(location.hash).toMatch(/^#\/ticket\/n\d+$/u));
  expect(screen.queryByTestId("new-ticket-sheet")).toBeNull();
  router.replace("");
  newTicket.begin();
  await screen.findByTestId("new-ticket-subject");
  await write("new-ticket-subject", "Window does not close");
  await fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true, shiftKey: true });
  await waitFor(() => expect(location.hash).toMatch(/^#\/ticket\/n\d+$/u));
  router.replace("");
});

/** Opens a control of the side and takes what is called so. */
async function pick(id: string, words: string): Promise<void> {
  await fireEvent.click(screen.getByTestId(id));
  const row = await waitFor(() => {
    const found = screen.getAllByRole("option").find((one) => one.textContent.includes(words));
    if (found === undefined) throw new Error(`nothing is called ${words}`);
    return found;
  });
  await fireEvent.click(row);
}

test("assignee, due date, tags and category are chosen at the side and go with the ticket", async () => {
  const lookups = await call("lookup_all", {});
  const [person] = lookups.staff;
  const [tag] = lookups.tags;
  const category = lookups.categories.find(({ retired }) => !retired);
  if (person === undefined || tag === undefined || category === undefined) throw new Error("an empty desk");
  await write("new-ticket-subject", "Door does not open");
  await pick("new-ticket-assignee", person.name);
  await waitFor(() => expect(screen.getByTestId("new-ticket-assignee").textContent).toContain(person.name));
  await pick("new-ticket-category", category.path.join(" › "));
  await pick("new-ticket-due", "Tomorrow");
  await waitFor(() => expect(screen.getByTestId("new-ticket-due").textContent).toMatch(/\d/u));
  await pick("new-ticket-tags", tag);
  await waitFor(() => expect(screen.getByTestId("new-ticket-tags").textContent).toContain(tag));
  menus.close();
  await send();
  await waitFor(() => expect(made).toHaveLength(1));
  expect(made[0]?.fields).toMatchObject({ assignee: person.id, category: category.id, tags: [tag] });
  expect(made[0]?.fields["due"]).toBeGreaterThan(Date.now());
});

test("why a ticket is urgent is asked with how many others are, and its reason stands in the sheet then", async () => {
  crowd = { urgent: 6, open: 40, percent: 10 };
  await write("new-ticket-subject", "Everything is down");
  await pick("new-ticket-priority", "Urgent");
  expect(screen.queryByTestId("new-ticket-reason"), "the core asks that, and says how many there are").toBeNull();
  await send();
  await waitFor(() => expect(reasons.asked?.crowd).toEqual(crowd));
  void reasons.asked?.give("Nobody can work");
  await waitFor(() => expect(made.map(({ fields }) => fields["priority_reason"])).toEqual([undefined, "Nobody can work"]));
});

test("why a ticket is urgent is asked also where few others are, and any other priority in the sheet", async () => {
  await write("new-ticket-subject", "Everything is down");
  await pick("new-ticket-priority", "Low");
  await screen.findByTestId("new-ticket-reason");
  await send();
  expect(made).toEqual([]);
  await pick("new-ticket-priority", "Urgent");
  await waitFor(() => expect(screen.queryByTestId("new-ticket-reason")).toBeNull());
  await send();
  await waitFor(() => expect(reasons.asked?.crowd).toBeNull());
  void reasons.asked?.give("The board meets");
  await waitFor(() => expect(made.at(-1)?.fields["priority_reason"]).toBe("The board meets"));
});

test("the buttons under the description mark what is selected in it", async () => {
  const body = screen.getByTestId<HTMLTextAreaElement>("new-ticket-body");
  await write("new-ticket-body", "It never opens");
  body.setSelectionRange(3, 8);
  await fireEvent.click(screen.getByRole("button", { name: "Bold" }));
  await waitFor(() => expect(body.value).toBe("It **never** opens"));
  await waitFor(() => expect([document.activeElement, body.selectionStart, body.selectionEnd]).toEqual([body, 5, 10]));
});
