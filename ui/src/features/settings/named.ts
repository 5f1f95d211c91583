/** @file Finds a control of the settings by the words that name it, as somebody who reads the screen does. */

const focusable = "input, select, textarea, button, [tabindex='0']";

/** What stands on an element for its readers: no marks, no caps of keys. */
function wordsOn(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const mark of copy.querySelectorAll("[aria-hidden=true], kbd")) mark.remove();
  return copy.textContent?.trim() ?? "";
}

/** What names a control: the group or line that it belongs to, its label, or what stands on it. */
export function namesOf(control: HTMLElement): string[] {
  const group = control.closest("[role=radiogroup][aria-label]");
  const line = control.closest<HTMLElement>("[data-line]");
  const labelled = control.getAttribute("aria-labelledby")?.split(" ") ?? [];
  const labels = "labels" in control && control.labels instanceof NodeList ? [...control.labels] : [];
  const said = [
    group?.getAttribute("aria-label"),
    line?.dataset["line"],
    control.getAttribute("aria-label"),
    ...labelled.map((id) => document.getElementById(id)?.textContent.trim()),
    ...labels.map((label) => (label instanceof Element ? wordsOn(label) : "")),
  ].filter((one): one is string => one != null && one !== "");
  // What stands on the button of a choice is what was chosen, and no name.
  return said.length > 0 ? said : [wordsOn(control)];
}

/** Every control below `root` that one can be sent to, in order; nobody looks up a row of data among the settings. */
export function controlsIn(root: HTMLElement): HTMLElement[] {
  const data = "li, table, [role=grid], [role=tablist], [role=dialog], [data-week]";
  return [...root.querySelectorAll<HTMLElement>(focusable)].filter((one) => !one.matches(":disabled") && one.closest(data) === null);
}

/** The control below `root` of that name; of a choice the chosen one, which is where Tab goes. */
export function controlNamed(root: HTMLElement, name: string): HTMLElement | null {
  const named = controlsIn(root).filter((control) => namesOf(control).includes(name));
  return named.find((control) => control instanceof HTMLInputElement && control.type === "radio" && control.checked) ?? named[0] ?? null;
}

/** The first key of a command among those of the keyboard, or the button that adds one. */
export function keyOf(root: HTMLElement, command: string): HTMLElement | null {
  return root.querySelector(`[data-command="${CSS.escape(command)}"] :is([data-testid="key"], [data-testid="key-add"])`);
}

/** Looks for a place on the page. */
export type Look = (root: HTMLElement) => HTMLElement | null;

/** So long a section may read what it shows before its beginning has to do. */
const patienceMillis = 4_000;

/** Calls `found` with what the first of `looks` sees as soon as it stands there, after a moment with what any of them sees, at last with nothing. Returns how to stop. */
export function whenThere(root: HTMLElement, looks: readonly [Look, ...Look[]], found: (control: HTMLElement | null) => void): () => void {
  let stop = (): void => undefined;
  const look = (from: readonly Look[]): boolean => {
    const control = from.map((see) => see(root)).find((one) => one !== null) ?? null;
    if (control === null) return false;
    stop();
    found(control);
    return true;
  };
  const [first] = looks;
  const observer = new MutationObserver(() => look([first]));
  // What is hidden by another choice never comes: then that choice is where to go.
  const soon = setTimeout(() => look(looks), 400);
  const late = setTimeout(() => {
    stop();
    found(null);
  }, patienceMillis);
  stop = () => {
    observer.disconnect();
    clearTimeout(soon);
    clearTimeout(late);
  };
  observer.observe(root, { childList: true, subtree: true });
  look([first]);
  return () => stop();
}

/** Keeps a control in sight while what stands above it is still being read. Returns how to stop. */
export function keepInSight(root: HTMLElement, control: HTMLElement): () => void {
  const show = () => control.scrollIntoView({ block: "center" });
  const observer = new MutationObserver(show);
  observer.observe(root, { childList: true, subtree: true });
  const enough = setTimeout(() => observer.disconnect(), patienceMillis);
  show();
  return () => {
    observer.disconnect();
    clearTimeout(enough);
  };
}
