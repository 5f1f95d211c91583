/** @file The fields that every ticket has, where this desk asks for them: they are asked like those that it adds. */
import type { FormField, LookupsView, Required, StandardField, TicketType } from "../api/gen";
import { t, type PlainKey } from "../i18n/words.svelte";
import { customId } from "../lib/custom";

const names: Record<StandardField, PlainKey> = {
  requester: "field.requester",
  category: "field.category",
  service: "field.service",
  component: "field.component",
  steps_to_reproduce: "field.stepsToReproduce",
  error_messages: "field.errorMessages",
  desired_outcome: "field.desiredOutcome",
  steps_taken: "field.stepsTaken",
  root_cause: "field.rootCause",
  workaround: "field.workaround",
  resolution: "field.resolution",
};

export const standardName = (field: StandardField): string => t(names[field]);

/** When a field can be asked for: a requester only as long as the ticket is made. */
export const timesOf = (field: StandardField): readonly Required[] => (field === "requester" ? ["never", "intake"] : ["never", "intake", "resolve"]);

function holdsOf(field: StandardField, lookups: LookupsView): FormField["holds"] {
  switch (field) {
    case "requester":
    case "service":
    case "component":
      return { is: "line" };
    case "category":
      return { is: "one", choices: lookups.categories.map(({ id, path, retired }) => ({ id, name: path.join(" › "), archived: retired })) };
    case "steps_to_reproduce":
    case "error_messages":
    case "desired_outcome":
    case "steps_taken":
    case "root_cause":
    case "workaround":
    case "resolution":
      return { is: "text" };
  }
}

/** All of them as fields; a refusal names them by a key that begins with a dot, as that of no other field does. */
export function standardFields(lookups: LookupsView | undefined): FormField[] {
  return (lookups?.standard ?? []).map(({ field, required, types }, position) => ({
    key: `.${field}`,
    name: standardName(field),
    help: null,
    holds: lookups === undefined ? { is: "line" } : holdsOf(field, lookups),
    types,
    required,
    position,
    archived: false,
  }));
}

/** The field of a ticket that a key of the form stands for. */
export const ticketField = (key: string): string => (key.startsWith(".") ? key.slice(1) : customId(key));

/** Those that are asked for on tickets of a type at some time. */
export function askedStandard(lookups: LookupsView | undefined, type: TicketType): FormField[] {
  return standardFields(lookups).filter(({ required, types }) => required !== "never" && (types.length === 0 || types.includes(type)));
}
