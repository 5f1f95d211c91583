/** @file Which carrier this page has: the window's bridge where there is one, else the host that served the page. */
import { http } from "./http";
import type { Platform } from "./platform";

export async function choosePlatform(): Promise<Platform> {
  // The bridge is loaded only where it exists, so that a browser never sees it.
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauri;
  const base = new URL(document.baseURI);
  return http(base.origin + base.pathname.replace(/\/[^/]*$/, ""));
}
