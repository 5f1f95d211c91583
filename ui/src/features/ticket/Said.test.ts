/** @file The composer's third way: what the requester said is added in their words, sent to nobody, and brings the ticket back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { LookupsView, MessageAdd, TicketView } from "../../api/gen";
import { noFilter } from "../../tickets/filter";
import Composer from "./Composer.svelte";
import MessageCard from "./MessageCard.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let ticket: TicketView;
let lookups: LookupsView;
let sent: MessageAdd[];
let kinds: string[];

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  [sent, kinds] = [[], []];
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => {
        if (command === "message_add") sent.push(input as MessageAdd);
        if (command === "draft_put") kinds.push((input as { kind: string }).kind);
        return desk.call<Output>(command, input);
      },
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 1 });
  ticket = await call("ticket_get", { ticket: page.rows[0]?.id ?? "" });
  lookups = await call("lookup_all", {});
});
afterEach(cleanup);

function open(shown: Partial<TicketView>): void {
  render(Composer, { ticket: { ...ticket, ...shown }, lookups, onresolved: () => undefined, onleave: () => undefined });
}

async function say(text: string): Promise<void> {
  await fireEvent.click(screen.getByTestId("composer-said"));
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: text } });
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(sent.length).toBe(1));
}

test("what was said is added as the requester's, with braces as they were said, and no signature", async () => {
  open({ category: "open", status: "open" });
  await say("It is room 12 {{really}}");
  expect(sent[0]).toMatchObject({ kind: "reply", side: "requester", body: "It is room 12 {{really}}", status: null });
  expect(sent[0]?.sign).toBeUndefined();
  await waitFor(() => expect(kinds).toContain("said"));
});

test("on a ticket that waited the button says where it goes, and the core decides it", async () => {
  open({ category: "waiting", status: "waiting", next: lookups.statuses.map(({ key }) => key) });
  await fireEvent.click(screen.getByTestId("composer-said"));
  const back = lookups.statuses.find(({ category }) => category === "open")?.name ?? "";
  expect(screen.getByTestId("composer-send").textContent).toContain(back);
  await say("Room 12");
  expect(sent[0]?.status).toBeNull();
});

test("without a requester there is nobody who could have said it", async () => {
  open({ requester: null });
  await fireEvent.click(screen.getByTestId("composer-said"));
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "Room 12" } });
  expect(screen.getByTestId("composer-nobody").textContent).toContain("nobody could have said it");
  expect(screen.getByTestId<HTMLButtonElement>("composer-send").disabled).toBe(true);
});

test("the arrows walk over all three ways and back to the first", async () => {
  open({});
  const pressed = async () => {
    await fireEvent.keyDown(document.querySelector('[role="tab"][aria-selected="true"]') ?? document.body, { key: "ArrowRight" });
    return screen.getByTestId("composer").dataset["kind"];
  };
  expect([await pressed(), await pressed(), await pressed()]).toEqual(["note", "said", "reply"]);
});

test("the message is the requester's and says to whom it was told", () => {
  const message = { id: "m", kind: "reply", side: "requester", author: "p1", author_name: "Ines", entered_by: "Ada", body: "Room 12", at: 0, delivered_at: 0, attachments: [], mark: "synced" } as const;
  render(MessageCard, { message: { ...message, attachments: [] } });
  expect(screen.getByTestId("message-told").textContent).toContain("Ada");
});
