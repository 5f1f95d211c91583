/**
 * @file Dragging cards with mouse, finger and pen; knows pointers and pixels, and nothing of Svelte or tickets.
 *
 * The board keeps its cards where they are during a drag: a clone follows the pointer, and the host draws a line where
 * the cards would land. So nothing is laid out again, and a lifted card may scroll out of sight and be unmounted.
 */
import { swallowClick } from "../../lib/press";
import { distance, edgeSpeed, slotAt, staysPut, type ColumnBox, type Slot } from "./slots";

/** A column as the host knows it. */
export interface DragColumn {
  key: string;
  /** The element whose content scrolls up and down. */
  list: HTMLElement;
  count: number;
  /** Why the lifted cards may not come here, or null. */
  refused: string | null;
}

/** What leads to cards that are not in sight: held over it for a moment, cards bring those to the front. */
export interface Door {
  /** Another door has another key. */
  key: string;
  /** Where cards land that are let go over it; null: where they would without it. */
  slot: Slot | null;
  /** Why they may not, or null. */
  refused: string | null;
  /** Resolves when other columns can be measured. */
  open(): Promise<void>;
}

export interface DragHost {
  /** The element that scrolls sideways and holds all columns. */
  strip: HTMLElement;
  /** The columns in order, as `ids` would find them. */
  columns(ids: readonly string[]): readonly DragColumn[];
  /** Card height with its gap, and the gap between columns. */
  sizes(): { pitch: number; columnGap: number };
  /** The card that an element belongs to. */
  cardOf(target: EventTarget | null): { id: string; element: HTMLElement } | null;
  /** What moves together with a card: the selection if the card is in it, in board order, with where each is. */
  together(id: string): readonly { id: string; slot: Slot }[];
  /** The door under a pointer that took its cards at `from`. */
  door?(point: { x: number; y: number }, from: { x: number; y: number }): Door | null;
  /** Cards are in the air from here on. */
  lifted(ids: readonly string[]): void;
  /** They would land here; null: nowhere. Called only when it changes. */
  over(slot: Slot | null, refused: string | null): void;
  /** They were let go over a slot that takes them. */
  dropped(ids: readonly string[], slot: Slot): void;
  /** They are back where they were; `refused` says why when a column did not take them. */
  cancelled(ids: readonly string[], refused: string | null): void;
}

const mouseTravel = 4;
const touchTravel = 8;
const holdMillis = 220;
const outsideMillis = 2_000;
const settleMillis = 120;
/** Long enough that whoever only passes a door does not open it; behind one, there is something to look at first. */
const doorMillis = 400;
const nextDoorMillis = 900;

interface Armed {
  pointer: number;
  type: string;
  x: number;
  y: number;
  id: string;
  element: HTMLElement;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Air {
  pointer: number;
  ids: readonly string[];
  from: readonly Slot[];
  columns: readonly DragColumn[];
  /** Edges in the content of the strip, so that scrolling it needs no new measuring. */
  boxes: readonly (Omit<ColumnBox, "scrollTop"> & { list: HTMLElement })[];
  /** How far the strip was scrolled down when they were measured: then other lanes may be there. */
  measuredAt: number;
  strip: DOMRect;
  ghost: HTMLElement;
  /** Where in the card the pointer holds it. */
  grip: { x: number; y: number };
  home: { x: number; y: number };
  x: number;
  y: number;
  slot: Slot | null;
  refused: string | null;
  door: Door | null;
  /** One was opened, and none was left since. */
  through: boolean;
  opening: ReturnType<typeof setTimeout> | undefined;
  frame: number;
  frameAt: number;
  outside: ReturnType<typeof setTimeout> | undefined;
}

export class BoardDrag {
  #host: DragHost;
  #armed: Armed | null = null;
  #air: Air | null = null;
  #stop: (() => void)[] = [];

