/** @file Promises about dragging with mouse and finger; the elements are real, their boxes are given. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BoardDrag, type Door, type DragColumn, type DragHost } from "./board-dnd";
import type { Slot } from "./slots";

const pitch = 90;

interface Heard {
  lifted: (readonly string[])[];
  over: [Slot | null, string | null][];
  dropped: [readonly string[], Slot][];
  cancelled: [readonly string[], string | null][];
}

let heard: Heard;
let strip: HTMLElement;
let drag: BoardDrag;
let selection: string[];
let lists: HTMLElement[];
let frames: FrameRequestCallback[];
let clock: number;
/** A door over the columns that reaches from 500 to 700 pixels. */
let door: Door | null;

function boxed(element: HTMLElement, left: number, top: number, width: number, height: number): HTMLElement {
  element.getBoundingClientRect = () => new DOMRect(left, top, width, height);
  return element;
}

/** Two open columns of ten cards and a closed one that refuses; cards `c0-0` to `c2-9`. */
beforeEach(() => {
  vi.useFakeTimers();
  clock = 0;
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => frames.push(draw));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
  heard = { lifted: [], over: [], dropped: [], cancelled: [] };
  selection = [];
  door = null;
  strip = boxed(document.createElement("div"), 0, 0, 1000, 600);
  strip.setPointerCapture = () => undefined;
  strip.hasPointerCapture = () => false;
  lists = [0, 1, 2].map((column) => {
    const list = boxed(document.createElement("div"), column * 296, 100, 288, 500);
    for (let index = 0; index < 10; index++) {
      const card = boxed(document.createElement("div"), column * 296, 100 + index * pitch, 288, 84);
      card.dataset["ticket"] = `c${column}-${index}`;
      card.dataset["testid"] = "card";
      list.append(card);
    }
    strip.append(list);
    return list;
  });
  document.body.append(strip);
  const slotOf = (id: string): Slot => ({ column: id.slice(0, 2), index: Number(id.slice(3)) });
  const host: DragHost = {
    strip,
    columns: () =>
      lists.map((list, index): DragColumn => ({ key: `c${index}`, list, count: 10, refused: index === 2 ? "closed" : null })),
    sizes: () => ({ pitch, columnGap: 8 }),
    cardOf: (target) => {
      const element = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-ticket]") : null;
      return element === null ? null : { id: element.dataset["ticket"] ?? "", element };
    },
    together: (id) => (selection.includes(id) ? selection : [id]).map((one) => ({ id: one, slot: slotOf(one) })),
    door: ({ x, y }) => (y < 60 && x >= 500 && x < 700 ? door : null),
    lifted: (ids) => heard.lifted.push(ids),
    over: (slot, refused) => heard.over.push([slot, refused]),
    dropped: (ids, slot) => heard.dropped.push([ids, slot]),
    cancelled: (ids, refused) => heard.cancelled.push([ids, refused]),
  };
  drag = new BoardDrag(host);
});

