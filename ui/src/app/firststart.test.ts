/** @file From the first page to a desk of one's own: how many presses that takes, so that it stays under a minute. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import type { NotificationTried } from "../api/gen";
import { watchLessons } from "../api/lessons";
import Settings from "../features/settings/Settings.svelte";
import Welcome from "../features/welcome/Welcome.svelte";
import { appearance } from "../lib/appearance.svelte";
import { learned, lessons, showsFirstSteps } from "../lib/learning.svelte";
import { router } from "../lib/router.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { store } from "../lib/stored.svelte";
import FirstSteps from "./FirstSteps.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

let began: string[];
let tried: number;
const host = { stage: "welcome", mode: null, problem: null, keyring: true, lockable: false, folder: "/tmp/tern", device: "laptop", version: "0.1.0", server: null, email: null } as const;

beforeEach(async () => {
  began = [];
  tried = 0;
  for (const name of ["learned", "first-steps"]) store(name, "");
  const desk = makeDesk(4, "full");
  const call = (async (command: string, input: unknown) => {
    if (command.startsWith("host_try") || command.startsWith("host_work")) {
      began.push(command);
      return null;
    }
    if (command !== "window_notify_test") return desk.call(command, input);
    tried++;
    return { shown: true, why: null, by: null, buttons: true, keeps: true } satisfies NotificationTried;
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call }));
});
afterEach(() => {
  cleanup();
  appearance.useTheme("system");
  appearance.useDensity("auto");
});

/** Reading and pressing, for somebody who sees it for the first time. */
const secondsEach = 5;

test.each([
  { way: "try-sample", command: "host_try_sample", most: 6 },
  { way: "work-locally", command: "host_work_locally", most: 7 },
])("$way: a desk, its density and theme, and a notification that was tried", async ({ way, command, most }) => {
  let presses = 0;
  const click = async (what: HTMLElement) => {
    presses++;
    await fireEvent.click(what);
  };
  const opened = vi.fn();
  render(Welcome, { host, onopened: opened });
  await click(screen.getByTestId(way));
  if (way === "work-locally") {
    // To type one's name is free, as what one has to say always is; Enter ends it.
    const field = await screen.findByTestId("local-name");
    await fireEvent.input(field, { target: { value: "Robin" } });
    presses++;
    await fireEvent.submit(field.closest("form") ?? field);
  }
  await waitFor(() => expect(opened).toHaveBeenCalledOnce());
  expect(began).toEqual([command]);
  cleanup();

  // The desk, as far as it leads one there.
  expect(showsFirstSteps(), "on any desk, not the sample alone").toBe(true);
  const deaf = watchLessons(() => "me");
  const leave = shortcuts.answer({ "go.appearance": () => router.replace("settings", ["appearance"]), "go.notifyTest": () => router.replace("settings", ["notifications"]) });
  render(FirstSteps);
  render(Settings);
  await click(screen.getByRole("button", { name: "Make it yours: theme and density" }));
  await click(await screen.findByRole("radio", { name: "Compact" }));
  await click(screen.getByRole("radio", { name: "Dark" }));
  expect([appearance.density, appearance.theme, learned().has("go.appearance")]).toEqual(["compact", "dark", true]);
  // Those between are the day's work.
  store("learned", lessons.slice(0, -1).join(" "));
  await click(await screen.findByRole("button", { name: "Try a notification" }));
  await click(await screen.findByTestId("notify-test"));
  await waitFor(() => expect([tried, learned().size]).toEqual([1, lessons.length]));
  deaf();
  leave();
  expect(presses).toBeLessThanOrEqual(most);
  expect(presses * secondsEach).toBeLessThan(60);
});
