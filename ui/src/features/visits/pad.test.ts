/** @file What is drawn on the pad is a signature, or a tap by mistake; strokes become lines at any size. */
import { expect, test } from "vitest";
import { drawStrokes, isSigned, type Ink } from "./pad";

const stroke = [
  { x: 0.1, y: 0.5 },
  { x: 0.3, y: 0.4 },
  { x: 0.5, y: 0.6 },
];

test("a tap is no signature, a way that was drawn is one", () => {
  expect(isSigned([])).toBe(false);
  expect(isSigned([[{ x: 0.5, y: 0.5 }], [{ x: 0.1, y: 0.1 }]])).toBe(false);
  expect(isSigned([stroke])).toBe(true);
  // Two strokes make one name.
  expect(isSigned([stroke.slice(0, 2).map(({ x, y }) => ({ x: x / 2, y: y / 2 })), stroke.slice(1).map(({ x, y }) => ({ x: x / 3, y: y / 3 }))])).toBe(true);
});

test("every stroke is one line from its first to its last point, in the size of the paper", () => {
  const said: string[] = [];
  const ink: Ink = {
    beginPath: () => said.push("begin"),
    moveTo: (x, y) => said.push(`move ${x} ${y}`),
    lineTo: (x, y) => said.push(`line ${x} ${y}`),
    quadraticCurveTo: (x, y) => said.push(`curve ${x} ${y}`),
    stroke: () => said.push("stroke"),
  };
  drawStrokes(ink, [stroke, [], [{ x: 1, y: 1 }]], 100, 50);
  expect(said).toEqual(["begin", "move 10 25", "curve 10 25", "curve 30 20", "line 50 30", "stroke", "begin", "move 100 50", "line 100 50", "stroke"]);
});
