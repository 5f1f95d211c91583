/** @file The log of sync where it cannot be read: it says so, and reads it again on request. */
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { connect } from "../../api/call";
import Log from "./Log.svelte";

vi.setConfig({ testTimeout: 30_000 });

test("a log that cannot be read says so, and is read again on request", async () => {
  let fails = true;
  const desk = makeDesk(48, "attention");
  await connect(Promise.resolve({ ...desk, call: (command, input) => (fails && command === "sync_log" ? Promise.reject(problem("disk_failing")) : desk.call(command, input)) }));
  render(Log);
  await screen.findByText("The log of sync cannot be read", {}, { timeout: 10_000 });
  fails = false;
  await fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.getAllByTestId("sync-attempt")).toHaveLength(60), { timeout: 10_000 });
});
