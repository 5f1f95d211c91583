/** @file Forwarding: the letter opens in the program for mail, and the ticket notes to whom it went. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { MessageAdd, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { noFilter } from "../../tickets/filter";
import ForwardDialog from "./ForwardDialog.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let ticket: TicketView;
let sent: MessageAdd[];
const opened = vi.fn<typeof window.open>();
const onclose = vi.fn<() => void>();

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  sent = [];
  vi.spyOn(window, "open").mockImplementation(opened);
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
