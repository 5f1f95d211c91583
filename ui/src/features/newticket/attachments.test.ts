/** @file Promises about the files of the sheet: a ticket is made, then its files are attached, and no kill and no failure loses one. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { call, connect } from "../../api/call";
import { handFiles, keepFile, keptFiles, madeAndWaiting, sheetPlace } from "../../api/draftfiles";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { attachOne, tellOfWaiting, waitingFor } from "../../tickets/attaching.svelte";
import { newTicket } from "../../tickets/newticket.svelte";
// The sheet comes apart from the start; a test does not wait for a slow machine to fetch it.
import "./NewTicket.svelte";
import NewTicketHost from "./NewTicketHost.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
/** Stands in the way of a command. */
let first: (command: string, input: { kind?: string; name?: string; body?: string }) => Promise<void> | undefined;
/** A program that was killed hears no answer; that of a test hears an end when the test is over. */
let killed: Promise<void>;
let over: () => void;
/** What became of a ticket that was made. */
let made: string;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  desk = makeDesk(48, "full");
  first = () => undefined;
  killed = new Promise((_, reject) => (over = () => reject(problem("unreachable"))));
  made = "";
  const through = async <Output>(command: string, input: unknown): Promise<Output> => {
    await first(command, input as { kind?: string; name?: string; body?: string });
    const output = await desk.call<Output>(command, input);
    if (command === "ticket_new") made = (output as { id: string }).id;
    return output;
  };
  await connect(Promise.resolve({ call: through, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(NewTicketHost);
  newTicket.begin();
  await screen.findByTestId("new-ticket-sheet");
});

afterEach(async () => {
  killed.catch(() => undefined);
  first = () => killed;
  over();
  await new Promise((resolve) => setTimeout(resolve, 50));
  first = () => undefined;
  await waitingFor(made).clear();
  vi.useRealTimers();
  newTicket.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
  router.replace("");
});

const chips = () => screen.queryAllByTestId("file-chip").map((chip) => chip.querySelector(".name")?.textContent);
const subject = (text: string) => fireEvent.input(screen.getByTestId("new-ticket-subject"), { target: { value: text } });
const send = () => fireEvent.keyDown(screen.getByTestId("new-ticket-subject"), { key: "Enter", ctrlKey: true });
const stored = (kind: string) => desk.call<string | null>("draft_get", { ticket: null, kind });

async function choose(...names: string[]): Promise<void> {
  await fireEvent.change(screen.getByTestId("new-ticket-files"), { target: { files: names.map((name) => new File([`in ${name}`], name, { type: "text/plain" })) } });
  await waitFor(() => expect(screen.getAllByTestId("file-chip").map((chip) => chip.dataset["kept"])).toEqual(names.map(() => "kept")));
}

test("the files of a ticket are attached one by one, and each is forgotten only then", async () => {
  await subject("With two files");
  await choose("one.txt", "two.txt");
  const kept: (string | undefined)[][] = [];
  first = async (command) => {
    if (command === "attachment_add") kept.push((await keptFiles({ ...sheetPlace, made })).map(({ name }) => name));
  };
  await send();
  await waitFor(async () => expect(await stored("new-files")).toBeNull());
  expect(kept).toEqual([["one.txt", "two.txt"], ["two.txt"]]);
  const { attachments } = await call("ticket_get", { ticket: made });
  expect(attachments.map(({ name }) => name)).toEqual(["one.txt", "two.txt"]);
  expect(waitingFor(made).list).toEqual([]);
});

test("killed while a file is attached, it waits at its ticket, and the next start tells of it", async () => {
  await subject("Killed in between");
  await choose("photo.txt");
  first = (command) => (command === "attachment_add" ? killed : undefined);
  await send();
  await waitFor(async () => expect((await madeAndWaiting()).map((one) => one.made.id)).toEqual([made]));
  expect(await keptFiles(sheetPlace), "and no other ticket gets it").toEqual([]);

  first = () => undefined;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  await tellOfWaiting();
  const toast = toasts.list.at(-1);
  expect([toast?.text, toast?.action?.label]).toEqual(["1 file waits to be attached to L-7", "Open"]);
  toast?.action?.act();
  await waitFor(() => expect(location.hash).toBe(`#/ticket/${made}`));
});

test("killed before the ticket has its files, they wait for it: the text is gone with the ticket, and no second one is made", async () => {
  await subject("Killed early");
  await waitFor(async () => expect(await stored("new")).toContain("Killed early"));
  await choose("photo.txt");
  first = (command, { kind }) => (command === "draft_put" && made !== "" && kind === "new-files" ? killed : undefined);
  await send();
  await waitFor(() => expect(made).not.toBe(""));
  expect(await stored("new")).toBeNull();
  expect(await stored("new-files")).toContain("photo.txt");

  first = () => undefined;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  // The next start; the turn of the list that was killed never ends.
  vi.resetModules();
  const next = await import("../../api/draftfiles");
  const { connect: again } = await import("../../api/call");
  await again(Promise.resolve({ call: <Output>(command: string, input: unknown) => desk.call<Output>(command, input), listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  expect((await next.madeAndWaiting()).map((one) => one.made.id)).toEqual([made]);
  expect(await next.keptFiles(next.sheetPlace), "and no other ticket gets it").toEqual([]);
  expect(await stored("new-made")).toBeNull();
});

test("what could not be attached is said, and waits with the reason until a second try works", async () => {
  await subject("One of two fails");
  await choose("good.txt", "bad.txt");
  first = (command, { name }) => (command === "attachment_add" && name === "bad.txt" ? Promise.reject(problem("disk_full")) : undefined);
  await send();
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("bad.txt could not be attached. It waits at L-7."));
  expect((await keptFiles({ ...sheetPlace, made })).map(({ name }) => name)).toEqual(["bad.txt"]);
  const [bad] = waitingFor(made).list;
  expect([bad?.name, bad?.problem]).toEqual(["bad.txt", "The disk is full. What was saved before is safe; free some space and try again."]);
  first = () => undefined;
  expect(bad !== undefined && (await attachOne(made, bad))).toBe(true);
  expect((await call("ticket_get", { ticket: made })).attachments.map(({ name }) => name)).toEqual(["good.txt", "bad.txt"]);
  expect(await stored("new-files")).toBeNull();
});

test("files of a ticket that was taken back are in the sheet again", async () => {
  await keepFile(sheetPlace, "f1", { name: "orphan.txt", file: new File(["x"], "orphan.txt") }, () => null);
  await handFiles(["f1"], { id: "gone", label: "L-9" });
  await tellOfWaiting();
  expect(toasts.list.at(-1)?.text).toBe("L-9 is gone. A file that waited for it is back under New ticket.");
  expect((await keptFiles(sheetPlace)).map(({ name }) => name)).toEqual(["orphan.txt"]);
});

test("a file that is not kept when the window closes says so, and goes along all the same", async () => {
  first = (command, { kind, body }) => (command === "draft_put" && kind?.startsWith("file-") === true && body !== "" ? Promise.reject(problem("disk_full")) : undefined);
  await subject("Disk is full");
  await fireEvent.change(screen.getByTestId("new-ticket-files"), { target: { files: [new File(["words"], "note.txt", { type: "text/plain" })] } });
  expect((await screen.findByTestId("file-unkept")).textContent).toBe("Not kept when the window closes");
  expect(screen.getByTestId("file-chip").textContent).toContain("note.txt");
  await send();
  await waitFor(async () => expect((await call("ticket_get", { ticket: made })).attachments.map(({ name }) => name)).toContain("note.txt"));
});

const picture = () => new File([new Uint8Array([137, 80, 78, 71])], "image.png", { type: "image/png" });

/** A paste as engines tell of it: `files` may be empty where the items have the picture. */
function paste(to: Element, { files = [], items = [], html = "", text = "" }: { files?: File[]; items?: File[]; html?: string; text?: string }): Event {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const said: Record<string, string> = { "text/html": html, "text/plain": text };
  const data = { files, items: [...files, ...items].map((file) => ({ kind: "file", type: file.type, getAsFile: () => file })), getData: (type: string) => said[type] ?? "" };
  Object.defineProperty(event, "clipboardData", { value: data });
  to.dispatchEvent(event);
  return event;
}

test("a pasted screenshot is attached once, by a name that says when it was, and goes to the ticket", async () => {
  vi.setSystemTime(new Date(2026, 10, 30, 14, 2));
  await subject("See the picture");
  const body = screen.getByTestId("new-ticket-body");
  expect(paste(body, { files: [picture()] }).defaultPrevented).toBe(true);
  await waitFor(() => expect(chips()).toEqual(["Screenshot 2026-11-30 14.02.png"]));
  paste(body, { files: [picture()], html: '<meta charset="utf-8"><img src="https://example.org/a.png">' });
  await waitFor(() => expect(chips()).toEqual(["Screenshot 2026-11-30 14.02.png", "Screenshot 2026-11-30 14.02 (2).png"]));
  paste(body, { items: [picture()] });
  await waitFor(() => expect(chips()).toHaveLength(3));
  vi.useRealTimers();
  await send();
  await waitFor(async () => expect((await call("ticket_get", { ticket: made })).attachments.map(({ mime }) => mime)).toEqual(["image/png", "image/png", "image/png"]));
});

test("copied cells stay a text, although a picture of them comes along", () => {
  const event = paste(screen.getByTestId("new-ticket-body"), { files: [picture()], html: "<table><tr><td>12</td></tr></table>", text: "12" });
  expect(event.defaultPrevented).toBe(false);
  expect(chips()).toEqual([]);
});
