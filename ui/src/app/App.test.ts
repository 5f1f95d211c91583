/** @file From page to page before a desk is open: what somebody types into one is no command to the next. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { Stage } from "../api/gen";
import { toasts } from "../kit/toasts.svelte";
import App from "./App.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });
afterEach(cleanup);

test("a desk that its server unlocks stays out of the way of a password that is being typed", async () => {
  const desk = makeDesk(12, "full");
  let stage: Stage = "lapsed";
  let hear: (notice: unknown) => void = () => undefined;
  const call = (async (command: string, input: unknown) => {
    const told = await desk.call(command, input);
    return command === "host_state" ? { ...(told as object), stage } : told;
  }) as typeof desk.call;
  const listen: typeof desk.listen = (notice, missed) => {
    hear = notice;
    return desk.listen(notice, missed);
  };
  await connect(Promise.resolve({ ...desk, call, listen }));
  render(App);
  const field = await screen.findByTestId("lapsed-password");
  const typed = performance.now();
  await fireEvent.keyDown(field, { key: "e" });
  stage = "open";
  hear({ notice: "changed", tags: ["Host"] });
  await waitFor(() => expect(screen.queryByTestId("lapsed-password")).toBeNull());
  expect(performance.now() - typed).toBeGreaterThan(990);
});

test("what nobody caught is said once, calmly, with the way to what it was", async () => {
  const desk = makeDesk(4, "full");
  await connect(Promise.resolve(desk));
  render(App);
  await screen.findAllByTestId("column");
  for (let count = 0; count < 3; count++) dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: new Error("My printer") }));
  await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual(["Something went wrong here. What is saved is safe; diagnostics say what it was."]));
  toasts.list[0]?.action?.act();
  await waitFor(() => expect(location.hash).toBe("#/settings/about/diagnostics"));
});
