/** @file Small preferences of this window (theme, density, keys) that must be known before the first paint. */

const prefix = "tern.";

/** Returns the stored text, or null where nothing is stored or storage is closed to us. */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    // A locked-down webview refuses storage; the preference then lasts as long as the window.
    return null;
  }
}

export function store(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // See `stored`.
  }
}

/** Returns the stored choice when it is one of `allowed`, else the first of them. */
export function storedChoice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
  const found = stored(name);
  return allowed.find((choice) => choice === found) ?? allowed[0];
}
