/** @file The focus between a list and the form of one of its lines: into the form's first field, back to the line. */
import { tick, untrack } from "svelte";

interface Parts {
  /** Whose form is shown; `new` for one that is not there yet. */
  asked: () => string | undefined;
  /** Of all lines, as they were read. */
  ids: () => readonly string[];
  /** Where one begins in the form, the last one that is there. */
  form: string;
  row: (id: string) => string;
  /** Where one stands when there is no such line. */
  add: string;
}

/** Begins to put the focus; returns what to tell about a line that was saved, since a new one has its id only then. */
export function landing(parts: Parts): (saved: string) => void {
  let before: string | undefined;
  let back: { id: string; comes: boolean } | null = $state(null);

  const put = (selector: string) => void tick().then(() => [...document.querySelectorAll<HTMLElement>(selector)].at(-1)?.focus({ focusVisible: true }));

  $effect(() => {
    const asked = parts.asked();
    const was = before;
    before = asked;
    if (asked === was) return;
    if (asked === undefined) back = untrack(() => back) ?? (was === undefined ? null : { id: was, comes: false });
    else {
      back = null;
      put(parts.form);
    }
  });
  $effect(() => {
    if (parts.asked() !== undefined || back === null) return;
    const there = parts.ids().includes(back.id);
    // What was saved a moment ago stands in the list when that has been read again.
    if (!there && back.comes) return;
    put(there ? parts.row(back.id) : parts.add);
    back = null;
  });
  return (id) => (back = { id, comes: true });
}
