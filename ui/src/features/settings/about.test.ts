/** @file Promises about the settings that say what this Tern is, and what the templates' text says of their key. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import About from "./About.svelte";
import Templates from "./templates/Templates.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/** A command that fails. */
let fails: string | null = null;

afterEach(() => {
  cleanup();
  shortcuts.resetAll();
});

async function on(): Promise<void> {
  const desk = makeDesk(4, "full");
  const call: typeof desk.call = (command, input) => (command === fails ? Promise.reject(problem("internal")) : desk.call(command, input));
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
}

test("what could not be read is said, and read again on request", async () => {
  fails = "host_state";
  await on();
  render(About);
  expect((await screen.findByTestId("about-failed")).textContent).toContain("The version and the folder could not be read.");
  fails = null;
  await fireEvent.click(screen.getByTestId("about-again"));
  await screen.findByText("Tern 0.1.0");
  expect(screen.queryByTestId("about-failed")).toBeNull();
});

test("the text about templates names the key that opens them, in the writing of this system", async () => {
  await on();
  render(Templates);
  await screen.findByText(/press Ctrl\+; and choose/);
  shortcuts.rebind("new.template", ["Mod+J"]);
  await waitFor(() => screen.getByText(/press Ctrl\+J and choose/));
});
