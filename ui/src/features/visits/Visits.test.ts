/** @file The technician's day on a desk in memory: five presses for a whole visit, the keyboard, and what is kept. Layout is for real browsers. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { Paper, VisitQuery, VisitView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { planning } from "../../visits/planning.svelte";
import SignDialog from "./SignDialog.svelte";
import Visits from "./Visits.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
let desk: ReturnType<typeof makeDesk>;
const begun: (() => void)[] = [];

async function begin(mood = "full"): Promise<void> {
  location.hash = "#/visits";
  desk = makeDesk(48, mood);
  // A new connection: what was read from the one before no longer holds.
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  begun.push(stop);
}

beforeEach(() => {
  planning.about = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

afterEach(() => {
  for (const end of begun.splice(0)) end();
  cleanup();
});

async function open(): Promise<void> {
  await begin();
  render(Visits);
  await waitFor(() => expect(stops().length).toBe(5));
  await waitFor(() => expect(of("visit2").dataset["open"]).toBe("true"));
}

const stops = () => [...document.querySelectorAll<HTMLElement>("[data-testid=visit]")];
const of = (id: string) => {
  const found = stops().find(({ dataset }) => dataset["visit"] === id);
  if (found === undefined) throw new Error(`no ${id} in sight`);
  return found;
};
const within = (root: ParentNode, testid: string) => {
  const found = root.querySelector<HTMLElement>(`[data-testid=${testid}]`);
  if (found === null) throw new Error(`no ${testid} in sight`);
  return found;
};
const everything: VisitQuery = { ticket: null, from: 0, to: Number.MAX_SAFE_INTEGER, technicians: [], unscheduled: false };
const visits = () => desk.call<VisitView[]>("visit_list", everything);
const visit = async (id: string) => {
  const found = (await visits()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id} on the desk`);
  return found;
};

async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true, ...more }));
  await tick();
  await tick();
}

function type(into: HTMLElement, text: string): void {
  if (!(into instanceof HTMLInputElement || into instanceof HTMLTextAreaElement)) throw new Error("nothing to type into");
  into.value = text;
  into.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

test("the stops stand in their order, and what is at hand is unfolded", async () => {
  await open();
  expect(stops().map(({ dataset }) => dataset["state"])).toEqual(["done", "cancelled", "on_site", "planned", "planned"]);
  expect(stops().map(({ dataset }) => dataset["open"])).toEqual(["false", "false", "true", "false", "false"]);
  expect(within(of("visit2"), "visit-step").dataset["step"]).toBe("done");
  expect(within(of("visit3"), "visit-step").dataset["step"]).toBe("started");
});

test("a visit that is done says how long it took and what of it was booked", async () => {
  await open();
  expect(within(of("visit0"), "visit-took").textContent).toBe("1h 05m on site · 1h 05m booked");
  expect(of("visit2").querySelector("[data-testid=visit-took]")).toBeNull();
});

test("start, arrived, photo, report, done: five presses, and what they said is kept", async () => {
  await open();
  let presses = 0;
  const tap = (testid: string, root: ParentNode = of("visit3")) => {
    presses += 1;
    within(root, testid).click();
  };

  tap("visit-step");
  await waitFor(() => expect(of("visit3").dataset["state"]).toBe("on_the_way"));
  await waitFor(() => expect(within(of("visit3"), "visit-clock")).not.toBeNull());
  tap("visit-step");
  await waitFor(() => expect(of("visit3").dataset["state"]).toBe("on_site"));
  tap("visit-photo-add");
  const camera = document.querySelector<HTMLInputElement>("[data-testid=visit-photo-input]");
  if (camera === null) throw new Error("no camera");
  Object.defineProperty(camera, "files", { configurable: true, value: [new File([new Uint8Array([1, 2, 3])], "fuser.jpg", { type: "image/jpeg" })] });
  camera.dispatchEvent(new Event("change", { bubbles: true }));
  await waitFor(() => expect(of("visit3").querySelectorAll("[data-testid=visit-photo]")).toHaveLength(1));
  tap("visit-step");
  await waitFor(() => expect(document.querySelector("[data-testid=visit-report]")).not.toBeNull());
  type(within(document, "visit-report"), "Changed the fuser kit");
  tap("visit-done-confirm", document);
  await waitFor(() => expect(of("visit3").dataset["state"]).toBe("done"));

  expect(presses).toBe(5);
  const kept = await visit("visit3");
  expect(kept.steps.map(({ kind }) => kind)).toEqual(["started", "arrived", "done"]);
  expect(kept.files.map(({ name }) => name)).toEqual(["fuser.jpg"]);
  await waitFor(() => expect(toasts.list.some(({ undo }) => undo !== null)).toBe(true));
});

test("when one is done the next has the focus, and listeners hear which it is", async () => {
  await open();
  within(of("visit2"), "visit-step").click();
  await waitFor(() => expect(document.querySelector("[data-testid=visit-minutes]")).not.toBeNull());
  // The gallery's technician arrived 23 minutes ago.
  expect((within(document, "visit-minutes") as HTMLInputElement).value).toMatch(/^2[3-9]m$/);
  within(document, "visit-done-confirm").click();
  await waitFor(() => expect(of("visit2").dataset["state"]).toBe("done"));
  await waitFor(() => expect(of("visit3").dataset["open"]).toBe("true"));
  await waitFor(() => expect(document.activeElement).toBe(within(of("visit3"), "visit-step")));
  expect(announcer.text).toContain("Next:");
});

test("a span that is none is refused, and nothing is booked", async () => {
  await open();
  within(of("visit2"), "visit-step").click();
  await waitFor(() => expect(document.querySelector("[data-testid=visit-minutes]")).not.toBeNull());
  type(within(document, "visit-minutes"), "soon");
  within(document, "visit-done-confirm").click();
  await tick();
  expect(within(document, "visit-minutes").getAttribute("aria-invalid")).toBe("true");
  expect((await visit("visit2")).state).toBe("on_site");
});

test("what was written and not sent is where the report begins, and it outlives the screen", async () => {
  await open();
  const note = within(of("visit2"), "visit-note");
  type(note, "The tray is bent");
  note.dispatchEvent(new FocusEvent("blur"));
  const { ticket } = await visit("visit2");
  await waitFor(async () => expect(await desk.call("draft_get", { ticket, kind: "note" })).toBe("The tray is bent"));
  within(of("visit2"), "visit-step").click();
  await waitFor(() => expect((within(document, "visit-report") as HTMLTextAreaElement).value).toBe("The tray is bent"));
  within(document, "visit-done-confirm").click();
  await waitFor(() => expect(of("visit2").dataset["state"]).toBe("done"));
  await waitFor(async () => expect(await desk.call("draft_get", { ticket, kind: "note" })).toBeNull());
});

test("whoever went on while a note or a part was being kept stays there", async () => {
  await open();
  for (const [field, held, text] of [["visit-note", { ctrlKey: true }, "The tray is bent"], ["visit-part-text", {}, "2 × Screw"]] as const) {
    const from = within(of("visit2"), field);
    from.focus();
    type(from, text);
    from.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...held }));
    const next = within(of("visit2"), "visit-sign-open");
    next.focus();
    await waitFor(() => expect((from as HTMLInputElement).value).toBe(""));
    await tick();
    expect(document.activeElement).toBe(next);
  }
});

test("parts are added by Enter and taken off by their cross", async () => {
  await open();
  const field = within(of("visit2"), "visit-part-text");
  field.focus();
  type(field, "2 × Screw");
  await press("Enter");
  await waitFor(async () => expect((await visit("visit2")).parts).toEqual(["1 × Fuser kit", "2 × Screw"]));
  expect(document.activeElement).toBe(field);
  await waitFor(() => expect((field as HTMLInputElement).value).toBe(""));
  of("visit2").querySelector<HTMLElement>("[data-testid=visit-part] button")?.click();
  await waitFor(async () => expect((await visit("visit2")).parts).toEqual(["2 × Screw"]));
});

test("J and K walk the stops, E takes the next step of the one that has the focus", async () => {
  await open();
  of("visit2").querySelector<HTMLElement>("[data-head]")?.focus();
  await press("j");
  expect(of("visit3").contains(document.activeElement)).toBe(true);
  await press("e");
  await waitFor(() => expect(of("visit3").dataset["state"]).toBe("on_the_way"));
  await press("k");
  expect(of("visit2").contains(document.activeElement)).toBe(true);
});

test("days are one key away, stand in the address, and the way back is T", async () => {
  await open();
  await press("]");
  await waitFor(() => expect(location.hash).toMatch(/^#\/visits\/\d{4}-\d{2}-\d{2}$/));
  await waitFor(() => expect(stops().map(({ dataset }) => dataset["visit"])).toEqual(["visit5"]));
  await press("t");
  await waitFor(() => expect(stops()).toHaveLength(5));
  expect(location.hash).toBe("#/visits");
});

test("what nobody has planned is offered for the day in sight", async () => {
  await open();
  await waitFor(() => expect(document.querySelectorAll("[data-testid=visit-open]")).toHaveLength(2));
  within(within(document, "visits"), "visit-open-plan").click();
  expect(planning.about).toMatchObject({ technician: "s0", visit: { technician: null } });
});

test("without a core the screen says so and offers another try", async () => {
  await begin("failed");
  // A day that nobody has read before.
  location.hash = "#/visits/2030-01-01";
  await tick();
  render(Visits);
  await waitFor(() => expect(document.body.textContent).toContain("could not be read"));
  expect(document.body.textContent).toContain("Try again");
});

test("a typed name signs like a drawing: the picture is a file of the visit", async () => {
  await begin();
  const painted: string[] = [];
  let closed = false;
  render(SignDialog, {
    visit: await visit("visit2"),
    onclose: () => (closed = true),
    paint: ({ strokes, name, caption }: { strokes: readonly unknown[]; name: string; caption: string }) => {
      painted.push(`${strokes.length} ${name}: ${caption}`);
      return "iVBORw0KGgo=";
    },
  });
  type(within(document, "visit-signer"), " ");
  within(document, "visit-sign-save").click();
  await tick();
  expect(within(document, "visit-signer").getAttribute("aria-invalid")).toBe("true");
  type(within(document, "visit-signer"), "Jonas Vik");
  within(document, "visit-sign-save").click();
  await waitFor(() => expect(closed).toBe(true));
  expect(painted).toHaveLength(1);
  expect(painted[0]).toContain("0 Jonas Vik: Jonas Vik, confirmed by name on");
  const signed = await visit("visit2");
  expect(signed.signed_by).toBe("Jonas Vik");
  expect(await desk.call("attachment_read", { attachment: signed.signature })).toMatchObject({ name: "signature.png", mime: "image/png", base64: "iVBORw0KGgo=" });
});

test("R on a visit that is done saves its report, and on another one nothing", async () => {
  const saved: Paper[] = [];
  location.hash = "#/visits";
  desk = makeDesk(48, "full");
  const call = (async (command: string, input: { paper: Paper }) => {
    if (command === "ticket_thread") return { entries: [], more: false };
    if (command !== "paper_save") return desk.call(command, input);
    saved.push(input.paper);
    return { base64: "", missing: [] };
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  begun.push(shortcuts.listen());
  render(Visits);
  await waitFor(() => expect(of("visit2").dataset["open"]).toBe("true"));
  of("visit2").querySelector<HTMLElement>("[data-head]")?.focus();
  await press("r");
  of("visit0").querySelector<HTMLElement>("[data-head]")?.focus();
  await press("r");
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]).toMatchObject({ title: "Service report", parts: [{ marks: ["Done"] }] });
});