afterEach(() => {
  drag.destroy();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function send(name: string, x: number, y: number, type: "mouse" | "touch" = "mouse", target: EventTarget = window): void {
  const event = new PointerEvent(name, {
    clientX: x,
    clientY: y,
    pointerId: 7,
    pointerType: type,
    isPrimary: true,
    button: name === "pointerdown" ? 0 : -1,
    bubbles: true,
  });
  target.dispatchEvent(event);
}

function card(id: string): HTMLElement {
  const found = strip.querySelector<HTMLElement>(`[data-ticket="${id}"]`);
  if (found === null) throw new Error(`no card ${id}`);
  return found;
}

function frame(times = 1): void {
  for (let count = 0; count < times; count++) {
    clock += 16;
    const due = frames;
    frames = [];
    for (const draw of due) draw(clock);
  }
}

/** Takes the second card of the first column by its middle. */
function take(type: "mouse" | "touch" = "mouse"): void {
  send("pointerdown", 100, 230, type, card("c0-1"));
}

describe("lifting", () => {
  test("a mouse lifts after four pixels, not before", () => {
    take();
    send("pointermove", 103, 230);
    expect(heard.lifted).toEqual([]);
    send("pointermove", 104, 230);
    expect(heard.lifted).toEqual([["c0-1"]]);
  });

  test("a finger lifts after holding still for 220 ms", () => {
    take("touch");
    send("pointermove", 105, 230, "touch");
    vi.advanceTimersByTime(219);
    expect(drag.isDragging).toBe(false);
    vi.advanceTimersByTime(1);
    expect(heard.lifted).toEqual([["c0-1"]]);
  });

  test("a finger that moves at once scrolls and lifts nothing", () => {
    take("touch");
    send("pointermove", 100, 222, "touch");
    vi.advanceTimersByTime(1_000);
    expect(heard.lifted).toEqual([]);
  });

  test("the engine may pan until a card is lifted, and not after", () => {
    const pan = () => {
      const event = new Event("touchmove", { bubbles: true, cancelable: true });
      strip.dispatchEvent(event);
      return event.defaultPrevented;
    };
    take("touch");
    expect(pan()).toBe(false);
    vi.advanceTimersByTime(220);
    expect(pan()).toBe(true);
  });

  test("a press and release without movement stays a click", () => {
    take();
    send("pointerup", 100, 230);
    expect(heard).toEqual({ lifted: [], over: [], dropped: [], cancelled: [] });
  });

  test("the selection moves together, and its ghost says how many", () => {
    selection = ["c0-1", "c0-3", "c1-0"];
    take();
    send("pointermove", 110, 230);
    expect(heard.lifted).toEqual([selection]);
    expect(document.querySelector<HTMLElement>(".drag-ghost")?.dataset["count"]).toBe("3");
  });

  test("the ghost is no second card for tests and screen readers", () => {
    take();
    send("pointermove", 110, 230);
    expect(document.querySelectorAll('[data-testid="card"][data-ticket="c0-1"]')).toHaveLength(1);
    expect(document.querySelector(".drag-ghost")?.getAttribute("aria-hidden")).toBe("true");
  });
});

describe("dropping", () => {
  test("lands in the slot under the pointer", () => {
    take();
    send("pointermove", 400, 100 + 4 * pitch + 10);
    frame();
    expect(heard.over.at(-1)).toEqual([{ column: "c1", index: 4 }, null]);
    send("pointerup", 400, 100 + 4 * pitch + 10);
    expect(heard.dropped).toEqual([[["c0-1"], { column: "c1", index: 4 }]]);
    expect(heard.over.at(-1)).toEqual([null, null]);
  });

  test("counts the scroll position of the column", () => {
    const list = lists[1];
    if (list !== undefined) list.scrollTop = 2 * pitch;
    take();
    send("pointermove", 400, 300);
    send("pointerup", 400, 100);
    expect(heard.dropped[0]?.[1]).toEqual({ column: "c1", index: 2 });
  });

  test("on a column that refuses puts the cards back and says why", () => {
    take();
    send("pointermove", 700, 300);
    send("pointerup", 700, 300);
    expect(heard.dropped).toEqual([]);
    expect(heard.cancelled).toEqual([[["c0-1"], "closed"]]);
  });

  test("where it was lifted changes nothing", () => {
    take();
    send("pointermove", 100, 250);
    send("pointerup", 100, 240);
    expect(heard.dropped).toEqual([]);
    expect(heard.cancelled).toEqual([[["c0-1"], null]]);
  });

  test("does not open the ticket by the click that follows", () => {
    const opened = vi.fn();
    strip.addEventListener("click", opened);
    take();
    send("pointermove", 400, 300);
    send("pointerup", 400, 300);
    strip.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(opened).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    strip.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(opened).toHaveBeenCalledOnce();
  });
});

describe("cancelling", () => {
  const lifted = () => {
    take();
    send("pointermove", 400, 300);
  };

  test("Escape puts the cards back, and reaches nobody else", () => {
    const others = vi.fn();
    document.body.addEventListener("keydown", others);
    lifted();
    strip.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(heard.cancelled).toHaveLength(1);
    expect(others).not.toHaveBeenCalled();
    send("pointerup", 400, 300);
    expect(heard.dropped).toEqual([]);
  });

  test("so do a lost pointer and a window that lost the focus", () => {
    lifted();
    send("pointercancel", 400, 300);
    expect(heard.cancelled).toHaveLength(1);
    lifted();
    window.dispatchEvent(new Event("blur"));
    expect(heard.cancelled).toHaveLength(2);
  });

  test("so does leaving the window for two seconds, but not a short way out", () => {
    lifted();
    send("pointermove", -20, 300);
    vi.advanceTimersByTime(1_500);
    send("pointermove", 20, 300);
    vi.advanceTimersByTime(3_000);
    expect(heard.cancelled).toEqual([]);
    send("pointermove", -20, 300);
    vi.advanceTimersByTime(2_000);
    expect(heard.cancelled).toHaveLength(1);
  });

  test("the ghost goes", () => {
    lifted();
    drag.cancel();
    vi.advanceTimersByTime(500);
    expect(document.querySelectorAll(".drag-ghost")).toHaveLength(0);
    expect(drag.isDragging).toBe(false);
  });
});

describe("scrolling at the edges", () => {
  test("a column scrolls while the pointer rests at its lower edge", () => {
    take();
    send("pointermove", 400, 598);
    frame(10);
    expect(lists[1]?.scrollTop).toBeGreaterThan(50);
    expect(lists[0]?.scrollTop).toBe(0);
  });

  test("the strip scrolls at its side", () => {
    take();
    send("pointermove", 998, 300);
    frame(10);
    expect(strip.scrollLeft).toBeGreaterThan(50);
  });

  test("nothing is drawn while the pointer rests in the middle", () => {
    take();
    send("pointermove", 400, 300);
    frame(2);
    expect(frames).toEqual([]);
  });
});

describe("doors to columns that are out of sight", () => {
  const opened = vi.fn(() => Promise.resolve());
  const doorTo = (refused: string | null): Door => ({ key: "tab c9", slot: { column: "c9", index: 0 }, refused, open: opened });
  beforeEach(() => opened.mockClear());

  test("open for cards that are held there, not for those that pass", () => {
    door = doorTo(null);
    take();
    send("pointermove", 600, 30);
    frame();
    vi.advanceTimersByTime(399);
    send("pointermove", 400, 300);
    frame();
    vi.advanceTimersByTime(1_000);
    expect(opened).not.toHaveBeenCalled();
    send("pointermove", 600, 30);
    frame();
    vi.advanceTimersByTime(400);
    // Held on, it is the same door, and opens once.
    send("pointermove", 605, 30);
    frame();
    vi.advanceTimersByTime(1_000);
    expect(opened).toHaveBeenCalledOnce();
  });

  test("lead on while cards are held there, after a longer look", async () => {
    door = doorTo(null);
    take();
    send("pointermove", 600, 30);
    frame();
    await vi.advanceTimersByTimeAsync(400);
    door = { ...doorTo(null), key: "tab c8" };
    frame();
    await vi.advanceTimersByTimeAsync(899);
    expect(opened).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(1);
    expect(opened).toHaveBeenCalledTimes(2);
  });

  test("measure anew what came into sight", async () => {
    door = { ...doorTo(null), slot: null };
    take();
    send("pointermove", 600, 30);
    frame();
    for (const list of lists) list.getBoundingClientRect = () => new DOMRect(0, 100, 0, 500);
    const [first] = lists;
    if (first !== undefined) first.getBoundingClientRect = () => new DOMRect(0, 100, 1_000, 500);
    await vi.advanceTimersByTimeAsync(400);
    frame();
    send("pointermove", 600, 100 + 3 * pitch);
    frame();
    expect(heard.over.at(-1)).toEqual([{ column: "c0", index: 3 }, null]);
  });

  test("take cards that are let go over them, unless their column refuses", () => {
    door = doorTo(null);
    take();
    send("pointermove", 600, 30);
    send("pointerup", 600, 30);
    expect(heard.dropped).toEqual([[["c0-1"], { column: "c9", index: 0 }]]);
    door = doorTo("closed");
    take();
    send("pointermove", 600, 30);
    send("pointerup", 600, 30);
    expect(heard.cancelled).toEqual([[["c0-1"], "closed"]]);
    vi.advanceTimersByTime(1_000);
    expect(opened).not.toHaveBeenCalled();
  });
});
