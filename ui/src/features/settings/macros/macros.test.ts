/** @file The settings of macros, on a desk in memory. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { madeFields } from "../../../../gallery/fields";
import { call, connect } from "../../../api/call";
import type { LookupsView } from "../../../api/gen";
import MenuHost from "../../../kit/MenuHost.svelte";
import { menus } from "../../../kit/menu.svelte";
import { layerHostId } from "../../../kit/modal.svelte";
import { router } from "../../../lib/router.svelte";
import { kept } from "./kept.svelte";
import Macros from "./Macros.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  const ask = async <Output>(command: string, input: unknown): Promise<Output> => {
    const answer = await desk.call<Output>(command, input);
    return command === "lookup_all" ? ({ ...(answer as LookupsView), fields: madeFields } as Output) : answer;
  };
  await connect(Promise.resolve({ call: ask, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  menus.close();
  cleanup();
  document.getElementById(layerHostId)?.remove();
  kept.all = {};
});

async function addStep(name: string): Promise<void> {
  await fireEvent.click(screen.getByTestId("macro-step-add"));
  await fireEvent.click(await screen.findByRole("option", { name: new RegExp(`^${name}`) }));
}

test("a macro says in a line what it does to fields of the desk and to the checklist", async () => {
  router.go("settings", ["macros"]);
  render(Macros);
  await waitFor(() => expect(screen.getAllByTestId("macro-row")[1]?.textContent).toContain("Asset tag: to be read on site · 2 items"));
});

test("a field of the desk and items of the checklist are steps like any other, and are taken out again", async () => {
  router.go("settings", ["macros", "new"]);
  render(MenuHost);
  render(Macros);
  await fireEvent.input(await screen.findByTestId("macro-name"), { target: { value: "Fit it" } });
  await addStep("Asset tag");
  const tag = await screen.findByTestId("custom-asset_tag");
  await waitFor(() => expect(document.activeElement).toBe(tag));
  await fireEvent.submit(screen.getByTestId("macro-form"));
  expect((await screen.findByRole("alert")).textContent).toBe("Choose a value for at least one step.");
  await fireEvent.input(tag, { target: { value: "FW-0317" } });
  await addStep("Seats");
  await fireEvent.input(await screen.findByTestId("custom-seats"), { target: { value: "4" } });
  await addStep("Add to the checklist");
  await fireEvent.input(await screen.findByTestId("macro-text-checklist"), { target: { value: "Call\nFit" } });
  const steps = () => screen.getAllByTestId("macro-step").map((step) => step.dataset["kind"]);
  expect(steps()).toEqual(["custom.asset_tag", "custom.seats", "checklist"]);
  const seats = screen.getAllByTestId("macro-step")[1];
  if (seats !== undefined) await fireEvent.click(within(seats).getByTestId("macro-step-remove"));
  expect(steps()).toEqual(["custom.asset_tag", "checklist"]);
  await fireEvent.submit(screen.getByTestId("macro-form"));
  await waitFor(async () => {
    const saved = (await call("macro_list", {})).find(({ name }) => name === "Fit it")?.steps;
    expect([saved?.custom, saved?.checklist]).toEqual([{ asset_tag: "FW-0317" }, "Call\nFit"]);
  });
});

test("what somebody else keeps is read with the names of its fields", async () => {
  router.go("settings", ["macros", "m2"]);
  render(Macros);
  const read = await screen.findByTestId("macro-read");
  await waitFor(() => expect(read.textContent).toContain("Asset tag"));
  expect(read.textContent).toContain("Pack the tools");
});
