/**
 * @file The screen that somebody worked on when the window closed, for opening there again. Kept beside the page, which is as
 * quick as a start needs and costs the desk no writing; it lies open on the disk, so nothing of a filter's words is in it.
 */
import { href, parsePlace, type Place } from "../lib/router.svelte";
import { screens } from "./screens";

const name = "tern-place";

/** The part of a place that is worth coming back to; null for what one only passes through, such as a ticket or settings. */
function worthKeeping({ screen, path, query }: Place): { screen: string; path: string[]; query: Record<string, string> } | null {
  if (!screens.some((one) => one.name === screen && one.nav?.at === "top")) return null;
  const [board] = path;
  const view = query.get("view");
  return {
    screen,
    path: screen === "board" && board !== undefined ? [board] : [],
    query: screen === "list" && view !== null ? { view } : {},
  };
}

export function keepPlace(place: Place): void {
  const kept = worthKeeping(place);
  if (kept === null) return;
  try {
    localStorage.setItem(name, href(kept.screen, kept.path, kept.query));
  } catch {
    // A locked-down webview refuses storage; the next start opens the board.
  }
}

/** Where to open; null for the board. */
export function placeToOpen(): ReturnType<typeof worthKeeping> {
  try {
    return worthKeeping(parsePlace(localStorage.getItem(name) ?? ""));
  } catch {
    return null;
  }
}
