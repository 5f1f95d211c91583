/** @file A change that needs fields asks for exactly those, says what is missing, and goes on with the answers. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../gallery/desk";
import { madeFields } from "../../gallery/fields";
import { connect } from "../api/call";
import { isItem, menus } from "../kit/menu.svelte";
import { layerHostId } from "../kit/modal.svelte";
import { toasts } from "../kit/toasts.svelte";
import { ProblemError } from "../platform/platform";
import { changeOrAsk, filling, type Answers } from "./change.svelte";
import FillDialog from "./FillDialog.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const about = Array.from({ length: 7 }, (_, place) => ({ id: `t${place}`, number: `#${place}`, subject: `Door ${place}` }));
let sent: Answers[];
let followed: number;
/** What the core still misses, try by try. */
let lacks: string[][];

async function ask(first: string[][]): Promise<boolean> {
  lacks = first;
  const send = (answers: Answers) => {
    sent.push(answers);
    const missing = lacks.shift() ?? [];
    return missing.length === 0 ? Promise.resolve() : Promise.reject(new ProblemError("fields", "no", { fields: missing }));
  };
  const done = await changeOrAsk(send, { done: "Resolved #12", tickets: 2, about, follow: () => followed++ });
  if (filling.asked !== null) render(FillDialog, { asked: filling.asked });
  return done;
}

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sent = [];
  followed = 0;
  const desk = makeDesk(4, "full");
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    const answer = await desk.call<Output>(command, input);
    return command === "lookup_all" ? { ...answer, fields: madeFields } : answer;
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});

afterEach(() => {
  filling.asked = null;
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

const go = () => fireEvent.click(screen.getByTestId("fill-go"));

test("what needs nothing is done at once", async () => {
  expect(await ask([])).toBe(true);
  expect(sent).toEqual([{ reason: null, fill: {} }]);
  expect([followed, toasts.list.at(-1)?.text]).toEqual([1, "Resolved #12"]);
});

test("it names the tickets that it is about: the first ones, and how many more", async () => {
  await ask([["asset_tag"]]);
  const named = await screen.findByTestId("asked-about");
  expect([...named.querySelectorAll("li")].map((one) => one.textContent.trim())).toEqual(["#0 Door 0", "#1 Door 1", "#2 Door 2", "#3 Door 3", "#4 Door 4", "and 2 more"]);
});

test("it asks for exactly what is missing, with the focus on the first that is left out", async () => {
  expect(await ask([["seats", "asset_tag"]])).toBe(false);
  const tag = await screen.findByTestId("custom-asset_tag");
  expect(screen.queryByTestId("custom-cause")).toBeNull();
  await fireEvent.input(tag, { target: { value: "B-17" } });
  await go();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("custom-seats")));
  expect(screen.getByTestId("custom-seats").getAttribute("aria-invalid")).toBe("true");
  expect(sent).toHaveLength(1);
  await fireEvent.input(screen.getByTestId("custom-seats"), { target: { value: "4,5" } });
  await go();
  await waitFor(() => expect(sent.at(-1)?.fill).toEqual({ seats: 4.5, asset_tag: "B-17" }));
  await waitFor(() => expect(filling.asked).toBeNull());
  expect([followed, toasts.list.at(-1)?.text]).toEqual([1, "Resolved #12"]);
});

test("what comes to be missing meanwhile is asked for as well, and the first answers are kept", async () => {
  await ask([["asset_tag"], ["seats"]]);
  await fireEvent.input(await screen.findByTestId("custom-asset_tag"), { target: { value: "B-17" } });
  await go();
  await waitFor(() => expect(filling.asked?.keys).toEqual(["seats"]));
  expect(await filling.asked?.give({ seats: 3 })).toBeNull();
  expect(sent.at(-1)?.fill).toEqual({ asset_tag: "B-17", seats: 3 });
});

test("fields that every ticket has are asked for like those that a desk adds", async () => {
  await ask([[".category", ".root_cause"]]);
  expect((await screen.findByTestId("fill-dialog")).textContent).toContain("Category");
  await fireEvent.click(await screen.findByTestId("custom-.category"));
  const offered = menus.open?.menu.entries().filter(isItem) ?? [];
  expect(offered.map(({ label }) => label)).toEqual(["Network", "Network › VPN"]);
  offered[1]?.act?.();
  await fireEvent.input(screen.getByTestId("custom-.root_cause"), { target: { value: "A loose cable" } });
  menus.close();
  await go();
  await waitFor(() => expect(sent.at(-1)?.fill).toEqual({ ".category": "c2", ".root_cause": "A loose cable" }));
});

test("who cancels has changed nothing", async () => {
  await ask([["asset_tag"]]);
  await screen.findByTestId("custom-asset_tag");
  await fireEvent.keyDown(screen.getByTestId("fill-dialog"), { key: "Escape" });
  await fireEvent.click(screen.getByText("Cancel"));
  expect(filling.asked).toBeNull();
  expect([sent.length, followed]).toEqual([1, 0]);
});

test("Enter on a list that was chosen from goes on, and opens it while something is missing", async () => {
  await ask([["cause"]]);
  const cause = await screen.findByTestId("custom-cause");
  cause.focus();
  await fireEvent.keyDown(cause, { key: "Enter" });
  expect(sent, "nothing is chosen yet").toHaveLength(1);
  menus.close();
  await fireEvent.click(cause);
  menus.open?.menu.entries().find((entry) => isItem(entry))?.act?.();
  menus.close();
  await fireEvent.keyDown(cause, { key: "Enter" });
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]?.fill).toHaveProperty("cause");
  expect(filling.asked).toBeNull();
});
