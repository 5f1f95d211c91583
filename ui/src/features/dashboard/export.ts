/** @file The tables on the screen as files that spreadsheets read: one, or all in a workbook. */
import { saveSheets } from "../../api/files";
import type { Sheet, SheetFormat } from "../../api/gen";
import { t } from "../../i18n/words.svelte";

/** What stands on the screen: each table by its name, in the order in which they came, and what they cover. */
class Book {
  #sheets = new Map<string, () => Sheet>();
  about = "";

  /** Returns how to take the table out again. */
  add(name: string, sheet: () => Sheet): () => void {
    this.#sheets.set(name, sheet);
    return () => this.#sheets.delete(name);
  }

  /** Saves one table by its name, or all of them. */
  async save(format: SheetFormat, name?: string): Promise<void> {
    const one = name === undefined ? undefined : this.#sheets.get(name);
    const sheets = one === undefined ? [...this.#sheets.values()].map((sheet) => sheet()) : [one()];
    await saveSheets(t("dashboard.saveTitle"), name === undefined ? "tern" : `tern-${name}`, { format, about: this.about, sheets });
  }
}

export const book = new Book();
