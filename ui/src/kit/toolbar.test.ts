/** @file A toolbar is one stop of Tab, and the arrows walk in it. */
import { fireEvent } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { toolbar } from "./toolbar";

test("one button takes Tab, the arrows walk around, and Tab comes back to where one was", async () => {
  const bar = document.createElement("div");
  bar.innerHTML = "<button>a</button><button disabled>b</button><button>c</button><button>d</button>";
  document.body.append(bar);
  const leave = toolbar(bar);
  const stops = () => [...bar.querySelectorAll("button:not(:disabled)")].map((one) => (one as HTMLElement).tabIndex);
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? bar, { key });
  const at = () => document.activeElement?.textContent;
  expect(stops()).toEqual([0, -1, -1]);
  bar.querySelector("button")?.focus();
  await press("ArrowRight");
  expect([at(), stops()]).toEqual(["c", [-1, 0, -1]]);
  await press("End");
  expect(at()).toBe("d");
  await press("ArrowRight");
  expect(at()).toBe("a");
  await press("ArrowLeft");
  expect([at(), stops()]).toEqual(["d", [-1, -1, 0]]);
  if (typeof leave === "function") leave();
  bar.remove();
});
