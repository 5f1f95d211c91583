/** @file A list in groups on a desk in memory: headings between its tickets, folded and opened, walked past, kept in a view; and a second key. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import type { TicketQuery } from "../../api/gen";
import { call, connect } from "../../api/call";
import { isItem, menus } from "../../kit/menu.svelte";
import { announcer } from "../../lib/announce.svelte";
import { queue } from "../../lib/queue.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import { viewing } from "../../tickets/viewing.svelte";
import List from "./List.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;
let asked: TicketQuery[];

beforeEach(async () => {
  asked = [];
  store("list-folded", "{}");
  router.replace("list", [], { group: "status" });
  const made = makeDesk(48, "full");
  const desk: typeof made = {
    ...made,
    call: async <Output>(command: string, input: unknown) => {
      if (command === "ticket_list") asked.push(input as TicketQuery);
      return made.call<Output>(command, input);
    },
  };
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(List);
  // Where the list was left before, the focus is there again.
  await waitFor(() => expect(document.activeElement?.closest("[aria-rowindex]")).not.toBeNull());
  await press("Home");
  await waitFor(() => expect(index()).toBe("0"));
});

afterEach(() => {
  stop();
  menus.close();
  viewing.asked = null;
  cleanup();
});

const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const index = () => document.activeElement?.getAttribute("data-index");
const heading = () => document.activeElement?.getAttribute("data-heading");
const rowIndex = (element: Element | null | undefined) => Number(element?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex"));
const head = (key: string) => screen.getAllByTestId("list-group").find((one) => one.dataset["key"] === key);
const total = () => screen.getByTestId("list").getAttribute("aria-rowcount");
const groups = async () => {
  const page = await call("ticket_list", { filter: (asked[0] as TicketQuery).filter, sort: "due", descending: false, group: "status", from: 0, count: 0 });
  return page.groups ?? [];
};

test("headings stand between the tickets with name, count and what is breached, and count as rows", async () => {
  const all = await groups();
  const [first, second] = all;
  if (first === undefined || second === undefined) throw new Error("there are groups");
  expect(total()).toBe(String(48 + all.length + 1));
  await waitFor(() => expect(head(second.key ?? "")).toBeDefined());
  expect([head("new"), head(second.key ?? "")].map(rowIndex)).toEqual([2, 2 + first.count + 1]);
  expect(head("new")?.textContent).toContain("New");
  expect(head("new")?.dataset["count"]).toBe(String(first.count));
  const late = all.find(({ key, breached }) => breached > 0 && head(key ?? "") !== undefined);
  expect(head(late?.key ?? "")?.textContent).toContain(`${String(late?.breached)} breached`);
  expect(head("new")?.querySelector("[role='rowheader'] [aria-expanded='true']")).not.toBeNull();
  // The first ticket stands below the first heading.
  expect([index(), rowIndex(document.activeElement)]).toEqual(["0", 3]);
});

test("J walks past a heading, and the bracket keys go to it", async () => {
  const [first] = await groups();
  for (let step = 0; step < (first?.count ?? 0); step++) await press("j");
  await waitFor(() => expect(index()).toBe(String(first?.count)));
  expect(rowIndex(document.activeElement)).toBe(2 + (first?.count ?? 0) + 2);
  await press("[");
  await waitFor(() => expect(heading()).toBe("open"));
  await press("[");
  await waitFor(() => expect(heading()).toBe("new"));
  await press("j");
  await waitFor(() => expect(index()).toBe("0"));
  await press("End");
  await waitFor(() => expect(index()).toBe("47"));
});

test("Left folds the group of a ticket and keeps its heading, J goes past what is folded, Right opens it again", async () => {
  const say = vi.spyOn(announcer, "say");
  const all = await groups();
  const count = all[0]?.count ?? 0;
  await press("ArrowLeft");
  await waitFor(() => expect(heading()).toBe("new"));
  expect(document.activeElement?.getAttribute("aria-expanded")).toBe("false");
  expect(say).toHaveBeenCalledWith(`New, ${String(count)} tickets, folded`);
  await waitFor(() => expect(total()).toBe(String(48 - count + all.length + 1)));
  await press("j");
  await waitFor(() => expect(heading()).toBe("open"));
  await press("j");
  await waitFor(() => expect(index()).toBe("0"));
  await waitFor(() => expect(screen.getAllByTestId("row").map((row) => row.querySelector("[data-column='status']")?.textContent.trim())).not.toContain("New"));
  // It stays folded for whoever comes back, in this view.
  expect(JSON.parse(localStorage.getItem("tern.list-folded") ?? "{}")).toEqual({ " status": ["new"] });
  await press("[");
  await press("[");
  await waitFor(() => expect(heading()).toBe("new"));
  await press("ArrowRight");
  await waitFor(() => expect(total()).toBe(String(48 + all.length + 1)));
  expect(document.activeElement?.getAttribute("aria-expanded")).toBe("true");
});

test("all folded, headings alone are there and walked; nothing of their tickets is asked for", async () => {
  const all = await groups();
  asked = [];
  shortcuts.run("list.foldAll");
  await waitFor(() => expect(total()).toBe(String(all.length + 1)));
  await waitFor(() => expect(asked.at(-1)?.count).toBe(0));
  await waitFor(() => expect(heading()).toBe("new"));
  await press("j");
  await waitFor(() => expect(heading()).toBe("open"));
  await press("End");
  await waitFor(() => expect(heading()).toBe("closed"));
  shortcuts.run("list.unfoldAll");
  await waitFor(() => expect(total()).toBe(String(48 + all.length + 1)));
});

test("a selection skips headings, takes a group whole, and leaves out what is folded", async () => {
  const all = await groups();
  const [first, second] = all.map(({ count }) => count);
  await press("J", { shiftKey: true });
  for (let step = 1; step < (first ?? 0); step++) await press("J", { shiftKey: true });
  await waitFor(() => expect(screen.getByTestId("bulk-bar").textContent).toContain(`${String((first ?? 0) + 1)} selected`));
  await press("Escape");
  await press("[");
  await waitFor(() => expect(heading()).toBe("open"));
  await press("x");
  await waitFor(() => expect(screen.getByTestId("bulk-bar").textContent).toContain(`${String(second)} selected`));
  await press("x");
  await waitFor(() => expect(screen.queryByTestId("bulk-bar")).toBeNull());
  const box = () => head("open")?.querySelector('[data-testid="list-group-select"]') ?? document.body;
  await fireEvent.click(box());
  await waitFor(() => expect(screen.getByTestId("bulk-bar").textContent).toContain(`${String(second)} selected`));
  await fireEvent.click(box());
  await waitFor(() => expect(screen.queryByTestId("bulk-bar")).toBeNull());
  await press("ArrowLeft");
  await press("a", { ctrlKey: true });
  await waitFor(() => expect(screen.getByTestId("bulk-bar").textContent).toContain(`${String(48 - (second ?? 0))} selected`));
});

test("what is opened and worked through goes on in the order of the groups, without what is folded", async () => {
  const page = await call("ticket_list", { ...(asked[0] as TicketQuery), from: 0, count: 48 });
  const [first, second] = await groups();
  const folded = second?.count ?? 0;
  await press("]");
  await waitFor(() => expect(heading()).toBe("open"));
  await press("ArrowLeft");
  await waitFor(() => expect(total()).not.toBe(String(48 + (page.groups?.length ?? 0) + 1)));
  await press("q");
  await waitFor(() => expect(queue.work?.total).toBe(48 - folded));
  const ids = page.rows.map(({ id }) => id);
  expect(queue.ids).toEqual([...ids.slice(0, first?.count), ...ids.slice((first?.count ?? 0) + folded)]);
});

test("groups are chosen, stand in the address, and a view keeps them with both keys", async () => {
  await press("G", { shiftKey: true });
  const entries = () => menus.open?.menu.entries() ?? [];
  const entry = (id: string) => entries().filter(isItem).find((one) => one.id === id);
  expect(entry("status")).toMatchObject({ checked: true });
  const due = entry("due");
  menus.close();
  due?.act?.();
  await waitFor(() => expect(location.hash).toBe("#/list?group=due"));
  await waitFor(() => expect(head("breached")?.textContent).toContain("Breached"));
  await fireEvent.click(screen.getByTestId("sort-subject"), { shiftKey: true });
  await waitFor(() => expect(location.hash).toBe("#/list?then=subject&group=due"));
  await press("s", { ctrlKey: true });
  await waitFor(() => expect(viewing.asked).toMatchObject({ is: "new", content: { sort: "due", then: { key: "subject", descending: false }, group: "due" } }));
  const asking = viewing.asked;
  if (asking?.is !== "new") throw new Error("a view is to be made");
  const made = await call("view_add", { name: "By time", share: { with: "nobody" }, content: asking.content });
  router.replace("list", [], { view: made.id });
  await screen.findByRole("heading", { name: "By time" });
  await waitFor(() => expect(head("breached")).toBeDefined());
  expect(screen.queryByTestId("view-back")).toBeNull();
  await fireEvent.click(screen.getByTestId("sort-subject"), { shiftKey: true });
  await screen.findByTestId("view-back");
  expect(location.hash).toContain("thenOrder=desc");
});

test("Shift and a click on a head sort by a second key, then the other way round, then not", async () => {
  const button = (column: string) => screen.getByTestId(`sort-${column}`);
  await fireEvent.click(button("priority"));
  await waitFor(() => expect(location.hash).toBe("#/list?sort=priority&order=desc&group=status"));
  await fireEvent.click(button("subject"), { shiftKey: true });
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: "priority", descending: true, then: { key: "subject", descending: false } }));
  expect([button("priority").getAttribute("aria-label"), button("subject").getAttribute("aria-label")]).toEqual(["Priority, sorted first", "Subject, sorted second, ascending"]);
  expect([button("priority").querySelector(".mark")?.textContent, button("subject").querySelector(".mark")?.textContent]).toEqual(["1", "2"]);
  await fireEvent.keyDown(button("subject"), { key: "Enter", shiftKey: true });
  await waitFor(() => expect(asked.at(-1)?.then).toEqual({ key: "subject", descending: true }));
  // A click alone changes the first key and keeps the second, but not beside itself.
  await fireEvent.click(button("status"));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: "status", then: { key: "subject" } }));
  await fireEvent.click(button("subject"));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ sort: "subject" }));
  expect(asked.at(-1)?.then).toBeUndefined();
  for (const wanted of ["asc", "desc", null]) {
    await fireEvent.click(button("priority"), { shiftKey: true });
    await waitFor(() => expect(new URLSearchParams(location.hash.split("?")[1]).get("then") === null).toBe(wanted === null));
  }
});
