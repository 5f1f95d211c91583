/** @file Tables of Markdown, by their lines: where one stands, and its cells as they were written. Reads every line once. */

export type Align = "start" | "center" | "end";

export interface TableLines {
  /** One for each column; null where nobody said. */
  align: (Align | null)[];
  head: string[];
  /** No row has more cells than there are columns; some have fewer. */
  rows: string[][];
  /** The line after it. */
  end: number;
}

/** Nobody reads a table that is wider; more pipes than this are a text of pipes. */
const mostColumns = 100;

/** Whether a table begins at a line: cells, and below them as many dashes. */
export function beginsTable(lines: readonly string[], at: number): boolean {
  return opening(lines, at) !== null;
}

/** Reads the table that begins at a line, up to one without a cell or where `ends` says that something else begins. */
export function tableAt(lines: readonly string[], at: number, ends: (at: number) => boolean): TableLines | null {
  const begun = opening(lines, at);
  if (begun === null) return null;
  const rows: string[][] = [];
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|") && !ends(end)) rows.push(cellsOf(lines[end++] ?? "", begun.head.length));
  return { ...begun, rows, end };
}

function opening(lines: readonly string[], at: number): Pick<TableLines, "head" | "align"> | null {
  const [first, second] = [lines[at] ?? "", lines[at + 1] ?? ""];
  if (!first.includes("|") || !second.includes("|") || !/^[-:|\s]+$/.test(second)) return null;
  const marks = cellsOf(second);
  if (marks.length > mostColumns || !marks.every((mark) => /^:?-+:?$/.test(mark))) return null;
  const head = cellsOf(first);
  return head.length === marks.length ? { head, align: marks.map(alignOf) } : null;
}

function alignOf(mark: string): Align | null {
  const [before, after] = [mark.startsWith(":"), mark.endsWith(":")];
  return before && after ? "center" : after ? "end" : before ? "start" : null;
}

/** The cells of a line, up to so many; what is beyond stays in the last one, since nothing that somebody wrote is lost. */
function cellsOf(line: string, most = Number.POSITIVE_INFINITY): string[] {
  const row = line.trim();
  const cells: string[] = [];
  let cell = "";
  let at = row.startsWith("|") ? 1 : 0;
  for (; at < row.length; at++) {
    const sign = row.charAt(at);
    if (sign === "\\" && at + 1 < row.length) {
      const next = row.charAt(++at);
      // A pipe of the text: in code, where nothing else is taken by its mark, it stands alone as well.
      cell += next === "|" ? "|" : sign + next;
    } else if (sign === "|" && (cells.length + 1 < most || at === row.length - 1)) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  if (cell !== "") cells.push(cell.trim());
  return cells;
}
