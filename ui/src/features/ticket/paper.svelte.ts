/** @file What of a ticket is printed: chosen anew each time, and read by the parts that paper has and the screen has not. */
import type { MessageView } from "../../api/gen";
import { wentOut } from "./thread";

/** `all` has internal notes, `history` every change as well, `public` what a customer may read. */
export const papers = ["all", "public", "history"] as const;
export type PaperKind = (typeof papers)[number];

/** Whether a message stands on paper, printed or as a file: what a customer may read is what went out to them. */
export function shown(message: MessageView, kind: PaperKind): boolean {
  return kind !== "public" || wentOut(message);
}

class Paper {
  kind: PaperKind = $state("all");
}

export const paper = new Paper();