  constructor(host: DragHost) {
    this.#host = host;
    const { strip } = host;
    this.#hear(strip, "pointerdown", (event) => this.#down(event));
    this.#hear(window, "pointermove", (event) => this.#move(event));
    this.#hear(window, "pointerup", (event) => this.#up(event));
    this.#hear(window, "pointercancel", (event) => this.#lost(event));
    this.#hear(strip, "lostpointercapture", (event) => this.#lost(event));
    this.#hear(window, "blur", () => this.cancel());
    this.#hear(window, "keydown", (event) => this.#key(event), { capture: true });
    // touch-action cannot change in mid-gesture: only this keeps the engine from panning away with a lifted card.
    this.#hear(strip, "touchmove", (event) => this.#air !== null && event.cancelable && event.preventDefault(), { passive: false });
    this.#hear(strip, "contextmenu", (event) => {
      const byFinger = this.#armed !== null && this.#armed.type !== "mouse";
      if (this.#air !== null || byFinger) event.preventDefault();
    });
    // Native drag and drop of images and links would swallow the pointer.
    this.#hear(strip, "dragstart", (event) => event.preventDefault());
  }

  get isDragging(): boolean {
    return this.#air !== null;
  }

  /** Puts lifted cards back. */
  cancel(): void {
    this.#disarm();
    if (this.#air !== null) this.#end(this.#air, null, null);
  }

  /** Cancels, and listens no more. */
  destroy(): void {
    this.cancel();
    for (const stop of this.#stop) stop();
  }

  #hear<K extends keyof WindowEventMap>(
    target: EventTarget,
    name: K,
    listener: (event: WindowEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): void {
    const hear: EventListener = listener as EventListener;
    target.addEventListener(name, hear, options);
    this.#stop.push(() => target.removeEventListener(name, hear, options));
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary || this.#air !== null) return;
    const card = this.#host.cardOf(event.target);
    if (card === null) return;
    this.#disarm();
    const timer = event.pointerType === "mouse" ? undefined : setTimeout(() => this.#lift(), holdMillis);
    const { pointerId: pointer, pointerType: type, clientX: x, clientY: y } = event;
    this.#armed = { pointer, type, x, y, ...card, timer };
  }

  #move(event: PointerEvent): void {
    const air = this.#air;
    if (air !== null && event.pointerId === air.pointer) {
      air.x = event.clientX;
      air.y = event.clientY;
      this.#watchOutside(air);
      this.#ask(air);
      return;
    }
    const armed = this.#armed;
    if (armed?.pointer !== event.pointerId) return;
    const travel = Math.hypot(event.clientX - armed.x, event.clientY - armed.y);
    if (armed.type === "mouse") {
      if (travel < mouseTravel) return;
      this.#lift();
      this.#move(event);
    } else if (travel >= touchTravel) {
      // A finger that moves at once wants to scroll.
      this.#disarm();
    }
  }

  #up(event: PointerEvent): void {
    if (this.#armed?.pointer === event.pointerId) this.#disarm();
    const air = this.#air;
    if (air?.pointer !== event.pointerId) return;
    air.x = event.clientX;
    air.y = event.clientY;
    this.#look(air);
    swallowClick();
    if (air.slot === null || air.refused !== null || staysPut(air.slot, air.from)) this.#end(air, null, air.refused);
    else this.#end(air, air.slot, null);
  }

  #lost(event: PointerEvent): void {
    if (this.#armed?.pointer === event.pointerId) this.#disarm();
    if (this.#air?.pointer === event.pointerId) this.cancel();
  }

  #key(event: KeyboardEvent): void {
    if (this.#air === null) return;
    // The keyboard has nothing else to do while cards are in the air.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") this.cancel();
  }

  #disarm(): void {
    clearTimeout(this.#armed?.timer);
    this.#armed = null;
  }

  #lift(): void {
    const armed = this.#armed;
    if (armed === null) return;
    this.#disarm();
    const { strip } = this.#host;
    const moving = this.#host.together(armed.id);
    const ids = moving.map(({ id }) => id);
    const card = armed.element.getBoundingClientRect();
    const columns = this.#host.columns(ids);
    const ghost = ghostOf(armed.element, card, ids.length);
    this.#air = {
      pointer: armed.pointer,
      ids,
      from: moving.map(({ slot }) => slot),
      columns,
      boxes: this.#measure(columns),
      measuredAt: strip.scrollTop,
      strip: strip.getBoundingClientRect(),
      ghost,
      grip: { x: armed.x - card.left, y: armed.y - card.top },
      home: { x: card.left, y: card.top },
      x: armed.x,
      y: armed.y,
      slot: null,
      refused: null,
      door: null,
      through: false,
      opening: undefined,
      frame: 0,
      frameAt: 0,
      outside: undefined,
    };
    // The strip holds the pointer, because the card may be unmounted while its column scrolls.
    strip.setPointerCapture(armed.pointer);
    document.body.append(ghost);
    this.#host.lifted(ids);
    this.#ask(this.#air);
  }

  #measure(columns: readonly DragColumn[]): Air["boxes"] {
    const { scrollLeft, scrollTop } = this.#host.strip;
    return columns.map(({ key, list, count }) => {
      const { left, top, width, height } = list.getBoundingClientRect();
      return { key, list, count, left: left + scrollLeft, top: top + scrollTop, width, height };
    });
  }

