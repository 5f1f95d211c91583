/** @file The files of the made-up desk: added as the core takes them, with its limits, and read again. */
import type { AttachmentAdd, AttachmentView, Commands, Tag } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";

type Answers = { [C in "attachment_add" | "attachment_read"]: (input: Commands[C]["input"]) => Commands[C]["output"] };

const limitBytes = 100 * 1024 * 1024;
const types: Record<string, string> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", pdf: "application/pdf", txt: "text/plain", log: "text/plain", md: "text/plain", csv: "text/csv", json: "application/json", zip: "application/zip" };
const typeOf = (name: string) => types[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";

/** `isHere` says whether there is such a ticket, `taken` what was added on a visit. */
export function attachmentAnswers(isHere: (ticket: string) => boolean, taken: (visit: string, file: AttachmentView) => void, changed: (...names: Tag[]) => void) {
  const files: { ticket: string; view: AttachmentView; base64: string }[] = [];

  function add({ ticket, name, mime, base64, path, visit }: AttachmentAdd): AttachmentView {
    if ((base64 === null) === (path === null)) throw new ProblemError("bad_input", "Give either the bytes or a path.");
    // There is no disk here: what a path leads to is empty.
    const bytes = base64 === null || base64 === "" ? 0 : (base64.length / 4) * 3 - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
    if (!Number.isInteger(bytes)) throw new ProblemError("bad_input", "The file is not base64");
    if (bytes > limitBytes) throw new ProblemError("invalid", "a file may have up to 100 MiB", { field: "size" });
    if (!isHere(ticket)) throw new ProblemError("missing", "no such ticket");
    const view: AttachmentView = { id: `file${files.length}`, message: null, name: name.split(/[/\\]/).at(-1)?.trim() ?? "file", mime: mime ?? typeOf(name), size_bytes: bytes, state: "here", opens: true };
    files.push({ ticket, view, base64: base64 ?? "" });
    if (visit !== null) taken(visit, view);
    changed("Tickets", "Undo");
    return view;
  }

  const answers: Answers = {
    attachment_add: add,
    attachment_read: ({ attachment }) => {
      const file = files.find(({ view }) => view.id === attachment);
      if (file === undefined) throw new ProblemError("missing", "no such attachment");
      return { name: file.view.name, mime: file.view.mime, base64: file.base64 };
    },
  };
  const of = (ticket: string): AttachmentView[] => files.filter((file) => file.ticket === ticket).map(({ view }) => view);
  return { answers, of };
}
