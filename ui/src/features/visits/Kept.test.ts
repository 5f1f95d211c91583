/** @file What a technician typed, drew or photographed is there until the core has it, whatever happens to the visit meanwhile. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { ProblemError } from "../../../gallery/refusals";
import { connect } from "../../api/call";
import type { VisitQuery, VisitView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import SignDialog from "./SignDialog.svelte";
import Visits from "./Visits.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
/** What a command waits for, and what it is refused with. */
let waits: Partial<Record<string, Promise<void>>>;
let refusals: Partial<Record<string, ProblemError>>;
let asked: string[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  location.hash = "#/visits";
  [waits, refusals, asked] = [{}, {}, []];
  desk = makeDesk(48, "full");
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    asked.push(command);
    await waits[command];
    const refusal = refusals[command];
    if (refusal !== undefined) throw refusal;
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const of = (id: string) => {
  const found = [...document.querySelectorAll<HTMLElement>("[data-testid=visit]")].find(({ dataset }) => dataset["visit"] === id);
  if (found === undefined) throw new Error(`no ${id} in sight`);
  return found;
};
const within = (root: ParentNode, testid: string) => {
  const found = root.querySelector<HTMLElement>(`[data-testid=${testid}]`);
  if (found === null) throw new Error(`no ${testid} in sight`);
  return found;
};
const everything: VisitQuery = { ticket: null, from: 0, to: Number.MAX_SAFE_INTEGER, technicians: [], unscheduled: false };
const visit = async (id: string) => {
  const found = (await desk.call<VisitView[]>("visit_list", everything)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id} on the desk`);
  return found;
};
async function open(): Promise<void> {
  render(Visits);
  await waitFor(() => expect(of("visit2").dataset["open"]).toBe("true"));
}
const valueOf = (field: HTMLElement) => ("value" in field ? field.value : undefined);
function type(into: HTMLElement, text: string): void {
  if (!(into instanceof HTMLInputElement || into instanceof HTMLTextAreaElement)) throw new Error("nothing to type into");
  into.value = text;
  into.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
async function toSheet(): Promise<void> {
  within(of("visit2"), "visit-step").click();
  await waitFor(() => expect(document.querySelector("[data-testid=visit-minutes]")).not.toBeNull());
}
function held(command: string): () => void {
  let come: () => void = () => undefined;
  waits[command] = new Promise((resolve) => (come = resolve));
  return come;
}
const photo = (name: string) => new File([new Uint8Array([1, 2, 3])], name, { type: "image/jpeg" });

test("what is written while a note is being sent stays", async () => {
  await open();
  const note = within(of("visit2"), "visit-note");
  type(note, "The tray is bent.");
  const come = held("message_add");
  within(of("visit2"), "visit-note").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  type(note, "The tray is bent. The fuser is new");
  come();
  await waitFor(() => expect(valueOf(note)).toBe("The fuser is new"));
});

test("a part that stands in its field is built in when the visit is done", async () => {
  await open();
  await toSheet();
  const sheet = within(document, "visit-done");
  type(within(sheet, "visit-part-text"), "2 × Screw");
  within(document, "visit-done-confirm").click();
  await waitFor(() => expect(of("visit2").dataset["state"]).toBe("done"));
  expect((await visit("visit2")).parts).toEqual(["1 × Fuser kit", "2 × Screw"]);
});

test("a sheet that one fills in stands though the visit was moved to another day", async () => {
  await open();
  await toSheet();
  type(within(document, "visit-minutes"), "45");
  const { technician, from, until, address, purpose } = await visit("visit2");
  const day = 86_400_000;
  await desk.call("visit_set", { visit: "visit2", technician, from: (from ?? 0) + 2 * day, until: (until ?? 0) + 2 * day, address, purpose });
  await waitFor(() => expect(() => of("visit2")).toThrow());
  expect(valueOf(within(document, "visit-minutes"))).toBe("45");
  within(document, "visit-done-confirm").click();
  await waitFor(async () => expect((await visit("visit2")).state).toBe("done"));
  await waitFor(() => expect(document.querySelector("[data-testid=visit-done]")).toBeNull());
});

test("Escape in the middle of a save waits for what becomes of it", async () => {
  await open();
  await toSheet();
  type(within(document, "visit-minutes"), "45");
  const come = held("visit_step");
  within(document, "visit-done-confirm").click();
  await tick();
  within(document, "visit-done").querySelector<HTMLElement>("header button")?.click();
  refusals["visit_step"] = new ProblemError("disk_full", "no room");
  come();
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(valueOf(within(document, "visit-minutes"))).toBe("45");
});

test("nothing that was written in the ticket's own composer is thrown away with an empty report", async () => {
  await open();
  const { ticket } = await visit("visit2");
  await toSheet();
  await desk.call("draft_put", { ticket, kind: "note", body: "Begun in a window of its own" });
  within(document, "visit-done-confirm").click();
  await waitFor(async () => expect((await visit("visit2")).state).toBe("done"));
  expect(await desk.call("draft_get", { ticket, kind: "note" })).toBe("Begun in a window of its own");
});

test("pictures go on while the camera is asked for more, and one that is refused is offered again", async () => {
  await open();
  const camera = within(document, "visit-photo-input");
  // As engines have it: the same list, which another choice empties.
  const files = [photo("one.jpg"), photo("two.jpg")];
  Object.defineProperty(camera, "files", { configurable: true, value: files });
  Object.defineProperty(camera, "value", { configurable: true, set: () => (files.length = 0), get: () => "" });
  camera.click = () => undefined;
  within(of("visit2"), "visit-photo-add").click();
  files.push(photo("one.jpg"), photo("two.jpg"));
  const come = held("attachment_add");
  camera.dispatchEvent(new Event("change", { bubbles: true }));
  within(of("visit2"), "visit-photo-add").click();
  come();
  await waitFor(async () => expect((await visit("visit2")).files.map(({ name }) => name)).toEqual(["one.jpg", "two.jpg"]));

  refusals["attachment_add"] = new ProblemError("disk_full", "no room");
  files.push(photo("three.jpg"));
  camera.dispatchEvent(new Event("change", { bubbles: true }));
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  const chip = within(of("visit2"), "file-chip");
  expect(chip.textContent).toContain("three.jpg");
  refusals = {};
  within(chip, "file-retry").click();
  await waitFor(async () => expect((await visit("visit2")).files.map(({ name }) => name)).toContain("three.jpg"));
  await waitFor(() => expect(of("visit2").querySelector("[data-testid=file-chip]")).toBeNull());
});

test("a signature that is refused is kept once, however often one tries", async () => {
  render(SignDialog, { visit: await visit("visit2"), onclose: () => undefined, paint: () => "iVBORw0KGgo=" });
  type(within(document, "visit-signer"), "Jonas Vik");
  refusals["visit_sign"] = new ProblemError("disk_full", "no room");
  for (const _ of [1, 2]) {
    within(document, "visit-sign-save").click();
    await waitFor(() => expect(toasts.list.some(({ tone }) => tone === "danger")).toBe(true));
    for (const toast of toasts.list) toasts.dismiss(toast.id);
    await tick();
  }
  expect(asked.filter((one) => one === "visit_sign")).toHaveLength(2);
  expect(asked.filter((one) => one === "attachment_add")).toHaveLength(1);
});