  #measureAgain(air: Air): void {
    air.columns = this.#host.columns(air.ids);
    air.boxes = this.#measure(air.columns);
    air.measuredAt = this.#host.strip.scrollTop;
  }

  /** Asks for one frame; between two frames any number of moves cost nothing. */
  #ask(air: Air): void {
    if (air.frame === 0) air.frame = requestAnimationFrame((at) => this.#draw(air, at));
  }

  #draw(air: Air, at: number): void {
    air.frame = 0;
    if (this.#air !== air) return;
    air.ghost.style.transform = `translate3d(${air.x - air.grip.x}px, ${air.y - air.grip.y}px, 0)`;
    // The first frame after a rest counts as one sixtieth of a second, however long the rest was.
    const seconds = Math.min((at - air.frameAt) / 1_000, 1 / 60);
    air.frameAt = at;
    const scrolled = this.#scrollAtEdges(air, seconds);
    this.#look(air);
    if (scrolled) this.#ask(air);
  }

  /** Scrolls the strip and the column under the pointer; true while there is more to scroll. */
  #scrollAtEdges(air: Air, seconds: number): boolean {
    const { strip } = this.#host;
    const sideways = edgeSpeed(air.x, air.strip.left, air.strip.right) * seconds;
    const leftBefore = strip.scrollLeft;
    if (sideways !== 0) strip.scrollLeft = leftBefore + away(sideways);
    // Only a strip with lanes has something to scroll up and down.
    const lanes = strip.scrollHeight > strip.clientHeight ? edgeSpeed(air.y, air.strip.top, air.strip.bottom) * seconds : 0;
    const stripBefore = strip.scrollTop;
    if (lanes !== 0) strip.scrollTop = stripBefore + away(lanes);
    const stripped = strip.scrollLeft !== leftBefore || strip.scrollTop !== stripBefore;
    if (strip.scrollTop !== air.measuredAt) this.#measureAgain(air);
    const [x, y] = [air.x + strip.scrollLeft, air.y + strip.scrollTop];
    const under = air.boxes.filter(({ left, width }) => x >= left && x < left + width);
    const [box] = under.toSorted((one, other) => distance(y, one) - distance(y, other));
    if (box === undefined || strip.scrollTop !== stripBefore) return stripped;
    const top = box.top - strip.scrollTop;
    const down = edgeSpeed(air.y, top, top + box.height) * seconds;
    const topBefore = box.list.scrollTop;
    if (down !== 0) box.list.scrollTop = topBefore + away(down);
    return stripped || box.list.scrollTop !== topBefore;
  }

  /** Finds the slot under the pointer and tells the host when it is another one. */
  #look(air: Air): void {
    const { pitch, columnGap } = this.#host.sizes();
    const { scrollLeft, scrollTop } = this.#host.strip;
    const boxes = air.boxes.map(({ list, left, top, ...box }) => ({ ...box, left: left - scrollLeft, top: top - scrollTop, scrollTop: list.scrollTop }));
    const door = this.#atDoor(air);
    const slot = door?.slot ?? slotAt(air, boxes, pitch, columnGap);
    if (slot?.column === air.slot?.column && slot?.index === air.slot?.index) return;
    air.slot = slot;
    air.refused = door?.slot != null ? door.refused : (air.columns.find(({ key }) => key === slot?.column)?.refused ?? null);
    this.#host.over(slot, air.refused);
  }

  /** Returns the door under the pointer, and opens it once cards were held there. */
  #atDoor(air: Air): Door | null {
    const door = this.#host.door?.(air, { x: air.home.x + air.grip.x, y: air.home.y + air.grip.y }) ?? null;
    if (door?.key === air.door?.key) return door;
    clearTimeout(air.opening);
    air.door = door;
    // What is behind the card in the air is to be seen.
    air.ghost.toggleAttribute("data-door", door !== null);
    if (door === null) air.through = false;
    else air.opening = setTimeout(() => void door.open().then(() => this.#wentThrough(air)), air.through ? nextDoorMillis : doorMillis);
    return door;
  }

  #wentThrough(air: Air): void {
    if (this.#air !== air) return;
    air.through = true;
    this.#measureAgain(air);
    this.#ask(air);
  }

  #watchOutside(air: Air): void {
    const inside = air.x >= 0 && air.y >= 0 && air.x < innerWidth && air.y < innerHeight;
    if (inside) {
      clearTimeout(air.outside);
      air.outside = undefined;
    } else air.outside ??= setTimeout(() => this.cancel(), outsideMillis);
  }

  #end(air: Air, slot: Slot | null, refused: string | null): void {
    this.#air = null;
    cancelAnimationFrame(air.frame);
    clearTimeout(air.outside);
    clearTimeout(air.opening);
    const { strip } = this.#host;
    if (strip.hasPointerCapture(air.pointer)) strip.releasePointerCapture(air.pointer);
    const target = slot === null ? air.home : this.#cornerOf(air, slot);
    this.#host.over(null, null);
    settle(air.ghost, target);
    if (slot === null) this.#host.cancelled(air.ids, refused);
    else this.#host.dropped(air.ids, slot);
  }

  #cornerOf(air: Air, slot: Slot): { x: number; y: number } {
    const box = air.boxes.find(({ key }) => key === slot.column);
    // Over a door the place itself is out of sight.
    if (box === undefined) return { x: air.x - air.grip.x, y: air.y - air.grip.y };
    return {
      x: box.left - this.#host.strip.scrollLeft,
      y: box.top - this.#host.strip.scrollTop + slot.index * this.#host.sizes().pitch - box.list.scrollTop,
    };
  }
}

