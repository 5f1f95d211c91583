/** @file A text field is as high as its text, and never cuts a line in half where it stops growing. */
import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import TextArea from "./TextArea.svelte";

const [line, padding] = [22, 6];
let lines: number;

/** The engine's part: a text of so many lines, in a field with padding and a border of one pixel. */
function layout(): void {
  const styles = { lineHeight: `${String(line)}px`, paddingBlockStart: `${String(padding)}px`, paddingBlockEnd: `${String(padding)}px` } as CSSStyleDeclaration;
  vi.spyOn(window, "getComputedStyle").mockReturnValue(styles);
  vi.spyOn(HTMLTextAreaElement.prototype, "scrollHeight", "get").mockImplementation(() => lines * line + 2 * padding);
  vi.spyOn(HTMLTextAreaElement.prototype, "offsetHeight", "get").mockReturnValue(102);
  vi.spyOn(HTMLTextAreaElement.prototype, "clientHeight", "get").mockReturnValue(100);
}
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test.each([
  { has: 2, shows: 2 },
  { has: 5, shows: 5 },
  { has: 40, shows: 5 },
])("a text of $has lines shows $shows of them, each whole", ({ has, shows }) => {
  lines = has;
  layout();
  render(TextArea, { label: "Report", value: "Replaced", rows: 2, maxRows: 5, testid: "report" });
  expect(screen.getByTestId("report").style.blockSize).toBe(`${String(shows * line + 2 * padding + 2)}px`);
});
