/** @file Promises about files on a ticket: what waits for it, what is pasted and fails in the composer, and pictures that are read when they come near. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { call, connect } from "../../api/call";
import { handFiles, keepFile, keptFiles, sheetPlace } from "../../api/draftfiles";
import type { AttachmentView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { bringNear } from "../../lib/near";
import AttachmentRow from "./AttachmentRow.svelte";
import Composer from "./Composer.svelte";
import WaitingFiles from "./WaitingFiles.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** Stands in the way of a command. */
let first: (command: string, input: { kind?: string; name?: string; body?: string; attachment?: string }) => void;
let desk: ReturnType<typeof makeDesk>;

beforeEach(async () => {
  desk = makeDesk(12, "full");
  first = () => undefined;
  const through = async <Output>(command: string, input: unknown): Promise<Output> => {
    await Promise.resolve();
    first(command, input as { kind?: string; name?: string });
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: through, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  cleanup();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const full = () => {
  throw problem("disk_full");
};
const names = () => screen.queryAllByTestId("file-chip").map((chip) => chip.querySelector(".name")?.textContent);
const text = (name: string, type = "text/plain") => ({ name, file: new File([`in ${name}`], name, { type }) });

/** What an earlier run left: a ticket that was made, and its files in the desk. */
async function left(...files: { name: string; file: File }[]): Promise<string> {
  const made = await call("ticket_new", { subject: "Made before", description: "", fields: {}, new_requester: null });
  for (const file of files) await keepFile(sheetPlace, `${made.id} ${file.name}`, file, () => null);
  await handFiles(files.map(({ name }) => `${made.id} ${name}`), made);
  return made.id;
}

test("a ticket shows the files that wait for it, attaches them on request, and forgets only what it has got", async () => {
  const ticket = await left(text("good.txt"), text("bad.txt"));
  render(WaitingFiles, { ticket });
  await waitFor(() => expect(names()).toEqual(["good.txt", "bad.txt"]));
  expect(screen.getByTestId("files-waiting").textContent).toContain("2 files of this ticket are not attached yet");
  first = (command, { name }) => (command === "attachment_add" && name === "bad.txt" ? full() : undefined);
  await fireEvent.click(screen.getByTestId("files-attach"));
  await waitFor(() => expect(names()).toEqual(["bad.txt"]));
  const why = await screen.findByTestId("file-why");
  expect(why.textContent).toBe("The disk is full. What was saved before is safe; free some space and try again.");
  await waitFor(() => expect(announcer.text.trimEnd()).toBe(why.textContent));

  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await fireEvent.click(screen.getByRole("button", { name: "Copy bad.txt" }));
  await waitFor(() => expect(write).toHaveBeenCalledWith("in bad.txt"));
  const save = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:1");
  await fireEvent.click(screen.getByRole("button", { name: "Save bad.txt" }));
  await waitFor(() => expect(save).toHaveBeenCalledTimes(1));

  first = () => undefined;
  await fireEvent.click(screen.getByRole("button", { name: "Attach bad.txt" }));
  await waitFor(() => expect(screen.queryByTestId("files-waiting")).toBeNull());
  expect((await call("ticket_get", { ticket })).attachments.map(({ name }) => name)).toEqual(["good.txt", "bad.txt"]);
  expect(await keptFiles({ ...sheetPlace, made: ticket })).toEqual([]);
});

test("what nobody wants any more is let go, and other tickets show nothing of it", async () => {
  const ticket = await left(text("wrong.txt"));
  render(WaitingFiles, { ticket: "t4" });
  render(WaitingFiles, { ticket });
  await waitFor(() => expect(names()).toEqual(["wrong.txt"]));
  await fireEvent.click(screen.getByRole("button", { name: "Do not attach wrong.txt" }));
  await waitFor(() => expect(screen.queryByTestId("files-waiting")).toBeNull());
  await waitFor(async () => expect(await call("draft_get", { ticket: null, kind: "new-files" })).toBeNull());
  expect((await call("ticket_get", { ticket })).attachments).toEqual([]);
});

async function compose(id = "t2"): Promise<{ area: HTMLTextAreaElement; attach: (...files: File[]) => void }> {
  const ticket = await call("ticket_get", { ticket: id });
  const { component } = render(Composer, { ticket, lookups: await call("lookup_all", {}), onresolved: () => undefined, onleave: () => undefined });
  const area = screen.getByTestId("composer").querySelector("textarea");
  if (area === null) throw new Error("no text area");
  // tsc knows nothing of what a component exports.
  return { area, attach: (...files) => (component as unknown as { attachFiles: (files: File[]) => void }).attachFiles(files) };
}

const picture = () => new File([new Uint8Array([137, 80, 78, 71])], "image.png", { type: "image/png" });

/** A paste as engines tell of it: `files` may be empty where the items have the picture. */
function paste(to: Element, { files = [], items = [], html = "", words = "" }: { files?: File[]; items?: File[]; html?: string; words?: string }): Event {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const said: Record<string, string> = { "text/html": html, "text/plain": words };
  const item = (kind: string) => (file: File) => ({ kind, type: file.type, getAsFile: () => (kind === "file" ? file : null) });
  const data = { files, items: [...(words === "" ? [] : [new File([], "", { type: "text/plain" })].map(item("string"))), ...[...files, ...items].map(item("file"))], getData: (type: string) => said[type] ?? "" };
  Object.defineProperty(event, "clipboardData", { value: data });
  to.dispatchEvent(event);
  return event;
}

test("a screenshot is pasted into a reply once, by a name that says when it was; a text stays a text", async () => {
  const { area } = await compose();
  vi.setSystemTime(new Date(2026, 10, 30, 14, 2));
  expect(paste(area, { files: [picture()], html: '<img src="https://example.org/a.png" alt="">' }).defaultPrevented).toBe(true);
  await waitFor(() => expect(names()).toEqual(["Screenshot 2026-11-30 14.02.png"]));
  paste(area, { items: [picture()] });
  await waitFor(() => expect(names()).toEqual(["Screenshot 2026-11-30 14.02.png", "Screenshot 2026-11-30 14.02 (2).png"]));
  paste(area, { files: [new File(["x"], "plan.jpg", { type: "image/jpeg" })] });
  await waitFor(() => expect(names()).toHaveLength(3));
  expect(names()[2], "what has a name keeps it").toBe("plan.jpg");

  expect(paste(area, { files: [picture()], html: "<table><tr><td>12</td></tr></table>", words: "12" }).defaultPrevented, "cells and the picture of them").toBe(false);
  expect(paste(area, { html: "<b>words</b>", words: "words" }).defaultPrevented).toBe(false);
  expect(names()).toHaveLength(3);
});

test("a reply whose file cannot be attached is not sent, and says which and why; then it goes with it", async () => {
  const { area, attach } = await compose("t3");
  attach(new File(["log"], "router.log", { type: "text/plain" }));
  await fireEvent.input(area, { target: { value: "See the log" } });
  const sent: unknown[] = [];
  first = (command, input) => (command === "attachment_add" ? full() : command === "message_add" ? void sent.push(input) : undefined);
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("Nothing was sent: router.log could not be attached."));
  expect(screen.getByTestId("file-why").textContent).toContain("The disk is full.");
  expect([sent.length, area.value, names()]).toEqual([0, "See the log", ["router.log"]]);
  first = (command, input) => (command === "message_add" ? void sent.push(input) : undefined);
  await fireEvent.click(screen.getByTestId("composer-send"));
  await waitFor(() => expect(sent).toHaveLength(1));
  const [file] = (await call("ticket_get", { ticket: "t3" })).attachments;
  expect(sent[0]).toMatchObject({ attachments: [file?.id] });
  await waitFor(async () => expect(await call("draft_get", { ticket: "t3", kind: "reply-files" })).toBeNull());
  expect(names()).toEqual([]);
});

test("a file that would not outlive the window says so in the composer", async () => {
  const { attach } = await compose("t5");
  first = (command, { kind, body }) => (command === "draft_put" && kind?.startsWith("file-") === true && body !== "" ? full() : undefined);
  attach(new File(["film"], "film.bin"));
  expect((await screen.findByTestId("file-unkept")).textContent).toBe("Not kept when the window closes");
});

test("a reply that becomes a note takes its files along", async () => {
  const { area, attach } = await compose("t6");
  attach(new File(["log"], "internal.log", { type: "text/plain" }));
  await fireEvent.input(area, { target: { value: "@Caleb have a look" } });
  await fireEvent.click(screen.getByTestId("composer-send"));
  await fireEvent.click(await screen.findByText("Make it a note"));
  await waitFor(async () => expect((await keptFiles({ ticket: "t6", kind: "note" })).map(({ name }) => name)).toEqual(["internal.log"]));
  await waitFor(async () => expect(await keptFiles({ ticket: "t6", kind: "reply" })).toEqual([]));
  await waitFor(() => expect(names()).toEqual(["internal.log"]));
});

const row = (id: string): AttachmentView => ({ id, message: null, name: `${id}.png`, mime: "image/png", size_bytes: 10, state: "here", opens: true });

test("a picture is read when its row comes near, and its place is there before", async () => {
  const seen = new Map<Element, (entries: { isIntersecting: boolean; target: Element }[]) => void>();
  class Observer {
    readonly #tell: (entries: { isIntersecting: boolean; target: Element }[]) => void;
    constructor(tell: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
      this.#tell = tell;
    }
    observe = (node: Element) => seen.set(node, this.#tell);
    unobserve = (node: Element) => seen.delete(node);
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  const file = await call("attachment_add", { ticket: "t1", name: "one.png", mime: null, base64: btoa("one"), path: null, visit: null });
  const read: (string | undefined)[] = [];
  first = (command, { attachment }) => (command === "attachment_read" ? void read.push(attachment) : undefined);
  render(AttachmentRow, { file });
  render(AttachmentRow, { file: row("two") });
  const [one, two] = document.querySelectorAll<HTMLElement>("[data-picture]");
  if (one === undefined || two === undefined) throw new Error("two pictures have a place");
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([read, seen.size, one.dataset["picture"]]).toEqual([[], 2, "far"]);
  seen.get(one)?.([{ isIntersecting: false, target: one }]);
  seen.get(one)?.([{ isIntersecting: true, target: one }]);
  await waitFor(() => expect(one.querySelector("img")?.getAttribute("src")).toBe(`data:image/png;base64,${btoa("one")}`));
  expect([read, [...seen.keys()]], "the other one is as far as before").toEqual([[file.id], [two]]);
  // Paper shows everything.
  bringNear();
  await waitFor(() => expect(two.dataset["picture"]).toBe("failed"));
  expect([read.length, seen.size]).toEqual([2, 0]);
});

test("where the engine cannot say what is near, pictures are read at once", async () => {
  vi.stubGlobal("IntersectionObserver", undefined);
  const file = await call("attachment_add", { ticket: "t1", name: "one.png", mime: null, base64: btoa("one"), path: null, visit: null });
  render(AttachmentRow, { file });
  await waitFor(() => expect(document.querySelector("[data-picture] img")).not.toBeNull());
});
