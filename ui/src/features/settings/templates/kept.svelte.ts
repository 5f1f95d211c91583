/** @file Templates while they are edited: a look at another screen loses nothing. */
import type { Share, TemplateFills, TemplateView } from "../../../api/gen";
import { Kept } from "../../../collection/kept.svelte";
import { tidied } from "../../../tickets/templates";

export interface Edit {
  name: string;
  fills: TemplateFills;
  share: Share;
}

/** What stands in the form of a template; without one, in the form of a new one. */
export function editOf(one: TemplateView | null): Edit {
  return one === null ? { name: "", fills: {}, share: { with: "nobody" } } : { name: one.name, fills: one.fills, share: one.share };
}

/** Whether two forms would save the same. */
export function same(one: Edit, other: Edit): boolean {
  const saved = ({ name, fills, share }: Edit) => JSON.stringify([name, Object.entries(tidied(fills)).sort(), share]);
  return saved(one) === saved(other);
}

export const kept = new Kept<Edit>();
