/** @file What a desk asks of fields that every ticket has: the sheet says so where they stand, and sends them as what they are. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { standardAsks } from "../../../gallery/fields";
import { connect } from "../../api/call";
import { isItem, menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
// The parts come apart from the start; a test does not wait for a slow machine to fetch them.
import "./FormFields.svelte";
import NewTicket from "./NewTicket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let made: { fields?: Record<string, unknown> }[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  made = [];
  const desk = makeDesk(4, "full");
  const standard = standardAsks(
    { field: "requester", required: "intake", types: [] },
    { field: "category", required: "intake", types: [] },
    { field: "error_messages", required: "intake", types: ["incident"] },
    { field: "service", required: "intake", types: ["request"] },
  );
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_new") made.push(input as { fields?: Record<string, unknown> });
    const answer = await desk.call<Output>(command, input);
    return command === "lookup_all" ? { ...answer, standard } : answer;
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  newTicket.begin();
  render(NewTicket, { beginning: {}, draft: null });
  await screen.findByTestId("new-ticket-fields");
});

afterEach(() => {
  menus.close();
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const write = (id: string, text: string) => fireEvent.input(screen.getByTestId(id), { target: { value: text } });
const send = () => fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });

test("each is asked for where it stands, and goes as the ticket's own", async () => {
  expect(screen.queryByTestId("custom-.service"), "that of another type").toBeNull();
  await write("new-ticket-subject", "Door does not open");
  await send();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("new-ticket-requester")));
  expect(screen.getByTestId("new-ticket-sheet").textContent).toContain("Say who asks");
  expect(made).toEqual([]);

  await fireEvent.input(screen.getByTestId("new-ticket-requester"), { target: { value: "Zoe Nobody" } });
  await fireEvent.keyDown(screen.getByTestId("new-ticket-requester"), { key: "Enter" });
  await write("custom-.error_messages", "E42");
  await send();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("custom-.category")));
  await fireEvent.click(screen.getByTestId("custom-.category"));
  menus.open?.menu.entries().filter(isItem)[0]?.act?.();
  menus.close();
  await send();
  await waitFor(() => expect(made).toHaveLength(1));
  expect(made[0]?.fields).toMatchObject({ category: "c1", error_messages: "E42" });
});
