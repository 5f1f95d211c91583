/** @file What the status bar says of the desk as a whole, and only when there is something to say. */
import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { Platform } from "../platform/platform";
import StatusBar from "./StatusBar.svelte";

afterEach(cleanup);

/** A status bar over a desk whose server's clock is this far from its own. */
async function withOffset(clock_offset_ms: number): Promise<void> {
  const desk = makeDesk(12, "full");
  const other: Platform = {
    call: async <Answer>(command: string, input: unknown) => {
      const answer = await desk.call<Answer>(command, input);
      return command === "sync_status" ? Object.assign({}, answer, { clock_offset_ms }) : answer;
    },
    listen: (hear, missed) => (missed(), desk.listen(hear, missed)),
  };
  await connect(Promise.resolve(other));
  render(StatusBar);
  await waitFor(() => expect(screen.queryByTestId("sync-status")).not.toBeNull());
}

test("a clock that is seven minutes fast is said with its direction", async () => {
  await withOffset(-7 * 60_000);
  await waitFor(() => expect(screen.getByTestId("clock-skew").textContent).toContain("7m ahead of the server"));
});

test("a clock that is five minutes slow is said, too", async () => {
  await withOffset(5 * 60_000);
  await waitFor(() => expect(screen.getByTestId("clock-skew").textContent).toContain("5m behind the server"));
});

test("two minutes are said, and a second less is nobody's concern", async () => {
  await withOffset(119_000);
  // What was read from the desk before may stand for a moment.
  await waitFor(() => expect(screen.queryByTestId("clock-skew")).toBeNull());
});
