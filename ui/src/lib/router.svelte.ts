/** @file The place on screen is the URL hash: it survives a reload, works as a deep link and makes history free. */
import { timing } from "./perf";

export interface Place {
  /** The screen: `board` in `#/board`. */
  screen: string;
  /** What follows it: `["0192…"]` in `#/ticket/0192…`. */
  path: readonly string[];
  query: URLSearchParams;
}

/** Reads a hash; anything odd is an empty place, which the app answers with its first screen. */
export function parsePlace(hash: string): Place {
  const [address = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen = "", ...path] = address.split("/").filter((part) => part !== "").map(decoded);
  return { screen, path, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A half-typed escape such as `%E0%A4`; taken as it stands.
    return part;
  }
}

/** Writes a place as a link. */
export function href(screen: string, path: readonly string[] = [], query: Record<string, string> = {}): string {
  const address = [screen, ...path].map(encodeURIComponent).join("/");
  const search = new URLSearchParams(query).toString();
  return `#/${address}${search === "" ? "" : `?${search}`}`;
}

/** The ticket that a window is for; null for the main window, which goes anywhere. */
export function ownTicket(hash: string): string | null {
  const { screen, path, query } = parsePlace(hash);
  return screen === "ticket" && query.get("window") === "own" ? (path[0] ?? null) : null;
}

class Router {
  #hash = $state(location.hash);
  /** The one ticket that this window shows; null in the main window. */
  readonly own = ownTicket(location.hash);
  /** Takes what leads away from the one ticket: to the main window. */
  elsewhere: (hash: string) => void = () => undefined;

  place: Place = $derived(parsePlace(this.#hash));

  constructor() {
    addEventListener("hashchange", () => {
      if (this.own === null) {
        const { screen } = parsePlace(location.hash);
        if (screen !== this.place.screen) timing(`go.${screen}`)();
        this.#hash = location.hash;
      } else if (this.#stays(location.hash)) history.replaceState(null, "", this.#hash);
    });
  }

  /** Whether this window goes nowhere; what leads to another place goes there in the main window. */
  #stays(hash: string): boolean {
    if (this.own === null) return false;
    const { screen, path } = parsePlace(hash);
    if (screen !== "ticket" || path[0] !== this.own) this.elsewhere(hash);
    return true;
  }

  go(screen: string, path: readonly string[] = [], query: Record<string, string> = {}): void {
    const hash = href(screen, path, query);
    if (!this.#stays(hash)) location.hash = hash;
  }

  /** Goes there without a step in the history, for filters and sorting that change under the finger. */
  replace(screen: string, path: readonly string[] = [], query: Record<string, string> = {}): void {
    const hash = href(screen, path, query);
    if (this.#stays(hash)) return;
    history.replaceState(null, "", hash);
    this.#hash = location.hash;
  }

  back(): void {
    if (this.own === null) history.back();
  }

  forward(): void {
    if (this.own === null) history.forward();
  }
}

export const router = new Router();
