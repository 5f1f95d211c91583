/** @file The menus: every row has words, keys follow what a person changed, and a row does what its key does. */
import { afterEach, expect, test, vi } from "vitest";
import { undoing } from "../api/undoing.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import { choose, ownMenus, rowsOf, titled } from "./menubar";

afterEach(() => {
  undoing.view = undefined;
  shortcuts.resetAll();
  document.body.replaceChildren();
});

const menu = (id: string) => titled.find((one) => one.id === id) ?? titled[0] ?? { id: "", label: "menu.file" as const, rows: [] };
const row = (of: string, id: string, at: Element | null = null, chosen = () => undefined) =>
  rowsOf(menu(of), at, chosen).flatMap((entry) => (entry !== "line" && "id" in entry && entry.id === id ? [entry] : []))[0];

test("a row has the key that a person chose for it, also where the system shows the menus", () => {
  expect(row("file", "app.newTicket")?.keys).toBe("C");
  shortcuts.rebind("app.newTicket", ["Mod+Shift+Y"]);
  expect(row("file", "app.newTicket")?.keys).toBe("Mod+Shift+Y");
  const own = ownMenus().flatMap(({ rows }) => rows).find((one) => one.row === "command" && one.id === "app.newTicket");
  expect(own).toMatchObject({ label: row("file", "app.newTicket")?.label, keys: "Mod+Shift+Y" });
});

test("what nobody answers here is grey, and what somebody answers runs with the focus put back before", () => {
  expect(row("ticket", "act.resolve")?.refused).toBe("");
  const order: string[] = [];
  const leave = shortcuts.answer({ "act.resolve": () => order.push("resolved") });
  const resolve = row("ticket", "act.resolve", null, () => void order.push("back"));
  expect(resolve?.refused).toBeUndefined();
  resolve?.act?.();
  expect(order).toEqual(["back", "resolved"]);
  leave();
});

test("undo is the field's own while one writes, and the desk's elsewhere", () => {
  const did: string[] = [];
  Object.assign(document, { execCommand: vi.fn((what: string) => did.push(what) > 0) });
  const leave = shortcuts.answer({ "app.undo": () => did.push("desk") });
  choose("app.undo");
  document.body.innerHTML = "<textarea></textarea>";
  const area = document.querySelector("textarea");
  area?.focus();
  choose("app.undo");
  choose("select_all");
  expect(did).toEqual(["desk", "undo", "selectAll"]);
  expect([row("edit", "paste", area)?.refused, row("edit", "paste", null)?.refused]).toEqual([undefined, ""]);
  leave();
});

test("a system that shows the menus has its own rows in them, and none twice", () => {
  const menus = ownMenus();
  const ids = menus.flatMap(({ rows }) => rows.flatMap((one) => (one.row === "command" ? [one.id] : one.row === "system" ? [one.what] : [])));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(["copy", "paste", "hide", "minimise", "app.quit", "go.settings"]));
  for (const { rows } of menus) expect([rows[0]?.row, rows.at(-1)?.row]).not.toContain("line");
});

test("undo says what it takes back, is grey where there is nothing, and is the field's own while one writes", () => {
  const leave = shortcuts.answer({ "app.undo": () => undefined, "app.redo": () => undefined });
  expect([row("edit", "app.undo")?.label, row("edit", "app.undo")?.refused]).toEqual(["Undo", undefined]);
  undoing.view = { undo: "Set #12 to Resolved", redo: null };
  expect([row("edit", "app.undo")?.label, row("edit", "app.undo")?.refused]).toEqual(["Undo “Set #12 to Resolved”", undefined]);
  expect([row("edit", "app.redo")?.label, row("edit", "app.redo")?.refused]).toEqual(["Redo", ""]);
  const area = document.body.appendChild(document.createElement("textarea"));
  expect([row("edit", "app.undo", area)?.label, row("edit", "app.redo", area)?.refused]).toEqual(["Undo", undefined]);
  undoing.view = { undo: null, redo: "x".repeat(200) };
  expect(row("edit", "app.undo")?.refused).toBe("");
  expect(row("edit", "app.redo")?.label.length).toBeLessThan(75);
  leave();
});
