/** @file Writing into a text field from outside it, so that what one wrote before can still be taken back there. */

export interface Span {
  start: number;
  end: number;
}

/** Puts `text` in place of a part of the field, as if it was typed; the caret stands behind it. */
export function insertText(field: HTMLTextAreaElement, { start, end }: Span, text: string): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  // Only what the engine writes itself stands in its undo; a value that is set empties it.
  if (engineWrites(text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function engineWrites(text: string): boolean {
  const write: unknown = Reflect.get(document, "execCommand");
  return typeof write === "function" && Reflect.apply(write, document, ["insertText", false, text]) === true;
}
