/** @file Statuses as people configure them: where a ticket may go next, and the key of a new one. Pure. */
import type { Status, StatusKey } from "../../../api/gen";
import { mayBecome } from "../../../tickets/workflow";

/**
 * The status after one way was opened or closed. All ways open is written as none listed, as the workflow reads it; the
 * last way stays, since a status that leads nowhere would read as one that leads everywhere.
 */
export function toggled(from: Status, to: StatusKey, others: readonly StatusKey[]): Status | null {
  const open = others.filter((key) => mayBecome(from, key));
  const next = open.includes(to) ? open.filter((key) => key !== to) : [...open, to];
  if (next.length === 0) return null;
  return { ...from, next: next.length === others.length ? [] : next };
}

/** A key for a new status: of its name, where that has letters of the alphabet, and always one that is free. */
export function keyFor(name: string, taken: readonly StatusKey[]): StatusKey {
  const words = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const stem = words === "" ? "status" : words.slice(0, 40);
  let key = stem;
  for (let number = 2; taken.includes(key); number += 1) key = `${stem}_${number}`;
  return key;
}
