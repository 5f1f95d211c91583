/** @file The calendar on a desk in memory: what the keyboard walks, carries and refuses. Layout is for real browsers. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { VisitView } from "../../api/gen";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Calendar from "./Calendar.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
let desk: ReturnType<typeof makeDesk>;

beforeEach(async () => {
  // At once: what the test before had in sight is not this one's.
  router.replace("calendar", ["agenda"]);
  desk = makeDesk(48, "full");
  // A new connection: what was read from the one before no longer holds.
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(Calendar);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("calendar-item"));
});

afterEach(() => {
  stop();
  cleanup();
});

async function press(...keys: string[]): Promise<void> {
  for (const chord of keys) {
    const key = chord.replace("Shift+", "");
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, shiftKey: key !== chord, bubbles: true, cancelable: true }));
    await tick();
    await tick();
  }
}

const items = () => [...document.querySelectorAll<HTMLElement>("[data-testid=calendar-item]")];
const focused = () => document.activeElement as HTMLElement;
const of = (kind: string) => {
  const found = items().find(({ dataset }) => dataset["kind"] === kind);
  if (found === undefined) throw new Error(`no ${kind} in sight`);
  return found;
};

test("one item takes part in the tab order, and the arrows walk all of them in time", async () => {
  expect(items().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  const from = Number(focused().dataset["at"]);
  await press("j");
  expect(Number(focused().dataset["at"])).toBeGreaterThanOrEqual(from);
  expect(items().filter(({ tabIndex }) => tabIndex === 0)).toEqual([focused()]);
});

test("a reminder is carried by the arrows and dropped where they left it", async () => {
  const reminder = of("reminder");
  const { stop: id, at } = reminder.dataset;
  reminder.focus();
  await press("m", "ArrowDown");
  expect(announcer.text).not.toBe("");
  await press("Enter");
  await waitFor(() => expect(Number(document.querySelector<HTMLElement>(`[data-stop="${id ?? ""}"]`)?.dataset["at"])).toBe(Number(at) + 15 * 60_000));
  await waitFor(() => expect(toasts.list.some(({ undo }) => undo !== null)).toBe(true));
});

test("a visit is carried as a whole: it keeps its length, and what the calendar does not show of it", async () => {
  const planned = async () => (await desk.call<VisitView[]>("visit_list", { ticket: "t10", from: null, to: null, technicians: [], unscheduled: false }))[0];
  const was = await planned();
  const stands = () => document.querySelector<HTMLElement>('[data-stop="visit-visit3"]');
  await waitFor(() => expect(stands()).not.toBeNull());
  stands()?.focus();
  await press("m", "ArrowDown", "Enter");
  await waitFor(async () => expect((await planned())?.from).toBe((was?.from ?? 0) + 15 * 60_000));
  expect(await planned()).toMatchObject({ until: (was?.until ?? 0) + 15 * 60_000, technician: was?.technician, address: was?.address, purpose: was?.purpose });
});

test("Shift and the arrows make a visit longer, a quarter of an hour at a time, in one step to undo", async () => {
  const planned = async () => (await desk.call<VisitView[]>("visit_list", { ticket: "t10", from: null, to: null, technicians: [], unscheduled: false }))[0];
  const was = await planned();
  const stands = () => document.querySelector<HTMLElement>('[data-stop="visit-visit3"]');
  await waitFor(() => expect(stands()).not.toBeNull());
  stands()?.focus();
  await press("m", "Shift+ArrowDown", "Shift+ArrowDown");
  expect(announcer.text).toMatch(/^Until .*1 hour 30 minutes$/);
  await press("Enter");
  await waitFor(async () => expect(await planned()).toMatchObject({ from: was?.from, until: (was?.until ?? 0) + 30 * 60_000, technician: was?.technician }));
  expect(toasts.list.at(-1)).toMatchObject({ text: expect.stringMatching(/^Visit for .* until .*, 1 hour 30 minutes$/) as string, undo: expect.any(Function) as () => void });
});

test("a day of everybody has a lane for each technician, and a visit goes from one to the next", async () => {
  router.replace("calendar", ["day"], { whose: "all" });
  await waitFor(() => expect(document.querySelectorAll("[data-testid=calendar-lane]").length).toBe(4));
  expect([...document.querySelectorAll("[data-testid=calendar-lane]")].map(({ textContent }) => textContent)).toEqual(["Tickets", "Deniz Aydin", "Mira Solberg", "Nobody yet"]);
  const lane = () => document.querySelector('[data-stop="visit-visit6"]')?.closest<HTMLElement>("[data-lane]")?.dataset["lane"];
  await waitFor(() => expect(lane()).toBe("s1"));
  document.querySelector<HTMLElement>('[data-stop="visit-visit6"]')?.focus();
  await press("m", "ArrowRight");
  expect(announcer.text).toBe("Mira Solberg");
  expect(lane()).toBe("s0");
  await press("Enter");
  await waitFor(async () => expect((await desk.call<VisitView[]>("visit_list", { ticket: "t19", from: null, to: null, technicians: [], unscheduled: false }))[0]?.technician).toBe("s0"));
  expect(toasts.list.at(-1)?.text).toMatch(/goes to Mira Solberg/);
});

test("a visit that is over stays where it was, and one's own opens its day", async () => {
  const stop = (id: string) => document.querySelector<HTMLElement>(`[data-stop="${id}"]`);
  await waitFor(() => expect(stop("visit-visit3")).not.toBeNull());
  stop("visit-visit0")?.focus();
  await press("m");
  expect(toasts.list.at(-1)?.text).toContain("This visit is over");
  stop("visit-visit3")?.click();
  await waitFor(() => expect(location.hash).toMatch(/^#\/visits\/\d{4}-\d{2}-\d{2}\?visit=visit3$/));
});

test("Escape puts it back", async () => {
  const reminder = of("reminder");
  const { stop: id, at } = reminder.dataset;
  reminder.focus();
  await press("m", "ArrowRight", "Escape");
  expect(document.querySelector<HTMLElement>(`[data-stop="${id ?? ""}"]`)?.dataset["at"]).toBe(at);
});

test("a clock cannot be lifted and says why", async () => {
  const clock = of("due");
  clock.focus();
  await press("m");
  expect(toasts.list.at(-1)?.text).toContain("follows from the policy");
  const { at } = clock.dataset;
  await press("ArrowDown");
  expect(clock.dataset["at"]).toBe(at);
});

test("the view is one key away and stands in the address", async () => {
  await press("3");
  await waitFor(() => expect(document.querySelector("[data-testid=calendar]")?.getAttribute("data-view")).toBe("month"));
  expect(location.hash).toContain("#/calendar/month/");
});
