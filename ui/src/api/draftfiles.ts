/** @file The files of a draft, kept beside its text: by their path where they have one, else with their content. */
import { call } from "./call";
import { readBase64, type Chosen } from "./files";
import type { TicketId } from "./gen";

/** The content of a larger file is not written down with the draft; whoever chose it is told. */
const contentLimitBytes = 8_000_000;

type Kept = { name: string; path: string } | { name: string; mime: string; base64: string };

const nameOf = (kind: string): string => `${kind}-files`;

/** Keeps the files of a draft; an empty list forgets them. Returns those that are too large to be kept. */
export async function keepFiles(ticket: TicketId | null, kind: string, files: readonly Chosen[]): Promise<Chosen[]> {
  const kept: Kept[] = [];
  const left: Chosen[] = [];
  for (const chosen of files) {
    if ("path" in chosen) kept.push({ name: chosen.name, path: chosen.path });
    else if (chosen.file.size > contentLimitBytes) left.push(chosen);
    else kept.push({ name: chosen.name, mime: chosen.file.type, base64: await readBase64(chosen.file) });
  }
  await call("draft_put", { ticket, kind: nameOf(kind), body: kept.length === 0 ? "" : JSON.stringify(kept) });
  return left;
}

/** Brings the files of a draft back. */
export async function keptFiles(ticket: TicketId | null, kind: string): Promise<Chosen[]> {
  const text = await call("draft_get", { ticket, kind: nameOf(kind) });
  const found: unknown = text === null ? [] : JSON.parse(text);
  return (Array.isArray(found) ? found : []).flatMap((one: unknown) => chosenFrom(one));
}

function chosenFrom(one: unknown): Chosen[] {
  if (typeof one !== "object" || one === null || !("name" in one) || typeof one.name !== "string") return [];
  const { name } = one;
  if ("path" in one && typeof one.path === "string") return [{ name, path: one.path }];
  if (!("base64" in one) || typeof one.base64 !== "string") return [];
  const bytes = Uint8Array.from(atob(one.base64), (letter) => letter.charCodeAt(0));
  const type = "mime" in one && typeof one.mime === "string" ? one.mime : "";
  return [{ name, file: new File([bytes], name, { type }) }];
}
