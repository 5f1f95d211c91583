/** @file The list of controls that one can look for is what the sections have, both ways; typing leads to one, and the focus to it. */
import { cleanup, configure, fireEvent, render, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { settingsControls } from "../../api/controls";
import type { Mode, SessionView } from "../../api/gen";
import { settingsSections, type SectionId } from "../../api/sections";
import { sentTo } from "../../lib/sentto.svelte";
import { speak, t, type PlainKey } from "../../i18n/words.svelte";
import { findSettings } from "./finding";
import { controlNamed, controlsIn, namesOf } from "./named";
import Settings from "./Settings.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 180_000, hookTimeout: 30_000 });

let desk: ReturnType<typeof makeDesk>;
let mode: Mode;
const answers: Record<string, (told: unknown) => unknown> = {
  session_get: (told) => ({ ...(told as object), mode, server: mode === "connected" ? "desk.example" : null }),
  files_get: () => ({ stored_bytes: 0, settings: { limit_bytes: null, bytes_per_second: null, wait_on_metered: true }, metered: false }),
  staff_list: () => [],
  // A desk with a passphrase can be locked.
  host_state: (told) => ({ ...(told as object), mode, lockable: true }),
  macro_list: () => [{ id: "m1", name: "Close", share: { with: "everybody" }, owner: null, steps: { status: null, priority: null, team: null, assignee: null, add_tags: [], remove_tags: [], custom: {}, checklist: null, note: null, reply: null, snooze: null }, may_edit: true }],
  preference_get: () => ({ enabled: true, from: "18:00", to: "08:00", calendar: null }),
};

async function sit(at: Mode): Promise<void> {
  mode = at;
  desk = makeDesk(12, "full");
  const call = (async (command: string, input: unknown) => {
    const answer = answers[command];
    if (answer === undefined) return desk.call(command, input);
    const told = await desk.call(command, input).catch(() => null);
    return answer(told);
  }) as typeof desk.call;
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
}
beforeEach(() => sit("connected"));
afterEach(cleanup);

function show(section: SectionId | ""): HTMLElement {
  location.hash = `#/settings/${section}`;
  dispatchEvent(new Event("hashchange"));
  const { container } = render(Settings);
  const form = container.querySelector<HTMLElement>(".form");
  if (form === null) throw new Error("no form");
  return form;
}

/** Which of the declared controls of a section are there, when all that it shows has been read. */
async function found(section: SectionId, wanted: readonly PlainKey[]): Promise<void> {
  const form = show(section);
  await waitFor(() => expect({ section, there: wanted.filter((key) => controlNamed(form, t(key)) !== null) }).toEqual({ section, there: wanted }));
  const declared = new Set(settingsControls[section].map((key) => t(key)));
  const others = controlsIn(form).map(namesOf).filter((names) => !names.some((name) => declared.has(name)));
  expect({ section, others }).toEqual({ section, others: [] });
  cleanup();
}

test("every control that is declared is on its page, and every control of a page is declared", async () => {
  for (const { id } of settingsSections) await found(id, id === "account" ? ["settings.lock", "settings.signOut"] : settingsControls[id]);
  await sit("local");
  await found("account", ["settings.lock", "welcome.connect"]);
  await sit("sample");
  await found("account", ["settings.leaveSample"]);
});

test("typing finds a control of another section, Enter goes there, and the focus is on it", async () => {
  show("appearance");
  const field = document.querySelector<HTMLInputElement>("[data-testid=settings-find]");
  if (field === null) throw new Error("no field");
  await fireEvent.input(field, { target: { value: "between" } });
  await waitFor(() => expect(document.querySelector("[data-testid=settings-found][aria-selected=true]")?.textContent).toContain("Between two times"));
  await fireEvent.keyDown(field, { key: "Enter" });
  expect(location.hash).toBe("#/settings/notifications");
  dispatchEvent(new Event("hashchange"));
  await waitFor(() => expect(document.activeElement?.closest<HTMLElement>("[data-line]")?.dataset["line"]).toBe("Between two times"));
  expect(sentTo.control).toBeNull();
  expect(field.value).toBe("");
});

test("the best comes first, by the words of the language that is spoken, and only what one has", async () => {
  const session = await desk.call<SessionView>("session_get", {});
  const best = (typed: string) => findSettings(typed, session)[0]?.id;
  expect(best("keyboard")).toBe("keyboard");
  expect(best("quiet")).toBe("notifications-settings.quiet");
  expect(best("dens")).toBe("appearance-settings.density");
  expect(findSettings("sign out", session).some(({ control }) => control === "files.limit")).toBe(false);
  await speak("de");
  expect(best("ruhe")).toBe("notifications-settings.quiet");
  await speak("en");
});
