/** @file The expected resolution in the composer: offered while it was not told as it stands, and kept as told with the reply. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { LookupsView, MessageAdd, TicketView } from "../../api/gen";
import { gapName } from "../../tickets/canned";
import { inserting } from "../../tickets/inserting.svelte";
import { noFilter } from "../../tickets/filter";
import Composer from "./Composer.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let ticket: TicketView;
let lookups: LookupsView;
let sent: MessageAdd[];
/** Whether the desk knows the date, as the core does and the one in memory does not. */
let fills: boolean;

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  [sent, fills] = [[], false];
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => {
        if (command === "canned_fill" && fills) return Promise.resolve({ text: "Done by Thursday", gaps: [] } as Output);
        if (command === "message_add") sent.push(input as MessageAdd);
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

const open = (shown: Partial<TicketView>) => render(Composer, { ticket: { ...ticket, category: "open", status: "open", ...shown }, lookups, onresolved: () => undefined, onleave: () => undefined });
const at = Date.UTC(2026, 2, 12, 15);

test("nothing is offered without a date, to nobody, once it is told, or when all is done", () => {
  for (const shown of [{ estimated: null }, { estimated: at, requester: null }, { estimated: at, estimated_told: at }, { estimated: at, category: "resolved" as const }]) {
    open(shown);
    expect(screen.queryByTestId("composer-estimate"), JSON.stringify(shown)).toBeNull();
    cleanup();
  }
});

test("one press puts it into the reply, and sending keeps that it was told", async () => {
  open({ estimated: at, estimated_told: at - 86_400_000 });
  expect(screen.getByTestId("composer-estimate").textContent).toContain("another time");
  await fireEvent.click(screen.getByTestId("composer-estimate-tell"));
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toContain("We expect this to be resolved by");
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(sent[0]?.tells_estimated).toBe(true));
});

test("a reply that does not tell it after all says so, and a note never does", async () => {
  open({ estimated: at });
  await fireEvent.click(screen.getByTestId("composer-estimate-tell"));
  await fireEvent.click(screen.getByTestId("composer-estimate-not"));
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(sent[0]?.tells_estimated).toBe(false));
  await fireEvent.click(screen.getByTestId("composer-note"));
  expect(screen.queryByTestId("composer-estimate")).toBeNull();
});

test("what a reply tells is kept with its draft, until the date moves or the reply is gone", async () => {
  const told = () => call("draft_get", { ticket: ticket.id, kind: "reply-tells" });
  open({ estimated: at });
  await fireEvent.click(screen.getByTestId("composer-estimate-tell"));
  await waitFor(async () => expect(await told()).toBe(String(at)));
  cleanup();

  open({ estimated: at });
  await waitFor(() => expect(screen.getByTestId("composer-estimate").dataset["tells"]).toBe("true"));
  cleanup();
  open({ estimated: at + 86_400_000 });
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toContain("We expect"));
  expect(screen.getByTestId("composer-estimate").dataset["tells"], "it tells another date").toBe("false");
  cleanup();

  open({ estimated: at });
  await waitFor(() => expect(screen.getByTestId("composer-estimate").dataset["tells"]).toBe("true"));
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(sent.map((one) => one.tells_estimated)).toEqual([true]));
  await waitFor(async () => expect(await told()).toBeNull());
});

test("a reply of which nothing is left leaves nothing beside it that would count as begun", async () => {
  open({ estimated: at });
  await fireEvent.click(screen.getByTestId("composer-estimate-tell"));
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "" } });
  await fireEvent.blur(screen.getByRole("textbox"));
  await waitFor(async () => expect(await call("draft_tickets", {})).toEqual([]));
});

test("a canned reply that says the expected resolution tells it, and is called by its name", async () => {
  fills = true;
  open({ estimated: at });
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  await fireEvent.input(field, { target: { value: "" } });
  inserting.here?.({ id: "c1", name: "Soon", body: "Done by {{estimated}}", folder: null, share: { with: "nobody" }, owner: null, may_edit: true });
  await waitFor(() => expect(field.value).toBe("Done by Thursday"));
  await waitFor(() => expect(screen.getByTestId("composer-estimate").dataset["tells"]).toBe("true"));
  expect(gapName("estimated")).toBe("Expected resolution");
});

test("a draft that is saved says when", async () => {
  open({});
  await fireEvent.input(screen.getByRole("textbox"), { target: { value: "On my way" } });
  await waitFor(() => expect(screen.getByTestId("composer").textContent).toMatch(/Draft saved \d{1,2}:\d{2}/));
});
