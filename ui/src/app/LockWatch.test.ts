/** @file Locking a desk: what is being written is saved before it closes, and what cannot be saved keeps it open. */
import { cleanup, configure, render, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import { mayLock } from "../api/locking";
import { Autosave } from "../lib/autosave";
import { shortcuts } from "../lib/shortcuts.svelte";
import { toasts } from "../kit/toasts.svelte";
import LockWatch from "./LockWatch.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let did: string[];
let stop: () => void;

beforeEach(async () => {
  did = [];
  const desk = makeDesk(12, "full");
  const call: typeof desk.call = async (command, input) => {
    if (command !== "host_lock") return desk.call(command, input);
    did.push("locked");
    return { undo: null } as never;
  };
  await connect(Promise.resolve({ ...desk, call }));
  stop = shortcuts.listen();
  render(LockWatch, { onlocked: () => did.push("told") });
});

afterEach(() => {
  stop();
  cleanup();
});

const press = () => dispatchEvent(new KeyboardEvent("keydown", { key: "l", code: "KeyL", ctrlKey: true, altKey: true, bubbles: true, cancelable: true }));

test("the key locks at once, behind what was being written", async () => {
  const draft = new Autosave((text) => Promise.resolve(did.push(text)));
  draft.typed("half a sentence");
  press();
  await waitFor(() => expect(did).toEqual(["half a sentence", "locked", "told"]));
});

test("a draft that cannot be saved keeps the desk open and is said", async () => {
  const draft = new Autosave(() => Promise.reject(new Error("full")));
  draft.typed("half a sentence");
  press();
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(did).toEqual([]);
  draft.drop();
});

test("only a passphrase locks: the sample has none, and a keyring opens by itself", () => {
  const host = { stage: "open", mode: "local", problem: null, keyring: true, lockable: true, folder: "", device: "", version: "", server: null, email: null } as const;
  expect([mayLock(host), mayLock({ ...host, lockable: false }), mayLock({ ...host, mode: "sample" }), mayLock({ ...host, stage: "locked" })]).toEqual([true, false, false, false]);
});
