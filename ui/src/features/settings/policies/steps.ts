/** @file Steps of an escalation while somebody edits them: new ones, their actions, and how they read. */
import type { Lead, LookupsView, Step, StepAction } from "../../../api/gen";
import { leadWords } from "../../../clocks/words";
import { formatList, t } from "../../../i18n/words.svelte";

export type ActionKind = StepAction["do"];

export const actionKinds: readonly ActionKind[] = ["notify", "raise_priority", "assign", "move_to_team", "add_tag", "comment"];

export function newAction(kind: ActionKind): StepAction {
  switch (kind) {
    case "notify":
      return { do: "notify", assignee: true, team: false, managers: false, people: [] };
    case "raise_priority":
      return { do: "raise_priority", to: null };
    case "assign":
      return { do: "assign", person: "" };
    case "move_to_team":
      return { do: "move_to_team", team: "" };
    case "add_tag":
      return { do: "add_tag", tag: "" };
    case "comment":
      return { do: "comment", body: "" };
  }
}

/** A first step warns the assignee, the next ones take what comes after. */
export function newStep(id: string, before: readonly Step[]): Step {
  return before.length === 0
    ? { id, metric: "resolution", when: { at: "percent", percent: 75 }, actions: [newAction("notify")] }
    : { id, metric: before.at(-1)?.metric ?? "resolution", when: { at: "breach" }, actions: [{ do: "notify", assignee: true, team: false, managers: true, people: [] }] };
}

const usual: Record<Lead["at"], Lead> = {
  percent: { at: "percent", percent: 75 },
  minutes_before: { at: "minutes_before", minutes: 30 },
  breach: { at: "breach" },
  minutes_after: { at: "minutes_after", minutes: 60 },
};

export const leadKinds: readonly Lead["at"][] = ["percent", "minutes_before", "breach", "minutes_after"];

export function leadOf(kind: Lead["at"]): Lead {
  return usual[kind];
}

/** The one number of a lead, as text for its field; null where there is none. */
export function leadNumber(lead: Lead): number | null {
  switch (lead.at) {
    case "percent":
      return lead.percent;
    case "minutes_before":
    case "minutes_after":
      return lead.minutes;
    case "breach":
      return null;
  }
}

/** Returns the lead with another number, or null when the number makes no sense. */
export function withNumber(lead: Lead, number: number): Lead | null {
  if (!Number.isInteger(number) || number < 1) return null;
  switch (lead.at) {
    case "percent":
      return number > 100 ? null : { ...lead, percent: number };
    case "minutes_before":
    case "minutes_after":
      return { ...lead, minutes: number };
    case "breach":
      return lead;
  }
}

export function actionWords(action: StepAction, lookups: LookupsView): string {
  switch (action.do) {
    case "notify": {
      const told = [
        action.assignee ? t("step.told.assignee") : "",
        action.team ? t("step.told.team") : "",
        action.managers ? t("step.told.managers") : "",
        ...action.people.map((id) => lookups.staff.find((one) => one.id === id)?.name ?? id),
      ].filter((part) => part !== "");
      return t("step.said.notify", { who: formatList(told, "and") });
    }
    case "raise_priority":
      return action.to === null ? t("step.said.raise") : t("step.said.raiseTo", { priority: t(`priority.${action.to}`) });
    case "assign":
      return t("step.said.assign", { name: lookups.staff.find((one) => one.id === action.person)?.name ?? "…" });
    case "move_to_team":
      return t("step.said.team", { name: lookups.teams.find((one) => one.id === action.team)?.name ?? "…" });
    case "add_tag":
      return t("step.said.tag", { tag: action.tag });
    case "comment":
      return t("step.said.comment");
  }
}

/** A step as one line: `Resolution at 75 %: tell the assignee`. */
export function stepWords(step: Step, lookups: LookupsView): string {
  return `${t(`metric.${step.metric}`)} ${leadWords(step.when)}: ${formatList(step.actions.map((action) => actionWords(action, lookups)), "plain")}`;
}
