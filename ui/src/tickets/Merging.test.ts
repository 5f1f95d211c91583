/** @file Choosing the ticket into which others go: what was typed and chosen is what they go into, however late the answers come. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { call, connect } from "../api/call";
import type { RowView, TicketMerge } from "../api/gen";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { noFilter } from "./filter";
import MergeDialog from "./MergeDialog.svelte";
import { merging } from "./merging.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let rows: readonly RowView[];
let sent: TicketMerge[];
/** What whoever looks for tickets waits for. */
let answers: Promise<void>;
let hears: (notice: unknown) => void;
/** In what order alike tickets come. */
let turned: boolean;

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  [sent, answers, turned] = [[], Promise.resolve(), false];
  const desk = makeDesk(24, "full");
  const asks = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_find" || command === "ticket_search") await answers;
    if (command === "ticket_alike") return (turned ? [rows[3], rows[2]] : [rows[2], rows[3]]) as Output;
    if (command === "ticket_merge") {
      sent.push(input as TicketMerge);
      return { undo: null } as Output;
    }
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ call: asks, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), (hears = hear), desk.listen(hear, missed)) }));
  rows = (await call("ticket_list", { filter: noFilter, sort: "number", descending: true, from: 0, count: 6 })).rows;
  merging.ask(rows.slice(0, 1), () => undefined);
  if (merging.asked === null) throw new Error("nothing was asked");
  render(MergeDialog, { asked: merging.asked });
  await tick();
});

afterEach(() => {
  merging.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const row = (place: number): RowView => rows[place] ?? rows[0] ?? (() => { throw new Error("no rows"); })();
const offered = () => screen.queryAllByTestId("merge-item").map(({ dataset }) => dataset["ticket"]);

test("Enter that comes before the answer waits for it, and means what was typed", async () => {
  const field = screen.getByTestId("merge-find");
  await fireEvent.input(field, { target: { value: row(1).number } });
  await waitFor(() => expect(offered()[0]).toBe(row(1).id));
  let come: () => void = () => undefined;
  answers = new Promise((resolve) => (come = resolve));
  await fireEvent.input(field, { target: { value: row(4).number } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await tick();
  expect(document.activeElement, "nothing to merge into is known yet").not.toBe(screen.getByTestId("merge-run"));
  come();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("merge-run")));
  await fireEvent.click(screen.getByTestId("merge-run"));
  await waitFor(() => expect(sent.map(({ into }) => into)).toEqual([row(4).id]));
});

test("what was chosen stays chosen when the list is read again in another order", async () => {
  await waitFor(() => expect(offered().slice(0, 2)).toEqual([row(2).id, row(3).id]));
  await fireEvent.keyDown(screen.getByTestId("merge-find"), { key: "Enter" });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("merge-run")));
  turned = true;
  hears({ notice: "changed", tags: ["Tickets"] });
  await waitFor(() => expect(offered().slice(0, 2)).toEqual([row(3).id, row(2).id]));
  await fireEvent.click(screen.getByTestId("merge-run"));
  await waitFor(() => expect(sent.map(({ into }) => into)).toEqual([row(2).id]));
});
