/** @file Days of another zone begin when they begin there, also where clocks change. */
import { expect, test } from "vitest";
import { readDay } from "./days";
import { beginsIn, wallIn, zoneOf } from "./elsewhere";
import { systemZone } from "./here.svelte";

const day = (key: string) => readDay(key) ?? Number.NaN;
const begins = (key: string, zone: string) => new Date(beginsIn(day(key), zone)).toISOString();

test("a day begins when clocks of its zone say midnight", () => {
  expect(begins("2026-03-10", "America/New_York")).toBe("2026-03-10T04:00:00.000Z");
  expect(begins("2026-03-08", "America/New_York"), "clocks go forward at two").toBe("2026-03-08T05:00:00.000Z");
  expect(begins("2026-11-02", "America/New_York")).toBe("2026-11-02T05:00:00.000Z");
  expect(begins("2026-03-10", "Asia/Kathmandu")).toBe("2026-03-09T18:15:00.000Z");
  expect(begins("2026-03-10", "Pacific/Kiritimati")).toBe("2026-03-09T10:00:00.000Z");
  expect(begins("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
});

test("where clocks leave midnight out, or have it twice, the day begins with what comes first of it", () => {
  // Beirut goes from midnight to one; Havana from one back to midnight.
  expect(begins("2026-03-29", "Asia/Beirut")).toBe("2026-03-28T22:00:00.000Z");
  expect(begins("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00.000Z");
});

test("a wall elsewhere is read as one here, and what is no zone is this computer's", () => {
  const at = Date.UTC(2026, 2, 10, 3, 30);
  expect(new Date(wallIn(at, "America/New_York")).getDate()).toBe(9);
  expect([new Date(wallIn(at, "Asia/Tokyo")).getDate(), new Date(wallIn(at, "Asia/Tokyo")).getHours()]).toEqual([10, 12]);
  expect(wallIn(at, systemZone())).toBe(at);
  expect([zoneOf("Asia/Tokyo"), zoneOf("Atlantis/Poseidonia"), zoneOf(null)]).toEqual(["Asia/Tokyo", systemZone(), systemZone()]);
});
