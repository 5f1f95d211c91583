/** @file Who else is on a ticket, on a desk in memory: who comes is shown, who writes is said, and who falls silent goes. */
import { cleanup, configure, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { call, connect } from "../../api/call";
import type { LookupsView, Notice, PresenceHere, PresentView, TicketView } from "../../api/gen";
import { noFilter } from "../../tickets/filter";
import TicketDesk from "./TicketDesk.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });


let ticket: TicketView;
let lookups: LookupsView;
let said: PresenceHere[];
let answer: () => PresentView[];
let tell: (people: PresentView[], of?: string) => void;

const anna: PresentView = { person: "p1", name: "Anna Kowalska", doing: "viewing", left_ms: 30_000 };
const ben: PresentView = { person: "p2", name: "Ben Ito", doing: "replying", left_ms: 30_000 };

async function on(mood: "full" | "offline"): Promise<void> {
  const desk = makeDesk(12, mood);
  const hearers: ((notice: unknown) => void)[] = [];
  said = [];
  answer = () => [anna];
  tell = (people, of = ticket.id) => {
    const notice: Notice = { notice: "present", presence: { ticket: of, people } };
    for (const hear of hearers) hear(notice);
  };
  const platform: ReturnType<typeof makeDesk> = {
    call: async <Output>(command: string, input: unknown) => {
      if (command !== "presence_here") return desk.call<Output>(command, input);
      said.push(input as PresenceHere);
      return { ticket: ticket.id, people: answer() } as Output;
    },
    listen: (hear, missed) => (missed(), hearers.push(hear), desk.listen(hear, missed)),
  };
  await connect(Promise.resolve(platform));
  const page = await call("ticket_list", { filter: noFilter, sort: "created", descending: false, from: 0, count: 1 });
  ticket = await call("ticket_get", { ticket: page.rows[0]?.id ?? "" });
  lookups = await call("lookup_all", {});
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  return on("offline");
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const open = () => render(TicketDesk, { ticket, lookups, ids: [], ongo: () => undefined, strayed: () => false, stale: null });
const typing = () => screen.queryByTestId("presence-typing")?.textContent;

// First of all: what is read later about the server would still be known here.
test("a desk without a server says nothing", async () => {
  await on("full");
  open();
  await screen.findByTestId("composer");
  await vi.advanceTimersByTimeAsync(15_000);
  expect(said).toEqual([]);
});

test("who else has the ticket open stands in its head by name, and whoever writes is said over the composer", async () => {
  open();
  expect((await screen.findByTestId("presence")).textContent).toContain("Also here: Anna Kowalska");
  expect(typing()).toBeUndefined();
  const status = screen.getByTestId("composer").previousElementSibling;
  expect(status?.getAttribute("role"), "it is there to be heard before it speaks").toBe("status");
  tell([anna, ben]);
  await waitFor(() => expect(typing()).toBe("Ben Ito is typing a reply"));
  expect(screen.getByTestId("presence").dataset["count"]).toBe("2");
  tell([{ ...anna, doing: "noting" }, { ...ben, doing: "viewing" }]);
  await waitFor(() => expect(typing()).toBe("Anna Kowalska is writing a note"));
  tell([{ ...anna, doing: "replying" }, ben]);
  await waitFor(() => expect(typing()).toBe("Anna Kowalska and Ben Ito are typing a reply"));
  tell([anna], "another ticket");
  expect(typing(), "what is told of another ticket is not of this one").toBe("Anna Kowalska and Ben Ito are typing a reply");
});

test("nobody stays there longer than half a minute without a word, whatever the connection does", async () => {
  open();
  await screen.findByTestId("presence");
  tell([ben]);
  await waitFor(() => expect(typing()).toBeDefined());
  answer = () => {
    throw new Error("the line is cut");
  };
  await vi.advanceTimersByTimeAsync(29_000);
  expect(typing()).toBeDefined();
  await vi.advanceTimersByTimeAsync(2_000);
  await waitFor(() => expect(typing()).toBeUndefined());
  expect(screen.queryByTestId("presence")).toBeNull();
});

test("one says that one is there, that one writes, that one stopped, and that one goes", async () => {
  open();
  const doings = () => said.map(({ doing }) => doing);
  await waitFor(() => expect(doings()).toEqual(["viewing"]));
  const area = screen.getByTestId("composer").querySelector("textarea");
  if (area === null) throw new Error("no text area");
  const type = (text: string) => {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  type("H");
  type("Hello");
  await waitFor(() => expect(doings()).toEqual(["viewing", "replying"]));
  await vi.advanceTimersByTimeAsync(5_100);
  expect(doings()).toEqual(["viewing", "replying", "viewing"]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(doings().length, "a word every ten seconds keeps one there").toBe(5);
  cleanup();
  await waitFor(() => expect(doings().at(-1)).toBe("gone"));
  const count = said.length;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(said.length).toBe(count);
});
