/** @file The conditions of a policy for the screen: which there are, what one can choose, and how they read. */
import type { Conditions, LookupsView } from "../../../api/gen";
import { formatList, t } from "../../../i18n/words.svelte";
import { typeName, typeOptions } from "../../../tickets/types";

export type Aspect = keyof Conditions;

export const aspects: readonly Aspect[] = ["priorities", "types", "categories", "organisations", "tiers", "teams", "channels", "tags"];

export interface Choice {
  value: string;
  label: string;
}

const channels = ["agent", "email", "phone", "web", "chat", "self_service", "monitoring"] as const;
const priorities = ["urgent", "high", "normal", "low"] as const;

/** Everything one can ask of an aspect. */
export function choicesOf(aspect: Aspect, lookups: LookupsView): Choice[] {
  switch (aspect) {
    case "priorities":
      return priorities.map((value) => ({ value, label: t(`priority.${value}`) }));
    case "types":
      return typeOptions(lookups);
    case "channels":
      return channels.map((value) => ({ value, label: t(`channel.${value}`) }));
    case "categories":
      return lookups.categories.filter(({ retired }) => !retired).map(({ id, path }) => ({ value: id, label: path.join(" › ") }));
    case "organisations":
      return lookups.organisations.map(({ id, name }) => ({ value: id, label: name }));
    case "tiers":
      return [...new Set(lookups.organisations.map(({ tier }) => tier).filter((tier) => tier !== null))].map((tier) => ({ value: tier, label: tier }));
    case "teams":
      return lookups.teams.filter(({ retired }) => !retired).map(({ id, name }) => ({ value: id, label: name }));
    case "tags":
      return lookups.tags.map((tag) => ({ value: tag, label: tag }));
  }
}

/** Whether one may type a value that is not among the choices. */
export function takesText(aspect: Aspect): boolean {
  return aspect === "tiers" || aspect === "tags";
}

/** What is asked of an aspect, by name; a value that nobody knows any more stands as it is. */
export function namesOf(aspect: Aspect, when: Conditions, lookups: LookupsView): string[] {
  const choices = choicesOf(aspect, lookups);
  const otherwise = (value: string) => (aspect === "types" ? typeName(lookups, value) : value);
  return valuesOf(aspect, when).map((value) => choices.find((one) => one.value === value)?.label ?? otherwise(value));
}

export function valuesOf(aspect: Aspect, when: Conditions): readonly string[] {
  return when[aspect];
}

/** Returns the conditions with other values of an aspect; only choices of that aspect come in here. */
export function withValues(when: Conditions, aspect: Aspect, values: readonly string[]): Conditions {
  return { ...when, [aspect]: values };
}

/** The whole as a sentence: `Tier Gold or Silver · Type Incident`. */
export function sentenceOf(when: Conditions, lookups: LookupsView): string {
  const parts = aspects.filter((aspect) => when[aspect].length > 0).map((aspect) => `${t(`policy.aspect.${aspect}`)}: ${formatList(namesOf(aspect, when, lookups), "or")}`);
  return parts.length === 0 ? t("policy.everything") : parts.join(" · ");
}
