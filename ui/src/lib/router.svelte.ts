/** @file The place on screen is the URL hash: it survives a reload, works as a deep link and makes history free. */

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

class Router {
  #hash = $state(location.hash);

  place: Place = $derived(parsePlace(this.#hash));

  constructor() {
    addEventListener("hashchange", () => (this.#hash = location.hash));
  }

  go(screen: string, path: readonly string[] = [], query: Record<string, string> = {}): void {
    location.hash = href(screen, path, query);
  }

  /** Goes there without a step in the history, for filters and sorting that change under the finger. */
  replace(screen: string, path: readonly string[] = [], query: Record<string, string> = {}): void {
    history.replaceState(null, "", href(screen, path, query));
    this.#hash = location.hash;
  }

  back(): void {
    history.back();
  }

  forward(): void {
    history.forward();
  }
}

export const router = new Router();
