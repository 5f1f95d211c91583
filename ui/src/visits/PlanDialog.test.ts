/** @file The dialog that plans a visit: by keyboard, with what is known of the ticket, and what it refuses. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { VisitView } from "../api/gen";
import { momentOf, readDay } from "../lib/days";
import type { Platform } from "../platform/platform";
import PlanDialog from "./PlanDialog.svelte";
import { planning } from "./planning.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let desk: Platform;
const day = readDay("2026-11-27") ?? Number.NaN;
const visitsOf = (ticket: string) => desk.call<VisitView[]>("visit_list", { ticket, from: null, to: null, technicians: [], unscheduled: false });

beforeEach(async () => {
  desk = makeDesk(48, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(cleanup);

const field = (testid: string) => {
  const found = document.querySelector(`[data-testid=${testid}]`);
  if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement)) throw new Error(`no field ${testid}`);
  return found;
};
async function type(testid: string, text: string): Promise<void> {
  field(testid).value = text;
  field(testid).dispatchEvent(new InputEvent("input", { bubbles: true }));
  await tick();
}
const save = () => document.querySelector<HTMLElement>("[data-testid=visit-save]")?.click();

test("who, when, where and what for make a visit, and the end follows the beginning", async () => {
  planning.about = { ticket: "t2", number: "#4310", visit: null };
  render(PlanDialog, { about: planning.about });
  await type("visit-technician", "deniz");
  await waitFor(() => expect(document.querySelectorAll("[role=option]")).toHaveLength(1));
  field("visit-technician").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  await tick();
  expect(field("visit-technician").value).toBe("Deniz Aydin");
  await type("visit-day", "2026-11-27");
  await type("visit-from", "13:00");
  expect(field("visit-until").value).toBe("14:00");
  await type("visit-address", "Quay Street 12");
  await type("visit-purpose", "Change the lamp");
  save();
  await waitFor(() => expect(planning.about).toBeNull());
  const [made] = await visitsOf("t2");
  expect(made).toMatchObject({ technician: "s1", from: momentOf(day, 780), until: momentOf(day, 840), address: "Quay Street 12", purpose: "Change the lamp", state: "planned" });
});

test("a visit without a time is one that is planned later", async () => {
  planning.about = { ticket: "t3", number: "#4309", visit: null };
  render(PlanDialog, { about: planning.about });
  save();
  await waitFor(() => expect(planning.about).toBeNull());
  expect(await visitsOf("t3")).toMatchObject([{ from: null, until: null, technician: null }]);
});

test("half a window and a name that nobody has are refused where they stand", async () => {
  planning.about = { ticket: "t5", number: "#4307", visit: null };
  render(PlanDialog, { about: planning.about });
  await type("visit-technician", "Nobody Known");
  await type("visit-day", "2026-11-27");
  save();
  await tick();
  for (const testid of ["visit-technician", "visit-from", "visit-until"]) expect(field(testid).getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(field("visit-technician"));
  expect(await visitsOf("t5")).toEqual([]);
});

test("one goes where one went before, and another plan keeps what it does not change", async () => {
  const [was] = await visitsOf("t7");
  if (was === undefined) throw new Error("the gallery has a visit on t7");
  planning.about = { ticket: "t7", number: was.number, visit: null };
  const { unmount } = render(PlanDialog, { about: planning.about });
  await waitFor(() => expect(field("visit-address").value).toBe(was.address));
  unmount();

  planning.about = { ticket: "t7", number: was.number, visit: was };
  render(PlanDialog, { about: planning.about });
  await type("visit-purpose", "Bring the key");
  save();
  await waitFor(() => expect(planning.about).toBeNull());
  expect((await visitsOf("t7"))[0]).toMatchObject({ from: was.from, until: was.until, technician: was.technician, address: was.address, purpose: "Bring the key" });
});
