/** @file The checklist of a ticket on a desk in memory: worked through by keyboard, with the focus where one expects it and every change said. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { TicketView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Checklist from "./Checklist.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let stop: () => void;
const ends: (() => void)[] = [];

beforeEach(async () => {
  desk = makeDesk(48, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  stop = shortcuts.listen();
});
afterEach(() => {
  stop();
  for (const end of ends.splice(0)) end();
  cleanup();
});

const ticketOf = (ticket: string) => desk.call<TicketView>("ticket_get", { ticket });

/** Shows the list of a ticket, and again after every change as its screen does. */
async function open(id: string, edit: Partial<TicketView> = {}): Promise<void> {
  const shown = render(Checklist, { ticket: { ...(await ticketOf(id)), ...edit } });
  ends.push(desk.listen(() => void ticketOf(id).then((ticket) => shown.rerender({ ticket: { ...ticket, ...edit } })), () => undefined));
  await tick();
}

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-testid=checklist-item]")];
const texts = () => rows().map((row) => row.querySelector("[dir=auto]")?.textContent);
const input = (testid: string) => {
  const found = document.querySelector(`[data-testid=${testid}]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${testid}`);
  return found;
};
const box = (index: number) => {
  const found = rows()[index]?.querySelector("input[type=checkbox]");
  if (!(found instanceof HTMLInputElement)) throw new Error(`no item ${index}`);
  return found;
};
const progress = () => document.querySelector("[data-testid=checklist-progress]")?.textContent;

async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  await tick();
}
async function type(testid: string, text: string): Promise<void> {
  input(testid).value = text;
  input(testid).dispatchEvent(new InputEvent("input", { bubbles: true }));
  await tick();
}

test("a ticket without a list costs one line, and the key opens a field that keeps the focus", async () => {
  await open("t2");
  expect(document.querySelector("[data-testid=checklist-progress]")).toBeNull();
  expect(document.querySelector("[data-testid=checklist-add]")).toBeNull();
  await press("C", { shiftKey: true });
  await waitFor(() => expect(document.activeElement).toBe(input("checklist-add")));
  await type("checklist-add", "Order the lamp");
  await press("Enter");
  await waitFor(() => expect(texts()).toEqual(["Order the lamp"]));
  await type("checklist-add", "Change the lamp");
  await press("Enter");
  await waitFor(() => expect(texts()).toEqual(["Order the lamp", "Change the lamp"]));
  expect(document.activeElement).toBe(input("checklist-add"));
  expect(input("checklist-add").value).toBe("");
  expect(progress()).toBe("0 of 2");
  expect(announcer.text.trim()).toBe("“Change the lamp” added");
});

test("a pasted list becomes items, and what is refused stands in the field again", async () => {
  await open("t2");
  await press("C", { shiftKey: true });
  await waitFor(() => expect(document.activeElement).toBe(input("checklist-add")));
  const pasted = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(pasted, { clipboardData: { getData: () => "- [ ] One\n- [ ] Two\n" } });
  input("checklist-add").dispatchEvent(pasted);
  await waitFor(() => expect(texts()).toEqual(["One", "Two"]));
  expect(announcer.text.trim()).toBe("2 items added");
  await type("checklist-add", "x".repeat(501));
  await press("Enter");
  await waitFor(() => expect(input("checklist-add").value).toHaveLength(501));
  expect(toasts.list.at(-1)?.tone).toBe("danger");
});

test("what was begun and not entered is there again, until it is entered or given up", async () => {
  await open("t2");
  await press("C", { shiftKey: true });
  await waitFor(() => expect(document.activeElement).toBe(input("checklist-add")));
  await type("checklist-add", "Measure the door");
  cleanup();
  await open("t2");
  await waitFor(() => expect(input("checklist-add").value).toBe("Measure the door"));
  input("checklist-add").focus();
  await press("Enter");
  await waitFor(() => expect(texts()).toEqual(["Measure the door"]));
  cleanup();
  await open("t2");
  await tick();
  expect(input("checklist-add").value).toBe("");
});

