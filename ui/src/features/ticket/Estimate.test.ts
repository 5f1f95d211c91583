/** @file The expected resolution in the composer: offered while it was not told as it stands, and kept as told with the reply. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { LookupsView, MessageAdd, TicketView } from "../../api/gen";
import { noFilter } from "../../tickets/filter";
import Composer from "./Composer.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let ticket: TicketView;
let lookups: LookupsView;
let sent: MessageAdd[];

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  sent = [];
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => {
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
