/** @file What a paste brings as files: a picture has a name that says what it is and when, and a copied text stays a text. */
import { t } from "../i18n/words.svelte";

const endings: Record<string, string> = { "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif", "image/bmp": "bmp", "image/tiff": "tiff" };
/** What engines and programs call a picture that has no name. */
const nameless = /^(image|unknown|untitled|blob|clipboard|paste[d]?|grafik|bild)?(\.[a-z]{3,4})?$/i;

const isPicture = ({ type }: File) => type.startsWith("image/");

/** The files of a paste; none where what was copied is a text that only brings a picture of itself. `taken` are names that stand there. */
export function pastedFiles(data: DataTransfer | null, taken: readonly string[] = [], now = new Date()): File[] {
  const files = filesOf(data);
  if (data === null || (files.every(isPicture) && isText(data))) return [];
  const names = [...taken];
  return files.map((file) => {
    const named = isPicture(file) && nameless.test(file.name) ? new File([file], nameFor(file, names, now), { type: file.type }) : file;
    names.push(named.name);
    return named;
  });
}

/** A picture that was taken of a screen, under a name of its own. */
export function screenshot(bytes: BlobPart, taken: readonly string[] = [], now = new Date()): File {
  const type = "image/png";
  return new File([bytes], nameFor({ name: "", type }, taken, now), { type });
}

/** Some engines name a picture of the clipboard only among the items. */
function filesOf(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])];
  if (data === null || files.length > 0) return files;
  return [...data.items].flatMap((item) => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    return file === null ? [] : [file];
  });
}

/** Spreadsheets and word processors put a picture of the copied cells or lines beside the text; a browser puts beside a picture only the page's tag for it. */
function isText(data: DataTransfer): boolean {
  const html = data.getData("text/html");
  if (html === "" || data.getData("text/plain").trim() === "") return false;
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim() !== "";
}

function nameFor({ name, type }: Pick<File, "name" | "type">, taken: readonly string[], now: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const at = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}.${two(now.getMinutes())}`;
  const ending = endings[type] ?? /\.([a-z]{3,4})$/i.exec(name)?.[1] ?? "png";
  const numbered = (count: number) => `${t("file.screenshot", { at })}${count === 1 ? "" : ` (${count})`}.${ending}`;
  let count = 1;
  while (taken.includes(numbered(count))) count++;
  return numbered(count);
}
