/** @file The forms before a desk is open: where the focus goes, and what is said of a server that does not answer. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "../../api/call";
import ConnectForm from "./ConnectForm.svelte";
import LocalForm from "./LocalForm.svelte";
import Welcome from "./Welcome.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(() =>
  connect(Promise.resolve({ call: (command: string) => Promise.reject(Object.assign(new Error("no"), { code: command === "host_connect" ? "offline" : "no_keyring" })), listen: () => () => undefined })),
);
afterEach(cleanup);

const write = (id: string, text: string) => fireEvent.input(screen.getByTestId(id), { target: { value: text } });
const focused = () => document.activeElement?.getAttribute("data-testid");

test("a passphrase that is asked for in the middle has the focus, so that nobody writes it into the name", async () => {
  const props = { keyring: true, then: "local" as const, oncancel: () => undefined, ondone: () => undefined };
  const form = render(LocalForm, props);
  expect(focused()).toBe("local-name");
  await write("local-name", "Robin");
  await form.rerender({ ...props, keyring: false });
  await tick();
  expect(focused()).toBe("passphrase");
});

test("where there is no keyring from the start, Enter in the name leads to the passphrase that is missing", async () => {
  render(LocalForm, { keyring: false, then: "local", oncancel: () => undefined, ondone: () => undefined });
  expect(focused()).toBe("local-name");
  await write("local-name", "Robin");
  const form = screen.getByTestId("local-name").closest("form");
  if (form === null) throw new Error("the name is in a form");
  await fireEvent.submit(form);
  await waitFor(() => expect(focused()).toBe("passphrase"));
});

test("a first sign-in without the server promises nothing that was not done", async () => {
  render(ConnectForm, { keyring: true, oncancel: () => undefined, ondone: () => undefined });
  await write("server-url", "desk.example.org");
  await write("sign-in-email", "ada@example.org");
  await write("sign-in-password", "secret");
  screen.getByTestId("sign-in-submit").click();
  const said = await screen.findByText(/cannot be reached/);
  expect(said.textContent).toContain("desk.example.org");
  expect(said.textContent).toContain("Nothing was changed");
  expect(said.textContent).not.toContain("goes out later");
});

test("the ways to begin are a list that the arrows walk, round its ends", async () => {
  const host = { stage: "welcome", mode: null, problem: null, keyring: true, lockable: false, folder: "/tmp/tern", device: "laptop", version: "0.1.0", server: null, email: null } as const;
  render(Welcome, { host, onopened: () => undefined });
  screen.getByTestId("try-sample").focus();
  const walked: (string | null | undefined)[] = [];
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"]) {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key });
    walked.push(focused());
  }
  expect(walked).toEqual(["work-locally", "connect-server", "work-locally", "try-sample", "import-file", "try-sample"]);
});
