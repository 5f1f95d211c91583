/** @file What nobody caught is kept for whoever helps, without a word of anybody's. */
import { afterEach, expect, test, vi } from "vitest";
import { faults, faultText, watchFaults } from "./faults";

let stop = (): void => undefined;
afterEach(() => stop());

const rejected = (reason: unknown) => dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason }));

test("a promise that fails unheard is said and kept", () => {
  const say = vi.fn();
  stop = watchFaults(say);
  const thrown = new TypeError("undefined is not an object");
  rejected(thrown);
  expect(say).toHaveBeenCalledExactlyOnceWith(thrown);
  expect(faults().at(-1)?.text).toMatch(/^TypeError: undefined is not an object at faults\.test\.ts/);
});

test("what somebody wrote is not in it", () => {
  expect(faultText(new SyntaxError("unexpected token in 'My printer is on fire'"))).not.toContain("printer");
  expect(faultText(Object.assign(new Error("ticket 12: My printer"), { code: "missing" }))).toMatch(/^Error missing/);
  expect(faultText("My printer")).toBe("string");
});

test("only the last are kept, and sizes that are measured again are no fault", () => {
  stop = watchFaults(() => undefined);
  for (let count = 0; count < 40; count++) rejected(new RangeError(`number ${count}`));
  const before = faults().length;
  dispatchEvent(Object.assign(new Event("error"), { error: null, message: "ResizeObserver loop completed with undelivered notifications." }));
  expect(faults().length).toBe(before);
  expect(before).toBe(20);
  expect(faults().at(-1)?.text).toContain("number 39");
});
