/** @file What a ticket is assessed by: its levels of impact and urgency, and the priority that follows. */
import type { Level, Matrix, Priority } from "../api/gen";

export const levels: readonly Level[] = ["high", "medium", "low"];

/** What impact and urgency say the priority is. */
export function priorityBy(matrix: Matrix | undefined, impact: Level, urgency: Level): Priority {
  return matrix?.rows[impact]?.[urgency] ?? "normal";
}
