/** @file The types of tickets that a desk has, and what they are called. */
import type { LookupsView, TicketType } from "../api/gen";
import { valueLabel } from "../lib/fields";

/** What a type is called: as this desk named it, or by the words of the language. */
export function typeName(lookups: Pick<LookupsView, "types"> | undefined, type: TicketType): string {
  return lookups?.types.find(({ key }) => key === type)?.name ?? valueLabel("type", type);
}

/** The types one can choose, and those that are chosen already, be they retired or not. */
export function typeOptions(lookups: Pick<LookupsView, "types"> | undefined, ...chosen: readonly (TicketType | null | undefined)[]): { value: TicketType; label: string }[] {
  const offered = (lookups?.types ?? []).filter(({ key, retired }) => !retired || chosen.includes(key)).map(({ key }) => key);
  const gone = chosen.filter((type) => type !== null && type !== undefined).filter((type) => !offered.includes(type));
  return [...offered, ...gone].map((type) => ({ value: type, label: typeName(lookups, type) }));
}

/** What a new ticket is until somebody says otherwise; the core begins with the same. */
export function firstType(lookups: Pick<LookupsView, "types"> | undefined): TicketType {
  const offered = (lookups?.types ?? []).filter(({ retired }) => !retired).map(({ key }) => key);
  return offered.includes("incident") ? "incident" : (offered[0] ?? "incident");
}
