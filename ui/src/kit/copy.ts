/** @file Puts a text or a picture where it survives: on the clipboard, and says whether that worked. */
import { t } from "../i18n/words.svelte";
import { toasts } from "./toasts.svelte";

export async function copyPicture(png: Blob): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
    toasts.add({ text: t("file.copied") });
  } catch {
    // The system may refuse the clipboard to a window in the background, and some engines every picture.
    toasts.add({ text: t("file.notCopied"), tone: "danger" });
  }
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.add({ text: t("outbox.copied") });
  } catch {
    // The system may refuse the clipboard to a window in the background.
    toasts.add({ text: t("outbox.notCopied"), tone: "danger" });
  }
}
