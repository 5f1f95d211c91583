/** @file The search page on a desk in memory: typed, narrowed, walked and saved from the keyboard. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import MenuHost from "../../kit/MenuHost.svelte";
import { menus } from "../../kit/menu.svelte";
import { router } from "../../lib/router.svelte";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import { viewing } from "../../tickets/viewing.svelte";
import { recent, remember } from "./recent";
import Search from "./Search.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 30_000 });
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

// There is no layout here; in a narrow window the facets are in a menu.
const width = vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(1_280);

let stop: () => void;
/** What was looked for, with how much of it. */
let asked: unknown[];
/** What a search waits for. */
let gate: Promise<void>;

beforeEach(async () => {
  store("searches", "[]");
  router.replace("search");
  const desk = makeDesk(48, "full");
  [asked, gate] = [[], Promise.resolve()];
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    if (command === "ticket_search") {
      asked.push(input);
      await gate;
    }
    return desk.call<Output>(command, input);
  };
  // A new connection: what was read from the one before no longer holds.
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  stop = shortcuts.listen();
  render(Search);
});

afterEach(() => {
  stop();
  viewing.asked = null;
  menus.close();
  width.mockReturnValue(1_280);
  cleanup();
});

const field = () => screen.getByTestId<HTMLInputElement>("search-input");
const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const total = () => Number(screen.getByTestId("search-results").getAttribute("data-total"));

async function type(text: string): Promise<void> {
  field().focus();
  await fireEvent.input(field(), { target: { value: text } });
}

test("with nothing asked it shows how one asks, and an example asks it", async () => {
  const [example] = screen.getAllByTestId("search-example");
  if (example === undefined) throw new Error("no example");
  await fireEvent.click(example);
  await waitFor(() => expect(field().value).toBe(example.textContent));
});

test("what is typed is found, said in chips, and walked; X picks", async () => {
  await type("printer status:open");
  await waitFor(() => expect(screen.getAllByTestId("search-chip").map((chip) => chip.textContent.trim().replace(/\s+/g, " "))).toEqual(["printer", "Statusopen"]));
  await waitFor(() => expect(location.hash).toBe("#/search?q=printer+status%3Aopen"));
  await type("vpn");
  await waitFor(() => expect(total()).toBeGreaterThan(1));
  await press("Enter");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe("0"));
  await press("j");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe("1"));
  await press("x");
  expect(screen.getByTestId("bulk-bar").textContent).toContain("1 selected");
  await press("/");
  expect(document.activeElement).toBe(field());
});

test("Enter writes out the only value that begins like that", async () => {
  await type("status:op");
  await waitFor(() => expect(screen.getAllByTestId("search-choice")).toHaveLength(1));
  await press("Enter");
  await waitFor(() => expect(location.hash).toBe("#/search?q=status%3Aopen"));
  expect(field().value).toBe("status:open");
});

test("a facet narrows, and lets go again", async () => {
  await type("vpn");
  await waitFor(() => expect(screen.queryAllByTestId("facet-value").length).toBeGreaterThan(0));
  const all = total();
  const value = () => screen.getAllByTestId("facet-value").find((one) => one.dataset["key"] === "priority");
  const text = value()?.dataset["value"] ?? "";
  await fireEvent.click(value() ?? field());
  await waitFor(() => expect(field().value).toBe(`vpn priority:${text}`));
  await waitFor(() => expect(total()).toBeLessThan(all));
  await waitFor(() => expect(screen.getAllByTestId("facet-value").filter((one) => one.getAttribute("aria-checked") === "true").length).toBe(1));
});

test("keys are completed, a mistake is mended, and what was searched comes back", async () => {
  await type("sta");
  await waitFor(() => expect(screen.getAllByTestId("search-choice").map((one) => one.textContent)).toEqual([expect.stringContaining("status:")]));
  await press("ArrowDown");
  await press("Enter");
  await waitFor(() => expect(field().value).toBe("status:"));
  await type("stauts:open");
  await waitFor(() => expect(screen.getByTestId("search-mistakes").textContent).toContain("stauts"));
  await fireEvent.click(screen.getByTestId("search-better"));
  await waitFor(() => expect(field().value).toBe("status:open"));
  await waitFor(() => expect(location.hash).toContain("status%3Aopen"));
  await type("");
  await waitFor(() => expect(screen.getAllByTestId("search-choice").map((one) => one.textContent.trim())).toEqual(["status:open"]));
  await press("Escape");
  expect(screen.queryByTestId("search-choice")).toBeNull();
  await press("ArrowDown");
  await press("Enter");
  await waitFor(() => expect(field().value).toBe("status:open"));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe("0"));
});

test("what was found is saved as a view", async () => {
  await type("vpn");
  await waitFor(() => expect(total()).toBeGreaterThan(0));
  await fireEvent.click(screen.getByTestId("view-add"));
  expect(viewing.asked).toMatchObject({ is: "new", content: { filter: { text: "vpn" } } });
});

