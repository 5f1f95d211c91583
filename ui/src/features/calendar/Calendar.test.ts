/** @file The calendar on a desk in memory: what the keyboard walks, carries and refuses. Layout is for real browsers. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { toasts } from "../../kit/toasts.svelte";
import { announcer } from "../../lib/announce.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Calendar from "./Calendar.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;

beforeEach(async () => {
  location.hash = "#/calendar/agenda";
  const desk = makeDesk(48, "full");
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
  for (const key of keys) {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
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
