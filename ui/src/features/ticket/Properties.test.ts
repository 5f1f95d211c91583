/** @file Every value at a ticket's side by keyboard: chosen or written where it stands, left by Escape, kept when it is refused. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { TicketSet } from "../../api/gen";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { layers } from "../../lib/layers.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { ProblemError } from "../../../gallery/refusals";
import { reasons } from "../../tickets/change.svelte";
import Ticket from "./Ticket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const id = "t1";
let sets: TicketSet[];
/** What the core refuses the next change with. */
let refusal: ProblemError | null;
let stop: () => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sets, refusal] = [[], null];
  const desk = makeDesk(24, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_set") {
      sets.push(input as TicketSet);
      if (refusal !== null) return Promise.reject(refusal);
    }
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  router.replace("ticket", [id]);
  render(MenuHost);
  render(Ticket);
  await screen.findByTestId("type");
});

afterEach(() => {
  stop();
  menus.close();
  reasons.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
  router.replace("");
});

const focus = () => document.activeElement ?? document.body;
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(focus(), { key, ...more });
const type = (text: string) => fireEvent.input(focus(), { target: { value: text } });
const read = () => call("ticket_get", { ticket: id });
const isField = () => expect(focus().matches("input, textarea")).toBe(true);

/** Opens what has the focus as a person does: a button answers Enter with a click. */
async function enter(element: HTMLElement): Promise<void> {
  element.focus();
  await fireEvent.click(element);
}

async function openSelect(testid: string): Promise<HTMLElement> {
  const button = screen.getByTestId(testid);
  button.focus();
  await press("ArrowDown");
  await waitFor(() => expect(["option", "combobox"]).toContain(focus().getAttribute("role")));
  return button;
}

test.each([
  ["type", "3", { type: "question" }],
  ["impact", "1", { impact: "high" }],
  ["urgency", "3", { urgency: "low" }],
  ["channel", "3", { channel: "phone" }],
] as const)("%s is chosen by keyboard where it stands, saved, and told to those who listen", async (testid, digit, fields) => {
  const button = await openSelect(testid);
  await press("Escape");
  expect([menus.open, focus(), sets]).toEqual([null, button, []]);
  await openSelect(testid);
  await press(digit);
  await waitFor(() => expect(screen.getByTestId(testid).dataset["value"]).toBe(Object.values(fields)[0]));
  expect(sets.map((one) => one.fields)).toEqual([fields]);
  expect(focus()).toBe(screen.getByTestId(testid));
  expect(toasts.list).toEqual([]);
  expect(announcer.text).toMatch(/saved/iu);
});

test("a category is found by its words, and taken off again", async () => {
  await openSelect("category");
  await type("vpn");
  await press("Enter");
  await waitFor(() => expect(screen.getByTestId("category").dataset["value"]).toBe("c2"));
  expect(focus()).toBe(screen.getByTestId("category"));
  await openSelect("category");
  await type("no category");
  await press("Enter");
  await waitFor(() => expect(sets.map((one) => one.fields)).toEqual([{ category: "c2" }, { category: null }]));
});

test("another team takes the owner away who is not in it, says so, and undo brings both back", async () => {
  const before = await read();
  expect([before.team, before.assignee]).toEqual(["team1", "s1"]);
  const button = await openSelect("team");
  await press("2");
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain(`${before.assignee_name ?? ""} is not in that team`));
  await waitFor(() => expect(button.dataset["value"]).toBe("team2"));
  expect([(await read()).assignee, focus()]).toEqual([null, button]);
  toasts.undoLatest();
  await waitFor(async () => expect(await read()).toMatchObject({ team: "team1", assignee: "s1" }));
});

test.each(["service", "component", "subcomponent"])("%s is written where it stands, and the focus stays on it", async (testid) => {
  await enter(screen.getByTestId(testid));
  isField();
  await type("  Mail  ");
  await press("Enter");
  await waitFor(() => expect(screen.getByTestId(testid).textContent).toContain("Mail"));
  expect(sets.map((one) => one.fields)).toEqual([{ [testid]: "Mail" }]);
  expect(focus()).toBe(screen.getByTestId(testid));
  await enter(screen.getByTestId(testid));
  await type("");
  await press("Enter");
  await waitFor(() => expect(sets.at(-1)?.fields).toEqual({ [testid]: null }));
  await waitFor(() => expect(screen.getByTestId(testid).textContent).not.toContain("Mail"));
  expect(focus()).toBe(screen.getByTestId(testid));
});

test("Escape leaves a value as it was, and what is the same is not sent", async () => {
  await enter(screen.getByTestId("service"));
  await type("Something else");
  await press("Escape");
  await tick();
  expect([focus(), sets]).toEqual([screen.getByTestId("service"), []]);
  expect(screen.getByTestId("service").textContent).not.toContain("Something else");
  await enter(screen.getByTestId("service"));
  await press("Enter");
  await tick();
  expect([focus(), sets]).toEqual([screen.getByTestId("service"), []]);
});

test("leaving saves, and the focus stays where one went", async () => {
  await enter(screen.getByTestId("service"));
  await type("Mail");
  screen.getByTestId("channel").focus();
  await waitFor(() => expect(screen.getByTestId("service").textContent).toContain("Mail"));
  expect(focus()).toBe(screen.getByTestId("channel"));
});