test("items are walked, ticked, moved, worded and removed without the pointer", async () => {
  await open("t1");
  expect(progress()).toBe("2 of 6");
  box(0).focus();
  await press("ArrowDown");
  await press("ArrowDown");
  expect(document.activeElement).toBe(box(2));
  box(2).click();
  await waitFor(() => expect(progress()).toBe("3 of 6"));
  expect(announcer.text.trim()).toBe("“Order laptop, dock and headset” ticked, 3 of 6 done");
  expect(rows()[2]?.dataset["done"]).toBe("true");

  await press("ArrowUp", { altKey: true });
  await waitFor(() => expect(texts()[1]).toBe("Order laptop, dock and headset"));
  await waitFor(() => expect(document.activeElement).toBe(box(1)));
  expect(announcer.text.trim()).toBe("“Order laptop, dock and headset” is now 2 of 6");

  await press("Enter");
  await waitFor(() => expect(document.activeElement).toBe(input("checklist-text")));
  expect(input("checklist-text").value).toBe("Order laptop, dock and headset");
  await type("checklist-text", "Order laptop and dock");
  await press("Enter");
  await waitFor(() => expect(texts()[1]).toBe("Order laptop and dock"));
  expect(document.activeElement).toBe(box(1));
  await press("Enter");
  await type("checklist-text", "Something else");
  await press("Escape");
  await waitFor(() => expect(document.activeElement).toBe(box(1)));
  expect(texts()[1]).toBe("Order laptop and dock");

  await press("Delete");
  await waitFor(() => expect(texts()).toHaveLength(5));
  expect(document.activeElement).toBe(box(1));
  expect(toasts.list.at(-1)).toMatchObject({ text: "“Order laptop and dock” removed from the checklist" });
  expect(toasts.list.at(-1)?.undo).not.toBeNull();
  for (let index = 1; index < 5; index++) await press("ArrowDown");
  expect(document.activeElement).toBe(input("checklist-add"));
  await press("ArrowUp");
  expect(document.activeElement).toBe(box(4));
});

test("Tab stops once in the list, and nothing can be changed where one may not", async () => {
  await open("t1");
  expect(document.querySelectorAll("[data-testid=checklist-item] input[tabindex='0']")).toHaveLength(1);
  cleanup();
  await open("t1", { may_edit: false });
  expect(rows()).toHaveLength(6);
  expect(box(0).disabled).toBe(true);
  expect(document.querySelector("[data-testid=checklist-add]")).toBeNull();
  expect(document.querySelector("[data-testid=checklist-more]")).toBeNull();
  cleanup();
  await open("t2", { may_edit: false });
  expect(document.querySelector("[data-testid=checklist]")).toBeNull();
});

test("what was merged in stands under its own number and keeps its place there", async () => {
  const list = (await ticketOf("t1")).checklist;
  const from = { ticket: "t9", number: "#4303", subject: "Twice" };
  await open("t1", { checklist: [...list.slice(0, 1), ...list.slice(1, 3).map((item) => ({ ...item, from }))] });
  expect(document.querySelector("h3")?.textContent).toBe("From #4303");
  expect(progress()).toBe("2 of 3");
  announcer.text = "";
  box(1).focus();
  await press("ArrowUp", { altKey: true });
  expect(announcer.text).toBe("");
});

test("Escape in the list goes to the conversation, and leaves the ticket to the next one", async () => {
  await open("t1");
  const screen = document.createElement("div");
  screen.dataset["testid"] = "ticket";
  screen.innerHTML = '<div data-pane-start tabindex="0"></div>';
  document.body.append(screen);
  ends.push(() => screen.remove());
  let left = 0;
  const leave = () => {
    left++;
  };
  ends.push(shortcuts.answer({ "ticket.close": leave }));
  box(0).focus();
  await press("Escape");
  expect([document.activeElement, left]).toEqual([screen.firstElementChild, 0]);
  await press("Escape");
  expect(left).toBe(1);
});
