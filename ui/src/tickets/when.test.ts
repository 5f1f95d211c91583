/** @file Typed moments: near ones lie ahead, what was spent lies behind, and the rest is refused. */
import { expect, test } from "vitest";
import { nearMoments, readEarlier, readMoment, writeMoment } from "./when";

const friday = new Date(2026, 10, 20, 16, 30).getTime();

test("every offered moment lies ahead", () => {
  const evening = new Date(2026, 10, 20, 19, 0).getTime();
  expect(nearMoments(evening).every((moment) => moment.at > evening)).toBe(true);
  expect(nearMoments(friday).map((moment) => moment.id)).toEqual(["today", "tomorrow", "monday", "week"]);
});

test("the same moment is offered once", () => {
  const sunday = new Date(2026, 10, 22, 10, 0).getTime();
  const ats = nearMoments(sunday).map((moment) => moment.at);
  expect(new Set(ats).size).toBe(ats.length);
});

test("a typed date is understood", () => {
  expect(readMoment("2026-11-24 14:30", friday)).toBe(new Date(2026, 10, 24, 14, 30).getTime());
  expect(readMoment("2026-11-24", friday)).toBe(new Date(2026, 10, 24, 17, 0).getTime());
});

test("a time alone means the next one", () => {
  expect(readMoment("17:00", friday)).toBe(new Date(2026, 10, 20, 17, 0).getTime());
  expect(readMoment("9:15", friday)).toBe(new Date(2026, 10, 21, 9, 15).getTime());
});

test("a span from now and a day by its name are understood", () => {
  expect(readMoment("in 2h", friday)).toBe(friday + 7_200_000);
  expect(readMoment("+45m", friday)).toBe(friday + 2_700_000);
  expect(readMoment("tomorrow", friday)).toBe(new Date(2026, 10, 21, 9, 0).getTime());
  expect(readMoment("Tomorrow 8:30", friday)).toBe(new Date(2026, 10, 21, 8, 30).getTime());
  expect(readMoment("thu 9:00", friday)).toBe(new Date(2026, 10, 26, 9, 0).getTime());
  expect(readMoment("Thursday", friday)).toBe(new Date(2026, 10, 26, 9, 0).getTime());
});

test("a weekday lies ahead: today's has to come again once its time is over", () => {
  expect(readMoment("fri 17:00", friday)).toBe(new Date(2026, 10, 20, 17, 0).getTime());
  expect(readMoment("fri 9:00", friday)).toBe(new Date(2026, 10, 27, 9, 0).getTime());
});

test("days have the names that the reader gives them", () => {
  const german = { in: "in", today: "heute", tomorrow: "morgen", yesterday: "gestern", weekdays: ["sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"] };
  expect(readMoment("Do 9:00", friday, german)).toBe(new Date(2026, 10, 26, 9, 0).getTime());
  expect(readMoment("morgen", friday, german)).toBe(new Date(2026, 10, 21, 9, 0).getTime());
});

test.each(["2026-02-31", "in a while", "someday 9:00", "thu 9", "thu 25:00", "tomorrow-ish", "25:00", "2026-11-24 25:00", ""])("%s is no date", (text) => {
  expect(readMoment(text, friday)).toBeNull();
});

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ["14:30", at(20, 14, 30)],
  ["17:00", at(19, 17)],
  ["yesterday", at(19, 17)],
  ["Yesterday 9:15", at(19, 9, 15)],
  ["today", friday],
  ["tue 9:00", at(17, 9)],
  ["Friday 8:00", at(20, 8)],
  ["fri 17:00", at(13, 17)],
  ["-2h", friday - 7_200_000],
  ["18.11.2026 10:00", at(18, 10)],
  ["2026-11-20", friday],
  ["2026-11-19", at(19, 17)],
])("%s lies behind", (text, moment) => {
  expect(readEarlier(text, friday)).toBe(moment);
});

test("a date that is ahead is read as it stands, for whoever refuses it", () => {
  expect(readEarlier("2026-11-21 9:00", friday)).toBe(at(21, 9));
  expect(readEarlier("today 18:00", friday)).toBe(at(20, 18));
});

test.each(["2026-02-31", "a while ago", "tue 9", "25:00", "-", "in 2h", ""])("%s is no moment behind", (text) => {
  expect(readEarlier(text, friday)).toBeNull();
});

test("what is written is read again, to the minute", () => {
  expect(writeMoment(at(3, 9, 5) + 42_000)).toBe("2026-11-03 09:05");
  expect(readEarlier(writeMoment(at(3, 9, 5)), friday)).toBe(at(3, 9, 5));
});
