/** @file A paste that brings files: those that the page is told of, and those that WebKitGTK keeps from it, which the window's core reads. */
import { call } from "../api/call";
import { bytesOf, chosenAt, chosenOf, inWindow, type Chosen } from "../api/files";
import { problemWords } from "../api/problem";
import { toasts } from "../kit/toasts.svelte";
import { pastedFiles, screenshot } from "../lib/pasted";

interface Takers {
  /** Names that stand there already. */
  taken: readonly string[];
  /** Takes files of the page. */
  files: (files: File[]) => void;
  /** Takes what the page was not told of. */
  beyond: (chosen: Chosen[]) => void;
}

/** Takes the files of a paste; a text is left to the field that has the focus. */
export function pasteFiles(event: ClipboardEvent, { taken, files, beyond }: Takers): void {
  const found = pastedFiles(event.clipboardData, taken);
  if (found.length > 0) {
    event.preventDefault();
    files(found);
    return;
  }
  if (!inWindow || !isKeptBack(event.clipboardData)) return;
  event.preventDefault();
  void read(taken).then(
    (chosen) => chosen.length > 0 && beyond(chosen),
    (thrown: unknown) => toasts.add({ text: problemWords(thrown), tone: "danger" }),
  );
}

/** A picture comes without any type at all, and files that were copied in a file manager with addresses that cannot be read. */
function isKeptBack(data: DataTransfer | null): boolean {
  if (data === null) return false;
  const address = data.getData("text/uri-list");
  return data.types.length === 0 || address.startsWith("file:") || (data.types.includes("text/uri-list") && address === "");
}

async function read(taken: readonly string[]): Promise<Chosen[]> {
  const { png_base64: png, files } = await call("window_clipboard", {});
  if (png !== null) return chosenOf([screenshot(bytesOf(png), taken)]);
  return files.map(chosenAt);
}
