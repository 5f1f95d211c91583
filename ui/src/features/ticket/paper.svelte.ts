/** @file What of a ticket is printed: chosen anew each time, and read by the parts that paper has and the screen has not. */

/** `all` has internal notes, `history` every change as well, `public` what a customer may read. */
export const papers = ["all", "public", "history"] as const;
export type PaperKind = (typeof papers)[number];

class Paper {
  kind: PaperKind = $state("all");
}

export const paper = new Paper();
