/** @file What a view of narrowed tickets may be called. */
import { expect, test } from "vitest";
import type { Status } from "../api/gen";
import { noFilter } from "./filter";
import { nameFor, type Filtering } from "./filtering";

const status = (key: string, name: string, position: number) => ({ key, name, category: "open", position, retired: false, next: [] }) as unknown as Status;
const lookups = { statuses: [status("open", "Open", 1), status("waiting", "Waiting", 2)], teams: [], staff: [], tags: ["vpn"], fields: [] } as unknown as Filtering["lookups"];
const named = (filter: Partial<Filtering["filter"]>) => nameFor({ filter: { ...noFilter, ...filter }, lookups, session: undefined, set: () => undefined });

test("a view is called what it is narrowed to", () => {
  expect(named({ statuses: ["open", "waiting"], priorities: ["high"] })).toBe("Open or Waiting · High");
  expect(named({ tags: ["vpn"], text: "router" })).toBe("vpn · “router”");
  expect(named({})).toBe("");
});

test("a name stays a name, however much is asked for", () => {
  const long = named({ statuses: ["open", "waiting"], priorities: ["low", "normal", "high"], tags: ["vpn"], text: "everything that the people of the second floor have ever asked for" });
  expect(long).toBe("Open or Waiting · High, Normal, or Low · vpn");
});

test("a view of one person's or one house's tickets is called after them, and terms by what they mean", () => {
  const told = { parts: [{ from: 4, to: 14, not: false, what: { is: "term" as const, key: "created" as const, sign: "<", values: ["7d"] }, mistakes: [] }], requester: { id: "p1", name: "Marcus Bell" }, people: [], look: () => undefined } as unknown as NonNullable<Filtering["told"]>;
  const houses = { ...lookups, organisations: [{ id: "o1", name: "Northwind", tier: null }] } as Filtering["lookups"];
  const filter = { ...noFilter, requester: "p1", organisation: "o1", text: "vpn created<7d" };
  expect(nameFor({ filter, lookups: houses, session: undefined, set: () => undefined, told })).toBe("Marcus Bell · Northwind · Within 7 days · “vpn”");
});
