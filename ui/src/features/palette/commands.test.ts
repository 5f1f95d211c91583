/** @file Promises about what the palette finds. */
import { expect, test } from "vitest";
import type { SessionView } from "../../api/gen";
import { offered } from "./commands";
import { modeOf, ranked } from "./ranking";

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

test("a mark at the beginning narrows what is meant", () => {
  expect(["> snooze", "#43", "/ thanks", "vpn"].map(modeOf)).toEqual([
    { mode: "commands", words: "snooze" },
    { mode: "tickets", words: "43" },
    { mode: "replies", words: "thanks" },
    { mode: "all", words: "vpn" },
  ]);
});
