/** @file A figure's tickets go through an address and come back as they were. */
import { expect, test } from "vitest";
import type { Cut } from "../api/gen";
import { readCut, writeCut } from "./cut";

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
  kind: "bug",
  channel: "self_service",
  organisation: "0190a3c4-0000-7000-8000-000000000004",
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
