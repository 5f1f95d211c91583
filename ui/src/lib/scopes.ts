/**
 * @file The headings under which shortcuts stand, in the order of the help sheet and the settings, and what they are called.
 *
 * Apart from the table of keys, which the start fetches: it has no use for these words.
 */
import { t, type PlainKey } from "../i18n/words.svelte";
import type { Scope } from "./keymap";

export const scopeHeadings: Readonly<Record<Scope, PlainKey>> = {
  everywhere: "keys.scope.everywhere",
  goto: "keys.scope.goto",
  list: "keys.scope.list",
  act: "keys.scope.act",
  macro: "macros.title",
  ticket: "keys.scope.ticket",
  composer: "keys.scope.composer",
  sheet: "keys.newTicket",
  checklist: "keys.scope.checklist",
  calendar: "keys.scope.calendar",
  visits: "keys.scope.visits",
  triage: "keys.scope.triage",
  dashboard: "keys.scope.dashboard",
};

/** Read from the headings, so that no group of keys can be left out. */
export const scopes = Object.keys(scopeHeadings) as readonly Scope[];

/** What a command is called: in Tern's words, or as somebody at this desk named it. */
export type Called = { label: PlainKey; name?: undefined } | { name: string };

export const callOf = (called: Called): string => (called.name === undefined ? t(called.label) : called.name);
