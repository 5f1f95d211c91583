/** @file One line of history in words, for the fold in the thread and for the history sheet. */
import type { HistoryLine } from "../../api/gen";
import { formatList, t } from "../../i18n/words.svelte";
import { fieldChangeWords } from "../../tickets/deeds";
import { workedSpan } from "../../lib/time";
import { leadWords } from "../../clocks/words";

/** What one line says; a change of several fields says several things. */
export function sentencesOf(line: HistoryLine): string[] {
  const { what } = line;
  switch (what.is) {
    case "created":
      return [t("history.created")];
    case "changed":
      return what.fields.map(fieldChangeWords);
    case "replied":
      return [what.told_by === undefined ? t("history.replied") : t("history.told", { name: what.told_by })];
    case "held":
      return [t("history.held")];
    case "noted":
      return [t("history.noted")];
    case "attached":
      return [t("history.attached", { name: what.name })];
    case "worked":
      return [t("history.worked", { span: workedSpan(what.seconds * 1_000) })];
    case "linked":
      return [t("history.linked", { number: what.number })];
    case "checklist":
      return [t(`history.checklist.${what.did}`, { text: what.text, was: what.was ?? "" })];
    case "removed":
      return [t("history.removed", { what: t(`kind.${what.kind}`) })];
    case "restored":
      return [t("history.restored", { what: t(`kind.${what.kind}`) })];
    case "gave_up":
      return what.fields.length === 0
        ? [t("history.gaveUp", { what: t(`kind.${what.kind}`) })]
        : what.fields.map((change) => t("history.gaveUp.change", { change: fieldChangeWords(change) }));
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
