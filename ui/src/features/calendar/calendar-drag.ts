/** @file Moving calendar items with mouse, finger and pen; knows pointers, and nothing of days or tickets. */

/** A moment, and the lane that it is in where there are some. */
export interface Spot {
  at: number;
  lane: string | null;
}

export interface DragHost {
  /** The element that scrolls and holds every item. */
  area: HTMLElement;
  itemOf: (target: EventTarget | null) => string | null;
  /** Why an item cannot be moved, or null. */
  refusal: (id: string) => string | null;
  /** The place under the pointer, or null beside the days; `grip` is how far below its top edge an item is held. */
  placeAt: (x: number, y: number, grip: number) => Spot | null;
  lifted: (id: string) => void;
  /** It would land here. Called only when it changes. */
  over: (id: string, spot: Spot) => void;
  dropped: (id: string) => void;
  /** It goes back to where it was; `refused` says why when it never left. */
  cancelled: (refused: string | null) => void;
}

const mouseTravel = 4;
const touchTravel = 8;
const holdMillis = 220;
const edgePixels = 48;
const fastestPerFrame = 14;

interface Armed {
  pointer: number;
  type: string;
  x: number;
  y: number;
  id: string;
  grip: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Air extends Armed {
  spot: Spot | null;
  frame: number;
}

export class CalendarDrag {
  #host: DragHost;
  #armed: Armed | null = null;
  #air: Air | null = null;
  #swallow = false;
  #stop: (() => void)[] = [];

  constructor(host: DragHost) {
    this.#host = host;
    const { area } = host;
    const hear = <K extends keyof WindowEventMap>(target: EventTarget, name: K, act: (event: WindowEventMap[K]) => void, options?: AddEventListenerOptions) => {
      // The map of types belongs to the names; the target only delivers them.
      const heard = act as EventListener;
      target.addEventListener(name, heard, options);
      this.#stop.push(() => target.removeEventListener(name, heard, options));
    };
    hear(area, "pointerdown", (event) => this.#down(event));
    hear(window, "pointermove", (event) => this.#move(event));
    hear(window, "pointerup", (event) => this.#up(event));
    hear(window, "pointercancel", () => this.cancel());
    hear(window, "blur", () => this.cancel());
    hear(
      window,
      "keydown",
      (event) => {
        if (event.key !== "Escape" || this.#air === null) return;
        event.preventDefault();
        event.stopPropagation();
        this.cancel();
      },
      { capture: true },
    );
    // A click that ends a drag opens nothing.
    hear(
      area,
      "click",
      (event) => {
        if (!this.#swallow) return;
        this.#swallow = false;
        event.preventDefault();
        event.stopPropagation();
      },
      { capture: true },
    );
    // touch-action cannot change in mid-gesture: only this keeps the engine from panning away with a lifted item.
    hear(area, "touchmove", (event) => this.#air !== null && event.cancelable && event.preventDefault(), { passive: false });
    hear(area, "contextmenu", (event) => (this.#air !== null || this.#armed?.type === "touch") && event.preventDefault());
    hear(area, "dragstart", (event) => event.preventDefault());
  }

  get isDragging(): boolean {
    return this.#air !== null;
  }

  cancel(): void {
    const was = this.#air;
    this.#end();
    if (was !== null) this.#host.cancelled(null);
  }

  destroy(): void {
    this.cancel();
    for (const stop of this.#stop) stop();
  }

  #down(event: PointerEvent): void {
    this.#swallow = false;
    const id = this.#host.itemOf(event.target);
    if (id === null || event.button !== 0 || !event.isPrimary) return;
    const box = event.target instanceof Element ? (event.target.closest("[data-stop]") ?? event.target).getBoundingClientRect() : null;
    const armed: Armed = { pointer: event.pointerId, type: event.pointerType, x: event.clientX, y: event.clientY, id, grip: box === null ? 0 : event.clientY - box.top, timer: undefined };
    if (event.pointerType !== "mouse") armed.timer = setTimeout(() => this.#lift(armed), holdMillis);
    this.#armed = armed;
  }

  #move(event: PointerEvent): void {
    const armed = this.#armed;
    if (armed !== null && event.pointerId === armed.pointer) {
      const travel = Math.hypot(event.clientX - armed.x, event.clientY - armed.y);
      if (armed.type === "mouse" && travel >= mouseTravel) this.#lift(armed);
      else if (armed.type !== "mouse" && travel >= touchTravel) this.#end();
    }
    const air = this.#air;
    if (air === null || event.pointerId !== air.pointer) return;
    air.x = event.clientX;
    air.y = event.clientY;
    this.#look(air);
  }

  #up(event: PointerEvent): void {
    const air = this.#air;
    if (air === null || event.pointerId !== air.pointer) {
      this.#end();
      return;
    }
    this.#end();
    this.#swallow = true;
    if (air.spot === null) this.#host.cancelled(null);
    else this.#host.dropped(air.id);
  }

  #lift(armed: Armed): void {
    clearTimeout(armed.timer);
    this.#armed = null;
    const refused = this.#host.refusal(armed.id);
    if (refused !== null) {
      this.#swallow = true;
      this.#host.cancelled(refused);
      return;
    }
    this.#air = { ...armed, spot: null, frame: 0 };
    this.#host.lifted(armed.id);
    this.#look(this.#air);
    this.#scroll();
  }

  #look(air: Air): void {
    const spot = this.#host.placeAt(air.x, air.y, air.grip);
    if (spot === null || (spot.at === air.spot?.at && spot.lane === air.spot.lane)) return;
    air.spot = spot;
    this.#host.over(air.id, spot);
  }

  /** Near the upper or lower edge the days scroll by themselves, faster towards the edge. */
  #scroll(): void {
    const air = this.#air;
    if (air === null) return;
    const box = this.#host.area.getBoundingClientRect();
    const depth = air.y < box.top + edgePixels ? air.y - box.top - edgePixels : air.y > box.bottom - edgePixels ? air.y - box.bottom + edgePixels : 0;
    if (depth !== 0) {
      const part = Math.max(-1, Math.min(1, depth / edgePixels));
      this.#host.area.scrollTop += Math.sign(part) * part * part * fastestPerFrame;
      this.#look(air);
    }
    air.frame = requestAnimationFrame(() => this.#scroll());
  }

  #end(): void {
    clearTimeout(this.#armed?.timer);
    if (this.#air !== null) cancelAnimationFrame(this.#air.frame);
    this.#armed = null;
    this.#air = null;
  }
}
