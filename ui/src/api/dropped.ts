/** @file Files that are carried over the desk and let go: those that the page is told of, and those that WebKitGTK keeps from it, which the window's core knows. */
import { toasts } from "../kit/toasts.svelte";
import { call } from "./call";
import { chosenAt, chosenOf, type Chosen } from "./files";
import { problemWords } from "./problem";

type Carried = Pick<DragEvent, "dataTransfer">;

/** Whether files are carried. WebKitGTK shows addresses that cannot be read, as it does of links; the window says which of both they are. */
export function carriesFiles({ dataTransfer: data }: Carried): boolean {
  return data !== null && (data.files.length > 0 || data.types.includes("Files") || isKeptBack(data));
}

function isKeptBack(data: DataTransfer): boolean {
  return document.documentElement.dataset["drags"] === "files" && data.types.includes("text/uri-list");
}

/** Takes what was let go; false where that were no files, which is left to the page. */
export function takeDropped(event: DragEvent, take: (files: Chosen[]) => void): boolean {
  if (!carriesFiles(event)) return false;
  event.preventDefault();
  void dropped(event).then(
    (files) => files.length > 0 && take(files),
    (thrown: unknown) => toasts.add({ text: problemWords(thrown), tone: "danger" }),
  );
  return true;
}

async function dropped({ dataTransfer: data }: Carried): Promise<Chosen[]> {
  // Before anything is waited for: what was let go is told only while the drop is.
  const files = chosenOf(data?.files);
  if (files.length > 0 || data === null || !isKeptBack(data)) return files;
  const { files: paths } = await call("window_dropped", {});
  return paths.map(chosenAt);
}
