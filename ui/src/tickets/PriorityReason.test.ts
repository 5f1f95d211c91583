/** @file One more urgent ticket than a desk wants: the share is shown, the reason goes with the change, cancelling leaves it. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { changeOrAsk, reasons, type Answers } from "./change.svelte";
import PriorityReason from "./PriorityReason.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let sent: Answers[];

async function ask(code: string, detail?: unknown, wants?: "urgent"): Promise<void> {
  const send = (answers: Answers) => {
    sent.push(answers);
    return answers.reason === null ? Promise.reject(new ProblemError(code, "no", detail)) : Promise.resolve();
  };
  expect(await changeOrAsk(send, { done: "#12 is urgent", tickets: 1, ...(wants === undefined ? {} : { wants }) })).toBe(false);
  if (reasons.asked !== null) render(PriorityReason, { asked: reasons.asked });
}

beforeEach(() => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sent = [];
});

afterEach(() => {
  reasons.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

test("it shows the share, and sends the change again with the reason", async () => {
  await ask("urgent", { urgent: 12, open: 80, percent: 10 });
  expect(screen.getByTestId("priority-reason-crowd").textContent).toMatch(/12 of 80 .*15\s?%.*at most 10/);
  await fireEvent.input(screen.getByTestId("priority-reason-text"), { target: { value: " The till stands still " } });
  await fireEvent.submit(screen.getByTestId("priority-reason").querySelector("form") ?? expect.fail("no form"));
  await waitFor(() => expect(sent.at(-1)).toEqual({ reason: "The till stands still", fill: {} }));
  await waitFor(() => expect(reasons.asked).toBeNull());
  expect(toasts.list.at(-1)?.text).toBe("#12 is urgent");
});

test("nothing is sent without words, and the other question has no share", async () => {
  await ask("priority_reason");
  expect(screen.queryByTestId("priority-reason-crowd")).toBeNull();
  await fireEvent.submit(screen.getByTestId("priority-reason").querySelector("form") ?? expect.fail("no form"));
  expect(sent).toHaveLength(1);
});

test("another form asks through the same question and goes on with the answer", async () => {
  const given: string[] = [];
  reasons.ask({ urgent: 4, open: 5, percent: 10 }, (reason) => given.push(reason));
  expect(await reasons.asked?.give("Nobody can pay")).toBeNull();
  await waitFor(() => expect(given).toEqual(["Nobody can pay"]));
  expect(reasons.asked).toBeNull();
});

test("it names the priority that was chosen, and its button sets that", async () => {
  await ask("priority_reason", undefined, "urgent");
  expect(screen.getByRole("dialog").textContent).toContain("Why Urgent?");
  expect(screen.getByText("Set to Urgent")).toBeTruthy();
});
