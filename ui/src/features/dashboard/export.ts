/** @file A table as a file that spreadsheets read. */
import { saveTableText } from "../../api/files";
import { t } from "../../i18n/words.svelte";
import type { Cell } from "./cell";

/** Puts a table where the person says, as comma-separated values: plain numbers, as programs read them. */
export async function saveTable(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
  await saveTableText(t("dashboard.saveTitle"), `tern-${name}.csv`, csv(columns, rows));
}

export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [columns, ...rows.map((row) => row.map((cell, index) => (index === 0 || cell.value === undefined ? cell.text : String(cell.value ?? ""))))];
  return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** A text that a spreadsheet would take for a formula is kept a text by an apostrophe. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
