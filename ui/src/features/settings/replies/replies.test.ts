/** @file The settings of canned replies and of the signature, on a desk in memory. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { call, connect } from "../../../api/call";
import MenuHost from "../../../kit/MenuHost.svelte";
import { toasts } from "../../../kit/toasts.svelte";
import { router } from "../../../lib/router.svelte";
import { kept } from "./kept.svelte";
import Replies from "./Replies.svelte";
import Signature from "./Signature.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let broken: string | null;

async function on(mood: string): Promise<void> {
  const desk = makeDesk(12, mood);
  broken = null;
  await connect(
    Promise.resolve({
      call: <Output>(command: string, input: unknown) => (command === broken ? Promise.reject(new Error("no core")) : desk.call<Output>(command, input)),
      listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)),
    }),
  );
}

beforeEach(async () => {
  router.go("settings", ["replies"]);
  await on("full");
});
afterEach(() => {
  cleanup();
  kept.all = {};
  kept.signature = null;
});

const field = (testid: string) => screen.getByTestId<HTMLInputElement | HTMLTextAreaElement>(testid);
const write = (testid: string, value: string) => fireEvent.input(field(testid), { target: { value } });
const rows = () => screen.queryAllByTestId("reply-row").map((row) => row.querySelector(".name")?.textContent);
const row = (id: string) => `[data-testid="reply-row"][data-reply="${id}"]`;

test("replies and a signature that cannot be read say so, and are read again on request", async () => {
  // First of all tests: what was read once would be shown on.
  for (const [part, command, says] of [[Replies, "canned_list", "Canned replies could not be read"], [Signature, "signature_get", "The signature could not be read"]] as const) {
    broken = command;
    render(part);
    await screen.findByText(says);
    broken = null;
    await fireEvent.click(screen.getByText("Try again"));
    await waitFor(() => expect(screen.queryByText(says)).toBeNull());
    cleanup();
  }
});

test("replies stand by folder, and are found by name, folder and text", async () => {
  render(Replies);
  await waitFor(() => expect(rows().length).toBe(4));
  expect(screen.getAllByRole("heading").map((one) => one.textContent)).toEqual(["Without a folder", "Network", "Accounts"]);
  expect(document.querySelector(row("r2"))?.textContent).toContain("Infrastructure, by Deniz Aydin");
  await write("reply-search", "log");
  expect(rows()).toEqual(["Ask for the log"]);
  await write("reply-search", "zebra");
  expect(screen.getByRole("status").textContent).toContain("zebra");
});

test("a new reply needs a name and a text, takes placeholders at its caret, and is saved", async () => {
  render(Replies);
  render(MenuHost);
  await fireEvent.click(await screen.findByTestId("reply-add"));
  await screen.findByTestId("reply-form");
  await write("reply-folder", "Net");
  await fireEvent.submit(screen.getByTestId("reply-form"));
  await waitFor(() => expect(screen.getByTestId("reply-form").textContent).toContain("Write what it says"));
  await write("reply-name", "On my way");
  await write("reply-body", "Hello , I come.");
  (field("reply-body") as HTMLTextAreaElement).setSelectionRange(6, 6);
  await fireEvent.click(screen.getByTestId("placeholders"));
  await fireEvent.click(await screen.findByText("Requester's first name"));
  await waitFor(() => expect(field("reply-body").value).toBe("Hello {{requester.first_name}}, I come."));
  await waitFor(() => expect(screen.getByTestId("canned-preview").textContent).toMatch(/On #\d+/));
  await waitFor(() => expect(screen.getByTestId("canned-preview").textContent).toMatch(/Hello \p{L}+, I come\./u));
  await fireEvent.submit(screen.getByTestId("reply-form"));
  await waitFor(() => expect(rows()).toContain("On my way"));
  expect(toasts.list.at(-1)?.text).toBe("Saved the reply On my way");
  const { replies } = await call("canned_list", {});
  expect(replies.find(({ name }) => name === "On my way")).toMatchObject({ body: "Hello {{requester.first_name}}, I come.", folder: "Net", share: { with: "nobody" } });
});

test("what nothing fills is said while one writes", async () => {
  router.go("settings", ["replies", "new"]);
  render(Replies);
  await screen.findByTestId("reply-body");
  await write("reply-body", "{{requester.frist_name}} until {{due}}");
  await waitFor(() => expect(screen.getByTestId("placeholder-unknown").textContent).toContain("{{requester.frist_name}}"));
  await waitFor(() => expect(screen.getByTestId("placeholder-open").textContent).toBe("Not known on this ticket: Due date"));
});

test("what is being edited waits for whoever looks elsewhere, and is discarded only on request", async () => {
  router.go("settings", ["replies", "r4"]);
  const first = render(Replies);
  await waitFor(() => expect(field("reply-name").value).toBe("Reset of the second factor"));
  await write("reply-name", "Second factor");
  first.unmount();
  router.go("settings", ["replies"]);
  render(Replies);
  await waitFor(() => expect(document.querySelector(row("r4"))?.textContent).toContain("not saved"));
  router.go("settings", ["replies", "r4"]);
  await waitFor(() => expect(field("reply-name").value).toBe("Second factor"));
  await fireEvent.click(screen.getByTestId("reply-discard"));
  await waitFor(() => expect(field("reply-name").value).toBe("Reset of the second factor"));
});

test("a reply that cannot be saved keeps what one wrote", async () => {
  router.go("settings", ["replies", "r4"]);
  render(Replies);
  await screen.findByTestId("reply-name");
  await write("reply-name", "Second factor");
  broken = "canned_save";
  await fireEvent.submit(screen.getByTestId("reply-form"));
  await waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("danger"));
  expect(field("reply-name").value).toBe("Second factor");
});

test("deleting takes no question and offers to take it back", async () => {
  router.go("settings", ["replies", "r1"]);
  render(Replies);
  await waitFor(() => expect(field("reply-name").value).toBe("Thank you, closing"));
  await fireEvent.click(screen.getByTestId("reply-delete"));
  await waitFor(() => expect(rows()).toEqual(["Ask for the log", "Outage known", "Reset of the second factor"]));
  expect([toasts.list.at(-1)?.text, toasts.list.at(-1)?.undo != null]).toEqual(["Deleted the reply Thank you, closing", true]);
});

test("somebody else's reply is there to be read, and to be copied", async () => {
  router.go("settings", ["replies", "r2"]);
  render(Replies);
  expect((await screen.findByTestId("reply-read")).textContent).toContain("Deniz Aydin wrote this reply");
  expect(screen.queryByTestId("reply-save")).toBeNull();
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").readOnly).toBe(true);
  await fireEvent.click(screen.getByTestId("reply-copy"));
  await waitFor(() => expect(field("reply-name").value).toBe("Copy of Ask for the log"));
  await fireEvent.submit(screen.getByTestId("reply-form"));
  await waitFor(() => expect(rows()).toContain("Copy of Ask for the log"));
});

test("no replies and a reply that is gone are said", async () => {
  await on("empty");
  render(Replies);
  await screen.findByText("No canned replies yet");
  router.go("settings", ["replies", "r9"]);
  await screen.findByText("This reply is gone");
});

test("the signature is written with the same placeholders, shown on a ticket, and saved", async () => {
  render(Signature);
  await waitFor(() => expect(field("signature").value).toContain("{{agent.first_name}}"));
  expect(screen.getByTestId("signature-save").hasAttribute("disabled")).toBe(true);
  await write("signature", "Yours, {{agent.name}}");
  await waitFor(() => expect(screen.getByTestId("canned-preview").textContent).toContain("Yours, Mira Solberg"));
  await fireEvent.click(screen.getByTestId("signature-save"));
  await waitFor(async () => expect((await call("signature_get", {})).text).toBe("Yours, {{agent.name}}"));
  expect(toasts.list.at(-1)?.text).toBe("Saved the signature");
});
