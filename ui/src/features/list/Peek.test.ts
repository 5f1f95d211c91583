/** @file A look at a ticket beside its list: Space opens and closes it, and it goes along with the focus. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { Commands } from "../../api/gen";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import List from "./List.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
/** What a conversation waits for, and of which ticket there is none. */
let gate: Promise<void>;
let broken: string | null;

beforeEach(async () => {
  [gate, broken] = [Promise.resolve(), null];
  router.replace("list");
  const desk = makeDesk(48, "full");
  const call = async <Output>(command: string, input: Commands["ticket_thread"]["input"]): Promise<Output> => {
    if (command !== "ticket_thread") return desk.call<Output>(command, input);
    await gate;
    if (input.ticket === broken) throw new Error("no core");
    const page = await desk.call<Commands["ticket_thread"]["output"]>(command, input);
    // Said in this ticket alone.
    const entries = page.entries.map((entry) => (entry.entry === "message" ? { ...entry, id: `${entry.id} ${input.ticket}`, body: `${entry.body} (${input.ticket})` } : entry));
    return { ...page, entries } as Output;
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(List);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("row"));
  await press("Home");
  await waitFor(() => expect(focused()).not.toBeNull());
});

afterEach(() => {
  stop();
  cleanup();
});

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const focused = () => document.activeElement?.getAttribute("data-ticket") ?? null;
const peek = () => screen.queryByTestId("peek");
const subjectOf = (row: Element | null) => row?.querySelector(".subject .text")?.textContent;
const messages = () => screen.queryAllByTestId("peek-message").map((message) => message.querySelector(".text")?.textContent ?? "");

/** To a ticket that no other test looked at: what is known of one is shown at once. */
async function walk(steps: number): Promise<void> {
  for (let step = 1; step <= steps; step++) {
    await press("j");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe(String(step)));
  }
}

async function open(): Promise<void> {
  await press(" ");
  await waitFor(() => expect(peek()?.querySelector("h2")?.textContent ?? "").not.toBe(""));
}

test("Space opens it on the ticket with the focus, which stays in the list, and closes it again", async () => {
  const before = focused();
  await open();
  expect(peek()?.dataset["ticket"]).toBe(before);
  expect(within(peek() ?? document.body).getByRole("heading").textContent).toBe(subjectOf(document.activeElement));
  await waitFor(() => expect(messages()).toHaveLength(2));
  expect(focused()).toBe(before);
  await press(" ");
  expect(peek()).toBeNull();
  expect(focused()).toBe(before);
});

test("J and K go on while it is open, and it goes along", async () => {
  await open();
  for (const [key, index] of [["j", "1"], ["j", "2"], ["k", "1"], ["k", "0"]] as const) {
    await press(key);
    await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe(index));
    await waitFor(() => expect(peek()?.querySelector("h2")?.textContent).toBe(subjectOf(document.activeElement)));
    expect(peek()?.dataset["ticket"]).toBe(focused());
  }
});

test("what was said in the ticket before is never shown as said in this one", async () => {
  await walk(6);
  await open();
  const first = focused() ?? "";
  await waitFor(() => expect(messages().every((text) => text.endsWith(`(${first})`)) && messages().length).toBe(2));
  let answer = (): void => undefined;
  gate = new Promise((done) => (answer = done));
  await press("j");
  await waitFor(() => expect(peek()?.querySelector("h2")?.textContent).toBe(subjectOf(document.activeElement)));
  const second = focused() ?? "";
  expect(second).not.toBe(first);
  expect(messages().filter((text) => text.endsWith(`(${first})`))).toEqual([]);
  answer();
  await waitFor(() => expect(messages().every((text) => text.endsWith(`(${second})`)) && messages().length).toBe(2));
});

test("a conversation that cannot be read is said where it would stand", async () => {
  await walk(9);
  broken = focused();
  await open();
  await waitFor(() => expect(peek()?.textContent).toContain("Tern's core does not answer"));
});

test("Escape lets go of what is picked first, then of the peek; its button closes it, too, and gives the focus back", async () => {
  await open();
  await press("x");
  await screen.findByTestId("bulk-bar");
  await press("Escape");
  expect([screen.queryByTestId("bulk-bar"), peek() === null]).toEqual([null, false]);
  await press("Escape");
  expect(peek()).toBeNull();
  const before = focused();
  await open();
  const close = within(peek() ?? document.body).getByRole("button", { name: "Close" });
  close.focus();
  await fireEvent.click(close);
  expect(peek()).toBeNull();
  await waitFor(() => expect(focused()).toBe(before));
});

test("it opens the ticket as the list does", async () => {
  await open();
  const ticket = focused() ?? "";
  await fireEvent.click(within(peek() ?? document.body).getByRole("button", { name: "Open" }));
  expect(location.hash).toBe(`#/ticket/${ticket}`);
});
