/** @file The neighbours of a ticket in its list: which are read, where the keys lead, and what opens one. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { LookupsView } from "../../api/gen";
import QueueStrip from "./QueueStrip.svelte";
import Ticket from "./Ticket.svelte";
import { announcer } from "../../lib/announce.svelte";
import { queue } from "../../lib/queue.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { preferences, stored } from "../../lib/stored.svelte";
import { zoomed } from "../../lib/zoomed.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Room for five rows, in a window of this width. */
const sizes = { clientHeight: 5 * 52 + 20, clientWidth: 1_064 };
const ids = Array.from({ length: 30 }, (_, nth) => `t${nth}`);
let lookups: LookupsView;
let read: string[][];
const ongo = vi.fn<(to: string) => void>();
const onturn = vi.fn<() => void>();

beforeEach(async () => {
  for (const name of ["clientHeight", "clientWidth"] as const) vi.spyOn(HTMLElement.prototype, name, "get").mockImplementation(() => sizes[name]);
  const style = getComputedStyle;
  vi.spyOn(window, "getComputedStyle").mockImplementation((element) => (element === document.documentElement ? ({ fontSize: "13px", getPropertyValue: () => "" } as unknown as CSSStyleDeclaration) : style(element)));
  sizes.clientWidth = 1_064;
  const desk = makeDesk(40, "full");
  lookups = await desk.call<LookupsView>("lookup_all", {});
  read = [];
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown): Promise<Output> => {
        if (command === "ticket_rows") read.push((input as { tickets: string[] }).tickets);
        return desk.call<Output>(command, input);
      },
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  for (const spy of [ongo, onturn]) spy.mockReset();
  queue.walk([]);
  router.replace("");
  zoomed.on = false;
  for (const name of ["queue-strip", "queue-strip-shown"]) preferences.put(name, "");
});

const shown = () => screen.getAllByTestId("queue-neighbour").map(({ dataset: { ticket } }) => ticket);
const current = () => document.querySelector<HTMLElement>('[data-testid="queue-neighbour"][aria-current="page"]')?.dataset["ticket"];
const strip = (here: string, look: "wide" | "narrow" = "wide") => render(QueueStrip, { ids, here, lookups, look, ongo, onturn });

test("it shows and reads as many neighbours as have room, around the open ticket, by number, subject and clock", async () => {
  strip("t10");
  await waitFor(() => expect(screen.getAllByTestId("queue-neighbour")[2]?.textContent).toContain("#4302"));
  expect(shown()).toEqual(["t8", "t9", "t10", "t11", "t12"]);
  expect(read).toEqual([["t8", "t9", "t10", "t11", "t12"]]);
  expect(current()).toBe("t10");
  const [row] = await makeDesk(40, "full").call<{ subject: string }[]>("ticket_rows", { tickets: ["t10"] });
  expect(document.querySelector('[aria-current="page"] .subject')?.textContent).toBe(row?.subject);
});

test("going on moves nothing while the neighbours are in sight, and reads no more", async () => {
  const { rerender } = strip("t10");
  await waitFor(() => expect(read).toHaveLength(1));
  await rerender({ here: "t11" });
  expect([shown()[0], current()]).toEqual(["t8", "t11"]);
  expect(read).toHaveLength(1);
  await rerender({ here: "t12" });
  expect([shown(), current()]).toEqual([["t10", "t11", "t12", "t13", "t14"], "t12"]);
  await rerender({ here: "t0" });
  expect([shown()[0], current()]).toEqual(["t0", "t0"]);
  await rerender({ here: "t29" });
  expect(shown()).toEqual(["t25", "t26", "t27", "t28", "t29"]);
});

test("the arrows walk the neighbours, beyond those in sight too; a click opens one, and the open one does nothing", async () => {
  strip("t10", "narrow");
  const at = (id: string) => screen.getAllByTestId("queue-neighbour").find(({ dataset: { ticket } }) => ticket === id) ?? document.body;
  const press = async (key: string) => {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key });
    await tick();
    return document.activeElement instanceof HTMLElement ? document.activeElement.dataset["ticket"] : undefined;
  };
  at("t10").focus();
  expect(await press("ArrowDown")).toBe("t11");
  expect(await press("ArrowDown")).toBe("t12");
  expect(await press("ArrowDown")).toBe("t13");
  expect(shown()).toEqual(["t9", "t10", "t11", "t12", "t13"]);
  expect(await press("Home")).toBe("t0");
  expect(await press("End")).toBe("t29");
  expect(await press("ArrowDown")).toBe("t29");
  expect(ongo).not.toHaveBeenCalled();
  await fireEvent.click(at("t28"));
  expect(ongo.mock.calls).toEqual([["t28"]]);
});

const openTicket = async (id: string) => {
  router.replace("ticket", [id]);
  render(Ticket);
  await screen.findByTestId("composer");
};

test("beside a ticket the keys for the next and the previous move it; how wide it is stays chosen, and little room has none", async () => {
  queue.walk(ids);
  await openTicket("t10");
  await screen.findByTestId("queue-strip");
  expect(screen.getByTestId("queue-strip").dataset["look"]).toBe("narrow");
  shortcuts.run("ticket.next");
  await waitFor(() => expect(current()).toBe("t11"));
  await waitFor(() => expect(screen.getByTestId("ticket").dataset["ticket"]).toBe("t11"));
  shortcuts.run("ticket.previous");
  await waitFor(() => expect(current()).toBe("t10"));
  await fireEvent.click(screen.getByTestId("queue-strip-turn"));
  expect([screen.getByTestId("queue-strip").dataset["look"], stored("queue-strip")]).toEqual(["wide", "wide"]);

  zoomed.on = true;
  await tick();
  expect(screen.queryByTestId("queue-strip")).toBeNull();
  zoomed.on = false;
  cleanup();
  sizes.clientWidth = 860;
  await openTicket("t10");
  expect(screen.queryByTestId("queue-strip")).toBeNull();
});

test("a key puts it away and brings it back as wide as it was, in every ticket and the next time; where it cannot be, the key does nothing", async () => {
  queue.walk(ids);
  await openTicket("t10");
  await screen.findByTestId("queue-strip");
  expect(shortcuts.keysOf("ticket.strip")).toEqual(["Mod+J"]);
  shortcuts.run("ticket.strip");
  await waitFor(() => expect(screen.queryByTestId("queue-strip")).toBeNull());
  expect(announcer.text.trim()).toBe("Queue hidden");
  cleanup();
  await openTicket("t11");
  await tick();
  expect(screen.queryByTestId("queue-strip")).toBeNull();
  shortcuts.run("ticket.strip");
  expect((await screen.findByTestId("queue-strip")).dataset["look"]).toBe("narrow");
  expect(announcer.text.trim()).toBe("Queue shown");

  zoomed.on = true;
  await tick();
  shortcuts.run("ticket.strip");
  zoomed.on = false;
  await tick();
  expect(screen.queryByTestId("queue-strip")).not.toBeNull();
});

test("a ticket that stands in no list has no neighbours beside it", async () => {
  // Closed, so that it is not among the open ones either.
  await openTicket("t11");
  await waitFor(() => expect(screen.queryByTestId("queue-strip")).toBeNull());
});
