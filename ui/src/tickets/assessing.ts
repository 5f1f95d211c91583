/** @file What a ticket is assessed by: its kinds, levels of impact and urgency, and the priority that follows. */
import type { Level, Matrix, Priority, TicketType } from "../api/gen";

export const types: readonly TicketType[] = ["incident", "request", "question", "task", "bug", "feature_request"];
export const levels: readonly Level[] = ["high", "medium", "low"];

/** What impact and urgency say the priority is. */
export function priorityBy(matrix: Matrix | undefined, impact: Level, urgency: Level): Priority {
  return matrix?.rows[impact]?.[urgency] ?? "normal";
}
