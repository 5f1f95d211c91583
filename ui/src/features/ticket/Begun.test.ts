/** @file What was begun on a ticket and not sent or saved is found there again, whatever became of the ticket meanwhile. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { madeFields } from "../../../gallery/fields";
import { call, connect } from "../../api/call";
import type { RowPage, TicketView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { queue } from "../../lib/queue.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { escalating } from "../../tickets/escalating.svelte";
import { readRecents, recentsName } from "../../tickets/recents";
import { reopening } from "../../tickets/reopening.svelte";
import { resolving } from "../../tickets/resolving.svelte";
import Ticket from "./Ticket.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const id = "t1";
let stop: () => void;
/** How the ticket stands, beside what the desk says. */
let becomes: Partial<TicketView>;
/** The order of the open tickets. */
let order: readonly string[] | null;
/** How often that was read. */
let lists: number;
/** Whether a draft can be kept on another ticket. */
let full: boolean;
let hears: (notice: unknown) => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(24, "full");
  [becomes, order, full, lists] = [{}, null, false, 0];
  const asks = async <Output>(command: string, input: unknown): Promise<Output> => {
    const given = input as { ticket?: string; body?: string };
    if (command === "draft_put" && full && given.ticket !== id) throw new Error("The disk is full");
    const answer = await desk.call<Output>(command, input);
    if (command === "lookup_all") return { ...answer, fields: madeFields };
    if (command === "ticket_get" && given.ticket === id) return { ...answer, ...becomes };
    if (command === "ticket_list" && order !== null) {
      lists += 1;
      const { rows } = answer as RowPage;
      return { ...answer, rows: order.map((one) => ({ ...rows[0], id: one })) };
    }
    return answer;
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), (hears = hear), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  queue.walk([]);
  router.replace("ticket", [id]);
});

afterEach(() => {
  stop();
  escalating.asked = resolving.asked = reopening.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  vi.restoreAllMocks();
  document.body.replaceChildren();
  router.replace("");
});

const draft = (kind: string, ticket = id) => call("draft_get", { ticket, kind });
const put = (kind: string, body: string, ticket = id) => call("draft_put", { ticket, kind, body });
const into = { ticket: "t2", number: "#1002", subject: "The same" };
const begun = (kind: string) => screen.queryAllByTestId("begun").find((one) => one.dataset["kind"] === kind) ?? null;
const press = (name: string, kind: string) => fireEvent.click(begun(kind)?.querySelector(`[data-testid="${name}"]`) ?? document.body);

test("a draft on a ticket that was merged is shown, copied, and carried to where it goes on", async () => {
  await put("reply", "Half a reply");
  await put("reply-unsigned", "off");
  await put("reply", "Begun there", "t2");
  becomes = { merged_into: into };
  render(Ticket);
  await waitFor(() => expect(screen.getByTestId("kept-draft").textContent).toContain("Half a reply"));
  expect(screen.queryByTestId("composer")).toBeNull();
  const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await fireEvent.click(screen.getByTestId("kept-copy"));
  expect(copied).toHaveBeenCalledWith("Half a reply");
  await fireEvent.click(screen.getByTestId("kept-carry"));
  await waitFor(() => expect(location.hash).toBe("#/ticket/t2"));
  expect(await draft("reply", "t2")).toBe("Begun there\n\nHalf a reply");
  expect(await draft("reply-unsigned", "t2")).toBe("off");
  await waitFor(async () => expect([await draft("reply"), await draft("reply-unsigned")]).toEqual([null, null]));
});

test("what cannot be kept where it goes on stays where it is", async () => {
  await put("note", "Half a note");
  [becomes, full] = [{ merged_into: into }, true];
  render(Ticket);
  await fireEvent.click(await screen.findByTestId("kept-carry"));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("It stays here."));
  expect(location.hash).toBe(`#/ticket/${id}`);
  expect(await draft("note")).toBe("Half a note");
});

