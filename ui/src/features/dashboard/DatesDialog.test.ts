/** @file Choosing the days of a dashboard: with a press, in the fields, and what is refused where it stands. */
import { cleanup, render } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { readDay } from "../../lib/days";
import DatesDialog from "./DatesDialog.svelte";
import type { Period } from "./period";

afterEach(cleanup);

const day = (key: string) => readDay(key) ?? Number.NaN;
const shown: Period = { from: day("2026-03-03"), to: day("2026-03-31"), length: "28" };

function open() {
  const onpick = vi.fn<(period: Period) => void>();
  const onzone = vi.fn<(zone: string) => void>();
  render(DatesDialog, { shown, now: day("2026-03-30"), zone: "Europe/Berlin", onzone, onpick, onclose: vi.fn() });
  return Object.assign(onpick, { onzone });
}
function find<E extends HTMLElement>(testid: string, kind: new () => E): E {
  const found = document.querySelector(`[data-testid="${testid}"]`);
  if (!(found instanceof kind)) throw new Error(`no ${testid}`);
  return found;
}
const field = (testid: string) => find(testid, HTMLInputElement);
async function type(testid: string, text: string): Promise<void> {
  field(testid).value = text;
  field(testid).dispatchEvent(new InputEvent("input", { bubbles: true }));
  await tick();
}
async function press(testid: string): Promise<void> {
  find(testid, HTMLButtonElement).click();
  await tick();
}

test("it begins with what is shown, and a press picks another span, which is compared with as many days before", async () => {
  const onpick = open();
  expect([field("dates-first").value, field("dates-last").value]).toEqual(["2026-03-03", "2026-03-30"]);
  await press("dates-last_month");
  expect([field("dates-first").value, field("dates-last").value]).toEqual(["2026-02-01", "2026-02-28"]);
  expect(find("dates-last_month", HTMLButtonElement).getAttribute("aria-pressed")).toBe("true");
  expect(find("dates-says", HTMLElement).textContent).toMatch(/^28 days, compared with .*Jan/);
  await press("dates-show");
  expect(onpick).toHaveBeenCalledExactlyOnceWith({ from: day("2026-02-01"), to: day("2026-03-01"), length: null });
});

test("days that are no period are refused in words, and the focus goes to the one that is wrong", async () => {
  const onpick = open();
  await type("dates-last", "2026-02-01");
  expect(document.body.textContent).toContain("The last day is before the first.");
  await press("dates-show");
  expect(document.activeElement).toBe(field("dates-last"));
  await type("dates-last", "2026-04-01");
  expect(document.body.textContent).toContain("Choose a day up to today.");
  await type("dates-first", "");
  await press("dates-show");
  expect(document.activeElement).toBe(field("dates-first"));
  expect(field("dates-first").getAttribute("aria-invalid")).toBe("true");
  expect(onpick).not.toHaveBeenCalled();
});

test("another zone counts at once, once it is one", async () => {
  const { onzone } = open();
  expect(field("dates-zone").value).toBe("Europe/Berlin");
  await type("dates-zone", "Atlantis");
  expect(onzone).not.toHaveBeenCalled();
  expect(document.body.textContent).toContain("There is no such time zone.");
  await type("dates-zone", "Asia/Tokyo");
  expect(onzone).toHaveBeenCalledExactlyOnceWith("Asia/Tokyo");
});
