/** @file What a desk asks of a new ticket: by its type, with the focus on the first that is missing. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { madeFields } from "../../../gallery/fields";
import { connect } from "../../api/call";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
// The parts come apart from the start; a test does not wait for a slow machine to fetch them.
import "./FormFields.svelte";
import NewTicket from "./NewTicket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let made: unknown[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  made = [];
  const desk = makeDesk(4, "full");
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_new") made.push(input);
    const answer = await desk.call<Output>(command, input);
    return command === "lookup_all" ? { ...answer, fields: madeFields } : answer;
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  newTicket.begin();
  render(NewTicket, { beginning: {}, draft: null });
  await screen.findByTestId("new-ticket-fields");
});

afterEach(() => {
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

/** What stands with a control: its label, a hint, what is wrong. */
const wordsOf = (id: string) => screen.getByTestId(id).parentElement?.closest(".field")?.textContent ?? "";
const write = (id: string, text: string) => fireEvent.input(screen.getByTestId(id), { target: { value: text } });
const send = () => fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });

test("the fields of the chosen type stand there, what is asked for is marked", () => {
  expect(screen.queryByTestId("custom-cause")).not.toBeNull();
  expect(screen.queryByTestId("custom-seats")).toBeNull();
  expect(wordsOf("custom-site")).toContain("*");
  expect(wordsOf("custom-cause")).not.toContain("*");
});

test("without what is asked for at intake nothing is sent, and the focus is on it", async () => {
  await write("new-ticket-subject", "Door does not open");
  await write("custom-asset_tag", "FW-0317");
  await send();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("custom-site")));
  expect(wordsOf("custom-site")).toContain("Choose one");
  expect(made).toEqual([]);
  expect(screen.getByTestId("custom-asset_tag")).toHaveProperty("value", "FW-0317");
});
