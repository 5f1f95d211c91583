/** @file The composer on a desk in memory: to whom it goes, and what waits in it when one leaves and comes back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { call, connect, onCommand } from "../../api/call";
import { chosenOf, type Chosen } from "../../api/files";
import type { AttachmentView, LookupsView, SessionView, TicketView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { noFilter } from "../../tickets/filter";
import AttachmentRow from "./AttachmentRow.svelte";
import Composer from "./Composer.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

type Platform = ReturnType<typeof makeDesk>;

/** What the ticket around it asks of a composer. */
interface Asked {
  write: (as: "reply" | "note") => void;
  attachFiles: (files: Chosen[]) => void;
}

let drafts: Map<string, string>;
/** What a draft waits for before it is kept. */
let pace: Promise<void> | null;
/** Why a message cannot be sent. */
let refuses: "disk_full" | null;
let hears: (notice: unknown) => void;
let ticket: TicketView;
let lookups: LookupsView;

async function on(mood: "full" | "offline"): Promise<SessionView> {
  const desk = makeDesk(12, mood);
  drafts = new Map<string, string>();
  [pace, refuses] = [null, null];
  const withDrafts: Platform = {
    call: <Output>(command: string, input: unknown) => {
      const { kind, body } = input as { kind?: string; body?: string };
      if (command === "draft_get") return Promise.resolve((drafts.get(kind ?? "") ?? null) as Output);
      if (command === "message_add") {
        if (refuses !== null) return Promise.reject(problem(refuses));
        // The core lets go of the draft together with the message.
        drafts.delete(kind ?? "");
      }
      if (command !== "draft_put") return desk.call<Output>(command, input);
      return (pace ?? Promise.resolve()).then(() => {
        if (body === "") drafts.delete(kind ?? "");
        else drafts.set(kind ?? "", body ?? "");
        return { undo: null } as Output;
      });
    },
    // A new connection: what was read from the one before no longer holds.
    listen: (hear, missed) => (missed(), (hears = hear), desk.listen(hear, missed)),
  };
  await connect(Promise.resolve(withDrafts));
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: false, from: 0, count: 1 });
  ticket = await call("ticket_get", { ticket: page.rows[0]?.id ?? "" });
  lookups = await call("lookup_all", {});
  return call("session_get", {});
}


beforeEach(() => on("full"));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function open(shown: TicketView): Asked {
  const { component } = render(Composer, { ticket: shown, lookups, onresolved: () => undefined, onleave: () => undefined });
  // tsc knows nothing of what a component exports.
  return component as unknown as Asked;
}

test("a reply on a ticket without a requester says that nobody receives it, a note needs nobody", async () => {
  open({ ...ticket, requester: null });
  expect(screen.getByTestId("composer-nobody").textContent).toContain("nobody receives this");
  screen.getByTestId("composer-note").click();
  await waitFor(() => expect(screen.queryByTestId("composer-nobody")).toBeNull());
});

test("a reply that somebody receives says to whom and nothing else", () => {
  open(ticket);
  expect(screen.queryByTestId("composer-nobody")).toBeNull();
});

test("the files of a reply and of a note wait for whoever leaves the ticket and comes back", async () => {
  const first = open(ticket);
  first.attachFiles(chosenOf([new File(["log"], "router.log", { type: "text/plain" })]));
  await screen.findByText("router.log");
  first.write("note");
  await waitFor(() => expect(screen.getByTestId("composer").dataset["kind"]).toBe("note"));
  first.attachFiles(chosenOf([new File(["plan"], "cabling.txt", { type: "text/plain" })]));
  await screen.findByText("cabling.txt");
  await waitFor(async () => expect(await call("draft_get", { ticket: ticket.id, kind: "note-files" })).toContain("cabling.txt"));
  cleanup();

  const again = open(ticket);
  await screen.findByText("router.log");
  again.write("note");
  await screen.findByText("cabling.txt");
});

test("what is written in another window stands here too, and never over what is typed here", async () => {
  const focus = vi.spyOn(document, "hasFocus").mockReturnValue(false);
  open(ticket);
  const area = screen.getByTestId("composer").querySelector("textarea");
  if (area === null) throw new Error("no text area");
  const elsewhere = (text: string) => {
    drafts.set("reply", text);
    hears({ notice: "changed", tags: ["Drafts"] });
  };
  elsewhere("On my way");
  await waitFor(() => expect(area.value).toBe("On my way"));
  elsewhere("");
  await waitFor(() => expect(area.value, "sent there is sent").toBe(""));

  area.value = "Typed here";
  area.dispatchEvent(new Event("input", { bubbles: true }));
  elsewhere("Older");
  await waitFor(() => expect(drafts.get("reply")).toBe("Typed here"));
  expect(area.value).toBe("Typed here");
  focus.mockReturnValue(true);
  elsewhere("While one writes here");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(area.value).toBe("Typed here");
});

