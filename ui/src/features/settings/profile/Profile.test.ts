/** @file One's own profile: what is typed is kept and saved, and a password is changed by whoever knows the present one. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { connect } from "../../../api/call";
import { kept } from "./kept.svelte";
import Profile from "./Profile.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const asked: unknown[] = [];
const problem = (code: string, detail?: unknown) => Object.assign(new Error(code), { code, detail });
beforeEach(async () => {
  asked.length = 0;
  kept.typed = {};
  const desk = makeDesk(12, "attention");
  const call = (async (command: string, input: unknown) => {
    if (command !== "password_change") return desk.call(command, input);
    asked.push(input);
    const { current, new: wanted } = input as { current: string; new: string };
    if (wanted.length < 8) throw problem("invalid", { field: "new", least: 8 });
    if (current !== "right") throw problem("wrong_password");
    return { undo: null };
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call }));
});
afterEach(cleanup);

const field = async (name: string): Promise<HTMLInputElement> => screen.findByTestId<HTMLInputElement>(name);
const type = async (name: string, value: string): Promise<void> => {
  await fireEvent.input(await field(name), { target: { value } });
};

test("what is typed outlasts a look elsewhere, and is saved", async () => {
  const first = render(Profile);
  expect((await field("profile-name")).value).toBe("Mira Solberg");
  await type("profile-location", "Oslo");
  first.unmount();
  render(Profile);
  expect((await field("profile-location")).value).toBe("Oslo");
  await fireEvent.click(screen.getByTestId("profile-save"));
  await waitFor(() => expect(kept.typed).toEqual({}));
  await waitFor(async () => expect((await field("profile-location")).value).toBe("Oslo"));
  expect(screen.getByTestId<HTMLButtonElement>("profile-save").disabled).toBe(true);
});

test("without a name nothing is saved, and the field says so", async () => {
  render(Profile);
  await type("profile-name", " ");
  await fireEvent.click(screen.getByTestId("profile-save"));
  expect((await field("profile-name")).getAttribute("aria-invalid")).toBe("true");
  expect(kept.typed).toEqual({ name: " " });
});

test("a password is changed by whoever knows the present one and means the new one", async () => {
  render(Profile);
  await fireEvent.click(await screen.findByTestId("password-open"));
  const change = async (current: string, wanted: string, again: string): Promise<void> => {
    await type("password-current", current);
    await type("password-new", wanted);
    await type("password-again", again);
    await fireEvent.click(screen.getByTestId("password-save"));
  };
  const refusedAt = (name: string) => waitFor(() => expect(screen.getByTestId(name).getAttribute("aria-invalid")).toBe("true"));
  await change("right", "a long new one", "another new one");
  await refusedAt("password-again");
  expect(asked).toEqual([]);
  await change("right", "short", "short");
  await refusedAt("password-new");
  expect(screen.getByText("Take at least 8 characters")).toBeTruthy();
  await change("wrong", "a long new one", "a long new one");
  await refusedAt("password-current");
  await change("right", "a long new one", "a long new one");
  await waitFor(() => expect(screen.queryByTestId("password-dialog")).toBeNull());
  expect(asked.at(-1)).toEqual({ current: "right", new: "a long new one" });
});
