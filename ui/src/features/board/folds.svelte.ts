/** @file What of a board is folded: its columns and its lanes, kept for each board; by pointer, by key and by the palette. */
import { tick } from "svelte";
import { act } from "../../api/act";
import type { BoardView } from "../../api/gen";
import { query } from "../../api/query.svelte";
import type { Answers } from "../../lib/shortcuts.svelte";
import type { Front } from "./front.svelte";
import type { Stage } from "./stage.svelte";

export type Fold = "folded" | "open";

const namesIn = (value: unknown) => new Set(Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);
const turned = (names: ReadonlySet<string>, key: string, to: Fold) => [...[...names].filter((name) => name !== key), ...(to === "folded" ? [key] : [])];
/** The column or lane that somebody stands on: one of its cards, its head, or its strip. */
const under = (name: "status" | "lane") => document.activeElement?.closest<HTMLElement>(`[data-${name}]`)?.dataset[name];

export class Folds {
  #stage: Stage;
  #front: Front;
  #board: () => BoardView | undefined;
  /** What draws the columns and the lanes. */
  #strip: () => HTMLElement | undefined;

  constructor(stage: Stage, front: Front, board: () => BoardView | undefined, strip: () => HTMLElement | undefined) {
    [this.#stage, this.#front, this.#board, this.#strip] = [stage, front, board, strip];
    const kept = (what: "folded" | "lanes") => query("preference_get", () => (board() === undefined ? null : { name: `board.${what}.${board()?.id ?? ""}` }));
    const [columns, lanes] = [kept("folded"), kept("lanes")];
    $effect(() => {
      stage.folded = namesIn(columns.data);
    });
    $effect(() => {
      stage.foldedLanes = namesIn(lanes.data);
    });
  }

  column(key: string, to: Fold): void {
    const stage = this.#stage;
    const names = turned(stage.folded, key, to);
    stage.folded = new Set(names);
    this.#keep("folded", names);
    const opened = stage.open.find(({ column }) => column.key === key);
    if (to === "open" && opened !== undefined) void stage.focusOn(opened.key, 0);
    else if (stage.focus !== null && !stage.open.some((cell) => cell.key === stage.focus?.column)) this.#front.leave(key);
  }

  /** The focus stays on the head of the lane, which folds it and opens it again. */
  lane(key: string, to: Fold): void {
    const stage = this.#stage;
    const names = turned(stage.foldedLanes, key, to);
    stage.foldedLanes = new Set(names);
    if (stage.cell(stage.focus?.column)?.lane?.key === key && to === "folded") stage.focus = null;
    this.#keep("lanes", names);
  }

  /** The keys: each folds what one stands on, and opens it again from what is left of it. */
  answers(): Answers {
    const stage = this.#stage;
    return {
      "board.fold": () => {
        const key = under("status") ?? stage.cell(stage.focus?.column)?.column.key ?? this.#front.column?.key;
        if (key === undefined || this.#board()?.columns.some((column) => column.key === key) !== true) return false;
        this.column(key, stage.folded.has(key) ? "open" : "folded");
        return true;
      },
      "board.foldLane": () => {
        const key = under("lane") ?? stage.cell(stage.focus?.column)?.lane?.key;
        if (key === undefined) return false;
        if (stage.foldedLanes.has(key)) this.#openLane(key);
        else this.#foldLane(key);
        return true;
      },
    };
  }

  /** The card that one stood on goes: the head of its lane has the focus then. */
  #foldLane(key: string): void {
    this.lane(key, "folded");
    void tick().then(() => this.#strip()?.querySelector<HTMLElement>(`[data-lane="${CSS.escape(key)}"] button`)?.focus({ focusVisible: true }));
  }

  #openLane(key: string): void {
    const stage = this.#stage;
    this.lane(key, "open");
    const cells = stage.open.filter(({ lane }) => lane?.key === key);
    const first = cells.find(({ count }) => count > 0) ?? cells[0];
    if (first !== undefined) void stage.focusOn(first.key, 0);
  }

  #keep(what: "folded" | "lanes", value: string[]): void {
    const board = this.#board();
    if (board !== undefined) void act("preference_put", { name: `board.${what}.${board.id}`, value });
  }
}
