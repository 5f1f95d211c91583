/** @file Macros as commands of the keyboard: the key of one runs it at once on what is picked, wherever `\` would ask for one. */
import type { LookupsView, MacroView } from "../api/gen";
import { query, type Query } from "../api/query.svelte";
import { t } from "../i18n/words.svelte";
import { Lazy } from "../kit/lazy.svelte";
import { toasts } from "../kit/toasts.svelte";
import { broughtId } from "../lib/brought";
import { shortcuts } from "../lib/shortcuts.svelte";
import { macroing } from "./macroing.svelte";
import type { Picked } from "./macrorun";

/** Why a macro was not run; only the last one matters. */
export const notRun = "macro-not-run";

const runner = new Lazy(async () => ({ default: (await import("./macrokeyed")).runByKey }));

async function run(one: MacroView, picked: Picked, lookups: LookupsView | undefined): Promise<void> {
  await runner.load();
  await runner.now?.(one, picked, lookups);
}

/** Runs one at once on what is picked here; says so where nothing is. */
export function runHere(one: MacroView, lookups: LookupsView | undefined): void {
  macroing.instead = (picked) => void run(one, picked, lookups);
  const ran = shortcuts.run("act.macro");
  macroing.instead = null;
  if (!ran) toasts.add({ text: t("macro.nowhere", { name: one.name }), about: notRun });
}

/** Lets macros have keys as long as the calling component stands; they are read while `asked` says so. */
export function bringMacros(asked: () => boolean): Query<"macro_list"> {
  const read = query("macro_list", () => (asked() ? {} : null));
  const lookups = query("lookup_all", () => (asked() ? {} : null));
  $effect(() => {
    if (read.data === undefined) return;
    shortcuts.bring("macro", read.data.map((one) => ({ id: broughtId("macro", one.id), name: one.name, act: () => runHere(one, lookups.data) })));
  });
  return read;
}
