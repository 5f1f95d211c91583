/** @file Words: another language, a word that it lacks, made-up languages, and formats that follow. */
import { afterEach, expect, test, vi } from "vitest";
import { languageFor } from "../lib/language.svelte";
import { spanText } from "../clocks/words";
import { ago, shortSpan, spokenSpan } from "../lib/time";
import { accented, mirrored } from "./pseudo";
import { formatDate, formatHour, formatList, formatNumber, languages, ownName, speak, t } from "./words.svelte";

afterEach(async () => {
  vi.restoreAllMocks();
  vi.doUnmock("./de.ftl?start");
  await speak("en");
});

test("German is spoken, with its own plurals, and the page says so", async () => {
  await speak("de");
  expect(t("board.title")).toBe("Board");
  expect(t("settings.title")).toBe("Einstellungen");
  expect([t("tickets.count", { count: 1 }), t("tickets.count", { count: 1200 })]).toEqual(["1 Ticket", "1.200 Tickets"]);
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["de", "ltr"]);
  expect(languages.map(ownName)).toEqual(["English", "Deutsch"]);
});

test("a word that a language lacks is English", async () => {
  vi.resetModules();
  vi.doMock("./de.ftl?start", () => ({ default: "Aapp.cancel=Abbrechen" }));
  const words = await import("./words.svelte");
  await words.speak("de");
  expect(words.t("app.cancel")).toBe("Abbrechen");
  words.t("app.retry");
  await vi.waitFor(() => expect(words.t("app.retry")).toBe("Try again"));
});

test("what the start does not say comes later, and is said then", async () => {
  vi.resetModules();
  const words = await import("./words.svelte");
  await words.speak("de");
  expect(words.t("board.title")).toBe("Board");
  words.t("dashboard.title");
  await vi.waitFor(() => expect(words.t("dashboard.title")).toBe("Übersicht"));
  await words.speak("en");
  expect(words.t("dashboard.title"), "another language comes whole then").toBe("Dashboard");
});

test("an unknown language is English", async () => {
  await speak("xx");
  expect([t("app.retry"), document.documentElement.lang]).toEqual(["Try again", "en"]);
});

test("the last choice stands, whichever file comes first", async () => {
  const first = speak("de");
  await Promise.all([speak("en"), first]);
  expect(t("app.retry")).toBe("Try again");
});

test("formats follow the language, hours the system", async () => {
  const at = new Date(2026, 10, 24, 14, 5).getTime();
  await speak("de");
  expect(formatDate(at, "date")).toBe("24. Nov. 2026");
  expect(formatNumber(1234.5)).toBe("1.234,5");
  expect(formatList(["A", "B", "C"], "and")).toBe("A, B und C");
  expect(formatList(["A", "B"], "or")).toBe("A oder B");
  expect([shortSpan(65 * 60_000), ago(at - 3 * 3_600_000, at)]).toEqual(["1 h 05 min", "vor 3 h"]);
  expect(spokenSpan(65 * 60_000)).toMatch(/^1 Stunde,? 5 Minuten$/);
  expect(spanText(90)).toBe("1 h 30 min");
  vi.spyOn(navigator, "language", "get").mockReturnValue("de-AT");
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-AT", "en"]);
  expect(formatDate(at, "time")).toBe("14:05");
  await speak("en");
  expect(formatDate(at, "long-weekday")).toBe("Tuesday");
  expect([spanText(0), spanText(45), spanText(240), spanText(90)]).toEqual(["0m", "45m", "4h", "1h 30m"]);
  expect(formatDate(at, "time")).toBe("14:05");
});

test("an hour has one digit of twelve, and two of twenty-four", () => {
  const morning = new Date(2026, 10, 26, 9, 15).getTime();
  const lives = (place: string) => {
    vi.spyOn(navigator, "language", "get").mockReturnValue(place);
    vi.spyOn(navigator, "languages", "get").mockReturnValue([place]);
  };
  // Newer engines put a narrow space before AM.
  const plain = (text: string) => text.replaceAll(/\s/gu, " ");
  lives("en-US");
  expect(plain(formatDate(morning, "time"))).toBe("9:15 AM");
  expect(plain(formatDate(morning, "weekday-time"))).toBe("Thu 9:15 AM");
  expect(plain(formatHour(morning))).toBe("9 AM");
  lives("en-GB");
  expect(formatDate(morning, "time")).toBe("09:15");
  expect(formatHour(new Date(2026, 10, 26, 9).getTime())).toBe("09:00");
  lives("C");
  expect(plain(formatDate(morning, "day"))).toBe("Nov 26");
  expect(plain(formatDate(morning, "moment"))).toContain("9:15 AM");
});

test("made-up languages lengthen, mirror, and leave what was filled in alone", async () => {
  const english = t("composer.ask.text", { name: "Ada" });
  await speak("en-XA");
  const longer = t("composer.ask.text", { name: "Ada" });
  expect(longer.length / english.length).toBeGreaterThan(1.3);
  expect(longer).toContain("Ada");
  expect(t("tickets.count", { count: 1 })).toMatch(/^1 ţ/);
  await speak("ar-XB");
  expect([document.documentElement.dir, document.documentElement.lang]).toEqual(["rtl", "ar-XB"]);
  expect(t("app.retry")).toBe("\u202eTry\u202c \u202eagain\u202c");
  expect(accented("Save the reply").length).toBeGreaterThanOrEqual(Math.floor("Save the reply".length * 1.3));
  expect(mirrored(" · ")).toBe(" · ");
});

test("the language is the chosen one, else the system's, else English", () => {
  expect(languageFor("de", ["en-US"])).toBe("de");
  expect(languageFor("system", ["de-AT", "en"])).toBe("de");
  expect(languageFor(null, ["fr-FR", "de-CH"])).toBe("de");
  expect(languageFor("xx", ["fr"])).toBe("en");
  expect(languageFor("ar-XB", ["de"])).toBe("ar-XB");
});
