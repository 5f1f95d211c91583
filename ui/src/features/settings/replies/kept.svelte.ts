/** @file Replies and the signature while they are edited: a look at another screen loses nothing. */
import type { CannedView, Share } from "../../../api/gen";

export interface Edit {
  name: string;
  folder: string;
  body: string;
  share: Share;
}

/** What stands in the form of a reply; without one, in the form of a new one. */
export function editOf(reply: CannedView | null): Edit {
  return reply === null ? { name: "", folder: "", body: "", share: { with: "nobody" } } : { name: reply.name, folder: reply.folder ?? "", body: reply.body, share: reply.share };
}

class Kept {
  /** What is not saved yet, by the id of the reply or `new`. */
  replies: Record<string, Edit> = $state({});
  /** The signature that is not saved yet. */
  signature: string | null = $state(null);

  drop(id: string): void {
    const { [id]: _, ...rest } = this.replies;
    this.replies = rest;
  }
}

export const kept = new Kept();
