/**
 * @file The files of drafts, kept until the core has them: a small list beside the text, and their content in pieces,
 * so that whatever may be attached outlives a window that is closed, and no change of the list writes a file again.
 */
import { call } from "./call";
import { bytesOf, readBase64, type Chosen } from "./files";
import type { Made, TicketId } from "./gen";
import { thrownCode } from "./problem";

/** A list of files: those of a draft, or with `made` those of a ticket that was made and has not got them yet. */
export interface Place {
  ticket: TicketId | null;
  kind: string;
  made?: TicketId;
}

/** The sheet for a ticket; what it hands to the ticket that was made stays in the same list, so that one write does it. */
export const sheetPlace: Place = { ticket: null, kind: "new" };

/** A file as the list names it. */
export interface KeptFile {
  id: string;
  name: string;
  mime: string;
  /** Where the core reads it; without, its content is kept in pieces. */
  path: string | null;
  bytes: number | null;
  pieces: number;
  /** `coming` until its last piece is kept, `going` until its last piece is forgotten: neither is whole. */
  state: "here" | "coming" | "going";
  /** The ticket that was made with it and does not have it yet. */
  made: Made | null;
}

/** What the core takes as one file. */
export const attachLimitBytes = 100 * 1024 * 1024;
/** Divides by three, so that the base64 of the pieces is that of the whole file. */
const pieceBytes = 3 * 1024 * 1024;

const listOf = ({ ticket, kind }: Place) => ({ ticket, kind: `${kind}-files` });
const pieceOf = (id: string, piece: number) => ({ ticket: null, kind: `file-${id}-${piece}` });
const isIn = (file: KeptFile, { made }: Place) => file.made?.id === made;

/** Makes the name under which a file is kept. */
export const newFileId = (): string => crypto.randomUUID();

/** What the core leaves when it makes a ticket of the sheet, until its files are handed over. */
const madeOfSheet = { ticket: null, kind: "new-made" };

/** An earlier run ended between the making of a ticket and the handing over of its files: they are that ticket's. */
async function settleMade(): Promise<void> {
  const text = await call("draft_get", madeOfSheet);
  const made = text === null ? null : madeFrom(JSON.parse(text));
  if (made !== null) await handAll(made);
}

/** Hands all that the sheet has to the ticket that was made of it. */
async function handAll(made: Made): Promise<void> {
  await edit(sheetPlace, (files) => files.map((one) => ({ ...one, made: one.made ?? made })));
  await forgetMade();
}

/** The sheet's files have been handed over. */
export async function forgetMade(): Promise<void> {
  await call("draft_put", { ...madeOfSheet, body: "" });
}

/** The files of a place; what is left of one that was taken away goes. */
export async function keptFiles(place: Place): Promise<KeptFile[]> {
  if (place.kind === sheetPlace.kind && place.ticket === null && place.made === undefined) await settleMade();
  const all = await edit(place, (files) => files);
  const inside = all.filter((file) => isIn(file, place));
  const gone = inside.filter(({ state }) => state === "going").map(({ id }) => id);
  if (gone.length > 0) await forgetFiles(place, gone);
  return inside.filter(({ state }) => state !== "going");
}

/** In how many pieces so many bytes are kept. */
export const piecesOf = (bytes: number): number => Math.ceil(bytes / pieceBytes);

/**
 * Keeps a file with its content; what was begun and not finished says of itself that it is not whole.
 *
 * `made` is asked when it is written down: meanwhile the sheet may have made the ticket.
 */
export async function keepFile(place: Place, id: string, chosen: Chosen, made: () => Made | null): Promise<void> {
  const { name } = chosen;
  const file: KeptFile =
    "path" in chosen
      ? { id, name, mime: "", path: chosen.path, bytes: null, pieces: 0, state: "here", made: null }
      : { id, name, mime: chosen.file.type, path: null, bytes: chosen.file.size, pieces: piecesOf(chosen.file.size), state: "coming", made: null };
  await edit(place, (files) => [...files, { ...file, made: made() }]);
  if (!("file" in chosen)) return;
  for (let piece = 0; piece < file.pieces; piece++) {
    const body = await readBase64(chosen.file.slice(piece * pieceBytes, (piece + 1) * pieceBytes), name);
    await call("draft_put", { ...pieceOf(id, piece), body });
  }
  await edit(place, (files) => files.map((one) => (one.id === id ? { ...one, state: "here" } : one)));
}

/** Forgets files: first they are named as going, so that no piece is left that no list knows. */
export async function forgetFiles(place: Place, ids: readonly string[]): Promise<void> {
  const before = await edit(place, (files) => files.map((one) => (ids.includes(one.id) && one.pieces > 0 ? { ...one, state: "going" } : one)));
  for (const { id, pieces } of before.filter((one) => ids.includes(one.id))) {
    for (let piece = 0; piece < pieces; piece++) await call("draft_put", { ...pieceOf(id, piece), body: "" });
  }
  await edit(place, (files) => files.filter(({ id }) => !ids.includes(id)));
}

