/** @file Forwarding: the letter opens in the program for mail, and the ticket notes to whom it went. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { AttachmentView, MessageAdd, ThreadPage, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { noFilter } from "../../tickets/filter";
import ForwardDialog from "./ForwardDialog.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let ticket: TicketView;
let sent: MessageAdd[];
/** What hangs at the last reply, and which of it was read to be saved. */
let files: AttachmentView[];
let read: string[];
/** Whether the core refuses the note. */
let refuses = false;
const opened = vi.fn<typeof window.open>();
const onclose = vi.fn<() => void>();

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  sent = [];
  files = [];
  read = [];
  refuses = false;
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:nothing");
  vi.spyOn(window, "open").mockImplementation(opened);
  await connect(
    Promise.resolve({
      call: async <Output>(command: string, input: unknown): Promise<Output> => {
        if (command === "message_add") {
          if (refuses) throw new Error("not yours");
          sent.push(input as MessageAdd);
        }
        if (command === "attachment_read") {
          read.push((input as { attachment: string }).attachment);
          return { name: "a", mime: "text/plain", base64: "QQ==" } as Output;
        }
        const answer = await desk.call<Output>(command, input);
        if (command !== "ticket_thread") return answer;
        const page = answer as ThreadPage;
        return { ...page, entries: page.entries.map((entry) => (entry.entry === "message" && entry.kind === "reply" ? { ...entry, attachments: files } : entry)) } as Output;
      },
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 1 });
  ticket = await call("ticket_get", { ticket: page.rows[0]?.id ?? "" });
});
afterEach(() => {
  cleanup();
  document.getElementById(layerHostId)?.remove();
  vi.restoreAllMocks();
  opened.mockReset();
  onclose.mockReset();
});

test("who it goes to is asked for, the letter opens, and a note says so", async () => {
  render(ForwardDialog, { ticket, onclose });
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("forward-send").disabled).toBe(false));
  const submit = () => fireEvent.submit(document.querySelector("form") ?? document.body);
  await submit();
  expect(screen.getByText("Say to whom")).toBeDefined();
  await fireEvent.input(screen.getByTestId("forward-to"), { target: { value: "lab@vendor.example; oops" } });
  await submit();
  expect(screen.getByText("oops is not an email address")).toBeDefined();
  expect(opened).not.toHaveBeenCalled();

  await fireEvent.input(screen.getByTestId("forward-to"), { target: { value: "lab@vendor.example" } });
  await fireEvent.input(screen.getByTestId("forward-own"), { target: { value: "Is it the battery?" } });
  expect(screen.getByTestId("forward-preview").textContent).toContain("Is it the battery?");
  await submit();
  await waitFor(() => expect(onclose).toHaveBeenCalled());
  expect(String(opened.mock.calls[0]?.[0])).toMatch(/^mailto:lab%40vendor\.example\?subject=/);
  expect(sent).toEqual([{ ticket: ticket.id, kind: "note", body: "Forwarded to lab@vendor.example.\n\nIs it the battery?", attachments: [], status: null }]);
});

const file = (id: string, more: Partial<AttachmentView> = {}): AttachmentView => ({ id, message: "m1", name: `${id}.txt`, mime: "text/plain", size_bytes: 12, state: "here", opens: true, ...more });
const ready = () => waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("forward-send").disabled).toBe(false));
const write = (text: string) => fireEvent.input(screen.getByTestId("forward-own"), { target: { value: text } });
const written = () => screen.getByTestId<HTMLTextAreaElement>("forward-own").value;
const kept = () => call("draft_get", { ticket: ticket.id, kind: "forward" });

test("a letter has no files: those of what goes along are listed, and saved one by one or all together", async () => {
  files = [file("log"), file("dump"), file("gone", { state: "broken" })];
  render(ForwardDialog, { ticket, onclose });
  await waitFor(() => expect(screen.getAllByTestId("forward-file").map(({ textContent }) => textContent.trim().split(/\s+/)[0])).toEqual(["log.txt", "dump.txt", "gone.txt"]));
  expect(screen.getByText(/No file goes into the letter by itself/)).toBeDefined();
  await fireEvent.click(screen.getByRole("button", { name: "Save dump.txt" }));
  await waitFor(() => expect(read).toEqual(["dump"]));
  expect(screen.queryByRole("button", { name: "Save gone.txt" })).toBeNull();
  await fireEvent.click(screen.getByTestId("forward-save"));
  await waitFor(() => expect(read).toEqual(["dump", "log", "dump"]));
});

test("without files there is no word of them", async () => {
  render(ForwardDialog, { ticket, onclose });
  await ready();
  expect(screen.queryByText(/No file goes/)).toBeNull();
});

test("what one wrote is there again after it was closed, and gone once it was forwarded", async () => {
  render(ForwardDialog, { ticket, onclose });
  await ready();
  await write("Is it the battery?");
  cleanup();
  await waitFor(async () => expect(await kept()).toBe("Is it the battery?"));

  render(ForwardDialog, { ticket, onclose });
  await waitFor(() => expect(written()).toBe("Is it the battery?"));
  await ready();
  await fireEvent.input(screen.getByTestId("forward-to"), { target: { value: "lab@vendor.example" } });
  refuses = true;
  await fireEvent.submit(document.querySelector("form") ?? document.body);
  await waitFor(() => expect(screen.getByTestId("forward-send").getAttribute("aria-busy")).not.toBe("true"));
  expect([onclose.mock.calls.length, await kept(), written()]).toEqual([0, "Is it the battery?", "Is it the battery?"]);

  refuses = false;
  await fireEvent.submit(document.querySelector("form") ?? document.body);
  await waitFor(() => expect(onclose).toHaveBeenCalled());
  expect((await kept()) ?? "").toBe("");
});

test("pressed twice it is forwarded once", async () => {
  render(ForwardDialog, { ticket, onclose });
  await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("forward-send").disabled).toBe(false));
  await fireEvent.input(screen.getByTestId("forward-to"), { target: { value: "lab@vendor.example" } });
  const form = document.querySelector("form") ?? document.body;
  void fireEvent.submit(form);
  void fireEvent.submit(form);
  await waitFor(() => expect(onclose).toHaveBeenCalled());
  expect([opened.mock.calls.length, sent.length]).toEqual([1, 1]);
});
