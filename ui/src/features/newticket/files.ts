/** @file Files that go with a ticket: read in the window, handed to the core as text. */

/** Returns the bytes of a file in base64. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error(reader.error?.message ?? "the file cannot be read"));
    reader.onload = () => {
      // A data URL is `data:mime;base64,` and then what is wanted.
      const url = typeof reader.result === "string" ? reader.result : "";
      resolve(url.slice(url.indexOf(",") + 1));
    };
    reader.readAsDataURL(file);
  });
}