/** Hands files of the sheet to the ticket that was made, or back with null: one write, so that each is in one place. */
export async function handFiles(ids: readonly string[], made: Made | null): Promise<void> {
  await edit(sheetPlace, (files) => files.map((one) => (ids.includes(one.id) ? { ...one, made } : one)));
}

/** The tickets that were made and wait for files. */
export async function madeAndWaiting(): Promise<{ made: Made; ids: string[] }[]> {
  await settleMade();
  const waiting = new Map<string, { made: Made; ids: string[] }>();
  for (const { id, made, state } of await edit(sheetPlace, (files) => files)) {
    if (made === null || state === "going") continue;
    const one = waiting.get(made.id) ?? { made, ids: [] };
    one.ids.push(id);
    waiting.set(made.id, one);
  }
  return [...waiting.values()];
}

/** The content of a file that is kept in pieces, as it crosses to the core. */
export async function contentOf({ id, name, pieces }: Pick<KeptFile, "id" | "name" | "pieces">): Promise<string> {
  let base64 = "";
  for (let piece = 0; piece < pieces; piece++) {
    const part = await call("draft_get", pieceOf(id, piece));
    if (part === null) throw new Error(`${name} is not kept whole`);
    base64 += part;
  }
  return base64;
}

/** Two windows that change a list at every moment are no people. */
const mostTries = 20;

const turns = new Map<string, Promise<unknown>>();

/** Reads a list, changes it and writes it where that changed something; one after the other, so that no change is lost. */
function edit(place: Place, change: (files: KeptFile[]) => KeptFile[]): Promise<KeptFile[]> {
  const where = listOf(place);
  const turn = `${place.ticket ?? ""} ${place.kind}`;
  const done = (turns.get(turn) ?? Promise.resolve()).then(() => editNow(where, change));
  // Whoever comes next does not care why this one failed.
  const over = done.then(
    () => undefined,
    () => undefined,
  );
  turns.set(turn, over);
  void over.then(() => turns.get(turn) === over && turns.delete(turn));
  return done;
}

/** Another window may change the same list: what it wrote meanwhile is read, and the change made once more. */
async function editNow(where: ReturnType<typeof listOf>, change: (files: KeptFile[]) => KeptFile[]): Promise<KeptFile[]> {
  for (let tries = 1; ; tries++) {
    const text = (await call("draft_get", where)) ?? "";
    const next = change(await readList(text));
    const body = next.length === 0 ? "" : JSON.stringify(next);
    if (body === text) return next;
    try {
      await call("draft_put", { ...where, body, before: text });
      return next;
    } catch (thrown) {
      if (thrownCode(thrown) !== "stale" || tries === mostTries) throw thrown;
    }
  }
}

async function readList(text: string): Promise<KeptFile[]> {
  const found: unknown = text === "" ? [] : JSON.parse(text);
  const files: KeptFile[] = [];
  for (const one of Array.isArray(found) ? found : []) {
    const file = await fileFrom(one);
    if (file !== null) files.push(file);
  }
  return files;
}

function madeFrom(one: unknown): Made | null {
  return typeof one === "object" && one !== null && "id" in one && "label" in one ? { id: String(one.id), label: String(one.label) } : null;
}

async function fileFrom(one: unknown): Promise<KeptFile | null> {
  if (typeof one !== "object" || one === null || !("name" in one) || typeof one.name !== "string") return null;
  const { name } = one;
  const mime = "mime" in one && typeof one.mime === "string" ? one.mime : "";
  const path = "path" in one && typeof one.path === "string" ? one.path : null;
  const made = "made" in one ? madeFrom(one.made) : null;
  if ("id" in one && typeof one.id === "string" && "pieces" in one && typeof one.pieces === "number") {
    const bytes = "bytes" in one && typeof one.bytes === "number" ? one.bytes : null;
    const state = "state" in one && (one.state === "coming" || one.state === "going") ? one.state : "here";
    return { id: one.id, name, mime, path, bytes, pieces: one.pieces, state, made };
  }
  // An earlier version wrote the content into the list.
  const id = newFileId();
  if (path !== null) return { id, name, mime, path, bytes: null, pieces: 0, state: "here", made };
  if (!("base64" in one) || typeof one.base64 !== "string") return null;
  await call("draft_put", { ...pieceOf(id, 0), body: one.base64 });
  return { id, name, mime, path, bytes: bytesOf(one.base64).length, pieces: one.base64 === "" ? 0 : 1, state: "here", made };
}
