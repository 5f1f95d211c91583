/** @file Types, statuses and fields are one kind of list: put in order by keys, by buttons and by the grip, and opened by their names. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { madeFields } from "../../gallery/fields";
import { connect } from "../api/call";
import type { LookupsView } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { announcer } from "../lib/announce.svelte";
import Fields from "../features/settings/fields/Fields.svelte";
import Statuses from "../features/settings/house/Statuses.svelte";
import Types from "../features/settings/house/Types.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sent: { command: string; keys: readonly string[] }[];
let says: (notice: unknown) => void;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sent = [];
  const desk = makeDesk(4, "full");
  /** The lists in the order that was sent last. */
  const inOrder = <T extends { key: string }>(command: string, all: readonly T[]): T[] => {
    const keys = sent.findLast((one) => one.command === command)?.keys ?? [];
    return keys.length === 0 ? [...all] : all.toSorted((one, other) => keys.indexOf(one.key) - keys.indexOf(other.key));
  };
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command.endsWith("_order")) {
      sent.push({ command, ...(input as { keys: readonly string[] }) });
      says({ notice: "changed", tags: ["House"] });
      return { undo: "order" } as Output;
    }
    const answer = await desk.call<Output>(command, input);
    if (command !== "lookup_all") return answer;
    const lookups = answer as LookupsView;
    return { ...lookups, types: inOrder("type_order", lookups.types), statuses: inOrder("status_order", lookups.statuses), fields: inOrder("field_order", madeFields) } as Output;
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), (says = hear), desk.listen(hear, missed)) }));
});

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

const rows = (kind: string) => screen.getAllByTestId(`${kind}-row`);
const keysIn = (kind: string) => rows(kind).map((row) => row.getAttribute(`data-${kind}`) ?? "");
const press = async (key: string) => {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true, bubbles: true, cancelable: true }));
  await tick();
};

describe.each([
  ["type", Types],
  ["status", Statuses],
  ["field", Fields],
] as const)("the list of each %s", (kind, List) => {
  async function open(): Promise<string[]> {
    render(List);
    await screen.findByTestId(`${kind}-add`);
    return keysIn(kind);
  }

  test("Alt and the arrows move a row, say where it is and keep the focus on it", async () => {
    const [first = "", second = "", ...rest] = await open();
    rows(kind)[0]?.focus();
    await press("ArrowUp");
    expect([sent, announcer.text.includes("1 of")]).toEqual([[], true]);
    await press("ArrowDown");
    await waitFor(() => expect(keysIn(kind)).toEqual([second, first, ...rest]));
    expect(sent.at(-1)).toEqual({ command: `${kind}_order`, keys: [second, first, ...rest] });
    await waitFor(() => expect(document.activeElement?.getAttribute(`data-${kind}`)).toBe(first));
    expect(announcer.text).toMatch(new RegExp(`2 of ${String(rest.length + 2)}`));
  });

  test("the buttons do the same, and none leads beyond the ends", async () => {
    const keys = await open();
    const moves = (key: string) => [...(rows(kind)[keysIn(kind).indexOf(key)]?.closest("li")?.querySelectorAll<HTMLButtonElement>("button[aria-label]") ?? [])];
    expect(moves(keys[0] ?? "").map(({ disabled }) => disabled)).toEqual([true, false]);
    expect(moves(keys.at(-1) ?? "").map(({ disabled }) => disabled)).toEqual([false, true]);
    moves(keys.at(-1) ?? "")[0]?.click();
    await waitFor(() => expect(keysIn(kind)).toEqual([...keys.slice(0, -2), keys.at(-1), keys.at(-2)]));
  });

  test("the grip carries a row into a gap, and Escape lets go of it", async () => {
    const [first = "", second = "", third = "", ...rest] = await open();
    const lines = rows(kind).map((row) => row.closest("li"));
    for (const [place, line] of lines.entries()) if (line !== null) line.getBoundingClientRect = () => new DOMRect(0, place * 40, 300, 40);
    const grip = screen.getAllByTestId(`${kind}-grip`)[0];
    if (grip === undefined) throw new Error("no grip");
    grip.setPointerCapture = () => undefined;
    await fireEvent.pointerDown(grip, { button: 0, pointerId: 1, clientY: 20 });
    await fireEvent.pointerMove(grip, { pointerId: 1, clientY: 90 });
    await fireEvent.keyDown(window, { key: "Escape" });
    await fireEvent.pointerUp(grip, { pointerId: 1 });
    expect(sent).toEqual([]);
    await fireEvent.pointerDown(grip, { button: 0, pointerId: 1, clientY: 20 });
    await fireEvent.pointerMove(grip, { pointerId: 1, clientY: 90 });
    await fireEvent.pointerUp(grip, { pointerId: 1 });
    await waitFor(() => expect(keysIn(kind)).toEqual([second, first, third, ...rest]));
  });

  test("a name opens what it names", async () => {
    await open();
    rows(kind)[1]?.click();
    const name = await screen.findByTestId<HTMLInputElement>(`${kind}-name`);
    expect(name.value).toBe(rows(kind)[1]?.firstElementChild?.textContent);
  });
});
