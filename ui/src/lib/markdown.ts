/** @file Markdown as people write it in mail and chat, read into a tree that is drawn element by element; HTML stays text. */
import { beginsTable, tableAt, type Align } from "./tables";

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong"; children: Inline[] }
  | { kind: "em"; children: Inline[] }
  | { kind: "strike"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; url: string; children: Inline[] }
  /** A file that came with the text, by its name; there is no picture of any other kind. */
  | { kind: "picture"; name: string; alt: string }
  | { kind: "break" };

export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "heading"; level: number; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "quote"; children: Block[] }
  | { kind: "list"; ordered: boolean; start: number; items: Block[][] }
  | { kind: "table"; align: (Align | null)[]; head: Inline[][]; rows: Inline[][][] }
  | { kind: "rule" };

const deepest = 12;
const schemes = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Returns the address when it is one that may be opened, else null: no scripts, no files, no other programs. */
export function safeUrl(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  try {
    const url = new URL(address);
    return schemes.has(url.protocol) ? url.href : null;
  } catch {
    // What is no address stays the text that it is.
    return null;
  }
}

export function parseMarkdown(text: string): Block[] {
  return blocks(text.replace(/\r\n?/g, "\n").replace(/\t/g, "    ").split("\n"), 0);
}

/** The names of the files that a text shows as pictures. */
export function picturesIn(text: string): Set<string> {
  const names = new Set<string>();
  const look = (pieces: readonly Inline[]) => {
    for (const piece of pieces) {
      if (piece.kind === "picture") names.add(piece.name);
      else if ("children" in piece) look(piece.children);
    }
  };
  const walk = (found: readonly Block[]) => {
    for (const block of found) {
      if (block.kind === "paragraph" || block.kind === "heading") look(block.children);
      else if (block.kind === "quote") walk(block.children);
      else if (block.kind === "list") block.items.forEach(walk);
      else if (block.kind === "table") [block.head, ...block.rows].forEach((row) => row.forEach(look));
    }
  };
  // Most texts show none, and are not read twice.
  if (text.includes("![")) walk(parseMarkdown(text));
  return names;
}