test("a refusal is told, and the text stays to be sent again", async () => {
  refusal = new ProblemError("disk_full", "no room");
  await enter(screen.getByTestId("component"));
  await type("Gateway 7");
  const field = focus();
  await press("Enter");
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect([focus(), field.getAttribute("aria-invalid")]).toEqual([field, "true"]);
  expect(field).toHaveProperty("value", "Gateway 7");
  refusal = null;
  await press("Enter");
  await waitFor(() => expect(screen.getByTestId("component").textContent).toContain("Gateway 7"));
  expect(focus()).toBe(screen.getByTestId("component"));
});

test("a choice that is refused is told and changes nothing", async () => {
  refusal = new ProblemError("forbidden", "no");
  const button = await openSelect("channel");
  await press("3");
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect([button.dataset["value"], focus()]).toEqual(["email", button]);
});

test("an urgency that makes too many urgent asks why, and is set with the answer", async () => {
  refusal = new ProblemError("urgent", "say why", { urgent: 9, open: 40, percent: 10 });
  await openSelect("urgency");
  await press("1");
  await waitFor(() => expect(reasons.asked?.crowd).toEqual({ urgent: 9, open: 40, percent: 10 }));
  expect(toasts.list).toEqual([]);
  refusal = null;
  expect(await reasons.asked?.give("The board meets")).toBeNull();
  await waitFor(() => expect(screen.getByTestId("urgency").dataset["value"]).toBe("high"));
  expect(sets.at(-1)?.fields).toEqual({ urgency: "high", priority_reason: "The board meets" });
});

test("when it is expected is chosen, typed, or taken off", async () => {
  const button = () => screen.getByRole("button", { name: /^Estimated:/u });
  const open = async () => {
    await enter(button());
    await waitFor(() => expect(focus().getAttribute("role")).toBe("combobox"));
  };
  await open();
  await press("Escape");
  expect([focus(), sets]).toEqual([button(), []]);
  await open();
  await press("Enter");
  await waitFor(() => expect(button().textContent).not.toContain("None"));
  expect(sets.at(-1)?.fields["estimated"]).toBeTypeOf("number");
  expect(focus()).toBe(button());
  await open();
  await type("2031-03-06 14:30");
  await press("Enter");
  await waitFor(async () => expect((await read()).estimated).toBe(new Date(2031, 2, 6, 14, 30).getTime()));
  await open();
  await type("no estimate");
  await press("Enter");
  await waitFor(() => expect(button().textContent).toContain("None"));
  expect([(await read()).estimated, focus()]).toEqual([null, button()]);
});

const solution = () => {
  const section = screen.getByRole("heading", { name: "Solution" }).closest("section");
  if (section === null) throw new Error("no section");
  return within(section);
};
const adds = () => solution().getByRole("button", { name: /^Add to/u });

/** Asks for one of the texts that are not there yet. */
async function add(label: string): Promise<void> {
  await enter(adds());
  const row = await screen.findByRole("menuitem", { name: label });
  await fireEvent.click(row);
  await waitFor(isField);
}

test.each([
  ["resolution", "Resolution"],
  ["root_cause", "Root cause"],
  ["workaround", "Workaround"],
])("%s is asked for, left, written and edited by keyboard", async (testid, label) => {
  await add(label);
  await press("Escape");
  await waitFor(() => expect(focus()).toBe(adds()));
  expect(screen.queryByTestId(testid)).toBeNull();

  await add(label);
  await type("The *lease* time");
  await press("Enter");
  isField();
  await press("Enter", { ctrlKey: true });
  await waitFor(() => expect(solution().getByText("lease").tagName).toBe("EM"));
  await tick();
  expect(focus()).toBe(screen.getByTestId(testid));
  expect(sets.map((one) => one.fields)).toEqual([{ [testid]: "The *lease* time" }]);

  await enter(screen.getByTestId(testid));
  await type("Two hours now");
  await press("Enter", { ctrlKey: true });
  await waitFor(() => expect(solution().getByText("Two hours now")).toBeTruthy());
  expect(focus()).toBe(screen.getByTestId(testid));
});

test("a long text that is refused stays where it was written", async () => {
  refusal = new ProblemError("disk_full", "no room");
  await add("Resolution");
  await type("A new cable");
  await press("Enter", { ctrlKey: true });
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  isField();
  expect(focus()).toHaveProperty("value", "A new cable");
});

test("a subject that is refused stays where it was written", async () => {
  await enter(screen.getByTestId("subject").querySelector("button") ?? document.body);
  const before = (await read()).subject;
  await type("VPN drops on floor 3 alone");
  refusal = new ProblemError("disk_full", "no room");
  const field = focus();
  await press("Enter");
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect([screen.getByTestId("subject-input"), field.getAttribute("aria-invalid")]).toEqual([field, "true"]);
  expect(field).toHaveProperty("value", "VPN drops on floor 3 alone");
  expect((await read()).subject).toBe(before);
  refusal = null;
  await press("Enter");
  await waitFor(() => expect(screen.getByTestId("subject").textContent).toContain("floor 3"));
});

test("keys of what comes while a dialog is open work once that is closed, and not inside it", async () => {
  cleanup();
  const close = layers.push({ modal: true, close: () => undefined });
  render(Ticket);
  await screen.findByTestId("type");
  document.body.focus();
  await fireEvent.keyDown(document.body, { key: "v" });
  expect(screen.queryByTestId("time-form"), "it lies behind the dialog").toBeNull();
  close();
  await fireEvent.keyDown(document.body, { key: "v" });
  await screen.findByTestId("time-form");
});
