/** @file Promises about roles, names and keys of the parts; what needs layout is promised in a browser. */
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet, tick } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { layers } from "../lib/layers.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import Combobox from "./Combobox.svelte";
import Dialog from "./Dialog.svelte";
import { menus, openMenu } from "./menu.svelte";
import MenuHost from "./MenuHost.svelte";
import { layerHostId } from "./modal.svelte";
import Select from "./Select.svelte";
import SlaChip from "./SlaChip.svelte";
import Tabs from "./Tabs.svelte";
import { toasts } from "./toasts.svelte";
import Toasts from "./Toasts.svelte";

beforeEach(() => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
});

afterEach(() => {
  menus.close();
  cleanup();
  document.body.replaceChildren();
});

const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key });
  await tick();
};

describe("a menu", () => {
  const done: string[] = [];
  const open = async (more: Partial<Parameters<typeof openMenu>[1]> = {}) => {
    done.length = 0;
    render(MenuHost);
    openMenu(
      { x: 10, y: 10 },
      {
        label: "Status",
        kind: "pick",
        entries: () => [
          { id: "open", label: "Open", checked: true, act: () => done.push("open") },
          { id: "hold", label: "On hold", act: () => done.push("hold") },
          { id: "closed", label: "Closed", refused: "Solve it first", act: () => done.push("closed") },
        ],
        ...more,
      },
    );
    await tick();
    await tick();
  };

  test("is a listbox with a name, and the focus is on what is chosen", async () => {
    await open();
    expect(screen.getByRole("listbox", { name: "Status" })).toBeTruthy();
    expect(document.activeElement?.textContent).toContain("Open");
    expect(document.activeElement?.getAttribute("aria-selected")).toBe("true");
  });

  test("chooses by arrows and Enter, and by digit", async () => {
    await open();
    await press("ArrowDown");
    await tick();
    await press("Enter");
    expect(done).toEqual(["hold"]);
    expect(menus.open).toBeNull();
    cleanup();
    await open();
    await press("2");
    expect(done).toEqual(["hold"]);
  });

  test("refuses what cannot be chosen, and says why", async () => {
    await open();
    await press("3");
    expect(done).toEqual([]);
    expect(menus.open).not.toBeNull();
    expect(screen.getByRole("option", { name: /Closed.*Solve it first/ }).getAttribute("aria-disabled")).toBe("true");
  });

  test("gives the focus back on Escape", async () => {
    const button = document.createElement("button");
    document.body.append(button);
    button.focus();
    const stop = shortcuts.listen();
    await open();
    await press("Escape");
    stop();
    expect(menus.open).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  test("with a search box finds by text, and can make what is missing", async () => {
    const made = vi.fn();
    await open({ search: "Find…", create: { label: (text) => `Add ${text}`, act: made } });
    const box = screen.getByRole("combobox");
    await fireEvent.input(box, { target: { value: "hol" } });
    expect(screen.getAllByRole("option").map((row) => row.textContent.trim())).toEqual(["On hold", "Add hol"]);
    await fireEvent.input(box, { target: { value: "vpn" } });
    await fireEvent.keyDown(box, { key: "Enter" });
    expect(made).toHaveBeenCalledWith("vpn");
  });
});

describe("a dialog", () => {
  const body = createRawSnippet(() => ({ render: () => '<div><input aria-label="Name"></div>' }));

  test("has a name, takes the keyboard from what lies under it, and closes on Escape", () => {
    const onclose = vi.fn();
    const stop = shortcuts.listen();
    const { unmount } = render(Dialog, { title: "New ticket", onclose, children: body });
    expect(screen.getByRole("dialog", { name: "New ticket" })).toBeTruthy();
    expect(layers.modal).toBe(true);
    void press("Escape");
    expect(onclose).toHaveBeenCalledOnce();
    unmount();
    stop();
    expect(layers.modal).toBe(false);
  });

  test("keeps its head where it is from the first key in it, so that what grows below moves nothing", async () => {
    render(Dialog, { title: "New ticket", onclose: () => undefined, children: body });
    const scrim = screen.getByRole("dialog").parentElement;
    expect(scrim?.classList.contains("held")).toBe(false);
    await fireEvent.keyDown(screen.getByRole("dialog"), { key: "a" });
    expect(scrim?.classList.contains("held")).toBe(true);
    await fireEvent(window, new Event("resize"));
    expect(scrim?.classList.contains("held")).toBe(false);
  });

  test("gives the focus back when it goes", async () => {
    const button = document.createElement("button");
    document.body.append(button);
    button.focus();
    const { unmount } = render(Dialog, { title: "New ticket", onclose: () => undefined, children: body });
    expect(document.activeElement).not.toBe(button);
    unmount();
    await tick();
    expect(document.activeElement).toBe(button);
  });
});

test("a combobox offers what fits and takes it with Enter", async () => {
  const onpick = vi.fn();
  render(Combobox, { label: "Requester", text: "", options: [{ id: "1", label: "Anna" }, { id: "2", label: "Ines" }], onpick });
  const box = screen.getByRole("combobox", { name: "Requester" });
  await fireEvent.keyDown(box, { key: "ArrowDown" });
  await fireEvent.keyDown(box, { key: "ArrowDown" });
  expect(box.getAttribute("aria-expanded")).toBe("true");
  await fireEvent.keyDown(box, { key: "Enter" });
  expect(onpick).toHaveBeenCalledWith({ id: "2", label: "Ines" });
  expect(box.getAttribute("aria-expanded")).toBe("false");
});

test("the list of a combobox goes with its field when that moves", async () => {
  render(Combobox, { label: "Requester", text: "", options: [{ id: "1", label: "Anna" }], onpick: vi.fn() });
  const box = screen.getByRole("combobox", { name: "Requester" });
  const at = vi.spyOn(box, "getBoundingClientRect").mockReturnValue(new DOMRect(20, 100, 200, 28));
  await fireEvent.keyDown(box, { key: "ArrowDown" });
  const list = screen.getByRole("listbox", { name: "Requester" });
  await waitFor(() => expect(list.style.transform).toBe("translate(20px, 132px)"));
  at.mockReturnValue(new DOMRect(20, 60, 200, 28));
  await waitFor(() => expect(list.style.transform).toBe("translate(20px, 92px)"));
});

test("tabs move by arrows, round the ends", async () => {
  const onselect = vi.fn();
  render(Tabs, {
    name: "sync",
    label: "Sync",
    selected: "outbox",
    onselect,
    tabs: [
      { id: "outbox", label: "Outbox" },
      { id: "log", label: "Log" },
    ],
  });
  await fireEvent.keyDown(screen.getByRole("tab", { name: "Outbox" }), { key: "ArrowLeft" });
  expect(onselect).toHaveBeenCalledWith("log");
});

test("a clock tells its state, its deadline and a whole sentence", () => {
  const due = Date.now() - 65 * 60_000;
  render(SlaChip, { clock: { state: "running", due, at_risk: null }, label: "First response", testid: "sla-first-response" });
  const chip = screen.getByTestId("sla-first-response");
  expect(chip.dataset["state"]).toBe("breached");
  expect(chip.dataset["due"]).toBe(String(due));
  expect(chip.getAttribute("aria-label")).toMatch(/^First response: Breached 1 hour 5 minutes ago/);
});

test("a clock that ended late says by how much, and one of a done ticket that was never met counts no further", () => {
  const hour = 3_600_000;
  const due = Date.now() - 26 * hour;
  render(SlaChip, { clock: { state: "breached", due, at_risk: null, met_at: due + 2 * hour }, testid: "late" });
  expect(screen.getByTestId("late").textContent.trim()).toBe("2h 00m late");
  expect(screen.getByTestId("late").getAttribute("aria-label")).toMatch(/^Met 2 hours late/);
  render(SlaChip, { clock: { state: "breached", due, at_risk: null, met_at: null }, done: true, testid: "missed" });
  expect(screen.getByTestId("missed").textContent.trim()).toBe("missed");
  expect(screen.getByTestId("missed").dataset["state"]).toBe("breached");
  render(SlaChip, { clock: { state: "breached", due, at_risk: null, met_at: null }, testid: "counts" });
  expect(screen.getByTestId("counts").textContent).toContain("26h");
});

test("a toast is a status that can be undone", async () => {
  const undo = vi.fn();
  render(Toasts);
  toasts.add({ text: "Moved #4312", undo });
  await tick();
  expect(screen.getByRole("status").textContent).toContain("Moved #4312");
  await fireEvent.click(screen.getByTestId("undo"));
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByTestId("toast")).toBeNull();
});

test("a value that stands for none looks like one", async () => {
  const options = [{ value: "none", label: "Nobody", empty: true as const }, { value: "ada", label: "Ada" }];
  const { container, rerender } = render(Select, { label: "Assignee", options, value: "none", onpick: () => undefined });
  expect(container.querySelector(".value")?.classList.contains("none")).toBe(true);
  await rerender({ value: "ada" });
  expect(container.querySelector(".value")?.classList.contains("none")).toBe(false);
});