const fence = /^ {0,3}(```+|~~~+)/;
const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const rule = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const quote = /^ {0,3}> ?/;
const bullet = /^( {0,3})([-*+]|\d{1,9}[.)])( +)(?=\S)/;

function blocks(lines: readonly string[], depth: number): Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at++;
      continue;
    }
    const end = depth < deepest ? special(lines, at, depth, found) : at;
    if (end > at) {
      at = end;
      continue;
    }
    const paragraph: string[] = [];
    while (at < lines.length && (paragraph.length === 0 || !interrupts(lines, at))) paragraph.push(lines[at++] ?? "");
    found.push({ kind: "paragraph", children: parseInline(paragraph.map((one) => one.trim()).join("\n")) });
  }
  return found;
}

function interrupts(lines: readonly string[], at: number): boolean {
  return isOther(lines[at] ?? "") || beginsTable(lines, at);
}

/** Neither a paragraph goes on with it nor a table. */
function isOther(line: string): boolean {
  return line.trim() === "" || [fence, heading, rule, quote, bullet].some((pattern) => pattern.test(line));
}

/** Reads the block that is no paragraph at `at`, if there is one; returns the line after it, or `at`. */
function special(lines: readonly string[], at: number, depth: number, found: Block[]): number {
  const line = lines[at] ?? "";
  const opening = fence.exec(line)?.[1];
  if (opening !== undefined) {
    const closes = (other: string) => other.trim().startsWith(opening) && other.trim().replaceAll(opening.charAt(0), "") === "";
    let end = at + 1;
    while (end < lines.length && !closes(lines[end] ?? "")) end++;
    found.push({ kind: "code", text: lines.slice(at + 1, end).join("\n") });
    return Math.min(end + 1, lines.length);
  }
  const title = heading.exec(line);
  if (title !== null) {
    found.push({ kind: "heading", level: (title[1] ?? "").length, children: parseInline(title[2] ?? "") });
    return at + 1;
  }
  if (rule.test(line)) {
    found.push({ kind: "rule" });
    return at + 1;
  }
  if (quote.test(line)) {
    let end = at;
    while (end < lines.length && quote.test(lines[end] ?? "")) end++;
    const inner = lines.slice(at, end).map((one) => one.replace(quote, ""));
    found.push({ kind: "quote", children: blocks(inner, depth + 1) });
    return end;
  }
  return bullet.test(line) ? list(lines, at, depth, found) : table(lines, at, found);
}

function table(lines: readonly string[], at: number, found: Block[]): number {
  const read = tableAt(lines, at, (row) => isOther(lines[row] ?? ""));
  if (read === null) return at;
  const { align, head, rows, end } = read;
  found.push({ kind: "table", align, head: head.map(parseInline), rows: rows.map((row) => row.map(parseInline)) });
  return end;
}

function list(lines: readonly string[], from: number, depth: number, found: Block[]): number {
  const first = bullet.exec(lines[from] ?? "");
  const ordered = /\d/.test(first?.[2] ?? "");
  const items: string[][] = [];
  let at = from;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const marker = bullet.exec(line);
    if (marker === null || /\d/.test(marker[2] ?? "") !== ordered || rule.test(line)) break;
    const inset = marker[0].length;
    const item = [line.slice(inset)];
    at++;
    while (at < lines.length) {
      const next = lines[at] ?? "";
      const belongs = next.trim() === "" ? /^ {2}/.test(lines[at + 1] ?? "") : /^ {2}/.test(next) || !interrupts(lines, at);
      if (!belongs) break;
      item.push(next.slice(Math.min(inset, next.length - next.trimStart().length)));
      at++;
    }
    items.push(item);
    if ((lines[at] ?? "").trim() === "" && bullet.test(lines[at + 1] ?? "")) at++;
  }
  const start = ordered ? Number.parseInt(first?.[2] ?? "1", 10) : 1;
  found.push({ kind: "list", ordered, start, items: items.map((item) => blocks(item, depth + 1)) });
  return at;
}

/** Reads what stands in one paragraph; a line break is a line break, as in mail. */
export function parseInline(text: string): Inline[] {
  return new Scanner(text, 0).all();
}

const word = /[\p{L}\p{N}]/u;
const wordRest = /[\p{L}\p{N}]*/uy;
const address = /^(?:https?:\/\/|www\.)[^\s<>"']+/i;
const mail = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const longestLink = 4_000;
/** Blanks are counted: a text of nothing else would be tried again from each of them. */
const target = String.raw`\(\s{0,9}<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s{1,9}"[^"\n]*")?\s{0,9}\)`;
/** What is pressed may be a picture. */
const link = new RegExp(String.raw`^\[((?:[^[\]\\\n]|\\.|!\[[^[\]\n]*\]\([^\s()]*\))*)\]${target}`);
const picture = new RegExp(String.raw`^!\[((?:[^[\]\\\n]|\\.)*)\]${target}`);

/** The name that stands in place of an address; null where that leads anywhere. */
function fileName(address: string): string | null {
  if (address === "" || /[:/\\?#]/.test(address)) return null;
  try {
    return decodeURIComponent(address);
  } catch {
    // A name with a percent sign that nobody encoded.
    return address;
  }
}

/** What stands for a picture where it cannot be shown. */
export function pictureWords({ alt, name }: { alt: string; name: string }): string {
  return alt === "" ? name : alt;
}

/** Pictures as the words for them. */
function worded(pieces: readonly Inline[]): Inline[] {
  return pieces.map((piece): Inline => {
    if (piece.kind === "picture") return { kind: "text", text: pictureWords(piece) };
    return "children" in piece ? { ...piece, children: worded(piece.children) } : piece;
  });
}

class Scanner {
  #text: string;
  #depth: number;
  #at = 0;
  #plain = "";
  #found: Inline[] = [];
  /** Marks that are known to have no end further on, so that a text of a thousand asterisks is read once. */
  #hopeless = new Set<string>();

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
  }

  all(): Inline[] {
    while (this.#at < this.#text.length) {
      if (this.#special()) continue;
      this.#plain += this.#text.charAt(this.#at++);
      // In the middle of a word nothing begins.
      if (word.test(this.#text.charAt(this.#at - 1))) this.#restOfWord();
    }
    this.#flush();
    return this.#found;
  }

  #restOfWord(): void {
    wordRest.lastIndex = this.#at;
    const [rest = ""] = wordRest.exec(this.#text) ?? [];
    this.#plain += rest;
    this.#at += rest.length;
  }

  #flush(): void {
    if (this.#plain !== "") this.#found.push({ kind: "text", text: this.#plain });
    this.#plain = "";
  }

  #take(piece: Inline, end: number): true {
    this.#flush();
    this.#found.push(piece);
    this.#at = end;
    return true;
  }

  #special(): boolean {
    const rest = this.#text.slice(this.#at, this.#at + 2_000);
    const sign = rest.charAt(0);
    if (sign === "\n") return this.#take({ kind: "break" }, this.#at + 1);
    if (sign === "\\" && /[!-/:-@[-`{-~]/.test(rest.charAt(1))) {
      this.#plain += rest.charAt(1);
      this.#at += 2;
      return true;
    }
    if (sign === "`") return this.#code(rest);
    if (sign === "<") return this.#angle(rest);
    if (sign === "!" && rest.charAt(1) === "[") return this.#picture();
    if (sign === "[") return this.#link();
    const mark = /^(?:\*\*|__|~~|\*|_)/.exec(rest)?.[0];
    if (mark !== undefined && this.#emphasis(mark)) return true;
    return this.#bare(rest);
  }

  #code(rest: string): boolean {
    const ticks = /^`+/.exec(rest)?.[0] ?? "`";
    const from = this.#at + ticks.length;
    const end = this.#hopeless.has(ticks) ? -1 : this.#text.indexOf(ticks, from);
    if (end === -1) {
      this.#hopeless.add(ticks);
      this.#plain += ticks;
      this.#at = from;
      return true;
    }
    return this.#take({ kind: "code", text: this.#text.slice(from, end).replaceAll("\n", " ").trim() }, end + ticks.length);
  }

  #angle(rest: string): boolean {
    const inner = /^<([^\s<>]+)>/.exec(rest)?.[1];
    if (inner === undefined) return false;
    const url = safeUrl(mail.exec(inner)?.[0] === inner ? `mailto:${inner}` : inner);
    return url !== null && this.#take({ kind: "link", url, children: [{ kind: "text", text: inner }] }, this.#at + inner.length + 2);
  }

  #link(): boolean {
    const found = link.exec(this.#text.slice(this.#at, this.#at + longestLink));
    const url = found === null ? null : safeUrl(found[2] ?? "");
    if (found === null || url === null || this.#depth > deepest) return false;
    const words = found[1] === "" ? url : (found[1] ?? "");
    // A picture that leads elsewhere is the words for it: what it shows is looked at, and not followed.
    return this.#take({ kind: "link", url, children: worded(this.#inside(words)) }, this.#at + found[0].length);
  }

  /** A file of the same message, by its name; any other picture is the words for it, and nothing is fetched from anywhere. */
  #picture(): boolean {
    const rest = this.#text.slice(this.#at, this.#at + longestLink);
    const found = picture.exec(rest);
    const label = found ?? /^!\[([^[\]\n]*)\]\(data:/i.exec(rest);
    if (label === null) return false;
    let end = this.#at + label[0].length;
    // The bytes of a picture are longer than any address.
    if (found === null) while (/[^\s()]/.test(this.#text.charAt(end))) end++;
    if (found === null && this.#text.charAt(end++) !== ")") return false;
    const alt = (label[1] ?? "").replace(/\\(?=[!-/:-@[-`{-~])/g, "").trim();
    const [address, name] = [found?.[2] ?? "", fileName(found?.[2] ?? "")];
    if (name !== null) return this.#take({ kind: "picture", name, alt }, end);
    const url = safeUrl(address);
    if (url !== null) return this.#take({ kind: "link", url, children: [{ kind: "text", text: alt === "" ? url : alt }] }, end);
    if (alt === "" && found !== null) return false;
    this.#plain += alt;
    this.#at = end;
    return true;
  }

  #inside(text: string): Inline[] {
    return this.#depth >= deepest ? [{ kind: "text", text }] : new Scanner(text, this.#depth + 1).all();
  }

  #emphasis(mark: string): boolean {
    const from = this.#at + mark.length;
    const opens = /\S/.test(this.#text.charAt(from));
    const midWord = mark.startsWith("_") && word.test(this.#text.charAt(this.#at - 1));
    if (!opens || midWord || this.#hopeless.has(mark)) return false;
    let end = this.#text.indexOf(mark, from + 1);
    while (end !== -1 && !this.#closes(mark, end)) end = this.#text.indexOf(mark, end + mark.length);
    if (end === -1) {
      this.#hopeless.add(mark);
      return false;
    }
    const kind = mark === "~~" ? "strike" : mark.length === 2 ? "strong" : "em";
    return this.#take({ kind, children: this.#inside(this.#text.slice(from, end)) }, end + mark.length);
  }

  #closes(mark: string, at: number): boolean {
    if (/\s/.test(this.#text.charAt(at - 1))) return false;
    const after = this.#text.charAt(at + mark.length);
    if (mark.startsWith("_") && word.test(after)) return false;
    // A single asterisk inside a pair belongs to the pair.
    return mark.length === 2 || (after !== mark && this.#text.charAt(at - 1) !== mark);
  }

  /** An address without any marks around it. */
  #bare(rest: string): boolean {
    if (word.test(this.#text.charAt(this.#at - 1))) return false;
    const found = address.exec(rest)?.[0] ?? mail.exec(rest)?.[0];
    if (found === undefined) return false;
    // The full stop after an address ends the sentence, and a bracket is its own when it was opened in it.
    let shown = found.replace(/[.,;:!?'"*_]+$/, "");
    if (shown.endsWith(")") && !shown.includes("(")) shown = shown.slice(0, -1);
    const url = safeUrl(mail.exec(shown)?.[0] === shown ? `mailto:${shown}` : shown);
    return url !== null && this.#take({ kind: "link", url, children: [{ kind: "text", text: shown }] }, this.#at + shown.length);
  }
}
