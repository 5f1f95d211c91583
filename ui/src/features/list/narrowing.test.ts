/** @file Whatever narrows a list is seen, has a name, and can be let go: no part of a filter without its chip. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { organisations } from "../../../gallery/narrow";
import { connect } from "../../api/call";
import type { Filter } from "../../api/gen";
import { menus } from "../../kit/menu.svelte";
import MenuHost from "../../kit/MenuHost.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import List from "./List.svelte";
import { noFilter, readFilter, writeFilter } from "../../tickets/filter";
import { readCut } from "../../tickets/cut";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let stop: () => void;

beforeEach(async () => {
  router.replace("list");
  const desk = makeDesk(48, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(MenuHost);
  render(List);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("row"));
});

afterEach(() => {
  stop();
  menus.close();
  cleanup();
});

const narrow = (filter: Partial<Filter>) => router.replace("list", [], writeFilter({ ...noFilter, ...filter }));
const filterNow = () => readFilter(router.place.query);
const total = () => Number(screen.getByTestId("list").getAttribute("data-total"));
const chip = (aspect: string) => screen.getByTestId(`filter-${aspect}`);
const said = (aspect: string) => chip(aspect).textContent.trim().replace(/\s+/g, " ");
const crossOf = (aspect: string) => chip(aspect).closest(".chip")?.querySelector(".cross") ?? document.body;
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

/** Every part of a filter, narrowing: a part that is added to the contract does not compile without its line here. */
const narrowing: Record<keyof Filter, readonly [narrows: Partial<Filter>, aspect: string, words: string]> = {
  text: [{ text: "router" }, "text", "Text router"],
  statuses: [{ statuses: ["open"] }, "status", "Status Open"],
  categories: [{ categories: ["waiting"] }, "status", "Status Waiting"],
  priorities: [{ priorities: ["urgent"] }, "priority", "Priority Urgent"],
  teams: [{ teams: ["team2"] }, "team", "Team Infrastructure"],
  my_teams: [{ my_teams: true }, "team", "Team My teams"],
  assignees: [{ assignees: ["s1"] }, "assignee", "Assignee Deniz Aydin"],
  unassigned: [{ unassigned: true }, "assignee", "Assignee Nobody"],
  mine: [{ mine: true }, "assignee", "Assignee Me, whoever looks"],
  requester: [{ requester: "p1" }, "requester", "Requester Marcus Bell"],
  organisation: [{ organisation: "o2" }, "organisation", "Organisation Adatum"],
  clocks: [{ clocks: ["breached"] }, "sla", "SLA breached"],
  due_today: [{ due_today: true }, "due", "Due Due today"],
  updated_hours: [{ updated_hours: 24 }, "updated", "Changed Within 24 hours"],
  tags: [{ tags: ["vpn"] }, "tag", "Tag vpn"],
  fields: [{ fields: ["floor=3"] }, "custom.floor", "floor 3"],
  awake: [{ awake: true }, "snoozed", "Snoozed Hide what I snoozed"],
  cut: [{ cut: readCut("opened~from.0~to.86400000") }, "cut", "Report"],
};

test.each(Object.entries(narrowing))("%s narrows with a chip that says so, and its cross lets it go", async (_, [narrows, aspect, words]) => {
  narrow(narrows);
  await waitFor(() => expect(said(aspect).toLowerCase()).toContain(words.toLowerCase()));
  await fireEvent.click(crossOf(aspect));
  expect(filterNow()).toEqual(noFilter);
  await waitFor(() => expect(screen.queryByTestId("active-filters")).toBeNull());
});

test("what is no longer there narrows all the same, and says so", async () => {
  const gone: [Partial<Filter>, string][] = [
    [{ statuses: ["gone"] }, "status"],
    [{ teams: ["gone"] }, "team"],
    [{ assignees: ["gone"] }, "assignee"],
    [{ requester: "gone" }, "requester"],
    [{ organisation: "gone" }, "organisation"],
  ];
  for (const [narrows, aspect] of gone) {
    narrow(narrows);
    await waitFor(() => expect(said(aspect)).toContain("No longer there"));
    await fireEvent.click(crossOf(aspect));
    expect(filterNow()).toEqual(noFilter);
  }
});

