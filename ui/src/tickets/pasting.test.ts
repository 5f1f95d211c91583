/** @file What a paste is taken for: files of the page, files that are kept from it, or a text. */
import { expect, test, vi } from "vitest";

vi.mock("../api/files", async (whole) => ({ ...(await whole<object>()), inWindow: true }));
const { connect } = await import("../api/call");
const { pasteFiles } = await import("./pasting");

/** What a paste of these comes to: whether the field keeps it, and what was taken, by name. */
async function pasted(data: Partial<Record<string, string>>, files: File[], clipboard: unknown): Promise<[boolean, string[]]> {
  await connect(Promise.resolve({ call: <Output>() => Promise.resolve(clipboard as Output), listen: () => () => undefined }));
  const clipboardData = { files, items: [], types: Object.keys(data), getData: (type: string) => data[type] ?? "" } as unknown as DataTransfer;
  const event = Object.assign(new Event("paste", { cancelable: true }), { clipboardData }) as ClipboardEvent;
  const taken: string[] = [];
  pasteFiles(event, { taken: [], files: (all) => taken.push(...all.map(({ name }) => name)), beyond: (all) => taken.push(...all.map(({ name }) => name)) });
  await new Promise((resolve) => setTimeout(resolve, 5));
  return [!event.defaultPrevented, taken];
}

test("a picture that the page is not told of is read by the core, and named as what it is", async () => {
  const [left, taken] = await pasted({}, [], { png_base64: btoa("png"), files: [] });
  expect(left).toBe(false);
  expect(taken).toEqual([expect.stringMatching(/^Screenshot .*\.png$/u)]);
});

test("copied files come by their paths, whether their addresses can be read or not", async () => {
  for (const address of ["", "file:///tmp/a%20log.txt"]) {
    expect(await pasted({ "text/uri-list": address }, [], { png_base64: null, files: ["/tmp/a log.txt"] })).toEqual([false, ["a log.txt"]]);
  }
});

test("a text and a link stay texts, files of the page are files, and an empty clipboard is nothing", async () => {
  const core = { png_base64: null, files: ["/never"] };
  expect(await pasted({ "text/plain": "Hello" }, [], core)).toEqual([true, []]);
  expect(await pasted({ "text/uri-list": "https://example.org/", "text/plain": "https://example.org/" }, [], core)).toEqual([true, []]);
  expect(await pasted({ Files: "" }, [new File(["x"], "x.log")], core)).toEqual([false, ["x.log"]]);
  expect(await pasted({}, [], { png_base64: null, files: [] })).toEqual([false, []]);
});
