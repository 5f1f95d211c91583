/** @file Running a macro on what was picked: first the core says what it would do, then all of it is one change and one undo. */
import { act } from "../api/act";
import type { LookupsView, MacroEffect, MacroView } from "../api/gen";
import type { ProblemCode } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { valueWords } from "../lib/fields";
import { crowdOf, filling, missingIn, reasons, type Fields } from "./change.svelte";
import { digestOf, type Digest } from "./macros";
import { namesOf, type Target } from "./selection.svelte";
import { stillOpen, type Counted } from "./stillopen";

/** Where a macro is to be run, and what follows when that is done. */
export interface Picked {
  targets: readonly Target[];
  done: () => void;
}

/** What the macro would do now; null where that could not be found out, which is said. */
export async function lookAtMacro(one: MacroView, targets: readonly Target[]): Promise<Digest | null> {
  const effects = await act("macro_preview", { name: one.name, steps: one.steps, tickets: targets.map(({ id }) => id) });
  return effects === null ? null : digestOf(effects, valueWords);
}

export interface MacroAnswers {
  fill: Fields;
  reason?: string;
}

export interface MacroOrder {
  one: MacroView;
  picked: Picked;
  /** The tickets to which it can be done. */
  able: readonly MacroEffect[];
  /** Whether what looks like an open placeholder is meant so. */
  placeholders: "filled" | "meant";
  /** Worth knowing besides. */
  besides?: string | undefined;
  lookups: LookupsView | undefined;
  /** What was asked for on the way: fields, and why so many tickets have to be urgent. */
  answers: MacroAnswers;
  /** Runs it once more with what was asked for. */
  again: (answers: MacroAnswers) => unknown;
}

/** Runs it and says so; what the steps need to be filled in is asked for, and the macro run with the answers. */
export async function sendMacro({ one, picked, able, placeholders, lookups, answers, again, besides: told }: MacroOrder): Promise<void> {
  const { targets } = picked;
  const refused = (code: ProblemCode, detail: unknown) => {
    const crowd = crowdOf(code, detail);
    if (crowd !== null) {
      reasons.ask(crowd, (reason) => again({ ...answers, reason }));
      return true;
    }
    const keys = missingIn(code, detail);
    if (keys.length > 0) filling.ask(keys, able.length, (values) => again({ ...answers, fill: { ...answers.fill, ...values } }), targets.filter(({ id }) => able.some(({ ticket }) => ticket === id)));
    return keys.length > 0;
  };
  const lists = able.map(({ ticket, items }): Counted => {
    const { done, total } = targets.find(({ id }) => id === ticket)?.checklist ?? { done: 0, total: 0 };
    return { checklist: { done, total: total + items.length } };
  });
  const what = able.length === targets.length ? namesOf(targets) : t("tickets.count", { count: able.length });
  const besides = [told, stillOpen(lists, one.steps.status, lookups)].filter((said) => said != null).join(" · ");
  const done = await act(
    "macro_run",
    { name: one.name, steps: one.steps, tickets: able.map(({ ticket }) => ticket), placeholders_meant: placeholders === "meant", ...answers },
    { done: t("did.macro", { name: one.name, what }), besides: besides === "" ? null : besides, refused },
  );
  if (done !== null) picked.done();
}
