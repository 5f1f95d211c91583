/** @file The searches that somebody made last, for making them again. */
import { store, stored } from "../../lib/stored.svelte";

const name = "searches";
export const mostRecent = 8;

/** The newest first. */
export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(stored(name) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, mostRecent) : [];
  } catch {
    // Written by hand or by another version; the next search writes it anew.
    return [];
  }
}

/** Keeps a search that led somewhere. */
export function remember(text: string): void {
  const line = text.trim();
  if (line === "") return;
  store(name, JSON.stringify([line, ...recent().filter((other) => other !== line)].slice(0, mostRecent)));
}
