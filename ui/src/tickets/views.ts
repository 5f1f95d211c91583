/** @file Saved views: what they are called, where they are in the address, and how one walks and orders them. */
import type { ViewView } from "../api/gen";
import { t } from "../i18n/words.svelte";
import { readFilter, writeFilter } from "./filter";
import type { Filter, SortKey } from "../api/gen";

export interface Sorted {
  sort: SortKey;
  descending: boolean;
}

/** The view that an address names, and whether the address says something else than the view has saved. */
export interface Standing {
  key: string | null;
  own: boolean;
}

export function standingOf(query: URLSearchParams): Standing {
  const key = query.get("view");
  return { key: key === "" ? null : key, own: key === null || query.get("own") === "yes" };
}

/** What the address of the list says: a view as it is saved, or one's own filter, maybe begun from a view. */
export function writeStanding(key: string | null, own: { filter: Filter; order: Record<string, string> } | null): Record<string, string> {
  const named: Record<string, string> = key === null ? {} : { view: key };
  if (own === null) return named;
  return { ...named, ...(key === null ? {} : { own: "yes" }), ...writeFilter(own.filter), ...own.order };
}

export function nameOf(view: ViewView): string {
  return view.what.is === "saved" ? view.what.name : t(`view.builtIn.${view.what.view}`);
}

/** The filter in force: that of the view, or what the address says itself. */
export function filterIn(query: URLSearchParams, view: ViewView | undefined): Filter {
  return view !== undefined && !standingOf(query).own ? view.content.filter : readFilter(query);
}

/** The view after or before one; at the end it begins again. */
export function neighbourView(views: readonly ViewView[], key: string | null, step: 1 | -1): ViewView | undefined {
  if (views.length === 0) return undefined;
  const at = views.findIndex((view) => view.key === key);
  if (at === -1) return step === 1 ? views[0] : views[views.length - 1];
  return views[(at + step + views.length) % views.length];
}

/** Between which saved views one stands after a step up or down; null when there is nowhere to go. */
export function placeAfter(views: readonly ViewView[], id: string, step: 1 | -1): { after: string | null; before: string | null } | null {
  const saved = views.flatMap((view) => (view.what.is === "saved" ? [view.what.id] : []));
  const at = saved.indexOf(id);
  const to = at + step;
  if (at === -1 || to < 0 || to >= saved.length) return null;
  const others = saved.filter((other) => other !== id);
  return { after: others[to - 1] ?? null, before: others[to] ?? null };
}