test("a draft on a deleted ticket can be read and thrown away, and that taken back", async () => {
  await put("reply", "It beeps");
  await put("reply-tells", "1773327600000");
  becomes = { deleted: true };
  render(Ticket);
  await waitFor(() => expect(screen.getByTestId("kept-draft").dataset["kind"]).toBe("reply"));
  expect(screen.queryByTestId("kept-carry")).toBeNull();
  await fireEvent.click(screen.getByTestId("kept-discard"));
  await waitFor(() => expect(screen.queryByTestId("kept-draft")).toBeNull());
  await waitFor(async () => expect(await call("draft_tickets", {}), "nothing beside it counts as begun").toEqual([]));
  toasts.list.at(-1)?.action?.act();
  await waitFor(() => expect(screen.getByTestId("kept-draft").textContent).toContain("It beeps"));
  await waitFor(async () => expect(await draft("reply")).toBe("It beeps"));
});

async function rewrite(text: string): Promise<HTMLElement> {
  await fireEvent.click((await screen.findByTestId("description")).querySelector('[aria-label="Edit the description"]') ?? document.body);
  const area = await waitFor(() => {
    const found = screen.getByTestId("description").querySelector("textarea");
    if (found === null) throw new Error("no text area");
    return found;
  });
  await fireEvent.input(area, { target: { value: text } });
  return area;
}

test("a description that one began to change is kept while it is typed, through Escape and a restart, and gone once it is saved", async () => {
  render(Ticket);
  const area = await rewrite("In other words");
  await waitFor(async () => expect(await draft("description")).toBe("In other words"));
  await waitFor(() => expect(screen.getByTestId("description").textContent).toMatch(/Draft saved \d/));
  await fireEvent.keyDown(area, { key: "Escape" });
  await waitFor(() => expect(begun("description")?.textContent).toContain("In other words"));
  cleanup();

  render(Ticket);
  await waitFor(() => expect(begun("description")?.textContent).toContain("In other words"));
  await press("begun-on", "description");
  await waitFor(() => expect(screen.getByTestId("description").querySelector("textarea")?.value).toBe("In other words"));
  await fireEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(async () => expect((await call("ticket_get", { ticket: id })).description).toBe("In other words"));
  await waitFor(async () => expect(await draft("description")).toBeNull());
  expect(begun("description")).toBeNull();
});

test("leaving for another place keeps what was typed in the description", async () => {
  render(Ticket);
  await rewrite("Cut sho");
  cleanup();
  await waitFor(async () => expect(await draft("description")).toBe("Cut sho"));
});

test("a description that is again as it was is no draft", async () => {
  render(Ticket);
  const was = (await call("ticket_get", { ticket: id })).description;
  const area = await rewrite(`${was} and more`);
  await waitFor(async () => expect(await draft("description")).not.toBeNull());
  await fireEvent.input(area, { target: { value: was } });
  await waitFor(async () => expect(await draft("description")).toBeNull());
});

test("a resolution that was being written when Tern ended is offered where it belongs, and can be thrown away", async () => {
  becomes = { resolution: null };
  await put("resolution", "Replaced the cable");
  render(Ticket);
  await waitFor(() => expect(begun("resolution")?.textContent).toContain("Replaced the cable"));
  await press("begun-on", "resolution");
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Resolution" }).value).toBe("Replaced the cable"));
  await fireEvent.input(screen.getByRole("textbox", { name: "Resolution" }), { target: { value: "Replaced both cables" } });
  await waitFor(async () => expect(await draft("resolution")).toBe("Replaced both cables"));
  await fireEvent.keyDown(screen.getByRole("textbox", { name: "Resolution" }), { key: "Escape" });
  await waitFor(() => expect(begun("resolution")?.textContent).toContain("Replaced both cables"));
  await press("begun-discard", "resolution");
  await waitFor(async () => expect([begun("resolution"), await draft("resolution")]).toEqual([null, null]));
});

