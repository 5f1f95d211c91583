/** @file Promises about a focus that is never nowhere; what needs layout is promised in the real window. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { focusIsLost, homeOfFocus, keepFocus, screenShown } from "./keepfocus";

let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = '<div id="app"><div class="frame"><nav><a href="#/board">Board</a></nav><main><header><button id="title">Filter</button></header><div id="screen"></div></main></div><div id="layers"></div></div>';
  stop = keepFocus();
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

const byId = (id: string) => document.getElementById(id);
const screen = () => byId("screen") ?? document.body;
const focused = () => document.activeElement?.id;
/** Removals are noticed at once, and answered in the next frame. */
const settled = () => vi.waitFor(() => expect(focusIsLost()).toBe(false));

test("what takes the place of what went away has the focus, and the last one's is what stood before it", async () => {
  screen().innerHTML = '<ul><li><button id="one">1</button></li><li><button id="two">2</button></li><li><button id="three">3</button></li></ul>';
  byId("two")?.focus();
  byId("two")?.parentElement?.remove();
  await settled();
  expect(focused()).toBe("three");
  byId("three")?.parentElement?.remove();
  await settled();
  expect(focused()).toBe("one");
});

test("a part that is replaced hands the focus to what replaced it, and not to the row of the title", async () => {
  screen().innerHTML = '<section><button id="choose">Choose</button></section>';
  byId("choose")?.focus();
  screen().innerHTML = '<section><p>Running</p><button id="cancel">Cancel</button></section>';
  await settled();
  expect(focused()).toBe("cancel");
});

test("what went out of a panel hands the focus to the tab of that panel", async () => {
  screen().innerHTML = '<div role="tablist"><button role="tab" id="out" aria-selected="false">Outbox</button><button role="tab" id="conflicts" aria-selected="true">Conflicts</button><button role="tab" id="held" aria-selected="false">Held</button></div><div><ul><li id="row" tabindex="-1">Conflict</li></ul></div>';
  byId("row")?.focus();
  byId("row")?.remove();
  await settled();
  expect(focused()).toBe("conflicts");
});

test("a toast that goes gives the focus back to the screen", async () => {
  screen().innerHTML = '<button id="card">Card</button>';
  byId("card")?.focus();
  const toast = document.createElement("div");
  toast.innerHTML = '<button id="undo">Undo</button>';
  document.body.append(toast);
  byId("undo")?.focus();
  toast.remove();
  await settled();
  expect(focused()).toBe("card");
});

test("a dialog that goes gives the focus back to the screen, not to a toast", async () => {
  const toast = document.createElement("div");
  toast.innerHTML = '<button id="undo">Undo</button>';
  byId("app")?.append(toast);
  screen().innerHTML = '<button id="card">Card</button>';
  byId("card")?.focus();
  const dialog = document.createElement("div");
  dialog.innerHTML = '<button id="create">Create</button>';
  byId("layers")?.append(dialog);
  byId("create")?.focus();
  dialog.remove();
  await settled();
  expect(focused()).toBe("card");
});

test("a screen that comes takes the focus where it says that one begins, also when that comes late", async () => {
  document.querySelector<HTMLElement>("nav a")?.focus();
  screenShown();
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("MAIN"));
  expect(focusIsLost(), "it only stands in").toBe(true);
  screen().innerHTML = '<button id="first">First</button>';
  await vi.waitFor(() => expect(focused()).toBe("first"));
  screen().insertAdjacentHTML("beforeend", '<div id="here" tabindex="-1" data-pane-start></div>');
  await vi.waitFor(() => expect(focused()).toBe("here"));
});

test("a screen that knows better is asked, and nothing is taken from what was clicked beside", async () => {
  const home = vi.fn(() => {
    byId("mine")?.focus();
    return "taken" as const;
  });
  const moved = homeOfFocus(home);
  screen().innerHTML = '<button id="other">Other</button><div id="mine" tabindex="-1"></div>';
  screenShown();
  await vi.waitFor(() => expect(focused()).toBe("mine"));
  byId("mine")?.blur();
  screen().append("something else changes");
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(document.body);
  moved();
});
