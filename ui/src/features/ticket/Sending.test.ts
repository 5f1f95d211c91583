/** @file What is written while something is read or sent is lost nowhere, and whoever goes on meanwhile is not called back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { ProblemError } from "../../../gallery/refusals";
import { call, connect } from "../../api/call";
import type { LookupsView, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { filling } from "../../tickets/change.svelte";
import Composer from "./Composer.svelte";
import Ticket from "./Ticket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let drafts: Map<string, string>;
let sent: unknown[];
/** What reading a draft, and sending, wait for. */
let reads: Promise<void>;
let sends: Promise<void>;
let refusal: ProblemError | null;
/** Somebody deleted the ticket. */
let deleted: boolean;
let hears: (notice: unknown) => void;
let ticket: TicketView;
let lookups: LookupsView;
let stop: () => void;
const onresolved = vi.fn<() => void>();
const onleave = vi.fn<() => void>();

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  drafts = new Map();
  [sent, reads, sends, refusal, deleted] = [[], Promise.resolve(), Promise.resolve(), null, false];
  const asks = async <Output>(command: string, input: unknown): Promise<Output> => {
    const { kind, body } = input as { kind?: string; body?: string };
    if (command === "draft_get") {
      const kept = drafts.get(kind ?? "") ?? null;
      await reads;
      return kept as Output;
    }
    if (command === "draft_put") {
      drafts.set(kind ?? "", body ?? "");
      return { undo: null } as Output;
    }
    if (command === "ticket_get") return { ...(await desk.call<TicketView>(command, input)), deleted } as Output;
    if (command !== "message_add") return desk.call<Output>(command, input);
    await sends;
    if (refusal !== null) throw refusal;
    sent.push(input);
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), (hears = hear), desk.listen(hear, missed)) }));
  ticket = { ...(await call("ticket_get", { ticket: "t1" })), status: "open", category: "open", next: ["open", "waiting", "resolved"], checklist: [] };
  lookups = await call("lookup_all", {});
  stop = shortcuts.listen();
});
afterEach(() => {
  stop();
  filling.asked = null;
  onresolved.mockReset();
  onleave.mockReset();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const open = () => render(Composer, { ticket, lookups, onresolved, onleave }).component as unknown as { attachFiles: (files: Iterable<File>) => void };
const area = () => {
  const found = screen.getByTestId("composer").querySelector("textarea");
  if (found === null) throw new Error("no text area");
  return found;
};
const type = (text: string) => fireEvent.input(area(), { target: { value: text } });
async function send(more: KeyboardEventInit = {}): Promise<void> {
  area().focus();
  area().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true, ...more }));
  await tick();
}
function held(): { promise: Promise<void>; come: () => void } {
  let come: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (come = resolve));
  return { promise, come };
}

test("whoever writes before the kept draft is there has both, the kept one first", async () => {
  drafts.set("reply", "Dear Ms Duarte, half of this was written yesterday");
  const late = held();
  reads = late.promise;
  open();
  await type("On my way");
  late.come();
  await waitFor(() => expect(area().value).toBe("Dear Ms Duarte, half of this was written yesterday\n\nOn my way"));
  await waitFor(() => expect(drafts.get("reply")).toContain("yesterday"));
});

test("a file that comes while a reply is being sent waits for the next one", async () => {
  const composer = open();
  await type("Here is the log");
  composer.attachFiles([new File(["log"], "router.log", { type: "text/plain" })]);
  await screen.findByText("router.log");
  const late = held();
  sends = late.promise;
  await send();
  composer.attachFiles([new File(["plan"], "cabling.txt", { type: "text/plain" })]);
  await screen.findByText("cabling.txt");
  late.come();
  await waitFor(() => expect(sent).toHaveLength(1));
  await waitFor(() => expect(screen.queryByText("router.log")).toBeNull());
  expect(area().value).toBe("");
  expect(screen.getByText("cabling.txt")).toBeTruthy();
});

test("whoever writes elsewhere by the time it is sent stays there", async () => {
  const field = document.createElement("input");
  document.body.append(field);
  open();
  await type("All is done");
  const late = held();
  sends = late.promise;
  await send({ shiftKey: true });
  field.focus();
  late.come();
  await waitFor(() => expect(sent).toHaveLength(1));
  await waitFor(() => expect(area().value).toBe(""));
  expect([onresolved, onleave].map((one) => one.mock.calls.length)).toEqual([0, 0]);
  await type("All is done, too");
  await send({ shiftKey: true });
  await waitFor(() => expect(onresolved).toHaveBeenCalledOnce());
});

test("whoever has left the ticket is not taken to the next one, nor asked over another ticket", async () => {
  open();
  await type("All is done");
  const late = held();
  sends = late.promise;
  await send({ shiftKey: true });
  cleanup();
  late.come();
  await waitFor(() => expect(sent).toHaveLength(1));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("Reply added"));
  expect(onresolved).not.toHaveBeenCalled();

  const again = held();
  sends = again.promise;
  refusal = new ProblemError("fields", "fill it in", { fields: ["asset"] });
  open();
  await type("Once more");
  await send({ shiftKey: true });
  cleanup();
  again.come();
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain(`Nothing was sent on ${ticket.number}`));
  expect(filling.asked).toBeNull();
  expect(drafts.get("reply")).toBe("Once more");
});

test("a reply that becomes a note stands below the note that was begun", async () => {
  drafts.set("note", "Ask Ravi about the port.");
  open();
  await waitFor(() => expect(screen.getByTestId("composer-note").textContent).toContain("draft"));
  await type("@Ravi this customer is a nuisance, internal only");
  await send();
  const button = await screen.findByRole("button", { name: "Make it a note" });
  await fireEvent.click(button);
  await waitFor(() => expect(screen.getByTestId("composer").dataset["kind"]).toBe("note"));
  expect(area().value).toBe("Ask Ravi about the port.\n\n@Ravi this customer is a nuisance, internal only");
});

test("whoever writes keeps the field when the ticket is deleted meanwhile, and the text when it is not taken", async () => {
  router.replace("ticket", ["t1"]);
  render(Ticket);
  await screen.findByTestId("composer");
  area().focus();
  await type("Half a sentence");
  deleted = true;
  hears({ notice: "changed", tags: ["Tickets"] });
  await screen.findByRole("button", { name: "Restore" });
  expect([document.activeElement, area().value]).toEqual([area(), "Half a sentence"]);
  refusal = new ProblemError("gone", "this ticket was deleted");
  await send();
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("deleted"));
  expect(area().value).toBe("Half a sentence");
  router.replace("");
});
