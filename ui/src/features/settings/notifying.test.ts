/** @file What this computer tells of is set at once, said, and taken back by the toast or the key for undo; what was set besides stays. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { undo } from "../../api/act";
import { call, connect } from "../../api/call";
import { hold, holdForAnHour } from "../../api/dnd";
import MenuHost from "../../kit/MenuHost.svelte";
import { layerHostId } from "../../kit/modal.svelte";
import { toasts } from "../../kit/toasts.svelte";
import Notifications from "./Notifications.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** A command that the desk refuses. */
let refused: string | null;
let done: string[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [refused, done] = [null, []];
  const desk = makeDesk(12, "full");
  const answer = <Output>(command: string, input: unknown): Promise<Output> => {
    done.push(command);
    return command === refused ? Promise.reject(Object.assign(new Error("full"), { code: "disk_full" })) : desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: answer, listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)) }));
  render(MenuHost);
  render(Notifications);
  await screen.findByTestId("notify-breach");
  await screen.findByTestId("urgent-breaks-through");
  await screen.findByTestId("badge");
});
afterEach(() => {
  cleanup();
  for (const { id } of toasts.list) toasts.dismiss(id);
  document.body.replaceChildren();
});

const said = () => toasts.list.map(({ text }) => text);
const press = (testid: string) => fireEvent.click(screen.getByTestId(testid));
const kinds = async () => (await call("notification_settings_get", {})).kinds;
const quiet = () => call("preference_get", { name: "quiet_hours" });

test("how far a kind reaches, and a kind that is on or off, come back as they were; another one that was set meanwhile stays", async () => {
  const before = await kinds();
  await press("notify-breach");
  await fireEvent.click(await screen.findByRole("option", { name: /^All tickets/u }));
  await waitFor(() => expect(said()).toEqual(["A target is breached: All tickets"]));
  expect((await kinds()).breach).toBe("all");
  await undo();
  await waitFor(async () => expect((await kinds()).breach).toBe(before.breach));

  await press("notify-mention");
  await waitFor(() => expect(said()).toEqual(["Somebody mentioned me: Off"]));
  expect((await kinds()).mention).toBe("off");
  // By another window of this desk.
  const now = await call("notification_settings_get", {});
  await call("notification_settings_put", { ...now, kinds: { ...now.kinds, at_risk: "all" } });
  await undo();
  await waitFor(async () => expect(await kinds()).toMatchObject({ mention: "mine", at_risk: "all" }));
  expect(done, "the desk has nothing to take back").not.toContain("undo");
});

test("quiet hours, what breaks through them, and how Tern lives on the desktop come back as well", async () => {
  await press("quiet-hours");
  await waitFor(() => expect(said()).toEqual(["Quiet hours: On"]));
  const from = await screen.findByLabelText<HTMLInputElement>("Quiet from");
  await fireEvent.change(from, { target: { value: "20:15" } });
  await waitFor(() => expect(said(), "only the last one stands").toEqual(["Quiet from: 20:15"]));
  expect(await quiet()).toMatchObject({ enabled: true, from: "20:15" });
  await undo();
  await waitFor(async () => expect(await quiet()).toMatchObject({ enabled: true, from: "18:00" }));

  await press("urgent-breaks-through");
  await waitFor(() => expect(said()).toEqual(["Urgent tickets break through: Off"]));
  expect((await call("dnd_get", {})).urgent_breaks_through).toBe(false);
  await undo();
  await waitFor(async () => expect((await call("dnd_get", {})).urgent_breaks_through).toBe(true));

  await press("badge");
  await waitFor(async () => expect((await call("window_system_get", {})).badge).toBe(false));
  await waitFor(() => expect(said()[0]).toMatch(/: Off$/u));
  await undo();
  await waitFor(async () => expect((await call("window_system_get", {})).badge).toBe(true));
});

test("do not disturb goes back to what held before it", async () => {
  await holdForAnHour();
  const { until } = await call("dnd_get", {});
  expect(until).not.toBeNull();
  await hold();
  expect(await call("dnd_get", {})).toMatchObject({ on: true, until: null });
  await undo();
  await waitFor(async () => expect(await call("dnd_get", {})).toMatchObject({ on: true, until }));
});

test("what could not be kept is said, and offers nothing to take back", async () => {
  refused = "notification_settings_put";
  await press("notify-mention");
  await waitFor(() => expect(toasts.list.map(({ tone, undo: back }) => [tone, back])).toEqual([["danger", null]]));
});
