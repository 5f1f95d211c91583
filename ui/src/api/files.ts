/** @file Files in and out: the system's dialogs in the window, the browser's own where the desk runs in a browser. */
import { spoken, t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { call } from "./call";
import type { AgendaSave, AgendaSaved, AttachmentId, ExportFormat, Paper, SheetFormat, SheetsSave } from "./gen";
import { problemWords } from "./problem";

export const inWindow = "__TAURI_INTERNALS__" in window;

/** A file that somebody chose: by its path where the core can read it, else by its content. */
export type Chosen = { name: string; path: string } | { name: string; file: File };

/** Asks for files; empty when the dialog was left without a choice. */
export async function chooseFiles(wish: { title: string; extensions: readonly string[]; many: boolean }): Promise<Chosen[]> {
  if (!inWindow) return chooseInBrowser(wish);
  const paths = await call("window_pick_files", { ...wish, extensions: [...wish.extensions] });
  return paths.map(chosenAt);
}

function chooseInBrowser({ extensions, many }: { extensions: readonly string[]; many: boolean }): Promise<Chosen[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = many;
  input.accept = extensions.map((extension) => `.${extension}`).join(",");
  return new Promise((resolve) => {
    input.onchange = () => resolve(chosenOf(input.files));
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** A file of this computer, by its path. */
export const chosenAt = (path: string): Chosen => ({ name: path.split(/[\\/]/).at(-1) ?? path, path });

/** What was dropped or pasted. */
export function chosenOf(files: Iterable<File> | null | undefined): Chosen[] {
  return [...(files ?? [])].map((file) => ({ name: file.name, file }));
}

/** Reads a file, or a part of one, as base64, the form in which content crosses to the core. */
export function readBase64(file: Blob, name = "name" in file ? String(file.name) : ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === "string" ? (reader.result.split(",", 2)[1] ?? "") : "");
    reader.onerror = () => reject(reader.error ?? new Error(name));
    reader.readAsDataURL(file);
  });
}

/** Puts an attachment where the person says, and in a browser where downloads go; false where there is no such file now. */
export function saveAttachment(attachment: AttachmentId, name: string): Promise<boolean> {
  return put(t("file.save", { name }), name, "", async (path) => {
    if (path === null) return bytesOf((await call("attachment_read", { attachment })).base64);
    await call("attachment_save", { attachment, path });
    return null;
  });
}

/** Opens an attachment in the program that the system has for it. */
export async function openAttachment(attachment: AttachmentId): Promise<void> {
  try {
    await call("window_open_file", { attachment });
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
  }
}

function saveBytes(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The engine reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The bytes of what crosses as base64. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Opens an address in the program that the system has for it; the desk itself never goes anywhere. */
export function openLink(url: string): void {
  if (inWindow) {
    call("window_open_link", { url }).catch((thrown: unknown) => toasts.add({ text: problemWords(thrown), tone: "danger" }));
  } else window.open(url, "_blank", "noopener");
}

/**
 * Has the core write a file where the person says; in a browser its content comes back and goes where downloads go.
 *
 * `write` gets the place, or null where there is none, and answers with the content then. False where the dialog was
 * left without a place, or nothing could be written.
 */
async function put(title: string, file: string, type: string, write: (path: string | null) => Promise<BlobPart | null>): Promise<boolean> {
  try {
    const path = inWindow ? await call("window_pick_place", { title, name: file }) : null;
    if (inWindow && path === null) return false;
    const content = await write(path);
    if (content !== null) saveBytes(file, new Blob([content], { type }));
    if (path !== null) toasts.add({ text: t("file.saved", { path }) });
    return true;
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
    return false;
  }
}

const sheetTypes: Record<SheetFormat, string> = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/** Puts tables where the person says; what comma-separated values cover goes beside them. `name` is without an ending. */
export async function saveSheets(title: string, name: string, wanted: Omit<SheetsSave, "path">): Promise<void> {
  const file = `${name}.${wanted.format}`;
  await put(title, file, sheetTypes[wanted.format], async (path) => {
    const { base64, beside } = await call("sheets_save", { ...wanted, path });
    if (beside !== null) saveBytes(`${file}-metadata.json`, new Blob([bytesOf(beside)], { type: "application/json" }));
    return base64 === null ? null : bytesOf(base64);
  });
}

/** What every document says of itself; the numbers of pages are put in where they are counted. */
export function paperWords(): Pick<Paper, "language" | "page" | "unknown"> {
  return { language: spoken(), page: t("paper.page", { page: "{page}", pages: "{pages}" }), unknown: t("paper.unknown") };
}

/** Puts a document where the person says, as a PDF file that Tern writes itself. `name` is without an ending. */
export async function savePaper(title: string, name: string, paper: Paper): Promise<void> {
  let unseen: string[] = [];
  const done = await put(title, `${name}.pdf`, "application/pdf", async (path) => {
    const { base64, missing } = await call("paper_save", { paper, path });
    unseen = missing;
    return base64 === null ? null : bytesOf(base64);
  });
  if (done && unseen.length > 0) toasts.add({ text: t("paper.missing", { count: unseen.length, characters: unseen.slice(0, 12).join(" ") }) });
}

/** Puts a calendar where the person says, for other programs; how many entries it has, or null. */
export async function saveAgenda(title: string, name: string, wanted: Omit<AgendaSave, "path">): Promise<AgendaSaved | null> {
  let saved: AgendaSaved | null = null;
  const done = await put(title, `${name}.ics`, "text/calendar", async (path) => {
    saved = await call("agenda_save", { ...wanted, path });
    return saved.text;
  });
  return done ? saved : null;
}

/** Whether a file is read as text wherever it goes. */
export const isText = (name: string, mime: string) => mime.startsWith("text/") || /\.(txt|log|csv|md|json)$/i.test(name);

/** Whether a file that no ticket has yet can be put on the disk: the window's core writes only texts. */
export function maySave(name: string, mime: string): boolean {
  return !inWindow || isText(name, mime);
}

/** Puts a file that no ticket has yet where the person says, and in a browser where downloads go. */
export async function saveFile(file: File): Promise<void> {
  // In letters of another kind it would not be the same file any more: that is said as any file that cannot be read.
  if (inWindow) await saveText(t("file.save", { name: file.name }), file.name, new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer()));
  else saveBytes(file.name, file);
}

/** Puts a text where the person says, and in a browser where downloads go. */
export async function saveText(title: string, name: string, text: string): Promise<void> {
  try {
    const path = inWindow ? await call("window_pick_place", { title, name }) : null;
    if (path !== null) {
      await call("diagnostics_save", { path, text });
      toasts.add({ text: t("file.saved", { path }) });
    } else if (!inWindow) saveBytes(name, new Blob([text], { type: "text/plain" }));
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
  }
}

/** Prints the screen, or makes a PDF file of it. */
export async function printScreen(): Promise<void> {
  try {
    if (inWindow) await call("window_print", {});
    else window.print();
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
  }
}

/** Writes all tickets into one file; null when the dialog was left without a place. */
export async function exportTickets(format: ExportFormat, title: string): Promise<number | null> {
  const name = `tern.${format}`;
  if (!inWindow) {
    const { tickets, text } = await call("export_start", { format, path: null });
    saveBytes(name, new Blob([text ?? ""], { type: format === "csv" ? "text/csv" : "application/json" }));
    return tickets;
  }
  const path = await call("window_pick_place", { title, name });
  return path === null ? null : (await call("export_start", { format, path })).tickets;
}
