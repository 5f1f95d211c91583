/** @file A text that somebody wrote as paragraphs for paper: the tree of its Markdown, laid flat. */
import type { PaperBlock, PaperBlockKind, PaperRun } from "../api/gen";
import { parseMarkdown, pictureWords, type Block, type Inline } from "../lib/markdown";

type Look = Omit<PaperRun, "text">;
const plain: Look = { strong: false, em: false, code: false, strike: false, url: null };

interface Place {
  depth: number;
  quoted: number;
  /** What stands before the next paragraph. */
  marker: string | null;
}

export function blocksOf(text: string): PaperBlock[] {
  return flat(parseMarkdown(text), { depth: 0, quoted: 0, marker: null });
}

function flat(blocks: readonly Block[], place: Place): PaperBlock[] {
  return blocks.flatMap((block, nth) => {
    const here = nth === 0 ? place : { ...place, marker: null };
    switch (block.kind) {
      case "paragraph":
        return [blockOf("paragraph", here, runsOf(block.children, plain))];
      case "heading":
        return [blockOf("heading", here, runsOf(block.children, plain))];
      case "code":
        return [blockOf("code", here, [{ ...plain, code: true, text: block.text }])];
      case "rule":
        return [blockOf("rule", here, [])];
      case "quote":
        return flat(block.children, { ...here, quoted: here.quoted + 1 });
      case "table":
        return tableOf(block, here);
      case "list":
        return block.items.flatMap((item, at) => flat(item, { ...here, depth: here.depth + 1, marker: block.ordered ? `${block.start + at}.` : "•" }));
    }
  });
}

/** So many letters of one width stand in a line of the page. */
const lineLetters = 84;

/** Columns under one another in letters of one width; where they do not fit, each row as a paragraph of what it says. */
function tableOf({ head, rows, align }: Extract<Block, { kind: "table" }>, place: Place): PaperBlock[] {
  const lines = [head, ...rows].map((row) => head.map((_, nth) => lettersOf(row[nth] ?? [])));
  const widths = head.map((_, nth) => lines.reduce((most, line) => Math.max(most, (line[nth] ?? "").length), 0));
  if (widths.reduce((sum, width) => sum + width + 2, -2) <= lineLetters - 4 * (place.depth + place.quoted)) {
    const padded = (line: readonly string[]) => line.map((cell, nth) => (align[nth] === "end" ? cell.padStart(widths[nth] ?? 0) : cell.padEnd(widths[nth] ?? 0))).join("  ").trimEnd();
    const [first = "", ...rest] = lines.map(padded);
    return [blockOf("code", place, [{ ...plain, code: true, text: [first, widths.map((width) => "-".repeat(width)).join("  "), ...rest].join("\n") }])];
  }
  const told = (row: readonly Inline[][]) => row.flatMap((cell, nth) => [...(nth === 0 ? [] : [{ ...plain, text: " · " }]), { ...plain, strong: true, text: `${lines[0]?.[nth] ?? ""}: ` }, ...runsOf(cell, plain)]);
  return rows.map((row, nth) => blockOf("paragraph", nth === 0 ? place : { ...place, marker: null }, told(row)));
}

const lettersOf = (cell: readonly Inline[]) => runsOf(cell, plain).map(({ text }) => text).join("");

function blockOf(kind: PaperBlockKind, { depth, quoted, marker }: Place, runs: PaperRun[]): PaperBlock {
  return { kind, depth, quoted, marker, runs };
}

function runsOf(pieces: readonly Inline[], look: Look): PaperRun[] {
  return pieces.flatMap((piece): PaperRun[] => {
    switch (piece.kind) {
      case "text":
        return [{ ...look, text: piece.text }];
      case "break":
        return [{ ...look, text: "\n" }];
      case "code":
        return [{ ...look, code: true, text: piece.text }];
      case "picture":
        return [{ ...look, text: pictureWords(piece) }];
      case "strong":
        return runsOf(piece.children, { ...look, strong: true });
      case "em":
        return runsOf(piece.children, { ...look, em: true });
      case "strike":
        return runsOf(piece.children, { ...look, strike: true });
      case "link":
        return runsOf(piece.children, { ...look, url: piece.url });
    }
  });
}
