/** @file The lanes of a day that shows several people: one for what belongs to tickets, one for each technician, one for what nobody goes to yet. */
import type { PersonCard, PersonId } from "../../api/gen";
import { compareNames, t } from "../../i18n/words.svelte";
import type { Item } from "./item";

export interface Lane {
  /** What it keeps: `tickets`, `nobody`, or the person. */
  id: string;
  name: string;
  /** Who goes to the visits of this lane; undefined for the lane of what is no visit. */
  technician: PersonId | null | undefined;
}

export const ticketsLane = "tickets";
const nobodyLane = "nobody";

/** The lane that an item stands in. */
export function laneOf({ what }: Item): string {
  return what.is === "visit" ? (what.technician ?? nobodyLane) : ticketsLane;
}

/** The lanes of a day: every technician has one, and whoever else has a visit then. */
export function lanesOf(items: readonly Item[], staff: readonly Pick<PersonCard, "id" | "name" | "role">[]): Lane[] {
  const names = new Map(staff.filter(({ role }) => role === "technician").map(({ id, name }) => [id, name]));
  for (const { what } of items) if (what.is === "visit" && what.technician !== null) names.set(what.technician, staff.find(({ id }) => id === what.technician)?.name ?? what.technician_name ?? "");
  const people = [...names].map(([id, name]): Lane => ({ id, name, technician: id })).sort((one, other) => compareNames(one.name, other.name));
  return [{ id: ticketsLane, name: t("calendar.lane.tickets"), technician: undefined }, ...people, { id: nobodyLane, name: t("visit.technician.none"), technician: null }];
}

/** The lane one to the side in which a visit can stand; the same one at the end. */
export function laneBeside(lanes: readonly Lane[], id: string, by: 1 | -1): Lane | undefined {
  const open = lanes.filter(({ technician }) => technician !== undefined);
  const at = open.findIndex((lane) => lane.id === id);
  return open[at + by] ?? open[at];
}
