/** @file A board on a desk in memory for tests: opened anew for each, with what the keyboard does to it and what the desk was asked. */
import { cleanup, render, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { expect } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import { shortcuts } from "../../lib/shortcuts.svelte";
import { store } from "../../lib/stored.svelte";
import Board from "./Board.svelte";

type Desk = ReturnType<typeof makeDesk>;

let stop: (() => void) | undefined;

/** What the desk was asked since the board was opened, in order. */
export const asked: { command: string; input: unknown; answered: boolean }[] = [];

/** Opens a board of so many tickets; every test begins at its first card. */
export async function openBoard(tickets = 48): Promise<void> {
  asked.length = 0;
  goTo("board");
  store("board-last", "b1");
  const desk = makeDesk(tickets, "full");
  // A new connection: what was read from the one before no longer holds.
  const listen: Desk["listen"] = (hear, missed) => (missed(), desk.listen(hear, missed));
  const call: Desk["call"] = async (command, input) => {
    const one = { command, input, answered: false };
    asked.push(one);
    try {
      return await desk.call(command, input);
    } finally {
      one.answered = true;
    }
  };
  await connect(Promise.resolve({ ...desk, listen, call }));
  stop = shortcuts.listen();
  await showBoard();
}

/** Draws the board, as for whoever comes to it. */
export async function showBoard(): Promise<void> {
  render(Board);
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("card"));
  // What the desk of another test had may be in sight until this one has answered.
  const columns = () => asked.filter(({ command }) => command === "board_column").map(({ answered }) => answered);
  await waitFor(() => expect([columns().length > 0, columns().every(Boolean)]).toEqual([true, true]));
  await tick();
  // A board comes back to where it was left; here every test begins at the same card.
  await press("1");
}

export function closeBoard(): void {
  stop?.();
  cleanup();
}

export function goTo(place: string): void {
  location.hash = `#/${place}`;
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    const shiftKey = /^[A-Z]$/.test(key);
    const ctrlKey = key.startsWith("Mod+");
    const plain = key.replace("Mod+", "");
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key: plain, code: plain, shiftKey, ctrlKey, bubbles: true, cancelable: true }));
    await tick();
    await tick();
  }
}

export const focused = () => {
  const active = document.activeElement;
  return { column: active?.closest("[data-status]")?.getAttribute("data-status"), index: active?.getAttribute("data-index"), id: active?.getAttribute("data-ticket") };
};

/** How many tickets a column says it has. */
export const count = (status: string) => Number(document.querySelector(`[data-status="${status}"]`)?.getAttribute("data-count"));
export const cardsOf = (status: string) => [...document.querySelectorAll<HTMLElement>(`[data-status="${status}"] [data-testid="card"]`)];
export const idsOf = (status: string) => cardsOf(status).map((card) => card.dataset["ticket"]);
