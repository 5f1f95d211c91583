/** @file Promises about looking at files: pictures, texts and the pages of a PDF, all of it by keyboard, and the focus comes back. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { madePdf } from "../../../gallery/pdf";
import { call, connect } from "../../api/call";
import type { AttachmentView } from "../../api/gen";
import { layerHostId } from "../../kit/modal.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import AttachmentRow from "./AttachmentRow.svelte";
import { openPdf } from "./preview/pdf";
// It comes apart from the ticket; a test does not wait for a slow machine to fetch it.
import "./preview/Preview.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

// There are no threads here: what works in one is loaded beside it.
const inAThread = "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
const loaded: unknown = await import(inAThread);
Object.assign(globalThis, { pdfjsWorker: loaded });

let files: AttachmentView[];
let stop: () => void;

/** The engine's part: room for a page, and a canvas that takes whatever is drawn on it. */
function layout(): void {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(632);
  // A control that is drawn has a place.
  vi.spyOn(HTMLElement.prototype, "getClientRects").mockReturnValue([{}] as unknown as DOMRectList);
  const at = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0, invertSelf: () => at, multiplySelf: () => at };
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(function (this: HTMLCanvasElement) {
    const own: Record<string, unknown> = { canvas: this, getTransform: () => at, measureText: () => ({ width: 0 }) };
    return new Proxy(own, { get: (target, name) => (typeof name === "string" && name in target ? target[name] : () => undefined) }) as never;
  });
}

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  const desk = makeDesk(12, "full");
  await connect(Promise.resolve({ ...desk, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  vi.stubGlobal("IntersectionObserver", undefined);
  layout();
  const add = (name: string, text: string) => call("attachment_add", { ticket: "t1", name, mime: null, base64: btoa(text), path: null, visit: null });
  files = [await add("photo.png", "picture"), await add("router.log", "line one"), await add("manual.pdf", madePdf(["One", "Two", "Three"])), await add("set.zip", "no preview")];
  stop = shortcuts.listen();
});
afterEach(() => {
  stop();
  cleanup();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Opens a file as somebody does: from the button of its row, which has the focus. */
async function look(name: string): Promise<HTMLElement> {
  const file = files.find((one) => one.name === name);
  if (file === undefined) throw new Error("no such file");
  render(AttachmentRow, { file, beside: files });
  const button = screen.getByRole("button", { name: `Preview ${name}` });
  button.focus();
  await fireEvent.click(button);
  await screen.findByTestId("preview");
  return button;
}
const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, code: key, ...more });
const title = () => screen.getByTestId("preview").querySelector("h2")?.textContent;
const page = async (number: number, pages = 3) => waitFor(() => expect(screen.getByTestId("pdf").dataset).toMatchObject({ pages: String(pages), drawn: String(number) }));

test("a picture is shown whole, and Escape gives the focus back to where it was opened", async () => {
  const button = await look("photo.png");
  const picture = await screen.findByTestId("preview-picture");
  expect([picture.getAttribute("src"), picture.getAttribute("alt")]).toEqual([`data:image/png;base64,${btoa("picture")}`, "photo.png"]);
  expect(document.activeElement?.contains(picture), "a tall one is scrolled by the keys").toBe(true);
  await press("Escape");
  await waitFor(() => expect(screen.queryByTestId("preview")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});

test("arrows go to the files beside it, as far as they can be looked at, and Shift where arrows turn pages", async () => {
  await look("photo.png");
  await screen.findByTestId("preview-picture");
  expect(screen.getByTestId("preview-place").textContent).toBe("1 of 3");
  await press("ArrowLeft");
  expect(title()).toBe("photo.png");
  await press("ArrowRight");
  expect((await screen.findByTestId("preview-text")).textContent).toBe("line one");
  await press("ArrowRight");
  await page(1);
  expect([title(), screen.getByTestId("preview-place").textContent]).toEqual(["manual.pdf", "3 of 3"]);
  await press("ArrowRight");
  await page(2);
  await press("ArrowRight", { shiftKey: true });
  expect(title()).toBe("manual.pdf");
  await press("ArrowLeft", { shiftKey: true });
  expect(title()).toBe("router.log");
  screen.getByTestId("preview-previous").focus();
  await fireEvent.click(screen.getByTestId("preview-previous"));
  expect(title()).toBe("photo.png");
  await waitFor(() => expect(document.activeElement, "not on a button that leads nowhere").toBe(screen.getByTestId("preview")));
});

test("the pages of a PDF are turned and made larger by keys from the moment that they are there", async () => {
  await look("manual.pdf");
  await page(1);
  expect(screen.getByTestId("pdf").contains(document.activeElement), "nobody has to click first").toBe(true);
  const status = () => screen.getByTestId("pdf").querySelector("[role=status]")?.textContent;
  const zoom = () => screen.getByTestId("pdf").querySelector(".bar")?.textContent.match(/\d+%/)?.[0];
  const width = () => screen.getByTestId("pdf").querySelector("canvas")?.style.inlineSize;
  await waitFor(() => expect(screen.getByTestId("pdf-words").textContent).toContain("One"));
  expect([status(), zoom(), width()]).toEqual(["Page 1 of 3", "100%", "600px"]);
  await press("PageDown");
  await page(2);
  await waitFor(() => expect(screen.getByTestId("pdf-words").textContent).toContain("Two"));
  await press("End");
  await page(3);
  await press("ArrowRight");
  expect(status()).toBe("Page 3 of 3");
  await press("Home");
  await page(1);
  await press("+");
  await press("+", { shiftKey: true });
  await waitFor(() => expect([zoom(), width()]).toEqual(["150%", "900px"]));
  await press("-");
  expect(zoom()).toBe("125%");
  await press("0");
  await waitFor(() => expect([zoom(), width()]).toEqual(["100%", "600px"]));
  for (let times = 0; times < 9; times++) await press("-");
  expect([zoom(), screen.getByRole("button", { name: "Smaller" }).hasAttribute("disabled")]).toEqual(["50%", true]);
});

test("of pages that are asked for at once only the last one is drawn, and none is an error", async () => {
  const pdf = await openPdf(new TextEncoder().encode(madePdf(["One", "Two", "Three"])));
  const canvas = document.createElement("canvas");
  expect(await Promise.all([1, 2, 3].map((number) => pdf.draw(number, 600, canvas)))).toEqual([false, false, true]);
  pdf.close();
});

test("whoever holds a key down comes to the last page, and it is the one that is drawn", async () => {
  await look("manual.pdf");
  await page(1);
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"]) await press(key);
  await page(3);
  await waitFor(() => expect(screen.getByTestId("pdf-words").textContent).toContain("Three"));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what is no PDF, and what is not here, says so and can be left", async () => {
  files = [await call("attachment_add", { ticket: "t1", name: "broken.pdf", mime: null, base64: btoa("no such thing"), path: null, visit: null })];
  await look("broken.pdf");
  expect((await screen.findByRole("alert")).textContent).toBe("broken.pdf is not a PDF that can be shown. Save it to open it elsewhere.");
  expect(screen.queryByTestId("preview-place"), "there is nothing beside it").toBeNull();
  await press("Escape");
  await waitFor(() => expect(screen.queryByTestId("preview")).toBeNull());
  cleanup();
  files = [{ id: "elsewhere", message: null, name: "far.log", mime: "text/plain", size_bytes: 3, state: "elsewhere", opens: false }];
  await look("far.log");
  expect((await screen.findByRole("alert")).textContent).toContain("This is not here.");
});
