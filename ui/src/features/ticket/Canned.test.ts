/** @file Canned replies in the composer, on a desk in memory: asked for, inserted, filled, signed and sent. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect, onCommand } from "../../api/call";
import type { MacroRun, MessageAdd, TicketView } from "../../api/gen";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { macroing } from "../../tickets/macroing.svelte";
import { noFilter } from "../../tickets/filter";
import { inserting } from "../../tickets/inserting.svelte";
import Composer from "./Composer.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let ticket: TicketView;
let sent: MessageAdd[];
let left: number;
/** A command that is never answered. */
let stuck: string | null;

async function on(mood: string, broken: string | null = null): Promise<void> {
  const desk = makeDesk(12, mood);
  sent = [];
  stuck = null;
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => {
        if (command === stuck) return new Promise<Output>(() => undefined);
        if (command === broken) return Promise.reject(new Error("no core"));
        if (command === "message_add") sent.push(input as MessageAdd);
        return desk.call<Output>(command, input);
      },
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
  const page = await makeDesk(12, "full").call<{ rows: { id: string }[] }>("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 1 });
  ticket = await makeDesk(12, "full").call<TicketView>("ticket_get", { ticket: page.rows[0]?.id ?? "" });
  const lookups = await call("lookup_all", {});
  left = 0;
  render(Composer, { ticket, lookups, onresolved: () => undefined, onleave: () => left++ });
}

beforeEach(() => on("full"));
afterEach(cleanup);

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox");
const selected = () => field().value.slice(field().selectionStart, field().selectionEnd);

/** Presses the button once what was sent before is away. */
async function send(): Promise<void> {
  await waitFor(() => expect(screen.getByTestId("composer-send").getAttribute("aria-busy")).toBe("false"));
  await fireEvent.click(screen.getByTestId("composer-send"));
}

/** Types at the end of the text, letter by letter. */
async function type(text: string): Promise<void> {
  for (const letter of text) {
    field().value += letter;
    field().setSelectionRange(field().value.length, field().value.length);
    await fireEvent.input(field());
  }
}
const press = (key: string, more: object = {}) => fireEvent.keyDown(field(), { key, ...more });
const offered = (kind: "reply" | "macro") => screen.queryAllByTestId("canned-item").filter((one) => one.dataset[kind] !== undefined).map((one) => one.querySelector(".name")?.textContent);
const items = () => offered("reply");
const firstName = () => ticket.requester?.name.split(" ")[0] ?? "";

test("a semicolon asks, letters narrow, and Enter puts the filled text in its place", async () => {
  await type("Good morning. ;");
  await waitFor(() => expect(items().length).toBe(4));
  await type("than");
  await waitFor(() => expect(items()).toEqual(["Thank you, closing"]));
  expect(document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.dataset["reply"]).toBe("r1");
  expect(screen.getByRole("listbox").id).toBe(field().getAttribute("aria-controls"));
  await waitFor(() => expect(screen.getByTestId("canned-preview").textContent).toContain(`Hello ${firstName()},`));
  await press("Enter");
  await waitFor(() => expect(field().value).toBe(`Good morning. Hello ${firstName()},\n\nthank you for the good news. I close ${ticket.number}; an answer to this mail opens it again.`));
  expect(screen.queryByTestId("canned")).toBeNull();
  await waitFor(async () => expect(await call("draft_get", { ticket: ticket.id, kind: "reply" })).toContain("good news"));
});

test("the slash asks too; the arrows choose, folders and texts are searched", async () => {
  await type("/net");
  await waitFor(() => expect(items()).toEqual(["Ask for the log", "Outage known"]));
  await press("ArrowDown");
  await waitFor(() => expect(screen.getAllByTestId("canned-item")[1]?.getAttribute("aria-selected")).toBe("true"));
  await press("ArrowDown");
  await press("ArrowUp");
  await press("Tab");
  await waitFor(() => expect(field().value).toContain("outage"));
});

test("Escape leaves what was typed, and only then the composer", async () => {
  await type("Wait ;t");
  await waitFor(() => expect(items().length).toBeGreaterThan(0));
  await press("Escape");
  await waitFor(() => expect(screen.queryByTestId("canned")).toBeNull());
  expect([field().value, left]).toEqual(["Wait ;t", 0]);
  await type("h");
  expect(screen.queryByTestId("canned")).toBeNull();
  await press("Escape");
  expect(left).toBe(1);
});

test("what is no question stays text: a path, a smiley, a text that was pasted", async () => {
  await type("See /etc/hosts ;)");
  expect(screen.queryByTestId("canned")).toBeNull();
  field().value = "Look at ;thank";
  field().setSelectionRange(14, 14);
  await fireEvent.input(field());
  expect(screen.queryByTestId("canned")).toBeNull();
  const enter = new KeyboardEvent("keydown", { key: "Enter", cancelable: true, bubbles: true });
  field().dispatchEvent(enter);
  expect(enter.defaultPrevented).toBe(false);
});

test("the button asks at the caret, and Escape takes its mark away again", async () => {
  await type("Hello");
  await fireEvent.click(screen.getByTestId("composer-canned"));
  await waitFor(() => expect(items().length).toBe(4));
  expect(field().value).toBe("Hello ;");
  await press("Escape");
  await waitFor(() => expect(field().value).toBe("Hello"));
});

test("what the ticket cannot fill is selected, Tab walks on and then leaves the text", async () => {
  await type("Hi. ;out");
  await waitFor(() => expect(items()).toEqual(["Outage known"]));
  await press("Enter");
  await waitFor(() => expect(selected()).toBe("{{site}}"));
  expect(screen.getAllByTestId("gap").map((one) => one.textContent)).toEqual(["site", "since", "Due date"]);
  await press("Tab");
  expect(selected()).toBe("{{since}}");
  await press("Tab");
  expect(selected()).toBe("{{due}}");
  await press("Tab", { shiftKey: true });
  expect(selected()).toBe("{{since}}");
  await press("Tab");
  const out = new KeyboardEvent("keydown", { key: "Tab", cancelable: true, bubbles: true });
  field().dispatchEvent(out);
  expect(out.defaultPrevented).toBe(false);
  await fireEvent.click(screen.getAllByTestId("gap")[0] ?? document.body);
  expect(selected()).toBe("{{site}}");
});

test("a reply that cannot be filled leaves what was typed", async () => {
  cleanup();
  await on("full", "canned_fill");
  await type("Hi ;than");
  await waitFor(() => expect(items().length).toBe(1));
  await press("Enter");
  await new Promise((done) => setTimeout(done, 20));
  expect(field().value).toBe("Hi ;than");
});

test("without canned replies the mark is text, and the button says where one writes them", async () => {
  cleanup();
  await on("empty");
  // What the desk before had is forgotten once this one has answered.
  await fireEvent.click(screen.getByTestId("composer-canned"));
  await waitFor(() => expect([...items(), ...offered("macro")]).toEqual([]));
  await press("Escape");
  await waitFor(() => expect(field().value).toBe(""));
  await type(";");
  expect(screen.queryByTestId("canned")).toBeNull();
  await fireEvent.click(screen.getByTestId("composer-canned"));
  await waitFor(() => expect(screen.getByTestId("canned").textContent).toContain("No canned replies yet"));
  expect(screen.getByText("Write one").getAttribute("href")).toBe("#/settings/replies/new");
});

test("the palette inserts where one last wrote, and only while a composer stands", async () => {
  await type("Hello ");
  const { replies } = await call("canned_list", {});
  const [first] = replies;
  if (first === undefined) throw new Error("no replies");
  inserting.here?.(first);
  await waitFor(() => expect(field().value).toContain(`Hello Hello ${firstName()}`));
  expect(inserting.last).toBe(ticket.id);
  cleanup();
  expect(inserting.here).toBeNull();
});

test("the signature stands under a reply as it will read, can be left out once, and notes have none", async () => {
  expect(screen.queryByTestId("composer-signature")).toBeNull();
  await type("Done.");
  await waitFor(() => expect(screen.getByTestId("composer-signature").textContent).toContain("Kind regards, Mira\nNorthwind support"));
  await fireEvent.click(screen.getByTestId("composer-sign"));
  await waitFor(() => expect(screen.getByTestId("composer-signature").dataset["on"]).toBe("false"));
  await waitFor(async () => expect(await call("draft_get", { ticket: ticket.id, kind: "reply-unsigned" })).toBe("off"));
  await send();
  await waitFor(() => expect(sent.map(({ sign }) => sign)).toEqual([false]));
  // The next one is signed again.
  await waitFor(() => expect(field().value).toBe(""));
  await type("One more.");
  await send();
  await waitFor(() => expect(sent.map(({ sign }) => sign)).toEqual([false, true]));
  await fireEvent.click(screen.getByTestId("composer-note"));
  await type("Between us.");
  await waitFor(() => expect(screen.queryByTestId("composer-signature")).toBeNull());
  await send();
  await waitFor(() => expect(sent.length).toBe(3));
  expect([sent[2]?.kind, sent[2]?.sign]).toEqual(["note", undefined]);
});

test("a reply with gaps is not sent before its author has said so, and never lost", async () => {
  const text = "Hello, until {{due}} at {{site}}.";
  await type(text);
  await send();
  await waitFor(() => expect(screen.getAllByTestId("gaps-item").map((one) => one.dataset["name"])).toEqual(["due", "site"]));
  expect(screen.getByTestId("gaps").textContent).toContain("Due date");
  await fireEvent.click(screen.getByTestId("gaps-go"));
  await waitFor(() => expect(selected()).toBe("{{due}}"));
  expect([screen.queryByTestId("gaps"), field().value, document.activeElement]).toEqual([null, text, field()]);

  await send();
  await fireEvent.click(await screen.findByTestId("gaps-send"));
  await waitFor(() => expect(field().value).toBe(""));
  expect(sent.map((one) => one.placeholders_meant)).toEqual([false, false, true]);
  expect(sent[2]?.body).toBe(text);
});

test("what reads like a note goes to the customer only when its author says so", async () => {
  await type("@deniz please look at this");
  await send();
  await fireEvent.click(await screen.findByText("Send the reply"));
  await waitFor(() => expect(sent.map(({ kind, body }) => [kind, body])).toEqual([["reply", "@deniz please look at this"]]));
});

test("the text is left as soon as it is sent: what one presses next is a command", async () => {
  await type("Done.");
  stuck = "draft_put";
  await send();
  await waitFor(() => expect(left).toBe(1));
  expect([sent.length, field().value, field().readOnly]).toEqual([1, "", false]);
});

test("gaps of the signature alone are named so, and the reply can go without it", async () => {
  cleanup();
  await on("full");
  await call("signature_put", { text: "Yours, {{site}}" });
  await type("Done.");
  await waitFor(() => expect(screen.getByTestId("composer-signature").textContent).toContain("{{site}}"));
  await send();
  expect((await screen.findByTestId("gaps")).textContent).toContain("in the signature");
  await fireEvent.click(screen.getByTestId("gaps-unsigned"));
  await waitFor(() => expect(screen.getByTestId("composer-signature").dataset["on"]).toBe("false"));
  expect(field().value).toBe("Done.");
  await send();
  await waitFor(() => expect(field().value).toBe(""));
});

const named = () => screen.queryAllByTestId("name-item").map((one) => one.textContent.trim().replaceAll(/\s+/g, " "));

test("@ offers the desk's people, the keys choose, and Enter writes the name", async () => {
  await type("@");
  expect(named(), "the requester would read it").toEqual([]);
  await fireEvent.click(screen.getByTestId("composer-note"));
  await waitFor(() => expect(field().getAttribute("aria-label")).toBe("Internal note"));
  await type("ask @");
  await waitFor(() => expect(named().length).toBeGreaterThan(2));
  await type("a");
  await waitFor(() => expect(named()[0]).toContain("Deniz Aydin"));
  expect(field().getAttribute("aria-activedescendant")).not.toBeNull();
  await fireEvent.keyDown(field(), { key: "Enter" });
  await waitFor(() => expect(field().value).toBe("ask @Deniz Aydin "));
  expect(named()).toEqual([]);
});

test("# offers tickets by number and words, and Escape leaves what was typed", async () => {
  await type("see #");
  await type("print");
  await waitFor(() => expect(named()[0]).toContain("Cannot print"));
  const [first] = named();
  await fireEvent.keyDown(field(), { key: "ArrowDown" });
  await fireEvent.keyDown(field(), { key: "ArrowUp" });
  await fireEvent.keyDown(field(), { key: "Tab" });
  await waitFor(() => expect(field().value).toMatch(/^see #\d+ $/));
  expect(first).toContain(field().value.slice("see ".length).trim());
  await type("#lap");
  await waitFor(() => expect(named().length).toBeGreaterThan(0));
  await fireEvent.keyDown(field(), { key: "Escape" });
  expect([field().value, named(), left]).toEqual([expect.stringMatching(/^see #\d+ #lap$/), [], 0]);
});

test("an address and a heading are no names", async () => {
  await type("mail a@de");
  expect(named()).toEqual([]);
});

test("what an earlier text found is nothing that Enter writes", async () => {
  await type("#print");
  await waitFor(() => expect(named()[0]).toContain("Cannot print"));
  stuck = "ticket_search";
  await type("q");
  expect(named()).toEqual([]);
});

test("the slash offers macros, shows what one does, and runs it without a trace in the text", async () => {
  const ran: MacroRun[] = [];
  const leave = shortcuts.answer({
    "act.macro": () => {
      macroing.ask([{ id: ticket.id, number: ticket.number, subject: ticket.subject, status: ticket.status, priority: ticket.priority, assignee: ticket.assignee, tags: ticket.tags }], () => undefined);
    },
  }, 0);
  const stopHearing = onCommand((command, input) => {
    if (command === "macro_run") ran.push(input as MacroRun);
  });
  await type("Begun. /take");
  await waitFor(() => expect([items(), offered("macro")]).toEqual([[], ["Take it over"]]));
  await waitFor(() => expect(screen.getByTestId("canned-preview").querySelector('[data-field="status"]')?.textContent).toContain("In progress"));
  await press("Enter");
  await waitFor(() => expect(ran.map(({ name, tickets }) => [name, tickets])).toEqual([["Take it over", [ticket.id]]]));
  expect(field().value).toBe("Begun. ");
  expect(screen.queryByTestId("canned")).toBeNull();
  stopHearing();
  leave();
});
