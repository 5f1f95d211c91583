/** @file Reading a ticket: where it opens, what is unfolded on request, and the keys for its subject and for reply or note. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { openAttachment } from "../../api/files";
import type { AttachmentView, HistoryLine, ThreadEntry, ThreadPage, TicketView } from "../../api/gen";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import AttachmentRow from "./AttachmentRow.svelte";
import Conversation from "./Conversation.svelte";
import EventsLine from "./EventsLine.svelte";
import Ticket from "./Ticket.svelte";

vi.mock("../../api/files", async (whole) => ({ ...(await whole<object>()), inWindow: true, openAttachment: vi.fn() }));

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let desk: ReturnType<typeof makeDesk>;
/** What the conversation has; null for that of the made-up desk. */
let all: readonly ThreadEntry[] | null;

beforeEach(async () => {
  desk = makeDesk(12, "full");
  all = null;
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command !== "ticket_thread" || all === null) return desk.call<Output>(command, input);
    const { count } = input as { count: number };
    return Promise.resolve({ entries: all.slice(-count), more: all.length > count } satisfies ThreadPage as Output);
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  router.replace("");
});

const converse = async (id: string) => render(Conversation, { ticket: { ...(await desk.call<TicketView>("ticket_get", { ticket: "t2" })), id }, onquote: vi.fn() });

test("what happened between two messages is one line, and its changes stand there on request", async () => {
  const at = Date.UTC(2026, 2, 4, 10);
  const worked = (nth: number, by: string): HistoryLine => ({ id: `e${nth}`, at: at + nth, by, what: { is: "worked", seconds: nth * 600 } });
  render(EventsLine, { lines: [worked(1, "Ann Lee"), worked(2, "Ann Lee"), worked(3, "Ben Ito"), worked(4, "Ben Ito")] });
  const button = screen.getByRole("button");
  expect(button.textContent.replace(/\s+/g, " ")).toContain("4 changes Ann Lee, Ben Ito");
  expect(screen.queryAllByRole("listitem")).toEqual([]);
  await fireEvent.click(button);
  expect([button.getAttribute("aria-expanded"), screen.getAllByRole("listitem").length]).toEqual(["true", 4]);
  await fireEvent.click(button);
  expect(screen.queryAllByRole("listitem")).toEqual([]);
});

test("earlier messages come on request", async () => {
  all = Array.from({ length: 100 }, (_, nth) => ({ entry: "message", id: `m${nth}`, kind: "reply", side: "agent", author: "a", author_name: "Ann Lee", body: `said ${nth}`, at: nth, delivered_at: nth, attachments: [], mark: "synced" }));
  await converse("long");
  await waitFor(() => expect(screen.getAllByTestId("message")).toHaveLength(60));
  await fireEvent.click(screen.getByRole("button", { name: "Show earlier messages" }));
  await waitFor(() => expect(screen.getAllByTestId("message")).toHaveLength(100));
  expect(screen.getAllByTestId("message")[0]?.textContent).toContain("said 0");
  expect(screen.queryByRole("button", { name: "Show earlier messages" })).toBeNull();
});

test("a ticket opens where the new begins", async () => {
  const seen = vi.spyOn(HTMLElement.prototype, "scrollIntoView");
  await desk.call("ticket_read", { tickets: ["t2"], unread: true });
  await converse("t2");
  const line = await screen.findByTestId("thread-new");
  await waitFor(() => expect(seen).toHaveBeenCalledWith({ block: "start" }));
  expect(seen.mock.contexts[0]).toBe(line);
});

const file = (edit: Partial<AttachmentView> = {}): AttachmentView => ({ id: "f1", message: null, name: "log.txt", mime: "text/plain", size_bytes: 10, state: "here", opens: true, ...edit });

test("a file opens in the system's program, unless it could run or is lost", async () => {
  render(AttachmentRow, { file: file() });
  await fireEvent.click(screen.getByRole("button", { name: "Open log.txt" }));
  expect(vi.mocked(openAttachment).mock.calls).toEqual([["f1"]]);
  for (const edit of [{ opens: false }, { state: "broken" }] as const) {
    cleanup();
    render(AttachmentRow, { file: file(edit) });
    expect(screen.queryByTestId("file-open")).toBeNull();
  }
});

test("F2 edits the subject, Mod+Shift+N turns a reply into a note and back, with what each has", async () => {
  const stop = shortcuts.listen();
  try {
    router.replace("ticket", ["t2"]);
    render(Ticket);
    const subject = (await screen.findByTestId("subject")).textContent.trim();
    await screen.findByTestId("composer");
    await fireEvent.keyDown(document.body, { key: "F2" });
    const field = await screen.findByTestId<HTMLInputElement>("subject-input");
    expect([field.value, document.activeElement]).toEqual([subject, field]);
    await fireEvent.keyDown(field, { key: "Escape" });
    await waitFor(() => expect(screen.queryByTestId("subject-input")).toBeNull());

    const area = () => screen.getByTestId("composer").querySelector("textarea") ?? document.body;
    await fireEvent.keyDown(document.body, { key: "r" });
    await waitFor(() => expect(document.activeElement).toBe(area()));
    await fireEvent.input(area(), { target: { value: "For the customer" } });
    const flip = async () => {
      await fireEvent.keyDown(area(), { key: "N", ctrlKey: true, shiftKey: true });
      await tick();
    };
    const chosen = () => document.querySelector('[role="tab"][aria-selected="true"]')?.textContent.trim();
    await flip();
    await waitFor(() => expect(chosen()).toMatch(/^Note/));
    expect((area() as HTMLTextAreaElement).value).toBe("");
    await flip();
    await waitFor(() => expect(chosen()).toMatch(/^Reply/));
    expect((area() as HTMLTextAreaElement).value).toBe("For the customer");
  } finally {
    stop();
  }
});
