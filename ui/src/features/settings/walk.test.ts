/** @file The sections of the settings are walked by arrows, from the field that finds them and back to it. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import Settings from "./Settings.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

afterEach(cleanup);

const focused = () => document.activeElement?.textContent.trim();
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

test("arrows go down through the sections, to both ends, and up to the field", async () => {
  await connect(Promise.resolve(makeDesk(4, "full")));
  render(Settings);
  const links = () => [...document.querySelectorAll("nav a")].map((link) => link.textContent.trim());
  await waitFor(() => expect(links().length).toBeGreaterThan(10));
  screen.getByTestId("settings-find").focus();
  await press("ArrowDown");
  expect(focused()).toBe(links()[0]);
  await press("ArrowDown");
  expect(focused()).toBe(links()[1]);
  await press("End");
  expect(focused()).toBe(links().at(-1));
  await press("ArrowDown");
  expect(focused(), "there is nothing below the last").toBe(links().at(-1));
  await press("Home");
  await press("ArrowUp");
  expect(document.activeElement).toBe(screen.getByTestId("settings-find"));
});