test("Escape empties a line that found nothing, and goes back from an empty one", async () => {
  const back = vi.spyOn(router, "back").mockReturnValue();
  await type("nothingreadslikethis");
  await waitFor(() => expect(screen.getByTestId("search-total").textContent).toMatch(/^0 /));
  await press("Escape");
  await waitFor(() => expect(field().value).toBe(""));
  expect(document.activeElement).toBe(field());
  expect(back).not.toHaveBeenCalled();
  // What was searched before may be offered: that goes first.
  await press("Escape");
  if (back.mock.calls.length === 0) await press("Escape");
  expect(back).toHaveBeenCalledTimes(1);
  back.mockRestore();
});

test("hits come with the keys, before the address has the line, and again after the line was emptied", async () => {
  const later = window.setTimeout.bind(window);
  // The pause after which the address takes the line never ends here.
  const paused = vi.spyOn(window, "setTimeout").mockImplementation(((run: () => void, millis?: number) => (millis === 400 ? 0 : later(run, millis))) as typeof window.setTimeout);
  for (const words of ["vpn", "printer", "vpn"]) {
    await type(words);
    await waitFor(() => expect(total()).toBeGreaterThan(0));
    expect(location.hash).toBe("#/search");
    await type("");
    await waitFor(() => expect(screen.queryByTestId("search-results")).toBeNull());
  }
  paused.mockRestore();
});

test("a line is asked once, and what was found before the field was emptied does not come back with the next", async () => {
  await type("printer");
  await waitFor(() => expect(total()).toBeGreaterThan(0));
  await waitFor(() => expect(screen.getAllByTestId("facet-value").length).toBeGreaterThan(0));
  expect(asked).toEqual([{ text: "printer", sort: "best", from: 0, count: 20 }]);
  await type("");
  await waitFor(() => expect(screen.queryByTestId("search-results")).toBeNull());
  let open = (): void => undefined;
  gate = new Promise((resolve) => (open = resolve));
  // Nobody asked that here before: an answer that is known would be shown.
  await type("badge");
  await waitFor(() => expect(asked).toHaveLength(2));
  expect(screen.queryByTestId("search-result")).toBeNull();
  open();
  await waitFor(() => expect(total()).toBeGreaterThan(0));
  expect(asked).toHaveLength(2);
});

test("Space shows the ticket beside what was found, and takes it away again", async () => {
  await type("vpn");
  await waitFor(() => expect(total()).toBeGreaterThan(1));
  await press("Enter");
  await waitFor(() => expect(document.activeElement?.getAttribute("data-index")).toBe("0"));
  await press(" ");
  const id = screen.getAllByTestId("search-result")[0]?.dataset["ticket"];
  await waitFor(() => expect(screen.getByTestId("peek").dataset["ticket"]).toBe(id));
  await press(" ");
  await waitFor(() => expect(screen.queryByTestId("peek")).toBeNull());
});

test("the best come first until one asks for the newest, which the address keeps", async () => {
  await type("vpn");
  await waitFor(() => expect(total()).toBeGreaterThan(1));
  const [best, newest] = screen.getByTestId("search-sort").querySelectorAll<HTMLInputElement>("input");
  expect([best?.checked, newest?.checked]).toEqual([true, false]);
  await fireEvent.click(newest ?? field());
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ text: "vpn", sort: "newest" }));
  expect(location.hash).toBe("#/search?q=vpn&sort=newest");
});

test("where the facets have no room they stand in a menu", async () => {
  cleanup();
  width.mockReturnValue(700);
  render(MenuHost);
  render(Search);
  await type("vpn");
  await fireEvent.click(await screen.findByTestId("search-narrow"));
  expect(screen.queryByTestId("search-facets")).toBeNull();
  const values = await screen.findAllByText(/^Priority · /u);
  await fireEvent.click(values[0]?.closest("[data-row]") ?? field());
  await waitFor(() => expect(field().value).toMatch(/^vpn priority:/u));
});

test("what is searched says how much is here, and as of when", async () => {
  cleanup();
  // When it last agreed with its server.
  const agreed = new Date().setHours(0, 2, 0, 0);
  const desk = makeDesk(48, "full");
  const call = async <Output>(command: string, input: unknown): Promise<Output> => {
    const output = await desk.call<Output>(command, input);
    return command === "sync_status" ? { ...output, state: "online", first_copy: null, last_success: agreed } : output;
  };
  await connect(Promise.resolve({ ...desk, call, listen: (hear, missed) => (missed(), desk.listen(hear, missed)) }));
  render(Search);
  await waitFor(() => expect(screen.getAllByTestId("searched-here")[0]?.textContent).toMatch(/\b48 tickets\b.*, synced .*(12:02|0:02)/u));
});

test("the last eight searches are kept, the newest first and each once", () => {
  for (const line of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "c"]) remember(line);
  remember("  ");
  expect(recent()).toEqual(["c", "i", "h", "g", "f", "e", "d", "b"]);
});
