/** @file The tickets that are picked on a board or list, with what actions need to know of them. */
import type { PersonId, Priority, Progress, StatusKey, TeamId, TicketId, Timestamp } from "../api/gen";
import { t } from "../i18n/words.svelte";

/** What an action needs to know of a ticket; cards and rows both say it. */
export interface Target {
  id: TicketId;
  number: string;
  subject: string;
  status: StatusKey;
  priority: Priority;
  assignee: PersonId | null;
  /** Cards do not say it. */
  team?: TeamId;
  tags: readonly string[];
  snoozed_until?: Timestamp;
  checklist?: Progress;
  unread?: boolean;
}

/** `#4312`, or `12 tickets`. */
export function namesOf(targets: readonly Target[]): string {
  const [only] = targets;
  return targets.length === 1 && only !== undefined ? only.number : t("tickets.count", { count: targets.length });
}

/** More than this is not taken into the hand at once. */
export const mostSelected = 2_000;

export class Selection<T extends Target = Target> {
  #picked: ReadonlyMap<TicketId, T> = $state.raw(new Map());

  size = $derived(this.#picked.size);
  list: readonly T[] = $derived([...this.#picked.values()]);

  has(id: TicketId): boolean {
    return this.#picked.has(id);
  }

  toggle(target: T): void {
    const next = new Map(this.#picked);
    if (!next.delete(target.id)) next.set(target.id, target);
    this.#picked = next;
  }

  add(targets: readonly T[]): void {
    this.#picked = new Map([...this.#picked, ...targets.map((target): [TicketId, T] => [target.id, target])]);
  }

  /** Puts what was read again in place of what was known of the same tickets. */
  refresh(targets: readonly T[]): void {
    const moved = targets.filter((target) => this.#picked.has(target.id) && this.#picked.get(target.id) !== target);
    if (moved.length > 0) this.add(moved);
  }

  clear(): void {
    if (this.#picked.size > 0) this.#picked = new Map();
  }
}
