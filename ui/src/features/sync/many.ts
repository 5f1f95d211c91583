/** @file Conflicts of one kind that are worth one decision: six priorities, one answer. */
import type { ConflictView } from "../../api/gen";

/** Returns the fields that several conflicts are about, most first. */
export function manyOf(conflicts: readonly ConflictView[]): { field: string; conflicts: ConflictView[] }[] {
  const fields = [...new Set(conflicts.map(({ field }) => field))];
  return fields
    .map((field) => ({ field, conflicts: conflicts.filter((one) => one.field === field) }))
    .filter((group) => group.conflicts.length > 1)
    .sort((one, other) => other.conflicts.length - one.conflicts.length);
}
