/** @file What the desk says: typed Fluent sentences, and numbers and dates the way the reader writes them. */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import english from "./en.ftl?raw";
import type { Value, Words } from "./words.gen";

export type Key = keyof Words;

/** The keys whose sentence stands without variables; what tables of labels may hold. */
export type PlainKey = { [K in Key]: Words[K] extends null ? K : never }[Key];

const others = import.meta.glob<string>(["./*.ftl", "!./en.ftl"], { query: "?raw", import: "default" });

// Isolation marks would end up in copied text; text that people wrote gets `dir="auto"` on its element instead.
function bundleOf(locale: string, text: string): FluentBundle {
  const bundle = new FluentBundle(locale, { useIsolating: false });
  bundle.addResource(new FluentResource(text));
  return bundle;
}

const source = bundleOf("en", english);
let chosen = $state.raw(source);
let locale = $state("en");

/** Returns the sentence of `key` in the reader's language, in English where a translation lacks it. */
export function t<K extends Key>(key: K, ...values: Words[K] extends null ? [] : [Words[K]]): string {
  const id = key.replaceAll(".", "-");
  const given: Record<string, Value> | null = values[0] ?? null;
  for (const bundle of [chosen, source]) {
    const pattern = bundle.getMessage(id)?.value;
    if (pattern != null) return bundle.formatPattern(pattern, given);
  }
  return key;
}

/** Speaks another language from here on; an unknown one means English. */
export async function speak(language: string): Promise<void> {
  const load = others[`./${language}.ftl`];
  chosen = load === undefined ? source : bundleOf(language, await load());
  locale = load === undefined ? "en" : language;
  document.documentElement.lang = locale;
  document.documentElement.dir = ["ar", "he", "fa"].includes(locale.slice(0, 2)) ? "rtl" : "ltr";
}

/** The region decides how dates and numbers look; the language alone would make every date American. */
function region(): string {
  const system = navigator.language;
  return system.startsWith(locale) ? system : locale;
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
  time: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  full: { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  moment: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  weekday: { weekday: "short" },
  "day-number": { day: "numeric" },
  "long-day": { weekday: "long", day: "numeric", month: "long" },
  "weekday-day": { weekday: "short", day: "numeric", month: "short" },
  "long-weekday": { weekday: "long" },
  "weekday-date": { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  "weekday-time": { weekday: "short", hour: "2-digit", minute: "2-digit" },
};

/** Formats the days from `from` to `to`, both included, as one span: `23 – 29 Nov 2026`. */
export function formatDays(from: number, to: number): string {
  return new Intl.DateTimeFormat(region(), shapes.date).formatRange(from, to);
}

/** Formats a span within one day: `Thu 26 Nov, 09:00 – 17:00`. */
export function formatSpan(from: number, to: number): string {
  return new Intl.DateTimeFormat(region(), shapes.moment).formatRange(from, to);
}

/** The reader's language and region, for what else `Intl` knows of them. */
export function readerLocale(): string {
  return region();
}

/** A full hour beside a grid, as short as the reader's region writes it: `10 AM`, `10:00`. */
export function formatHour(at: number): string {
  const key = `${region()}hour`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    const short = new Intl.DateTimeFormat(region(), { hour: "numeric" });
    format = short.resolvedOptions().hour12 === true ? short : new Intl.DateTimeFormat(region(), shapes.time);
    dateFormats.set(key, format);
  }
  return format.format(at);
}

/** Formats a moment given in milliseconds since 1970, in the zone of this computer. */
export function formatDate(at: number, shape: DateShape): string {
  const key = region() + shape;
  let format = dateFormats.get(key);
  if (format === undefined) dateFormats.set(key, (format = new Intl.DateTimeFormat(region(), shapes[shape])));
  return format.format(at);
}
