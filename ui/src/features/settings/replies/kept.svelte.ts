/** @file Replies and the signature while they are edited: a look at another screen loses nothing. */
import type { CannedView, Share } from "../../../api/gen";
import { Kept } from "../../../collection/kept.svelte";

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

/** Whether two forms would save the same. */
export const same = (one: Edit, other: Edit) => JSON.stringify(one) === JSON.stringify(other);

class KeptReplies extends Kept<Edit> {
  /** The signature that is not saved yet. */
  signature: string | null = $state(null);
}

export const kept = new KeptReplies();