test("what a team has to know waits on the ticket when one left before it was handed up", async () => {
  await put("escalate", "Port 7 drops");
  becomes = { team: "team1" };
  render(Ticket);
  await waitFor(() => expect(begun("escalate")?.textContent).toContain("Port 7 drops"));
  await press("begun-on", "escalate");
  await waitFor(() => expect(escalating.asked?.targets.map((one) => one.id)).toEqual([id]));
});

test("what helped waits on the ticket when one left before it was resolved, and can only be read where it is done by now", async () => {
  await put("resolve", "A new cable");
  becomes = { status: "open", category: "open" };
  render(Ticket);
  await waitFor(() => expect(begun("resolve")?.textContent).toContain("A new cable"));
  await press("begun-on", "resolve");
  await waitFor(() => expect(resolving.asked?.targets.map((one) => one.id)).toEqual([id]));
  await waitFor(() => expect(begun("resolve"), "not while it is being written").toBeNull());
  cleanup();
  [resolving.asked, becomes] = [null, { status: "resolved", category: "resolved" }];
  hears({ notice: "changed", tags: ["Tickets"] });
  render(Ticket);
  await waitFor(() => expect(begun("resolve")?.querySelector('[data-testid="begun-copy"]')).not.toBeNull());
  await press("begun-discard", "resolve");
  await waitFor(async () => expect([begun("resolve"), await draft("resolve")]).toEqual([null, null]));
});

test("why a ticket is opened again waits on it as well", async () => {
  await put("reopen", "It broke again");
  becomes = { status: "resolved", category: "resolved" };
  render(Ticket);
  await waitFor(() => expect(begun("reopen")?.textContent).toContain("It broke again"));
  await press("begun-on", "reopen");
  await waitFor(() => expect(reopening.asked?.targets.map((one) => one.id)).toEqual([id]));
});

test("a longer text that the desk asks for is a draft while it is typed, is found again, and is none once it is saved", async () => {
  becomes = { type: "task" };
  render(Ticket);
  const open = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Fallback" });
  await fireEvent.click(await screen.findByTestId("custom-steps"));
  await fireEvent.input(await waitFor(open), { target: { value: "Back to the old switch" } });
  await waitFor(async () => expect(await draft("custom.steps")).toBe("Back to the old switch"));
  cleanup();

  render(Ticket);
  await waitFor(() => expect(begun("custom.steps")?.textContent).toContain("Back to the old switch"));
  await press("begun-on", "custom.steps");
  await waitFor(() => expect(open().value).toBe("Back to the old switch"));
  await fireEvent.keyDown(open(), { key: "Enter", ctrlKey: true });
  await waitFor(async () => expect((await call("ticket_get", { ticket: id })).custom["steps"]).toBe("Back to the old switch"));
  await waitFor(async () => expect([begun("custom.steps"), await draft("custom.steps")]).toEqual([null, null]));
});

test("what was begun in a field that the ticket is not asked for any more can still be read and thrown away", async () => {
  await put("custom.steps", "Back to the old switch");
  becomes = { type: "incident" };
  render(Ticket);
  await waitFor(() => expect(begun("custom.steps")?.textContent).toContain("Back to the old switch"));
  expect(begun("custom.steps")?.querySelector('[data-testid="begun-on"]')).toBeNull();
  await press("begun-discard", "custom.steps");
  await waitFor(async () => expect([begun("custom.steps"), await draft("custom.steps")]).toEqual([null, null]));
});

test("] goes on from a ticket that was opened from a link also when a reply moved it to the end of the list", async () => {
  order = ["t0", id, "t4"];
  render(Ticket);
  await waitFor(() => expect(screen.getByTestId("description")).toBeTruthy());
  await waitFor(() => expect(lists).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  order = ["t0", "t4", id];
  hears({ notice: "changed", tags: ["Tickets"] });
  await waitFor(() => expect(lists).toBe(2));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("log"));
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: "]" });
  await waitFor(() => expect(location.hash).toBe("#/ticket/t4"));
});

test("a ticket that was opened is among those opened last", async () => {
  render(Ticket);
  await waitFor(async () => expect(readRecents(await call("preference_get", { name: recentsName }))[0]).toBe(id));
});
