/** @file Promises about what the palette finds. */
import { expect, test, vi } from "vitest";
import { remember } from "../../api/act";
import type { SessionView } from "../../api/gen";
import { undoing } from "../../api/undoing.svelte";
import { speak } from "../../i18n/words.svelte";
import { menus, openMenu } from "../../kit/menu.svelte";
import { layers } from "../../lib/layers.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { sentTo } from "../../lib/sentto.svelte";
import { offered } from "./commands";
import { controlsOffered } from "./controls";
import { modeOf, ranked } from "./ranking";

// A busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 120_000 });

const session = (over: Partial<SessionView>) => ({ mode: "local", may_configure: true, ...over }) as unknown as SessionView;
const best = (typed: string, of: SessionView) => ranked(offered(of), typed, {})[0]?.item;

test("every section of the settings is found by its name, and goes there", () => {
  best("sla policies", session({}))?.act();
  expect(location.hash).toBe("#/settings/policies");
  for (const [typed, id] of [["business hours", "hours"], ["keyboard", "keyboard"], ["appearance", "appearance"], ["about", "about"], ["canned", "replies"], ["signature", "signature"]] as const) {
    expect(best(typed, session({}))?.id).toBe(`settings-${id}`);
  }
});

test("a section that somebody does not have is not offered", () => {
  const ids = (of: SessionView) => offered(of).map(({ id }) => id);
  expect(ids(session({ may_configure: false }))).not.toContain("settings-policies");
  expect(ids(session({}))).not.toContain("settings-devices");
  expect(ids(session({ mode: "connected" }))).toContain("settings-devices");
});

test("contacts and organisations are found by their names, by those who have them", () => {
  const agent = session({ role: "agent", may_configure: false });
  expect(best("contacts", agent)?.id).toBe("settings-contacts");
  expect(best("organisations", agent)?.id).toBe("settings-organisations");
  expect(offered(session({ role: "technician", may_configure: false })).some(({ id }) => id === "settings-organisations")).toBe(false);
  const leave = shortcuts.answer({ "go.contacts": () => undefined, "app.newContact": () => undefined, "app.newOrganisation": () => undefined });
  expect(["contacts", "new contact", "new organisation"].map((typed) => best(typed, agent)?.id)).toEqual(["go.contacts", "app.newContact", "app.newOrganisation"]);
  leave();
});

test("a single control of the settings is found by its words, and leads to it", () => {
  const found = (typed: string, of: SessionView) => ranked(controlsOffered(of), typed, {})[0]?.item;
  expect(found("quiet hours", session({}))?.label).toBe("Settings: Quiet hours");
  found("quiet hours", session({}))?.act();
  expect([location.hash, sentTo.control]).toEqual(["#/settings/notifications", "settings.quiet"]);
  sentTo.control = null;
  // What a person cannot configure is not offered either.
  expect(found("new policy", session({}))?.id).toBe("settings-policies-policy.add");
  expect(controlsOffered(session({ may_configure: false })).some(({ id }) => id.startsWith("settings-policies"))).toBe(false);
});

test("a mark at the beginning narrows what is meant", () => {
  expect(["> snooze", "#43", "/ thanks", "@ida", "? door", "vpn"].map(modeOf)).toEqual([
    { mode: "commands", words: "snooze" },
    { mode: "tickets", words: "43" },
    { mode: "replies", words: "thanks" },
    { mode: "people", words: "ida" },
    { mode: "search", words: "door" },
    { mode: "all", words: "vpn" },
  ]);
});

test("a command that opens a menu lends it to the palette, which lies over the screen by then", () => {
  const menu = { label: "Assignee of #4312", entries: () => [] };
  const leave = shortcuts.answer({ "act.assignee": () => openMenu({ x: 0, y: 0 }, menu), "act.resolve": () => undefined });
  const commands = offered(session({}));
  const lies = layers.push({ modal: true, close: () => undefined });
  expect(commands.find(({ id }) => id === "act.assignee")?.menu?.()).toBe(menu);
  expect(commands.find(({ id }) => id === "act.resolve")?.menu).toBeUndefined();
  expect(menus.open).toBe(null);
  lies();
  leave();
});

test("undo is offered under what it takes back, in the words that somebody read, and not where there is nothing", async () => {
  const leave = shortcuts.answer({ "app.undo": () => undefined, "app.redo": () => undefined });
  const label = (id: string) => offered(session({})).find((one) => one.id === id)?.label;
  undoing.view = { undo: "Assigned #12 to Ida", redo: null };
  expect([label("app.undo"), label("app.redo")]).toEqual(["Undo “Assigned #12 to Ida”", undefined]);
  await speak("de");
  // What another window did has only the English name of the core.
  expect(label("app.undo")).toBe("Rückgängig");
  remember({ undo: "Assigned #12 to Ida" }, "#12 Ida zugewiesen");
  expect(label("app.undo")).toBe("„#12 Ida zugewiesen“ rückgängig machen");
  await speak("en");
  undoing.view = undefined;
  expect([label("app.undo"), label("app.redo")]).toEqual(["Undo", "Redo"]);
  leave();
});
