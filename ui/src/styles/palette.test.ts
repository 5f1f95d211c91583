/**
 * @file Colours that say something stay apart, also for people who see fewer of them.
 *
 * How they see is simulated after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, with its
 * matrices for severity 1.0, on linear light. Distances are those of OKLab (B. Ottosson, 2020), times 100. What the model
 * puts beyond what a screen can show is not cut, as it was not when the colours were chosen; cut, the amber and the grey of
 * light clocks are 9.5 apart for a tritan, and told by their glyphs and outline.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const visions: Record<string, Matrix> = {
  everybody: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const toCones: Matrix = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const toLab: Matrix = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => [matrix[0][0] * x + matrix[0][1] * y + matrix[0][2] * z, matrix[1][0] * x + matrix[1][1] * y + matrix[1][2] * z, matrix[2][0] * x + matrix[2][1] * y + matrix[2][2] * z];
const each = ([x, y, z]: Triple, change: (value: number) => number): Triple => [change(x), change(y), change(z)];

function linear(hex: string): Triple {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return each([part(1), part(3), part(5)], (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
}

function lab(hex: string, vision: Matrix): Triple {
  return times(toLab, each(times(toCones, times(vision, linear(hex))), Math.cbrt));
}

function distance(one: string, other: string, vision: Matrix): number {
  const [a, b] = [lab(one, vision), lab(other, vision)];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

/** A colour of the palette in one of the themes; what is drawn through is the ground that it stands on. */
function colour(name: string, theme: "light" | "dark"): string {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`).exec(css) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`tokens.css has no pair --${name}`);
  return theme === "light" ? light : dark;
}

/** The pair that is hardest to tell apart, for whoever sees worst of all. */
function worst(names: readonly string[], theme: "light" | "dark"): { apart: number; pair: string } {
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));
  const all = Object.entries(visions).flatMap(([vision, matrix]) => pairs.map(([one, other]) => ({ apart: distance(colour(one, theme), colour(other, theme), matrix), pair: `${one} and ${other}, ${vision}` })));
  return all.reduce((least, next) => (next.apart < least.apart ? next : least));
}

const statuses = ["status-new", "status-open", "status-waiting", "status-on-hold", "status-resolved", "status-closed"];
// A clock on track has no fill: it is the card that one sees.
const clocks = ["bg", "sla-at-risk", "sla-breached", "sla-paused"];

test.each([
  { what: "statuses", names: statuses, theme: "light", least: 11 },
  { what: "statuses", names: statuses, theme: "dark", least: 10.8 },
  { what: "clocks", names: clocks, theme: "light", least: 12 },
  { what: "clocks", names: clocks, theme: "dark", least: 11 },
] as const)("$what stay apart, $theme", ({ names, theme, least }) => {
  const found = worst(names, theme);
  expect(Math.round(found.apart * 10) / 10, found.pair).toBeGreaterThanOrEqual(least);
});

test("the simulation tells what everybody knows: to a deutan, red and green of one lightness are near", () => {
  const [red, green] = ["#c0392b", "#5a7d2a"];
  expect(distance(red, green, visions["deutan"] ?? toLab)).toBeLessThan(distance(red, green, visions["everybody"] ?? toLab) / 2);
});
