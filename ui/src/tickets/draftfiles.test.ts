/** @file Promises about the files of drafts: whatever may be attached is kept, in one list at a time, and says so where it is not. */
import { beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { connect, call } from "../api/call";
import { contentOf, handFiles, keepFile, keptFiles, madeAndWaiting, newFileId, sheetPlace } from "../api/draftfiles";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { DraftFiles } from "./draftfiles.svelte";

vi.setConfig({ testTimeout: 60_000 });

type Calls = (command: string, input: { kind?: string; body?: string }) => unknown;
let puts: { kind: string; body: string }[];
let before: Calls;

beforeEach(async () => {
  const desk = makeDesk(12, "full");
  puts = [];
  before = () => undefined;
  const through = async <Output>(command: string, input: unknown): Promise<Output> => {
    const given = input as { kind?: string; body?: string };
    await before(command, given);
    if (command === "draft_put") puts.push({ kind: given.kind ?? "", body: given.body ?? "" });
    return desk.call<Output>(command, input);
  };
  await connect(Promise.resolve({ ...desk, call: through }));
  for (const toast of toasts.list) toasts.dismiss(toast.id);
});

const place = { ticket: "t1", kind: "reply" };
const bytesOf = (count: number) => Uint8Array.from({ length: count }, (_, at) => at % 251);
const large = (name = "dump.bin") => ({ name, file: new File([bytesOf(9_000_001)], name) });
const small = (name: string, text = name) => ({ name, file: new File([text], name, { type: "text/plain" }) });
/** What an interrupted run would leave: the core answers nothing any more. */
const dies = () => {
  throw new ProblemError("disk_full", "no room");
};

test("a file of nine megabytes is kept, and comes back byte by byte where nobody has it any more", async () => {
  const files = new DraftFiles(place);
  await files.add([large()]);
  expect(files.list.map(({ kept }) => kept)).toEqual(["kept"]);

  const again = new DraftFiles(place);
  await again.load();
  const [found] = again.list;
  expect([found?.name, found?.bytes, found?.from]).toEqual(["dump.bin", 9_000_001, null]);
  const content = await found?.file();
  const read = new Uint8Array((await content?.arrayBuffer()) ?? new ArrayBuffer());
  expect([read.length, read.findIndex((byte, at) => byte !== at % 251)]).toEqual([9_000_001, -1]);
  expect(await found?.attach("t1")).toBe(true);
  const { attachments } = await call("ticket_get", { ticket: "t1" });
  expect(attachments.map(({ name, size_bytes: size }) => [name, size])).toEqual([["dump.bin", 9_000_001]]);
});

test("one file more writes no other file again, and one that is left out leaves nothing behind", async () => {
  const files = new DraftFiles(place);
  await files.add([large()]);
  puts = [];
  await files.add([small("log.txt")]);
  expect(puts.every(({ body }) => body.length < 1_000), "only the small file and the list").toBe(true);
  const [first, second] = files.list;
  if (first === undefined || second === undefined) throw new Error("two files were added");
  await files.remove([first]);
  expect((await keptFiles(place)).map(({ name }) => name)).toEqual(["log.txt"]);
  for (const piece of [0, 1, 2]) expect(await call("draft_get", { ticket: null, kind: `file-${first.id}-${piece}` })).toBeNull();
  await files.clear();
  expect(await call("draft_get", { ticket: "t1", kind: "reply-files" })).toBeNull();
  expect(await call("draft_get", { ticket: null, kind: `file-${second.id}-0` })).toBeNull();
});

test("what there is no room for says so, goes along all the same, and stands here as long as the window does", async () => {
  before = (command, { kind, body }) => (command === "draft_put" && kind?.startsWith("file-") === true && body !== "" ? dies() : undefined);
  const files = new DraftFiles(place);
  await files.add([small("photo.txt")]);
  expect(files.list.map(({ kept }) => kept)).toEqual(["unkept"]);
  const other = new DraftFiles(place);
  await other.load();
  expect(other.list.map(({ name, kept }) => [name, kept]), "whoever comes back to the draft").toEqual([["photo.txt", "unkept"]]);
  expect(await files.list[0]?.attach("t1")).toBe(true);
  await files.clear();
  await other.load();
  expect(other.list).toEqual([]);
});

test("what a kill cut short is not taken for the file", async () => {
  before = (command, { kind }) => (command === "draft_put" && kind?.endsWith("-1") === true ? dies() : undefined);
  await expect(keepFile(place, newFileId(), large(), () => null)).rejects.toThrow();
  before = () => undefined;
  const files = new DraftFiles(place);
  await files.load();
  const [file] = files.list;
  expect([file?.name, file?.kept]).toEqual(["dump.bin", "lost"]);
  expect(await file?.attach("t1")).toBe(false);
  expect(file?.problem).toBe("dump.bin cannot be read. Choose it again.");
  if (file !== undefined) await files.remove([file]);
  expect(await call("draft_get", { ticket: null, kind: `file-${file?.id ?? ""}-0` })).toBeNull();
});

test("a file that was moved away is attached from what is kept", async () => {
  const chosen = small("moved.txt", "still here");
  const files = new DraftFiles(place);
  await files.add([chosen]);
  // What the engine does with a file that is not where it was.
  vi.spyOn(FileReader.prototype, "readAsDataURL").mockImplementation(function (this: FileReader) {
    queueMicrotask(() => {
      this.onerror?.call(this, new ProgressEvent("error") as never);
    });
  });
  const added = await files.list[0]?.attach("t1");
  vi.restoreAllMocks();
  expect(added).toBe(true);
  const { attachments } = await call("ticket_get", { ticket: "t1" });
  expect(atob((await call("attachment_read", { attachment: attachments[0]?.id ?? "" })).base64)).toBe("still here");
});

test("more than the core takes is refused at once, in words", async () => {
  const file = new File([], "disk.img");
  Object.defineProperty(file, "size", { value: 100 * 1024 * 1024 + 1 });
  const files = new DraftFiles(place);
  await files.add([{ name: file.name, file }]);
  expect(files.list).toEqual([]);
  expect(toasts.list.at(-1)?.text).toBe("disk.img is too large: a file may have up to 105 MB.");
});

test("files of the sheet and those of tickets that were made stand in one list and never in two places", async () => {
  const made = { id: "t3", label: "L-3" };
  for (const name of ["one.txt", "two.txt"]) await keepFile(sheetPlace, name, small(name), () => null);
  await handFiles(["two.txt"], made);
  const waiting = { ...sheetPlace, made: "t3" };
  expect((await keptFiles(sheetPlace)).map(({ name }) => name)).toEqual(["one.txt"]);
  expect((await keptFiles(waiting)).map(({ name }) => name)).toEqual(["two.txt"]);
  expect(await madeAndWaiting()).toEqual([{ made, ids: ["two.txt"] }]);
  await handFiles(["two.txt"], null);
  expect((await keptFiles(sheetPlace)).map(({ name }) => name)).toEqual(["one.txt", "two.txt"]);
});

test("what an earlier version kept inside the list is there, and its content is moved out of it", async () => {
  const body = JSON.stringify([{ name: "old.txt", mime: "text/plain", base64: btoa("old words") }, { name: "plan.pdf", path: "/home/ada/plan.pdf" }, "odd"]);
  await call("draft_put", { ticket: "t1", kind: "reply-files", body });
  const kept = await keptFiles(place);
  expect(kept.map(({ name, path, bytes, state }) => [name, path, bytes, state])).toEqual([
    ["old.txt", null, 9, "here"],
    ["plan.pdf", "/home/ada/plan.pdf", null, "here"],
  ]);
  expect(kept[0] !== undefined && atob(await contentOf(kept[0]))).toBe("old words");
  expect(await call("draft_get", { ticket: "t1", kind: "reply-files" })).not.toContain(btoa("old words"));
  expect(await keptFiles(place), "and keeps its name").toEqual(kept);
});

test("two windows that change one draft keep the files of both", async () => {
  const here = new DraftFiles(place);
  const there = new DraftFiles(place);
  await Promise.all([here.add([small("here.txt")]), there.add([small("there.txt")])]);
  await here.load();
  expect(here.list.map(({ name }) => name).sort()).toEqual(["here.txt", "there.txt"]);
  const mine = there.list.find(({ name }) => name === "there.txt");
  if (mine !== undefined) await there.remove([mine]);
  await here.load();
  expect(here.list.map(({ name }) => name)).toEqual(["here.txt"]);
});

test("two windows that change one list at once lose nothing of each other", async () => {
  let between = true;
  before = (command, { kind }) => {
    if (command !== "draft_put" || kind !== "reply-files" || !between) return undefined;
    between = false;
    const other = JSON.stringify([{ id: "o1", name: "other.txt", mime: "", path: "/tmp/other.txt", bytes: null, pieces: 0, state: "here", made: null }]);
    return call("draft_put", { ticket: "t1", kind: "reply-files", body: other });
  };
  await keepFile(place, "m1", { name: "mine.txt", path: "/tmp/mine.txt" }, () => null);
  expect((await keptFiles(place)).map(({ name }) => name).sort()).toEqual(["mine.txt", "other.txt"]);
});