test("terms of the line have chips of their own beside its words, and each goes alone", async () => {
  narrow({ text: 'vpn type:incident,bug created<7d -type:task category:"VPN"' });
  await waitFor(() => expect(screen.queryByTestId("filter-type")).not.toBeNull());
  expect(said("type")).toBe("Type Incident, Bug");
  expect(said("created")).toBe("Created Within 7 days");
  expect(said("category")).toBe("Category Network › VPN");
  expect(said("text")).toBe("Text vpn -type:task");
  await fireEvent.click(crossOf("type"));
  expect(filterNow().text).toBe('vpn created<7d -type:task category:"VPN"');
  await waitFor(() => expect(said("text")).toBe("Text vpn -type:task"));
  await fireEvent.click(crossOf("text"));
  expect(filterNow().text).toBe('created<7d category:"VPN"');
});

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].map((row) => row.textContent.trim());

async function choose(...labels: string[]): Promise<void> {
  for (const label of labels) {
    const find = () => [...document.querySelectorAll<HTMLElement>("[data-row]")].find((row) => row.querySelector(".label")?.textContent.trim() === label);
    await waitFor(() => expect(find()).toBeDefined());
    await fireEvent.click(find() ?? document.body);
  }
}

test("F offers everything that a list can be narrowed by", async () => {
  await press("f");
  await waitFor(() => expect(rows().length).toBeGreaterThan(0));
  expect(rows()).toEqual(["Status", "Priority", "Type", "Category", "Team", "Assignee", "Requester", "Organisation", "SLA", "Due", "Created", "Changed", "Tag", "Snoozed"]);
});

test("a requester is found by what is typed, narrows, and is let go by another choice", async () => {
  await press("f");
  await choose("Requester");
  const field = () => screen.getByRole<HTMLInputElement>("combobox");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  await fireEvent.input(field(), { target: { value: "marcus" } });
  await waitFor(() => expect(rows()).toHaveLength(1));
  await press("Enter");
  expect(filterNow().requester).toBe("p1");
  await waitFor(() => expect(said("requester")).toBe("Requester Marcus Bell"));
  // What is typed there next is another search; whoever was chosen stays in sight.
  await fireEvent.input(field(), { target: { value: "ines" } });
  await waitFor(() => expect(rows()[0]).toContain("Marcus Bell"));
  await waitFor(() => expect(rows()[1]).toContain("Ines Duarte"));
  await press("Enter");
  expect(filterNow().requester).toBeNull();
});

test("an organisation is found by its name", async () => {
  await press("f");
  await choose("Organisation");
  await waitFor(() => expect(rows()).toEqual(organisations.map(({ name }) => name)));
  await fireEvent.input(screen.getByRole("combobox"), { target: { value: "harb" } });
  await waitFor(() => expect(rows()).toEqual(["Harbour Clinic"]));
  const all = total();
  await press("Enter");
  await waitFor(() => expect(said("organisation")).toBe("Organisation Harbour Clinic"));
  await waitFor(() => expect(total()).toBeLessThan(all));
});

test("type, category and time of creation are written into the line, and taken out of it", async () => {
  narrow({ text: "vpn" });
  await press("f");
  await choose("Type", "Bug");
  await waitFor(() => expect(said("type")).toBe("Type Bug"));
  await choose("Question");
  expect(filterNow().text).toBe("vpn type:bug,question");
  await waitFor(() => expect(said("type")).toBe("Type Question, Bug"));
  await choose("Bug");
  await waitFor(() => expect(said("type")).toBe("Type Question"));
  menus.close();
  await fireEvent.click(crossOf("type"));
  expect(filterNow().text).toBe("vpn");
  await press("f");
  await choose("Created", "Within 7 days");
  await waitFor(() => expect(said("created")).toBe("Created Within 7 days"));
  await choose("Today");
  expect(filterNow().text).toBe("vpn created:today");
});
