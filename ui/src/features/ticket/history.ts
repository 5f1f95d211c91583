/** @file One line of history in words, for the fold in the thread and for the history sheet. */
import type { FieldChange, HistoryLine, Kind } from "../../api/gen";
import { formatList, type PlainKey, t } from "../../i18n/words.svelte";
import { fieldLabel, valueWords } from "../../lib/fields";
import { shortSpan } from "../../lib/time";
import { leadWords } from "../../clocks/words";

const kinds: Partial<Record<Kind, PlainKey>> = {
  ticket: "history.kind.ticket",
  message: "history.kind.message",
  attachment: "history.kind.attachment",
  time_entry: "history.kind.timeEntry",
  link: "history.kind.link",
};

function kindWords(kind: Kind): string {
  const key = kinds[kind];
  return key === undefined ? kind : t(key);
}

/** What one line says; a change of several fields says several things. */
export function sentencesOf(line: HistoryLine): string[] {
  const { what } = line;
  switch (what.is) {
    case "created":
      return [t("history.created")];
    case "changed":
      return what.fields.map(changeWords);
    case "replied":
      return [what.told_by === undefined ? t("history.replied") : t("history.told", { name: what.told_by })];
    case "held":
      return [t("history.held")];
    case "noted":
      return [t("history.noted")];
    case "attached":
      return [t("history.attached", { name: what.name })];
    case "worked":
      return [t("history.worked", { span: shortSpan(what.seconds * 1_000) })];
    case "linked":
      return [t("history.linked", { number: what.number })];
    case "checklist":
      return [t(`history.checklist.${what.did}`, { text: what.text, was: what.was ?? "" })];
    case "removed":
      return [t("history.removed", { what: kindWords(what.kind) })];
    case "restored":
      return [t("history.restored", { what: kindWords(what.kind) })];
    case "breached":
      return [t(what.superseded ? "history.breached.superseded" : "history.breached", { metric: t(`metric.${what.metric}`) })];
    case "escalated":
      return [
        what.told.length === 0
          ? t("history.escalated", { metric: t(`metric.${what.metric}`), when: leadWords(what.when), policy: what.policy })
          : t("history.escalated.told", { metric: t(`metric.${what.metric}`), when: leadWords(what.when), policy: what.policy, told: formatList(what.told, "and") }),
      ];
  }
}

const longestShown = 80;

function changeWords(change: FieldChange): string {
  const field = fieldLabel(change.field);
  const from = valueWords(change.field, change.from);
  const to = valueWords(change.field, change.to);
  if (from.length > longestShown || to.length > longestShown) return t("history.edited", { field });
  if (from === "") return t("history.set", { field, to });
  if (to === "") return t("history.cleared", { field, from });
  return t("history.changed", { field, from, to });
}
