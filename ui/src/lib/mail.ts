/** @file What somebody said in a mail, apart from what programs for mail put with it: quoted mail, and the signature. Pure. */

export interface Part {
  kind: "said" | "quoted" | "signature";
  text: string;
}

/** A quotation within what is said is folded from here on. */
const foldedFrom = 4;
/** A line of two dashes without a blank may be anything; above a few lines it is a signature. */
const longestSignature = 12;
/** Programs wrap the line that says who wrote what follows. */
const longestSaying = { lines: 3, letters: 400 };
const longestHead = 10;

const fence = /^ {0,3}(```+|~~~+)/;
const quote = /^ {0,3}>/;
/** What is forwarded is what the mail is about, and never folded. */
const forwarded = /^(?:-{2,} ?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht) ?-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:)$/i;
const original = /^-{2,} ?(?:original message|ursprüngliche nachricht|originalnachricht|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht) ?-{2,}$/i;
const line = /^_{5,}$/;

/** Who wrote what follows: `On … wrote:`; a quotation has to follow. */
const saying = /(?:\bwrote|\bschrieb(?: am)?\b.*|\ba écrit|\bescribió|\bha scritto|\bschreef\b.*|\bescreveu)[ \u00a0]*:$/i;
/** Written by a program, with the day, the year and the hour: then what follows is quoted even without a mark on each line. */
const dated = [/^(?:on|am|le|el|il|op|em)\b/i, /\b\d{4}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b/, /\b\d{1,2}[:.]\d{2}\b/];

/** The head that Outlook puts over what it quotes, with or without the marks of bold text. */
const head = (names: string) => new RegExp(`^[*_]{0,2}(?:${names})[*_]{0,2}[ \\u00a0]*:`, "i");
const from = head("from|von|de|da|van");
const when = head("sent|date|gesendet|datum|envoyé|date d['’]envoi|enviado(?: el)?|fecha|inviato|data|verzonden");
const about = head("subject|betreff|objet|asunto|oggetto|onderwerp|assunto");

interface Stretch {
  kind: Part["kind"];
  from: number;
  to: number;
  /** Somebody is named who wrote it. */
  named: boolean;
}

/** Takes a mail apart, in its order; all of its lines are in one of the parts. A mail that is nothing but quoted is one that was said. */
export function partsOf(text: string): Part[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found = stretches(lines);
  const says = ({ kind, from: first, to }: Stretch) => kind === "said" && lines.slice(first, to).some((one) => one.trim() !== "");
  if (!found.some(says)) return [{ kind: "said", text: lines.join("\n") }];
  const last = found.findLastIndex(says);
  const joined: Stretch[] = [];
  for (const [place, one] of found.entries()) {
    const isFolded = one.kind === "signature" || (one.kind === "quoted" && ((one.named && place > last) || filled(lines, one) >= foldedFrom));
    const kind = isFolded ? one.kind : "said";
    const before = joined.at(-1);
    // What is folded beside one another has one button.
    if (before !== undefined && (before.kind === "said") === (kind === "said")) joined[joined.length - 1] = { ...before, kind: before.kind === kind ? kind : "quoted", to: one.to };
    else joined.push({ ...one, kind });
  }
  return joined.map(({ kind, from: first, to }) => ({ kind, text: lines.slice(first, to).join("\n") })).filter(({ text: some }) => some.trim() !== "");
}

const filled = (lines: readonly string[], { from: first, to }: Stretch) => lines.slice(first, to).filter((one) => one.trim() !== "").length;

function stretches(lines: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  let begun = 0;
  let at = 0;
  const put = (kind: "quoted" | "signature", to: number, named: boolean) => {
    if (at > begun) found.push({ kind: "said", from: begun, to: at, named: false });
    found.push({ kind, from: at, to, named });
    begun = at = to;
  };
  while (at < lines.length) {
    const one = (lines[at] ?? "").trim();
    const opening = fence.exec(lines[at] ?? "")?.[1];
    if (opening !== undefined) {
      at = afterCode(lines, at, opening);
      continue;
    }
    if (forwarded.test(one)) break;
    const quoted = quotedFrom(lines, at);
    if (quoted !== null) put("quoted", quoted.to, quoted.named);
    else if (one === "--") {
      const to = afterSignature(lines, at, lines[at] === "-- " ? lines.length : at + longestSignature + 1);
      if (to === null) at++;
      else put("signature", to, false);
    } else at++;
  }
  if (begun < lines.length) found.push({ kind: "said", from: begun, to: lines.length, named: false });
  return found;
}

function afterCode(lines: readonly string[], at: number, opening: string): number {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(opening)) end++;
  return end + 1;
}

/** A signature goes to the end, or to what is quoted under it; null where it would be empty, or end behind `most`. */
function afterSignature(lines: readonly string[], at: number, most: number): number | null {
  let end = at + 1;
  while (end < lines.length && end <= most && quotedFrom(lines, end) === null) end++;
  return end > most || nextFilled(lines, at + 1) >= end ? null : end;
}

/** What is quoted from a line on, and whether it says by whom; null where nothing begins. */
function quotedFrom(lines: readonly string[], at: number): { to: number; named: boolean } | null {
  const one = (lines[at] ?? "").trim();
  if (one === "") return null;
  if (quote.test(lines[at] ?? "")) return { to: afterMarks(lines, at), named: saying.test(one.slice(0, longestSaying.letters)) };
  const rest = { to: lines.length, named: true };
  if (original.test(one)) return rest;
  if (isHead(lines, line.test(one) ? nextFilled(lines, at + 1) : at)) return rest;
  let said = "";
  for (let end = at; end < at + longestSaying.lines && (lines[end] ?? "").trim() !== ""; end++) {
    said = `${said} ${lines[end] ?? ""}`.trim();
    if (said.length > longestSaying.letters) return null;
    if (!saying.test(said)) continue;
    const next = nextFilled(lines, end + 1);
    if (quote.test(lines[next] ?? "")) return { to: afterMarks(lines, next), named: true };
    return dated.every((one) => one.test(said)) && next < lines.length ? rest : null;
  }
  return null;
}

function isHead(lines: readonly string[], at: number): boolean {
  const lineAt = (place: number) => (lines[place] ?? "").trim();
  if (!from.test(lineAt(at))) return false;
  const block: string[] = [];
  for (let end = at; end < at + longestHead && lineAt(end) !== ""; end++) block.push(lineAt(end));
  return block.some((one) => when.test(one)) && block.some((one) => about.test(one));
}

/** Behind the last line with a mark; some programs leave it off lines that are empty. */
function afterMarks(lines: readonly string[], at: number): number {
  let end = at;
  while (quote.test(lines[end] ?? "")) {
    end++;
    const next = nextFilled(lines, end);
    if (quote.test(lines[next] ?? "")) end = next;
  }
  return end;
}

function nextFilled(lines: readonly string[], at: number): number {
  let next = at;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next++;
  return next;
}
