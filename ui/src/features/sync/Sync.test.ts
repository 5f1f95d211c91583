/** @file What needs a decision on a desk in memory: conflicts, held replies and refused changes, from the keyboard. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { problem } from "../../../gallery/problems";
import { connect } from "../../api/call";
import { speak } from "../../i18n/words.svelte";
import { menus } from "../../kit/menu.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import Sync from "./Sync.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
/** A command that fails. */
let fails: string | null;
/** What the desk was asked to do. */
let asked: [command: string, input: unknown][];

beforeEach(async () => {
  [asked, fails] = [[], null];
  const desk = makeDesk(48, "attention");
  const call: typeof desk.call = (command, input) => {
    if (command === fails) return Promise.reject(problem("disk_failing"));
    if (!/_(list|get|status|state|log|reviews)$|^lookup_all$/.test(command)) asked.push([command, input]);
    return desk.call(command, input);
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
});

afterEach(async () => {
  stop();
  cleanup();
  await speak("en");
});

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const conflicts = () => screen.queryAllByTestId("conflict");
const show = (tab: string) => {
  router.replace("sync", [tab]);
  render(Sync);
};

test("a conflict is settled by 1 and 2, a text by 3, and the keys go on to the next one", async () => {
  show("conflicts");
  await waitFor(() => expect(conflicts().length).toBeGreaterThan(1));
  const fields = conflicts().map((one) => one.dataset["field"]);
  const [first] = conflicts();
  for (const value of ["mine", "theirs"]) expect(within(first as HTMLElement).getByTestId(`conflict-${value}`)).not.toBeNull();
  await press("1");
  await waitFor(() => expect(conflicts().map((one) => one.dataset["field"])).toEqual(fields.slice(1)));
  expect(asked.at(-1)).toMatchObject(["conflict_resolve", { choice: "mine", value: null }]);
  await waitFor(() => expect(document.activeElement?.querySelector("[data-testid=conflict]")).toBe(conflicts()[0]));
  await press("2");
  await waitFor(() => expect(conflicts()).toHaveLength(fields.length - 2));
  expect(asked.at(-1)).toMatchObject(["conflict_resolve", { choice: "theirs", value: null }]);
});

const result = (of: Element | undefined) => within(of as HTMLElement).getByTestId("conflict-result").textContent;

test("below the values stands what will be kept, and the third one of a choice comes from its menu", async () => {
  show("conflicts");
  await waitFor(() => expect(conflicts()).toHaveLength(4));
  const [first] = conflicts();
  expect(result(first)).toBe("Until you decide it is: High");
  await fireEvent.focus(within(first as HTMLElement).getByTestId("conflict-mine"));
  expect(result(first)).toBe("Then it is: Urgent");
  await waitFor(() => within(first as HTMLElement).getByTestId("conflict-choose"));
  await press("3");
  const low = menus.open?.menu.entries().find((entry) => typeof entry === "object" && "id" in entry && entry.id === "low");
  expect(low).toMatchObject({ label: "Low" });
  if (typeof low === "object" && "act" in low) low.act();
  await waitFor(() => expect(asked.at(-1)).toMatchObject(["conflict_resolve", { choice: "mine", value: "low" }]));
  menus.close();
});

test("one answer for all of a field is one call, and one undo brings all of them back", async () => {
  show("conflicts");
  await waitFor(() => expect(conflicts()).toHaveLength(4));
  await fireEvent.click(screen.getByRole("button", { name: /^Take yours for all 2/ }));
  await waitFor(() => expect(asked.at(-1)).toEqual(["conflict_resolve_all", { conflicts: ["k1", "k2"], choice: "mine" }]));
  await waitFor(() => expect(conflicts()).toHaveLength(2));
  const said = toasts.list.find(({ text }) => text === "2 conflicts settled");
  said?.undo?.();
  await waitFor(() => expect(conflicts()).toHaveLength(4));
});

test("what a rule displaced is listed, and can be left so or put back", async () => {
  show("conflicts");
  const list = await screen.findByTestId("conflict-reviews");
  const [review] = within(list).getAllByTestId("conflict");
  expect(review?.textContent).toContain("Restarted the printer.");
  expect(result(review)).toContain("Until you decide it is: Cleaned the rollers");
  await fireEvent.click(within(review as HTMLElement).getByRole("button", { name: /^Put back/ }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject(["conflict_resolve", { conflict: "k4", choice: "theirs", value: null }]));
});

test("the log has every attempt, and the strip above says the same of a day", async () => {
  show("log");
  await waitFor(() => expect(screen.getAllByTestId("sync-attempt")).toHaveLength(60));
  const refused = screen.getAllByTestId("sync-attempt").filter(({ dataset }) => dataset["outcome"] === "refused");
  expect(refused.map(({ textContent }) => textContent)).toEqual([expect.stringContaining("Sign in again")]);
  expect(screen.getByTestId("sync-bytes").textContent).toContain("412 kB sent, 2.4 MB received");
  const strip = within(screen.getByTestId("sync-strip")).getByRole("img");
  expect(strip.getAttribute("aria-label")).toBe("60 attempts in the last 24 hours: Done: 45, No network: 13, Failed: 1, Refused: 1");
  expect(strip.querySelectorAll('[data-outcome="refused"]')).toHaveLength(1);
});

test("a held reply is sent by 1 as it stands, and what somebody else decides stays", async () => {
  show("held");
  await waitFor(() => expect(screen.getAllByTestId("held")).toHaveLength(2));
  await press("1");
  await waitFor(() => expect(asked.at(-1)).toMatchObject(["message_release", { message: "m9" }]));
  expect(screen.getAllByTestId("held")[1]?.dataset["message"]).toBe("m8");
});

const refused = () => screen.queryAllByTestId("outbox-item").filter((one) => one.dataset["state"] === "rejected");

test("a refused change keeps its text and can be sent again, handed to a lead, or thrown away by a word", async () => {
  show("outbox");
  await waitFor(() => expect(refused()).toHaveLength(2));
  const [message, priority] = refused() as [HTMLElement, HTMLElement];
  expect(message.textContent).toContain("please tell us whether the tunnel still drops");
  expect(message.textContent).toContain("You are not in the team Network any more.");
  await fireEvent.click(within(message).getByTestId("hand-over"));
  await waitFor(() => expect(asked.at(-1)).toEqual(["outbox_hand_over", { change: "x1" }]));
  await waitFor(() => expect(refused()).toHaveLength(1));
  await fireEvent.click(within(priority).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(asked.at(-1)).toEqual(["outbox_retry", { change: "x2" }]));
});

test("nothing with a text is discarded before its word is typed", async () => {
  show("outbox");
  await waitFor(() => expect(refused()).toHaveLength(2));
  await fireEvent.click(within(refused()[0] as HTMLElement).getByTestId("discard"));
  const word = await waitFor(() => screen.getByTestId("discard-word"));
  expect(asked).toEqual([]);
  expect(screen.getByTestId<HTMLButtonElement>("discard-confirm").disabled).toBe(true);
  await fireEvent.input(word, { target: { value: "discard" } });
  await fireEvent.keyDown(word, { key: "Enter" });
  await waitFor(() => expect(asked.at(-1)).toEqual(["outbox_discard", { change: "x1" }]));
});

test("whoever leads sees what others handed over, in any language, and applies it", async () => {
  await speak("de");
  show("aside");
  const aside = await waitFor(() => screen.getByTestId("aside"));
  expect(aside.textContent).toContain("Caleb Stone");
  expect(aside.textContent).toContain("eine Nachricht hinzufügen: Valve replaced");
  await fireEvent.click(screen.getByTestId("aside-apply"));
  await waitFor(() => expect(asked.at(-1)).toEqual(["quarantine_apply", { change: "q1" }]));
});

test("where nobody knows whether files wait it says so, until it is known", async () => {
  fails = "files_get";
  show("outbox");
  const said = await screen.findByTestId("files-unknown");
  expect(said.textContent).toContain("Whether files wait is not known.");
  fails = null;
  await fireEvent.click(within(said).getByTestId("files-again"));
  await waitFor(() => expect(screen.queryByTestId("files-unknown")).toBeNull());
});
