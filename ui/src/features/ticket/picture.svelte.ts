/** @file The picture of an attachment, read once somebody is about to see it: for its row, and for its place in a text. */
import type { AttachmentView } from "../../api/gen";
import { query, type Query } from "../../api/query.svelte";
import { previewOf } from "./preview/kinds";

/** Absent is what is not on this computer and nobody asked for yet. */
export type PictureState = "absent" | "far" | "coming" | "here" | "failed";

export const isPicture = (file: AttachmentView) => file.state !== "broken" && previewOf(file) === "picture";
/** Whether its bytes are on this computer. */
export const isHere = (file: AttachmentView) => file.state === "here" || file.state === "waiting";

/** Made while a component starts. */
export class Picture {
  /** A long conversation has more pictures than one looks at; each is read when its place comes near. */
  near = $state(false);
  /** Somebody asked for what is elsewhere. */
  asked = $state(false);
  #file: () => AttachmentView;
  #read: Query<"attachment_read">;

  constructor(file: () => AttachmentView) {
    this.#file = file;
    this.#read = query("attachment_read", () => (this.near && this.#wanted ? { attachment: file().id } : null));
  }

  get #wanted(): boolean {
    return isPicture(this.#file()) && (isHere(this.#file()) || this.asked);
  }

  /** What an `img` draws: the bytes themselves, so that nothing is fetched from anywhere. */
  get source(): string | null {
    const read = this.#read.data;
    return this.#wanted && read !== undefined ? `data:${this.#file().mime};base64,${read.base64}` : null;
  }

  get state(): PictureState {
    if (!this.#wanted) return "absent";
    return this.source !== null ? "here" : this.problem !== null && !this.#read.reading ? "failed" : this.near ? "coming" : "far";
  }

  get problem() {
    return this.#read.problem;
  }

  again(): void {
    this.#read.again();
  }
}
