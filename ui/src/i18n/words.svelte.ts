/** @file What the desk says: typed Fluent sentences, and numbers and dates the way the reader writes them. */
import { systemZone } from "../lib/here.svelte";
import { Sentences } from "./sentences";
import type { Value, Words } from "./words.gen";

export type Key = keyof Words;

/** The keys whose sentence stands without variables; what tables of labels may hold. */
export type PlainKey = { [K in Key]: Words[K] extends null ? K : never }[Key];

// Every language is fetched when it is spoken, English too, in two parts: the start waits for what it says itself, and
// code that comes later brings the rest. The build decides which is which.
const starts = import.meta.glob<string>("./*.ftl", { query: "?start", import: "default" });
const rests = import.meta.glob<string>("./*.ftl", { query: "?later", import: "default" });

/** What is spoken here, as language tags; English, the source, first. */
export const languages: readonly string[] = Object.keys(starts)
  .map((file) => file.slice(2, -".ftl".length))
  .sort((one, other) => Number(other === "en") - Number(one === "en") || one.localeCompare(other));

/** English with longer words and other letters, and English from right to left: they show what would break. */
export const pseudoLanguages: readonly string[] = ["en-XA", "ar-XB"];

let chosen: Language | null = $state.raw(null);
let source: Language | null = $state.raw(null);
let locale = $state("en");
let wanted = "";
/** Whether somebody has asked for more than the start says. */
let whole = false;

/** The words of a language, or of a made-up one. */
class Language {
  // Isolation marks would end up in copied text; text that people wrote gets `dir="auto"` on its element instead.
  #sentences: Sentences;
  #file: string;
  /** Grows when a part has come, so that what was said without it is said again. */
  #parts = $state(0);
  #fetching: Promise<void> | null = null;

  constructor(file: string, transform?: (text: string) => string) {
    this.#file = `./${file}.ftl`;
    this.#sentences = new Sentences(file, transform);
  }

  async start(): Promise<this> {
    await this.#add(starts);
    if (whole) await this.rest();
    return this;
  }

  rest(): Promise<void> {
    this.#fetching ??= this.#add(rests).catch((error: unknown) => {
      // Whoever asks next tries again.
      this.#fetching = null;
      throw error;
    });
    return this.#fetching;
  }

  async #add(parts: typeof starts): Promise<void> {
    const load = parts[this.#file];
    if (load === undefined) throw new Error(`no words in ${this.#file}`);
    this.#sentences.add(await load());
    this.#parts++;
  }

  say(key: string, given: Record<string, Value> | null): string | undefined {
    return this.#parts > 0 ? this.#sentences.say(key, given) : undefined;
  }
}

/** Returns the sentence of `key` in the reader's language, in English where a translation lacks it. */
export function t<K extends Key>(key: K, ...values: Words[K] extends null ? [] : [Words[K]]): string {
  const given: Record<string, Value> | null = values[0] ?? null;
  const said = chosen?.say(key, given);
  if (said !== undefined) return said;
  // Before the rest is here nothing is known to be lacking.
  if (chosen !== null && !whole) void restOfWords();
  else if (chosen !== null && source === null) void fetchSource();
  return source?.say(key, given) ?? key;
}

/** Fetches what the start itself does not say; code that is fetched later waits for it. */
export async function restOfWords(): Promise<void> {
  whole = true;
  await Promise.all([chosen?.rest(), source?.rest()]);
}

/** A translation lacks a word: whoever reads it reads English as soon as that is here. */
function fetchSource(): Promise<Language> {
  fetching ??= new Language("en").start().then((english) => (source = english));
  return fetching;
}
let fetching: Promise<Language> | null = null;

/** Speaks another language from here on; an unknown one means English. */
export async function speak(language: string): Promise<void> {
  wanted = language;
  const words = await wordsOf(language);
  // Somebody may have chosen another one while the file was fetched.
  if (wanted !== language) return;
  chosen = words;
  locale = languages.includes(language) ? language : "en";
  const root = document.documentElement;
  root.lang = languages.includes(language) || pseudoLanguages.includes(language) ? language : "en";
  root.dir = directionOf(root.lang);
}

async function wordsOf(language: string): Promise<Language> {
  if (pseudoLanguages.includes(language)) {
    const { accented, mirrored } = await import("./pseudo");
    return new Language("en", language === "ar-XB" ? mirrored : accented).start();
  }
  return language !== "en" && languages.includes(language) ? new Language(language).start() : fetchSource();
}

/** Which way a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
  return ["ar", "he", "fa", "ur"].includes(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** What a language calls itself, for the list that it is chosen from. */
