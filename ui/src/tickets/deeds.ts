/** @file What a change does, in words: the queue of what waits to be sent, and what was refused. */
import type { Deed, FieldChange, SetChange } from "../api/gen";
import { formatList, t } from "../i18n/words.svelte";
import { fieldLabel, valueWords } from "../lib/fields";

/** A text longer than this says no more in a line than that it was edited. */
const longestShown = 80;

/** One field, from what it was to what it is. */
export function fieldChangeWords(change: FieldChange): string {
  const field = fieldLabel(change.field);
  const from = valueWords(change.field, change.from);
  const to = valueWords(change.field, change.to);
  if (from.length > longestShown || to.length > longestShown) return t("history.edited", { field });
  if (from === "") return t("history.set", { field, to });
  if (to === "") return t("history.cleared", { field, from });
  return t("history.changed", { field, from, to });
}

function setWords({ field: name, added, removed }: SetChange): string[] {
  const field = fieldLabel(name);
  const words = (values: readonly string[]) => formatList([...values], "plain");
  return [
    ...(added.length === 0 ? [] : [t("deed.added", { field, values: words(added) })]),
    ...(removed.length === 0 ? [] : [t("deed.taken", { field, values: words(removed) })]),
  ];
}

function partWords(deed: Deed & { is: "changed" }): string[] {
  const fields = deed.fields.map((change) => {
    if (change.field === "rank") return t("deed.moved", { what: t(`kind.${deed.kind}`) });
    if (deed.kind === "checklist_item" && change.field === "done") return t(change.to === null ? "deed.unticked" : "deed.ticked");
    return fieldChangeWords(change);
  });
  return [...fields, ...deed.sets.flatMap(setWords)];
}

export function deedWords(deed: Deed): string {
  switch (deed.is) {
    case "made": {
      const what = deed.kind === "ticket" ? t("deed.made.ticket") : t("deed.made", { what: t(`kind.${deed.kind}`) });
      return deed.title === null ? what : t("deed.titled", { what, title: deed.title });
    }
    case "changed":
      return partWords(deed).join(" · ");
    case "removed":
      return t("deed.removed", { what: t(`kind.${deed.kind}`) });
    case "restored":
      return t("deed.restored", { what: t(`kind.${deed.kind}`) });
    case "imported":
      return t("deed.imported", { part: deed.part, parts: deed.parts });
  }
}
