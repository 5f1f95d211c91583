/** @file The keys that send what was written where Enter is a line of its own: the composer's, in every dialog. */
import { chordOf } from "./chord";
import { apple, shortcuts } from "./shortcuts.svelte";

/** As the button says it. */
export const sendKeys = (): string | undefined => shortcuts.keysOf("composer.send")[0];

/** Sends at those keys, in the field that has the focus. */
export function sendsBy(send: () => unknown): (event: KeyboardEvent) => void {
  return (event) => {
    const chord = chordOf(event, apple);
    if (event.isComposing || chord === null || !shortcuts.keysOf("composer.send").includes(chord)) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
}
