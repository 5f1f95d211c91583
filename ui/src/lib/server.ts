/** @file The address of a server as people type it, and as it is called. */

/**
 * Returns the address to call, or null when what was typed is none.
 *
 * Without a scheme it is https, except on this computer itself, where nobody has certificates.
 */
export function serverUrl(typed: string): string | null {
  const text = typed.trim();
  // A mistyped scheme such as `htp:/` is not a host with a strange port.
  if (text === "" || /\s/.test(text) || /^[a-z]+:(?!\/\/|\d)/i.test(text)) return null;
  const here = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i.test(text);
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${here ? "http" : "https"}://${text}`;
  try {
    const url = new URL(address);
    if ((url.protocol !== "https:" && url.protocol !== "http:") || url.hostname === "") return null;
    return url.origin + url.pathname.replace(/\/+$/, "");
  } catch {
    // What cannot be read as an address is none.
    return null;
  }
}
