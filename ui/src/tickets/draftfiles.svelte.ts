/** @file Files that wait to be attached, as the composer, the sheet for a ticket and the ticket itself show them: each says whether it would outlive the window, and why it could not be attached. */
import { call } from "../api/call";
import { attachLimitBytes, contentOf, forgetFiles, forgetMade, handFiles, keepFile, keptFiles, newFileId, piecesOf, type KeptFile, type Place } from "../api/draftfiles";
import { bytesOf, readBase64, type Chosen } from "../api/files";
import type { AttachmentId, Made, TicketId, VisitId } from "../api/gen";
import { problemWords } from "../api/problem";
import { formatList, t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { sizeWords } from "../lib/size";
import { ProblemError } from "../platform/platform";
import { part } from "./change.svelte";

/** `keeping` until the core has all of it; `lost` where an earlier run ended before that. */
export type Keeping = "keeping" | "kept" | "unkept" | "lost";

export class DraftFile {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number | null;
  kept: Keeping = $state("keeping");
  /** Why it could not be attached; null where nobody tried, or tries. */
  problem: string | null = $state(null);
  attaching = $state(false);
  /** What it became, so that a second try does not add it again. */
  added: AttachmentId | null = null;
  /** The ticket that was made with it. */
  made: Made | null = null;
  /** Where this window has it from; null where only the core has it. */
  readonly from: Chosen | null;

  readonly #pieces: number;

  private constructor(from: Chosen | null, { id, name, mime, bytes, pieces }: Pick<KeptFile, "id" | "name" | "mime" | "bytes" | "pieces">) {
    this.id = id;
    this.from = from;
    this.name = name;
    this.mime = mime;
    this.bytes = bytes;
    this.#pieces = pieces;
  }

  static chosen(from: Chosen): DraftFile {
    const [mime, bytes] = "file" in from ? [from.file.type, from.file.size] : ["", null];
    return new DraftFile(from, { id: newFileId(), name: from.name, mime, bytes, pieces: piecesOf(bytes ?? 0) });
  }

  static found(kept: KeptFile): DraftFile {
    const file = new DraftFile(kept.path === null ? null : { name: kept.name, path: kept.path }, kept);
    file.kept = kept.state === "here" ? "kept" : "lost";
    file.made = kept.made;
    return file;
  }

  get #path(): string | null {
    return this.from !== null && "path" in this.from ? this.from.path : null;
  }

  /** Its content as it crosses to the core; null where the core reads it from its path. */
  async #content(): Promise<string | null> {
    if (this.#path !== null) return null;
    const kept = () => contentOf({ id: this.id, name: this.name, pieces: this.#pieces });
    if (this.from === null || !("file" in this.from)) return kept();
    try {
      return await readBase64(this.from.file);
    } catch (thrown) {
      // It was moved or its medium taken out after it was chosen; what is kept is whole.
      if (this.kept === "kept") return kept();
      throw thrown;
    }
  }

  /** The file itself, for whoever wants to put it elsewhere; null where it lies on the disk anyway. */
  async file(): Promise<File | null> {
    const base64 = await this.#content();
    return base64 === null ? null : new File([bytesOf(base64)], this.name, { type: this.mime });
  }

  /** The same once more, for another draft. */
  async again(): Promise<Chosen> {
    const { name } = this;
    const path = this.#path;
    return path === null ? { name, file: (await this.file()) ?? new File([], name) } : { name, path };
  }

  /** Has the core attach it; false where it could not, which the file says of itself from then on. */
  async attach(ticket: TicketId, visit: VisitId | null = null): Promise<boolean> {
    if (this.added !== null) return true;
    this.attaching = true;
    this.problem = null;
    try {
      const base64 = await this.#content();
      const added = await call("attachment_add", { ticket, name: this.name, mime: this.mime === "" ? null : this.mime, base64, path: this.#path, visit });
      this.added = added.id;
      return true;
    } catch (thrown) {
      this.problem = this.#wordsFor(thrown);
      return false;
    } finally {
      this.attaching = false;
    }
  }

  #wordsFor(thrown: unknown): string {
    const { name } = this;
    // What is no problem of the core's: it could not be read here, or is not kept whole. The core says as much of a path.
    if (!(thrown instanceof ProblemError) || (this.#path !== null && thrown.code === "bad_input")) return t("file.unreadable", { name });
    return thrown.code === "invalid" && part(thrown.detail, "field") === "size" ? tooLarge(name) : problemWords(thrown);
  }
}

const tooLarge = (name: string) => t("file.tooLarge", { name, most: sizeWords(attachLimitBytes) });

/** Files that are being kept, or could not be, by the list that they are in: they outlive the screen that took them. */
const unkept = new Map<DraftFile, string>();
/** What is being forgotten may still stand in the list. */
const going = new Set<string>();

/** The files of one draft. */
export class DraftFiles {
  list: readonly DraftFile[] = $state.raw([]);
  /** Why the list could not be read. */
  problem: string | null = $state(null);
  readonly #place: Place;
  readonly #key: string;
  /** Done when what was kept before stands here. */
  #loaded: Promise<void> = Promise.resolve();

  constructor(place: Place) {
    this.#place = place;
    this.#key = JSON.stringify(place);
  }

  /** Reads them, and again whenever another window may have changed them. */
  load(): Promise<void> {
    this.#loaded = this.#load();
    return this.#loaded;
  }

  async #load(): Promise<void> {
    try {
      const before = new Set(unkept.keys());
      const found = await keptFiles(this.#place);
      const known = (id: string) => this.list.find((one) => one.id === id) ?? [...unkept.keys()].find((one) => one.id === id);
      const here = found.filter(({ id }) => !going.has(id)).map((kept) => {
        const file = known(kept.id) ?? DraftFile.found(kept);
        if (file.kept === "lost" && kept.state === "here") file.kept = "kept";
        return file;
      });
      // What came to be kept while the list was read is not in it.
      const mine = [...[...unkept].filter(([, key]) => key === this.#key).map(([file]) => file), ...this.list.filter((file) => before.has(file))];
      this.list = [...here, ...new Set(mine.filter((file) => !here.includes(file) && !going.has(file.id)))];
      this.problem = null;
    } catch (thrown) {
      this.problem = problemWords(thrown);
    }
  }

  /** Takes files and keeps them; resolves when that is done or has failed. */
  async add(chosen: readonly Chosen[]): Promise<void> {
    const fits = (one: Chosen) => !("file" in one) || one.file.size <= attachLimitBytes;
    const large = chosen.filter((one) => !fits(one)).map(({ name }) => name);
    if (large.length > 0) toasts.add({ text: tooLarge(formatList(large, "and")), tone: "danger" });
    const files = chosen.filter(fits).map((one) => DraftFile.chosen(one));
    if (files.length === 0) return;
    for (const file of files) unkept.set(file, this.#key);
    this.list = [...this.list, ...files];
    for (const file of files) await this.#keep(file);
  }

  async #keep(file: DraftFile): Promise<void> {
    try {
      if (file.from !== null && !going.has(file.id)) await keepFile(this.#place, file.id, file.from, () => file.made);
      file.kept = "kept";
      unkept.delete(file);
    } catch {
      // Its chip says so, as long as that is so.
      file.kept = "unkept";
    }
    if (going.has(file.id)) await this.#forget([file]);
  }

  /** Leaves files out: they are not kept any more. */
  async remove(files: readonly DraftFile[]): Promise<void> {
    if (files.length === 0) return;
    for (const file of files) going.add(file.id);
    this.list = this.list.filter((one) => !files.includes(one));
    await this.#forget(files.filter(({ kept }) => kept !== "keeping"));
  }

  async #forget(files: readonly DraftFile[]): Promise<void> {
    const ids = files.map(({ id }) => id);
    for (const file of files) unkept.delete(file);
    try {
      if (ids.length > 0) await forgetFiles(this.#place, ids);
      for (const id of ids) going.delete(id);
    } catch (thrown) {
      // They will stand here again after a restart, since the core still has them.
      this.problem = problemWords(thrown);
    }
  }

  clear(): Promise<void> {
    return this.remove(this.list);
  }

  /** Gives its files to the ticket that was made with them. */
  async handTo(made: Made, other: DraftFiles): Promise<void> {
    await this.#loaded;
    const files = this.list;
    for (const file of files) {
      file.made = made;
      if (unkept.has(file)) unkept.set(file, other.#key);
    }
    other.list = [...other.list, ...files];
    this.list = [];
    if (files.length > 0) await handFiles(files.map(({ id }) => id), made);
    await forgetMade();
  }
}
