/** @file Handing tickets up: only to teams of a higher level, the next one first, with a note or without. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { LookupsView, RowView, TicketEscalate } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { Acting } from "./acting.svelte";
import EscalateDialog from "./EscalateDialog.svelte";
import { escalateDraft, escalating } from "./escalating.svelte";
import { noFilter } from "./filter";
import { teamsAbove } from "./levels";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sent: TicketEscalate[];
let refuses: boolean;
let rows: readonly RowView[];
let lookups: LookupsView;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sent, refuses] = [[], false];
  const desk = makeDesk(24, "full");
  const asks = <Output>(command: string, input: unknown) => {
    if (command === "ticket_escalate") sent.push(input as TicketEscalate);
    if (command === "ticket_escalate" && refuses) return Promise.reject(new ProblemError("disk_full", "no room"));
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  lookups = await call("lookup_all", {});
  rows = (await call("ticket_list", { filter: noFilter, sort: "created", descending: true, from: 0, count: 2 })).rows;
});

afterEach(() => {
  escalating.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const acting = (targets: readonly RowView[]) => new Acting({ targets: () => targets, anchor: () => null, lookups: () => lookups, session: () => undefined });

test("the next level comes first, and nothing that is not above all of them", () => {
  const team = (id: string, level?: number, retired = false) => ({ id, name: id, retired, private: false, stale_replies: "hold" as const, ...(level === undefined ? {} : { level }) });
  const desk = { ...lookups, teams: [team("front", 1), team("root", 3), team("net", 2), team("gone", 2, true), team("other")] };
  const names = (from: readonly (string | undefined)[]) => teamsAbove(desk, from).map(({ id }) => id);
  expect(names(["other"])).toEqual(["front", "net", "root"]);
  expect(names(["front", "other"])).toEqual(["net", "root"]);
  expect(names(["root"])).toEqual([]);
  expect(names([undefined])).toEqual(["front", "net", "root"]);
});

test("a ticket goes to the next team with what it has to know", async () => {
  acting(rows.map((row) => ({ ...row, team: "team1" }))).escalate();
  if (escalating.asked === null) throw new Error("nothing was asked");
  render(EscalateDialog, { asked: escalating.asked });
  await fireEvent.input(await screen.findByTestId("escalate-note"), { target: { value: " Port 7 drops " } });
  await waitFor(() => expect(screen.getByTestId("escalate-team").textContent).toContain("Infrastructure"));
  await fireEvent.click(screen.getByTestId("escalate-go"));
  await waitFor(() => expect(sent).toEqual([{ tickets: rows.map(({ id }) => id), team: "team2", note: "Port 7 drops", fill: {} }]));
  await waitFor(() => expect(toasts.list.at(-1)?.undo === undefined).toBe(false));
});

test("what a team has to know is kept while it is typed, stands there again, and is no draft once it was said", async () => {
  const [row] = rows;
  if (row === undefined) throw new Error("no row");
  const open = () => {
    acting([{ ...row, team: "team1" }]).escalate();
    if (escalating.asked === null) throw new Error("nothing was asked");
    render(EscalateDialog, { asked: escalating.asked });
  };
  const kept = () => call("draft_get", { ticket: row.id, kind: escalateDraft });
  open();
  await fireEvent.input(await screen.findByTestId("escalate-note"), { target: { value: "Port 7 drops" } });
  await waitFor(() => expect(screen.getByTestId("escalate-saved").textContent).toMatch(/Draft saved \d/));
  expect(await kept()).toBe("Port 7 drops");
  cleanup();
  open();
  await waitFor(() => expect(screen.getByTestId("escalate-note")).toHaveProperty("value", "Port 7 drops"));
  await waitFor(() => expect(screen.getByTestId("escalate-team").textContent).toContain("Infrastructure"));
  await fireEvent.click(screen.getByTestId("escalate-go"));
  await waitFor(() => expect(sent.map(({ note }) => note)).toEqual(["Port 7 drops"]));
  await waitFor(async () => expect(await kept()).toBeNull());
});

test("from the highest level there is no way up, and that is said", () => {
  acting(rows.map((row) => ({ ...row, team: "team2" }))).escalate();
  expect(escalating.asked).toBeNull();
  expect(toasts.list.at(-1)?.text).toContain("higher level");
});

test("a refusal leaves the note where it was written", async () => {
  acting(rows.map((row) => ({ ...row, team: "team1" }))).escalate();
  if (escalating.asked === null) throw new Error("nothing was asked");
  render(EscalateDialog, { asked: escalating.asked });
  await fireEvent.input(await screen.findByTestId("escalate-note"), { target: { value: "Port 7 drops" } });
  await waitFor(() => expect(screen.getByTestId("escalate-team").textContent).toContain("Infrastructure"));
  refuses = true;
  await fireEvent.click(screen.getByTestId("escalate-go"));
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(escalating.asked).not.toBeNull();
  expect(screen.getByTestId("escalate-note")).toHaveProperty("value", "Port 7 drops");
});