const file = { id: "f1", name: "plan.pdf", mime: "application/pdf", size_bytes: 10, state: "waiting" } as unknown as AttachmentView;

test("without a server a file does not wait to be sent, with one it says so", async () => {
  render(AttachmentRow, { file });
  await screen.findByText("plan.pdf");
  expect(screen.queryByTestId("file-state")).toBeNull();
  cleanup();
  expect((await on("offline")).mode).toBe("connected");
  render(AttachmentRow, { file });
  await waitFor(() => expect(screen.getByTestId("file-state").dataset["state"]).toBe("waiting"));
});

test("a reply that resolves says what is open on the checklist, and one that leaves the ticket open does not", async () => {
  const item = (id: string, done: boolean) => ({ id, text: id, done, done_by: null, done_at: null });
  const shown = { ...ticket, status: "open", category: "open" as const, next: ["open", "waiting", "resolved"], checklist: [item("i1", true), item("i2", false), item("i3", false)] };
  const stop = shortcuts.listen();
  open(shown);
  const send = async (text: string, more: KeyboardEventInit) => {
    const area = screen.getByTestId("composer").querySelector("textarea");
    if (area === null) throw new Error("no text area");
    area.focus();
    await fireEvent.input(area, { target: { value: text } });
    area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true, ...more }));
  };
  await send("The badge is ready", {});
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`Reply added to ${ticket.number}`));
  await send("All is done", { shiftKey: true });
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`Reply added, ${ticket.number}: Resolved · 2 of 3 checklist items are open`));
  screen.getByTestId("composer-note").click();
  await send("The old badge is shredded", { shiftKey: true });
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe(`Note added, ${ticket.number}: Resolved · 2 of 3 checklist items are open`));
  stop();
});

test("Mod+Alt+P sends and lets the ticket wait; where the workflow lets nothing wait it says so and keeps the text", async () => {
  const stop = shortcuts.listen();
  const heard: unknown[] = [];
  const stopHearing = onCommand((command, input) => {
    if (command === "message_add") heard.push(Reflect.get(input as object, "status"));
  });
  const area = () => {
    const found = screen.getByTestId("composer").querySelector("textarea");
    if (found === null) throw new Error("no text area");
    return found;
  };
  const send = async (shown: TicketView) => {
    cleanup();
    open(shown);
    area().focus();
    await fireEvent.input(area(), { target: { value: "Which printer is it?" } });
    area().dispatchEvent(new KeyboardEvent("keydown", { key: "p", code: "KeyP", ctrlKey: true, altKey: true, bubbles: true, cancelable: true }));
  };
  await send({ ...ticket, status: "open", category: "open", next: ["resolved"] });
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("No status of this workflow waits"));
  expect([heard, area().value]).toEqual([[], "Which printer is it?"]);
  await send({ ...ticket, status: "open", category: "open", next: ["waiting", "resolved"] });
  await waitFor(() => expect(heard).toEqual(["waiting"]));
  stop();
  stopHearing();
});

test("a draft that is still on its way does not come back after the reply is sent", async () => {
  open(ticket);
  let goOn: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (goOn = resolve));
  pace = slow;
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Try it again, please" } });
  await fireEvent.blur(screen.getByRole("textbox"));
  pace = null;
  await fireEvent.click(screen.getByTestId("composer-send"));
  setTimeout(goOn, 300);
  await waitFor(() => expect(screen.getByRole("textbox")).toHaveProperty("value", ""));
  await slow;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(drafts.get("reply")).toBeUndefined();
});

test("a reply that could not be sent is a draft as it was written, and so is what is written after that", async () => {
  open(ticket);
  refuses = "disk_full";
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Try it" } });
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("The disk is full"));
  await waitFor(() => expect(drafts.get("reply")).toBe("Try it"));
  expect(screen.getByRole("textbox")).toHaveProperty("value", "Try it");
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Try it again" } });
  await waitFor(() => expect(drafts.get("reply")).toBe("Try it again"));
});
