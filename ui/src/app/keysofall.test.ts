/** @file Keys that lead anywhere from anywhere, one row each: what is pressed, and what it does. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect } from "../api/call";
import { keyRows, type KeyId } from "../lib/keys";
import { store } from "../lib/stored.svelte";
import App from "./App.svelte";
// Fetched before they are waited for.
import "../features/board/Board.svelte";
import "../features/list/List.svelte";
import "../features/palette/PaletteBox.svelte";
import "../features/sync/Sync.svelte";
import "./MenuBar.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });

let asked: string[];
const back = vi.spyOn(history, "back").mockReturnValue();
const forward = vi.spyOn(history, "forward").mockReturnValue();
const paneOf = (at: Element | null) => at?.closest("[data-pane]")?.tagName;
const at = (place: string) => () => expect(location.hash).toBe(place);
const asks = (command: string) => () => expect(asked).toContain(command);
const opens = (testid: string) => () => expect(screen.getByTestId(testid)).toBeDefined();

interface Row {
  id: KeyId;
  /** Which of its keys; the first where nothing is said. */
  keys?: string;
  does: () => void;
}
// F6 goes from what one works on to the next pane, which is round the corner the first one.
const rows: readonly Row[] = [
  { id: "app.nextPane", does: () => expect(paneOf(document.activeElement)).toBe("FOOTER") },
  { id: "app.previousPane", does: () => expect(paneOf(document.activeElement)).toBe("NAV") },
  { id: "app.menu", does: opens("menu-bar") },
  { id: "app.back", does: () => expect(back).toHaveBeenCalledOnce() },
  { id: "app.forward", does: () => expect(forward).toHaveBeenCalledOnce() },
  { id: "sync.now", does: asks("sync_now") },
  { id: "go.ticket", does: () => expect(screen.getByTestId<HTMLInputElement>("palette-input").value).toBe("#") },
  { id: "go.sync", does: at("#/sync") },
  { id: "go.conflicts", does: at("#/sync/conflicts") },
  { id: "go.inbox", does: at("#/list?view=mine") },
  { id: "view.next", does: at("#/list?view=mine") },
  { id: "view.previous", does: at("#/list?view=breached") },
  { id: "view.open", keys: "Mod+1", does: at("#/list?view=mine") },
  { id: "view.open", keys: "Mod+2", does: at("#/list?view=unassigned") },
  { id: "view.open", keys: "Mod+3", does: at("#/list?view=breached") },
];

beforeEach(async () => {
  asked = [];
  back.mockClear();
  forward.mockClear();
  store("single-keys", "on");
  vi.spyOn(Element.prototype, "getClientRects").mockReturnValue([new DOMRect(0, 0, 10, 10)] as unknown as DOMRectList);
  const desk = makeDesk(12, "full");
  const call = ((command: string, input: unknown) => {
    asked.push(command);
    return desk.call(command, input);
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  location.hash = "#/board";
  dispatchEvent(new Event("hashchange"));
  render(App);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));
  await waitFor(() => expect(screen.getAllByTestId("view")).toHaveLength(3));
});
afterEach(cleanup);

/** Presses keys as they are written in the table: `G I`, `Mod+Alt+S`, `Shift+F6`. */
async function press(keys: string): Promise<void> {
  for (const chord of keys.split(" ")) {
    const parts = chord.split("+");
    const key = parts.pop() ?? "";
    const code = /^\d$/.test(key) ? `Digit${key}` : /^[A-Z]$/.test(key) ? `Key${key}` : key;
    await fireEvent.keyDown(document.activeElement ?? document.body, {
      key: key.length === 1 ? key.toLowerCase() : key,
      code,
      ctrlKey: parts.includes("Mod"),
      altKey: parts.includes("Alt"),
      shiftKey: parts.includes("Shift"),
    });
  }
}

test.each(rows.map((row) => ({ ...row, keys: row.keys ?? keyRows.find(({ id }) => id === row.id)?.keys[0] ?? "" })))("$keys, $id", async ({ keys, does }) => {
  expect(keys).not.toBe("");
  await press(keys);
  await waitFor(does);
});
