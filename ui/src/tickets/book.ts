/** @file The tables on the screen as files: one, or all in a workbook or on paper, with what they cover. */
import { paperWords, savePaper, saveSheets } from "../api/files";
import type { Fact, PaperPart, SheetFormat, SyncView } from "../api/gen";
import { formatDate, formatNumber, t } from "../i18n/words.svelte";
import type { MenuItem } from "../kit/menu.svelte";
import { addDays, dayKey, startOfDay } from "../lib/days";
import { sheetOf, type Cell } from "./cell";

/** A table as it stands on the screen. */
export interface Table {
  /** What it is, in a word or two: the name of a sheet. */
  label: string;
  /** The sentence above it. */
  title: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** What all tables of a screen cover. */
export interface Covered {
  /** What they are called together. */
  title: string;
  /** The first part of a file's name. */
  file: string;
  period: { from: number; to: number };
  facts: Fact[];
  /** The same in one line, as the screen has it. */
  line: string;
}

/** What stands on the screen: each table by its name, in the order in which they came, and what they cover. */
class Book {
  #tables = new Map<string, () => Table>();
  covered: Covered = { title: "", file: "", period: { from: 0, to: 0 }, facts: [], line: "" };

  /** Returns how to take the table out again. */
  add(name: string, table: () => Table): () => void {
    this.#tables.set(name, table);
    return () => this.#tables.delete(name);
  }

  /** Saves one table by its name, or all of them. */
  async save(format: SheetFormat, name?: string): Promise<void> {
    const sheets = this.#of(name).map(({ label, columns, rows }) => sheetOf(label, columns, rows));
    const about = { name: t("sheets.about"), facts: this.covered.facts };
    await saveSheets(t("dashboard.saveTitle"), this.#file(name), { format, title: this.#title(name), about, sheets });
  }

  /** How one table can be saved, for a menu. */
  waysOf(name: string): MenuItem[] {
    return [
      { id: "xlsx", label: t("sheets.xlsx"), act: () => void this.save("xlsx", name) },
      { id: "csv", label: t("sheets.csv"), act: () => void this.save("csv", name) },
      { id: "pdf", label: t("sheets.pdf"), act: () => void this.print(name) },
    ];
  }

  /** Saves one table by its name, or all of them, as a PDF file. */
  async print(name?: string): Promise<void> {
    const parts = this.#of(name).map(partOf);
    const { facts, line } = this.covered;
    await savePaper(t("dashboard.saveTitle"), this.#file(name), { title: this.#title(name), facts, about: line, ...paperWords(), parts, number: null });
  }

  #of(name: string | undefined): Table[] {
    const one = name === undefined ? undefined : this.#tables.get(name);
    return one === undefined ? [...this.#tables.values()].map((table) => table()) : [one()];
  }

  #title(name: string | undefined): string {
    const one = name === undefined ? undefined : this.#tables.get(name)?.();
    // A sheet has room for the beginning of a long name.
    return one === undefined || this.covered.title.startsWith(one.label) ? this.covered.title : `${this.covered.title}: ${one.label}`;
  }

  /** Says which days it has, so that two files of two periods can lie beside one another. */
  #file(name: string | undefined): string {
    const { file, period } = this.covered;
    const days = `${dayKey(period.from)}-to-${dayKey(addDays(period.to, -1))}`;
    return ["tern", file, ...(name === undefined || name === file ? [] : [name]), days].join("-");
  }
}

function partOf({ title, columns, rows }: Table): PaperPart {
  const cells = rows.map((row) => row.map(({ text, value }) => ({ text, number: value !== undefined })));
  return { is: "table", title, columns: [...columns], rows: cells, none: t("dashboard.none") };
}

type Synced = Pick<SyncView, "server" | "last_success">;

/** From which days and tickets numbers are made, and how old this device's knowledge of them is, in one line. */
export function coverageOf({ days, about, at }: { days: string; about: string; at: number }, sync: Pick<Synced, "last_success"> | undefined): string {
  const last = sync?.last_success ?? null;
  const known = last ?? at;
  return t(last === null ? "report.here" : "report.synced", { days, about, at: formatDate(known, startOfDay(known) === startOfDay(at) ? "time" : "moment") });
}

/** How many tickets where that is known, as of when, and when this device last heard from its server. */
export function factsOf(tickets: number | null, at: number, sync: Synced | undefined): Fact[] {
  const last = sync?.last_success ?? null;
  return [
    ...(tickets === null ? [] : [{ label: t("about.tickets"), value: formatNumber(tickets) }]),
    { label: t("about.at"), value: formatDate(at, "full") },
    { label: t("about.synced"), value: last === null ? t(sync?.server == null ? "about.synced.alone" : "about.synced.never") : formatDate(last, "full") },
  ];
}

export const book = new Book();
