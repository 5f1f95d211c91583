/** @file Fields that every ticket has are asked for from the settings: when, and of which types. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { connect } from "../../../api/call";
import type { LookupsView, StandardAsk } from "../../../api/gen";
import { isItem, menus } from "../../../kit/menu.svelte";
import { layerHostId } from "../../../kit/modal.svelte";
import { toasts } from "../../../kit/toasts.svelte";
import Fields from "./Fields.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sent: StandardAsk[];

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sent = [];
  const desk = makeDesk(4, "full");
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "standard_field_save") {
      sent.push(input as StandardAsk);
      return { label: "Saved" } as Output;
    }
    const answer = await desk.call<Output>(command, input);
    if (command !== "lookup_all") return answer;
    const { standard } = answer as LookupsView;
    return { ...answer, standard: standard.map((ask) => sent.findLast(({ field }) => field === ask.field) ?? ask) };
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
  render(Fields);
});

afterEach(() => {
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

test("a category is asked for before a ticket is resolved, a requester only when it is made", async () => {
  const offered = async (testid: string) => {
    await fireEvent.click(await screen.findByTestId(testid));
    return menus.open?.menu.entries().filter(isItem) ?? [];
  };
  expect((await offered("standard-requester")).map(({ label }) => label)).toEqual(["Never", "When the ticket is made"]);
  menus.close();
  expect(screen.queryByTestId("standard-category-types"), "nothing is asked, so of no type").toBeNull();
  const times = await offered("standard-category");
  times.find(({ label }) => label === "Before it is resolved")?.act?.();
  menus.close();
  await waitFor(() => expect(sent).toEqual([{ field: "category", required: "resolve", types: [] }]));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toContain("Category"));
});
