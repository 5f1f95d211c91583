/** @file Runs a macro by its key on what is picked; fetched with the first key that asks for it. */
import type { LookupsView, MacroView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { refusalWords } from "./change.svelte";
import { macroing } from "./macroing.svelte";
import { notRun } from "./macrokeys.svelte";
import { lookAtMacro, sendMacro, type MacroAnswers, type Picked } from "./macrorun";
import { namesOf } from "./selection.svelte";

/** One at a time: whoever presses the key again while it runs wants it no second time. */
let busy = false;

function say(text: string): void {
  toasts.add({ text, about: notRun });
}

export async function runByKey(one: MacroView, picked: Picked, lookups: LookupsView | undefined): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    const { targets } = picked;
    const now = await lookAtMacro(one, targets);
    if (now === null) return;
    const { able, unable, gaps } = now;
    if (able.length === 0) {
      const why = unable[0]?.problem ?? null;
      say([t("macro.cannot", { name: one.name, what: namesOf(targets) }), ...(why === null ? [] : [refusalWords(why, lookups)])].join(" · "));
    } else if (gaps.length > 0) macroing.asked = { ...picked, first: one.id, open: { one, able, names: gaps } };
    else {
      const besides = unable.length > 0 ? t("macro.unable", { count: unable.length, total: targets.length }) : undefined;
      const send = (answers: MacroAnswers): Promise<void> => sendMacro({ one, picked, able, placeholders: "filled", besides, lookups, answers, again: send });
      await send({ fill: {} });
    }
  } finally {
    busy = false;
  }
}
