/** @file What went wrong where nobody caught it: the last few, for Diagnostics, and told to whoever says it. */

export interface Fault {
  at: number;
  text: string;
}

const kept = 20;
/** Only what the engine itself says is repeated: other messages may hold what somebody wrote. */
const engines: ReadonlySet<string> = new Set(["TypeError", "ReferenceError", "RangeError"]);
/** Engines say so where nothing is wrong: a size was looked at once more in the next frame. */
const harmless = "ResizeObserver loop";

const list: Fault[] = [];

/** The last of them, oldest first. */
export const faults = (): readonly Fault[] => list;

/** What kind it was and where in the program, and no word of anybody's. */
export function faultText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code: unknown = Reflect.get(thrown, "code");
  const about = engines.has(thrown.name) ? `: ${thrown.message}` : typeof code === "string" ? ` ${code}` : "";
  const where = /[\w.-]+\.(?:js|ts|svelte)[^\s/]*:\d+:\d+/.exec(thrown.stack ?? "")?.[0];
  return `${thrown.name}${about}${where === undefined ? "" : ` at ${where}`}`;
}

function note(thrown: unknown): void {
  list.push({ at: Date.now(), text: faultText(thrown) });
  if (list.length > kept) list.shift();
}

/** Notes what nobody caught, and tells `say` of it, until the returned function is called. */
export function watchFaults(say: (thrown: unknown) => void): () => void {
  const rejected = ({ reason }: PromiseRejectionEvent): void => {
    note(reason);
    say(reason);
  };
  // What some part reports by itself comes this way as well, and has been dealt with there.
  const failed = ({ error, message }: ErrorEvent): void => {
    if (!message.startsWith(harmless)) note(error);
  };
  addEventListener("unhandledrejection", rejected);
  addEventListener("error", failed);
  return () => {
    removeEventListener("unhandledrejection", rejected);
    removeEventListener("error", failed);
  };
}
