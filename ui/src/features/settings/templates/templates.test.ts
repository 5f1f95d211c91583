/** @file The settings of templates, on a desk in memory. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { call, connect } from "../../../api/call";
import { router } from "../../../lib/router.svelte";
import { kept } from "./kept.svelte";
import Templates from "./Templates.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(async () => {
  router.go("settings", ["templates"]);
  const desk = makeDesk(12, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  cleanup();
  kept.all = {};
});

const write = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const names = () => screen.queryAllByTestId("template-row").map((row) => row.querySelector(".name")?.textContent);

test("templates say what they fill, and are found by name", async () => {
  render(Templates);
  await waitFor(() => expect(names()).toEqual(["New colleague", "VPN does not connect"]));
  expect(screen.getAllByTestId("template-row")[0]?.textContent).toContain("3 items");
  await write("template-search", "vpn");
  expect(names()).toEqual(["VPN does not connect"]);
});

test("a template is made, says what it lacks, and is kept without what is empty", async () => {
  router.go("settings", ["templates", "new"]);
  render(Templates);
  await screen.findByTestId("template-form");
  await write("template-name", "Door");
  await fireEvent.submit(screen.getByTestId("template-form"));
  expect((await screen.findByRole("alert")).textContent).toBe("Fill in at least one field.");
  await write("template-subject", "The door does not open");
  await write("template-checklist", "Key\nLock");
  await write("template-description", "x");
  await write("template-description", "");
  // A look at another screen loses nothing.
  cleanup();
  render(Templates);
  await fireEvent.submit(await screen.findByTestId("template-form"));
  await waitFor(async () => expect((await call("template_list", {})).at(-1)?.fills).toEqual({ subject: "The door does not open", checklist: "Key\nLock" }));
});

test("what somebody else keeps is read, and copied", async () => {
  router.go("settings", ["templates", "t2"]);
  render(Templates);
  expect((await screen.findByTestId("template-read")).textContent).toContain("Deniz Aydin");
  await fireEvent.click(screen.getByTestId("template-copy"));
  await waitFor(() => expect(screen.getByTestId("template-name")).toHaveProperty("value", "Copy of VPN does not connect"));
});

test("a ticket fills the form of a new template", async () => {
  router.go("settings", ["templates", "new", "ticket1"]);
  render(Templates);
  await waitFor(() => expect(screen.getByTestId("template-subject")).toHaveProperty("value", "Printer on the third floor"));
  await waitFor(() => expect(router.place.path).toEqual(["templates", "new"]));
  expect(screen.getByTestId("template-subject")).toHaveProperty("value", "Printer on the third floor");
});
