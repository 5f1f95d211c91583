/** @file What a press of the pointer becomes besides a click: a finger that rests, and a click that ends something else. */

const holdMillis = 500;
/** A finger is never quite still. */
const travel = 8;
/** Engines make a click of a long press a moment later, or a menu. */
const afterMillis = 300;

/** The browser turns the end of a drag or of a long press into a click, which would open what is under it. */
export function swallowClick(withinMillis = 0): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const enough = new AbortController();
  addEventListener("click", swallow, { capture: true, once: true, signal: enough.signal });
  setTimeout(() => enough.abort(), withinMillis);
}

/** Hears a finger that rests on something, and knows whether the last press was a finger's. */
export class LongPress {
  #held: (target: Element) => void;
  #armed: { pointer: number; x: number; y: number; timer: ReturnType<typeof setTimeout> } | null = null;
  /** The finger rested long enough, and is still there. */
  #rested = false;
  #finger = false;
  /** When a finger was there last. */
  #at = -Infinity;

  constructor(held: (target: Element) => void) {
    this.#held = held;
  }

  get byFinger(): boolean {
    return this.#finger;
  }

  readonly attach = (node: HTMLElement): (() => void) => {
    const stop = new AbortController();
    const hear = <K extends "pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "contextmenu">(name: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      node.addEventListener(name, listener, { capture: true, signal: stop.signal });
    hear("pointerdown", (event) => this.#down(event));
    hear("pointermove", (event) => this.#move(event));
    hear("pointerup", () => this.#up());
    hear("pointercancel", () => this.#disarm());
    // A resting finger asks engines for a menu, too.
    hear("contextmenu", (event) => {
      if (!this.#finger || performance.now() - this.#at > holdMillis + afterMillis) return;
      event.preventDefault();
      event.stopPropagation();
    });
    return () => {
      this.#disarm();
      stop.abort();
    };
  };

  #down(event: PointerEvent): void {
    this.#disarm();
    this.#finger = event.pointerType === "touch";
    if (!this.#finger) return;
    this.#at = performance.now();
    const { target, pointerId: pointer, clientX: x, clientY: y } = event;
    // Two fingers zoom.
    if (!event.isPrimary || !(target instanceof Element)) return;
    const timer = setTimeout(() => {
      this.#armed = null;
      this.#rested = true;
      this.#held(target);
    }, holdMillis);
    this.#armed = { pointer, x, y, timer };
  }

  #move(event: PointerEvent): void {
    const armed = this.#armed;
    if (armed?.pointer === event.pointerId && Math.hypot(event.clientX - armed.x, event.clientY - armed.y) >= travel) this.#disarm();
  }

  #up(): void {
    if (this.#finger) this.#at = performance.now();
    if (this.#rested) swallowClick(afterMillis);
    this.#disarm();
  }

  #disarm(): void {
    clearTimeout(this.#armed?.timer);
    this.#armed = null;
    this.#rested = false;
  }
}
