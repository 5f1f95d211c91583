/** @file The tree of categories: what may stand under what. Pure. */
import type { CategoryId, CategoryView } from "../../../api/gen";

/** How deep the tree may be. */
export const levels = 5;

/** The categories under which this one may stand: not under itself, and so that nothing lies deeper than the tree goes. */
export function homesOf(categories: readonly CategoryView[], id: CategoryId | null): CategoryView[] {
  const inside = new Set<CategoryId>(id === null ? [] : [id]);
  // Parents come before their children, since they are sorted by path.
  for (const one of categories) if (one.parent !== null && inside.has(one.parent)) inside.add(one.id);
  const own = categories.find((one) => one.id === id)?.path.length ?? 1;
  const height = Math.max(0, ...categories.filter((one) => inside.has(one.id)).map(({ path }) => path.length - own));
  return categories.filter((one) => !inside.has(one.id) && !one.retired && one.path.length + 1 + height <= levels);
}