/** At least one pixel: engines drop fractions, and a slow scroll would stand still. */
function away(pixels: number): number {
  return pixels < 0 ? Math.floor(pixels) : Math.ceil(pixels);
}

/** Clones the card without what tests and screen readers would take for a second card. */
function ghostOf(card: HTMLElement, box: DOMRect, count: number): HTMLElement {
  const ghost = document.createElement("div");
  const clone = card.cloneNode(true);
  if (clone instanceof HTMLElement) {
    for (const node of [clone, ...clone.querySelectorAll<HTMLElement>("*")]) {
      for (const name of ["id", "role", "tabindex", "data-testid", "data-ticket", "data-number"]) node.removeAttribute(name);
    }
    clone.style.position = "static";
    clone.style.transform = "none";
    clone.style.margin = "0";
    clone.style.inlineSize = "100%";
    clone.style.blockSize = "100%";
  }
  ghost.append(clone);
  ghost.className = "drag-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.inert = true;
  if (count > 1) ghost.dataset["count"] = String(count);
  ghost.style.inlineSize = `${box.width}px`;
  ghost.style.blockSize = `${box.height}px`;
  ghost.style.transform = `translate3d(${box.left}px, ${box.top}px, 0)`;
  return ghost;
}

function settle(ghost: HTMLElement, target: { x: number; y: number }): void {
  if (document.documentElement.dataset["motion"] === "off" || typeof ghost.animate !== "function") {
    ghost.remove();
    return;
  }
  ghost.animate(
    { transform: [ghost.style.transform, `translate3d(${target.x}px, ${target.y}px, 0)`] },
    { duration: settleMillis, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)", fill: "forwards" },
  );
  // Not by the end of the animation: a window in the background has none.
  setTimeout(() => ghost.remove(), settleMillis);
}
