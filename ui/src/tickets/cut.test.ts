/** @file A figure's tickets go through an address and come back as they were. */
import { expect, test } from "vitest";
import { makeDesk } from "../../gallery/desk";
import type { Cut, LookupsView } from "../api/gen";
import { cutWords, noCut, readCut, writeCut } from "./cut";

const full: Cut = {
  what: "missed",
  from: 1_770_000_000_000,
  to: 1_772_000_000_000,
  statuses: ["open", "on_hold"],
  metric: "first_response",
  teams: ["0190a3c4-0000-7000-8000-000000000001"],
  priorities: ["urgent", "low"],
  hour: 0,
  zone: "Europe/Berlin",
  resolver: "0190a3c4-0000-7000-8000-000000000002",
  worker: "0190a3c4-0000-7000-8000-000000000003",
  topics: ["0190a3c4-0000-7000-8000-000000000003"],
  kinds: ["bug", "task"],
  channels: ["email", "self_service"],
  organisations: ["0190a3c4-0000-7000-8000-000000000004", "0190a3c4-0000-7000-8000-000000000005"],
  lacks: ["topic"],
};

test("a cut comes back from an address as it was", () => {
  expect(readCut(writeCut(full))).toEqual(full);
  const query = new URLSearchParams(new URLSearchParams({ cut: writeCut(full) }).toString());
  expect(readCut(query.get("cut") ?? "")).toEqual(full);
});

test("what is no cut narrows nothing", () => {
  for (const text of ["", "resolved", "resolved~from.1", "resolved~from.x~to.2", "everything~from.1~to.2", "opened~from.1~to.99999999999999999999"]) {
    expect(readCut(text)).toBeNull();
  }
});

test("the chip says what of the tickets the cut asks for besides, and of categories the topmost", async () => {
  const lookups = await makeDesk(4, "full").call<LookupsView>("lookup_all", {});
  const cut: Cut = { ...noCut, what: "waiting", from: 1, to: 2, kinds: ["bug", "task"], channels: ["phone"], topics: ["c1", "c2"], organisations: ["o0", "gone"] };
  expect(cutWords(cut, lookups)).toBe("Open, by age · Bug, Task · Phone · Network · Northwind, No longer there");
  expect(cutWords({ ...cut, kinds: [], channels: [], topics: ["c2"], organisations: [] }, lookups)).toBe("Open, by age · VPN");
  expect(cutWords({ ...noCut, what: "waiting", from: 1, to: 2 }, undefined)).toBe("Open, by age");
});

test("its days are those of the zone that it was counted in, and a zone that is none is left out", () => {
  // The first week of March as Kiritimati has it, which is fourteen hours ahead of UTC.
  const cut: Cut = { ...noCut, what: "opened", from: Date.UTC(2026, 1, 28, 10), to: Date.UTC(2026, 2, 7, 10), zone: "Pacific/Kiritimati" };
  expect(cutWords(cut, undefined)).toMatch(/^Opened, (1.–.7 Mar|Mar 1.–.7),? 2026$/u);
  expect(cutWords({ ...cut, what: "stood" }, undefined)).toMatch(/on (7 Mar 2026|Mar 7, 2026)$/u);
  expect(readCut(writeCut({ ...cut, zone: "Atlantis/Poseidonia" }))).toEqual({ ...cut, zone: "" });
  expect(readCut(writeCut(cut))).toEqual(cut);
});
