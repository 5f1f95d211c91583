/** @file Files that are let go over the desk: the page's own, and those of which WebKitGTK tells it only that they are there. */
import { afterEach, expect, test } from "vitest";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { connect } from "./call";
import { carriesFiles, takeDropped } from "./dropped";
import type { Chosen } from "./files";

let asked: string[];
let answers: () => unknown;

/** A drag as engines tell of it. */
function drag(types: readonly string[], files: File[] = []): DragEvent {
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { types, files } });
  return event as DragEvent;
}

async function desk(): Promise<void> {
  asked = [];
  answers = () => ({ files: ["/home/ada/a log.txt"] });
  const call = async <Output>(command: string): Promise<Output> => {
    asked.push(command);
    return (await answers()) as Output;
  };
  await connect(Promise.resolve({ call, listen: (_, missed) => (missed(), () => undefined) }));
  asked = [];
}

const taken = (event: DragEvent) =>
  new Promise<Chosen[] | "left">((resolve) => {
    if (!takeDropped(event, resolve)) resolve("left");
  });

afterEach(() => {
  delete document.documentElement.dataset["drags"];
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

test("what the page is given is taken, and nobody else is asked", async () => {
  await desk();
  const file = new File(["x"], "photo.png");
  const event = drag(["Files"], [file]);
  expect(await taken(event)).toEqual([{ name: "photo.png", file }]);
  expect([event.defaultPrevented, asked]).toEqual([true, []]);
});

test("what an engine keeps back the window tells, by its path", async () => {
  await desk();
  document.documentElement.dataset["drags"] = "files";
  const event = drag(["text/uri-list", "text/html"]);
  expect(carriesFiles(event)).toBe(true);
  expect(await taken(event)).toEqual([{ name: "a log.txt", path: "/home/ada/a log.txt" }]);
  expect([event.defaultPrevented, asked]).toEqual([true, ["window_dropped"]]);
});

test("a link and a text are left to the page", async () => {
  await desk();
  const link = drag(["text/uri-list", "text/html"]);
  expect([carriesFiles(link), await taken(link), link.defaultPrevented]).toEqual([false, "left", false]);
  document.documentElement.dataset["drags"] = "files";
  expect(await taken(drag(["text/plain"])), "a text after files").toBe("left");
  expect(asked).toEqual([]);
});

test("why they could not be had is said", async () => {
  await desk();
  document.documentElement.dataset["drags"] = "files";
  answers = () => Promise.reject(new ProblemError("internal", "no shell"));
  takeDropped(drag(["text/uri-list"]), () => expect.unreachable());
  await expect.poll(() => toasts.list.map(({ tone }) => tone)).toEqual(["danger"]);
});
