/** @file An icon is the drawing of its module, silent for screen readers, and each place has a copy of its own. */
import Undo from "@lucide/svelte/icons/undo-2";
import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Icon from "./Icon.svelte";

test("an icon is drawn as lines on a square of 24, thinner than it comes, and named for the styles", () => {
  const drawings = [1, 2].map(() => render(Icon, { icon: Undo }).container.querySelector("svg"));
  const [svg, other] = drawings;
  const said = (name: string) => svg?.getAttribute(name);
  expect([svg?.namespaceURI, said("viewBox"), said("aria-hidden"), said("stroke-width"), said("class")]).toEqual(["http://www.w3.org/2000/svg", "0 0 24 24", "true", "1.5", "lucide-undo-2"]);
  expect(Array.from(svg?.children ?? [], (line) => [line.localName, line.getAttribute("d")])).toEqual(Undo.lines.map(([name, { d }]) => [name, d]));
  expect(svg?.children.length).toBeGreaterThan(1);
  expect(other?.parentElement, "the second is a copy, and the first stays").not.toBe(svg?.parentElement);
  expect(svg?.isConnected).toBe(true);
});