export function ownName(language: string): string {
  if (language === "en-XA") return "[Àççéñţšš]";
  if (language === "ar-XB") return "[Right to left]";
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The language that is spoken now. */
export function spoken(): string {
  return locale;
}

/** The region decides how dates and numbers look; the language alone would make every date American. */
function region(): string {
  return navigator.languages.find((system) => system.split("-")[0] === locale.split("-")[0]) ?? locale;
}

/** Whether the system counts 12 or 24 hours: a habit of the place, whatever language is spoken there. */
function hourCycle(): Intl.DateTimeFormatOptions {
  const cycle = new Intl.DateTimeFormat(place(), { hour: "numeric" }).resolvedOptions().hourCycle;
  return cycle === undefined ? {} : { hourCycle: cycle };
}

/** Where the system says that it is. One without a place calls itself `C`, which is no language. */
function place(): string {
  try {
    return Intl.getCanonicalLocales(navigator.language)[0] ?? region();
  } catch {
    return region();
  }
}

/** A format keeps the zone in which it was made: whoever shows it looks again when the computer travels. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  systemZone();
  if (options.hour === undefined) return new Intl.DateTimeFormat(region(), options);
  const cycle = hourCycle();
  // Of twelve hours one digit is enough: `9:15 AM`. Of twenty-four each has two: `09:15`.
  const hour = cycle.hourCycle === "h23" || cycle.hourCycle === "h24" ? "2-digit" : options.hour;
  return new Intl.DateTimeFormat(region(), { ...options, ...cycle, hour });
}

const listFormats = new Map<string, Intl.ListFormat>();

/** Joins names: `and` and `or` as in a sentence, `plain` as in a label, `span` for the parts of one measure. */
export function formatList(parts: readonly string[], as: "and" | "or" | "plain" | "span"): string {
  const key = region() + as;
  let format = listFormats.get(key);
  if (format === undefined) {
    const type = as === "and" ? "conjunction" : as === "or" ? "disjunction" : "unit";
    listFormats.set(key, (format = new Intl.ListFormat(region(), { type, style: as === "span" ? "narrow" : as === "plain" ? "short" : "long" })));
  }
  return format.format(parts);
}

/** Orders names the way the reader's language does. */
export function compareNames(one: string, other: string): number {
  return one.localeCompare(other, region());
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = region() + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (format === undefined) numberFormats.set(key, (format = new Intl.NumberFormat(region(), options)));
  return format.format(value);
}

/** How much of a moment to show. */
export type DateShape = "time" | "day" | "date" | "full" | "moment" | "weekday-time" | "weekday" | "day-number" | "long-day" | "month" | "weekday-day" | "long-weekday" | "weekday-date";

const shapes: Record<DateShape, Intl.DateTimeFormatOptions> = {
  time: { hour: "numeric", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  full: { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" },
  moment: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  weekday: { weekday: "short" },
  "day-number": { day: "numeric" },
  "long-day": { weekday: "long", day: "numeric", month: "long" },
  "weekday-day": { weekday: "short", day: "numeric", month: "short" },
  "long-weekday": { weekday: "long" },
  "weekday-date": { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  "weekday-time": { weekday: "short", hour: "numeric", minute: "2-digit" },
};

/** Formats the days from `from` to `to`, both included, as one span: `23 – 29 Nov 2026`; as a zone has them where one is named. */
export function formatDays(from: number, to: number, timeZone = ""): string {
  return dateFormat(timeZone === "" ? shapes.date : { ...shapes.date, timeZone }).formatRange(from, to);
}

/** Formats a span within one day: `Thu 26 Nov, 09:00 – 17:00`. */
export function formatSpan(from: number, to: number): string {
  return dateFormat(shapes.moment).formatRange(from, to);
}

/** Formats the hours of a span within one day: `09:00 – 10:30`. */
export function formatTimes(from: number, to: number): string {
  return dateFormat(shapes.time).formatRange(from, to);
}

/** The reader's language and region, for what else `Intl` knows of them. */
export function readerLocale(): string {
  return region();
}

/** A full hour beside a grid, as short as the reader's region writes it: `10 AM`, `10:00`. */
export function formatHour(at: number): string {
  const key = `${systemZone()} ${region()} hour`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    const short = dateFormat({ hour: "numeric" });
    format = short.resolvedOptions().hour12 === true ? short : dateFormat(shapes.time);
    dateFormats.set(key, format);
  }
  return format.format(at);
}

/** Formats a moment given in milliseconds since 1970, in the zone of this computer. */
export function formatDate(at: number, shape: DateShape): string {
  const key = `${systemZone()} ${region()} ${shape}`;
  let format = dateFormats.get(key);
  if (format === undefined) dateFormats.set(key, (format = dateFormat(shapes[shape])));
  return format.format(at);
}
