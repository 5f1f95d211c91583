/** @file A text that somebody wrote as paragraphs for paper: the tree of its Markdown, laid flat. */
import type { PaperBlock, PaperBlockKind, PaperRun } from "../../api/gen";
import { parseMarkdown, type Block, type Inline } from "../../lib/markdown";

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
      case "list":
        return block.items.flatMap((item, at) => flat(item, { ...here, depth: here.depth + 1, marker: block.ordered ? `${block.start + at}.` : "•" }));
    }
  });
}

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
