/** @file Macros while they are edited: a look at another screen loses nothing. */
import type { MacroSteps, MacroView, Share } from "../../../api/gen";
import { Kept } from "../../../collection/kept.svelte";
import { noSteps, type StepKind } from "../../../tickets/macros";

export interface Edit {
  name: string;
  steps: MacroSteps;
  share: Share;
  /** Steps that were added and have no value yet. */
  fresh: readonly StepKind[];
}

/** What stands in the form of a macro; without one, in the form of a new one. */
export function editOf(one: MacroView | null): Edit {
  return one === null ? { name: "", steps: noSteps, share: { with: "nobody" }, fresh: [] } : { name: one.name, steps: one.steps, share: one.share, fresh: [] };
}

/** Whether two forms would save the same. */
export function same(one: Edit, other: Edit): boolean {
  const saved = ({ name, steps, share }: Edit) => JSON.stringify([name, Object.entries(steps).sort(), share]);
  return saved(one) === saved(other);
}

export const kept = new Kept<Edit>();
