/** @file The keys of an opened ticket: a reply quotes the message that has the focus, never what is internal; and what else they act on. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { linking } from "../../tickets/linking.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
import { resolving } from "../../tickets/resolving.svelte";
import Ticket from "./Ticket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const id = "t1";
const asked = "> Thank you. Could you send us the log of the client after the next drop?\n\n";
let stop: () => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(24, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  router.replace("ticket", [id]);
  render(MenuHost);
  render(Ticket);
  await waitFor(() => expect(screen.getAllByTestId("message")).toHaveLength(2));
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("log"));
});

afterEach(() => {
  stop();
  menus.close();
  [linking.asked, resolving.asked] = [null, null];
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
  router.replace("");
});

const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const message = (place: number) => screen.getAllByTestId("message")[place];
function text(): string {
  const area = screen.getByTestId("composer").querySelector("textarea");
  if (area === null) throw new Error("no text area");
  expect(document.activeElement).toBe(area);
  return area.value;
}

test("R on a message quotes it, once, behind what is written", async () => {
  message(0)?.focus();
  await press("r");
  await waitFor(() => expect(text()).toBe(asked));
  await fireEvent.input(document.activeElement ?? document.body, { target: { value: `${asked}Here it is` } });
  await press("Escape");
  message(0)?.focus();
  await press("r");
  await waitFor(() => expect(text()).toBe(`${asked}Here it is`));
});

test("R on the request quotes that", async () => {
  screen.getByTestId("description").focus();
  await press("r");
  await waitFor(() => expect(text()).toMatch(/^> Since the router was replaced[^\n]*\n>\n> Restarting/u));
});

test("R without a message in focus begins an empty reply", async () => {
  await press("r");
  await tick();
  await waitFor(() => expect(text()).toBe(""));
});

test("R on a note quotes nothing to the customer, and its button quotes it in a note", async () => {
  message(1)?.focus();
  await press("r");
  await waitFor(() => expect(text()).toBe(""));
  expect(screen.getByTestId("composer").dataset["kind"]).toBe("reply");
  await fireEvent.click(message(1)?.querySelector('[aria-label="Quote in a note"]') ?? document.body);
  await waitFor(() => expect(screen.getByTestId("composer").dataset["kind"]).toBe("note"));
  await waitFor(() => expect(text()).toContain("> The lease time"));
});

test("W watches the ticket also while its details are closed", async () => {
  await fireEvent.click(screen.getByRole("button", { name: /details/iu }));
  await waitFor(() => expect(screen.queryByTestId("watchers")).toBeNull());
  await press("w");
  await waitFor(async () => expect((await call("ticket_get", { ticket: id })).watchers.map((one) => one.id)).toEqual(["s0"]));
  expect(screen.queryByTestId("watchers")).toBeNull();
});

test("the keys for a link, a part and a resolution ask about this ticket", async () => {
  await press("&", { shiftKey: true });
  expect(linking.asked?.id).toBe(id);
  await press("O", { shiftKey: true });
  expect(resolving.asked?.targets.map((one) => one.id)).toEqual([id]);
  await press("N", { shiftKey: true });
  await waitFor(() => expect(newTicket.open?.parent?.id).toBe(id));
});

test("whoever comes for a note begins with it, and does not when they come back", async () => {
  cleanup();
  router.replace("ticket", [id], { write: "note" });
  render(Ticket);
  await waitFor(() => expect(document.activeElement?.tagName).toBe("TEXTAREA"));
  expect(screen.getByTestId("composer").dataset["kind"]).toBe("note");
  expect(location.hash).toBe(`#/ticket/${id}`);
});
