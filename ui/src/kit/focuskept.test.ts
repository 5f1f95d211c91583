/** @file Parts that keep the focus, or give it back to what began them. */
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet, tick } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import Button from "./Button.svelte";
import ConflictChoice from "./ConflictChoice.svelte";

afterEach(cleanup);

test("a busy button keeps the focus of whoever pressed it, and takes no second press", async () => {
  const pressed = vi.fn();
  const props = { children: createRawSnippet(() => ({ render: () => "<span>Start</span>" })), onclick: pressed };
  const button = render(Button, props);
  const element = screen.getByRole("button");
  element.focus();
  await button.rerender({ ...props, busy: true });
  expect(document.activeElement).toBe(element);
  expect(element.hasAttribute("disabled"), "the engine takes the focus from what is disabled").toBe(false);
  element.click();
  expect(pressed).not.toHaveBeenCalled();
  await button.rerender({ ...props, busy: false });
  element.click();
  expect(pressed).toHaveBeenCalledTimes(1);
});

test("Escape from a third text goes back to the button that began it", async () => {
  const picked = { onpick: () => undefined, onwrite: () => undefined };
  render(ConflictChoice, { label: "Subject", field: "subject", was: "A", now: "B", yours: "C", nowBy: "Anna", yoursBy: "You", ...picked });
  screen.getByTestId("conflict-write").click();
  await tick();
  const text = screen.getByRole("textbox");
  expect(document.activeElement).toBe(text);
  await fireEvent.keyDown(text, { key: "Escape" });
  await tick();
  expect(document.activeElement).toBe(screen.getByTestId("conflict-write"));
});
