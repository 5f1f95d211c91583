/** @file A finger that moves sideways over what scrolls up and down: whoever listens follows it, and hears what it meant when it is let go. */
import type { Attachment } from "svelte/attachments";
import { swallowClick } from "../../lib/press";

export interface SwipeHost {
  /** Whether a finger may move anything just now. */
  may(): boolean;
  /** How far the finger is from where it began, in pixels to the right. */
  moved(by: number): void;
  /** It was let go, or taken away by the engine: the content is meant to go left, right, or back. */
  ended(to: "left" | "right" | "back"): void;
}

/** A finger is never quite still, and who scrolls is never quite upright. */
const travel = 10;
const slope = 1.2;
/** Whoever moves the content this part of its width means the neighbour, and so does a quick short move. */
const part = 1 / 3;
const flickPixels = 24;
const flickSpeed = 0.35;
/** The speed on letting go is that of the last moment. */
const recentMillis = 100;

interface Finger {
  pointer: number;
  x: number;
  y: number;
  swipes: boolean;
  seen: { x: number; at: number }[];
}

/** Hears swipes on an element. */
export function swipes(host: SwipeHost): Attachment<HTMLElement> {
  return (node) => {
    let finger: Finger | null = null;
    const stop = new AbortController();
    const hear = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void, options: AddEventListenerOptions = {}) =>
      node.addEventListener(name, listener, { ...options, signal: stop.signal });

    function move(event: PointerEvent): void {
      if (finger?.pointer !== event.pointerId) return;
      const [across, down] = [event.clientX - finger.x, event.clientY - finger.y];
      if (!finger.swipes) {
        if (Math.hypot(across, down) < travel) return;
        if (Math.abs(across) < Math.abs(down) * slope || !host.may()) {
          finger = null;
          return;
        }
        finger.swipes = true;
        // The card under the finger may be unmounted on the way.
        node.setPointerCapture(event.pointerId);
      }
      finger.seen = [...finger.seen.filter(({ at }) => at > event.timeStamp - recentMillis), { x: event.clientX, at: event.timeStamp }];
      host.moved(across);
    }

    function end(event: PointerEvent, meant: boolean): void {
      const was = finger;
      if (was?.pointer !== event.pointerId) return;
      finger = null;
      if (!was.swipes) return;
      swallowClick();
      host.ended(meant ? towards(was, event, node.clientWidth) : "back");
    }

    hear("pointerdown", (event) => {
      finger = event.pointerType === "mouse" || !event.isPrimary ? null : { pointer: event.pointerId, x: event.clientX, y: event.clientY, swipes: false, seen: [] };
    });
    hear("pointermove", move);
    hear("pointerup", (event) => end(event, true));
    hear("pointercancel", (event) => end(event, false));
    // touch-action cannot change in mid-gesture: only this keeps the engine from scrolling as well.
    hear("touchmove", (event) => finger?.swipes === true && event.cancelable && event.preventDefault(), { passive: false });
    return () => stop.abort();
  };
}

function towards({ x, seen }: Finger, event: PointerEvent, width: number): "left" | "right" | "back" {
  const across = event.clientX - x;
  const since = seen.find(({ at }) => at >= event.timeStamp - recentMillis);
  const speed = since === undefined || event.timeStamp === since.at ? 0 : (event.clientX - since.x) / (event.timeStamp - since.at);
  const flicked = Math.abs(across) >= flickPixels && Math.abs(speed) >= flickSpeed && Math.sign(speed) === Math.sign(across);
  // Whoever moves back on the way has thought better of it.
  const back = Math.abs(speed) >= flickSpeed && Math.sign(speed) !== Math.sign(across);
  if (!flicked && (back || Math.abs(across) < width * part)) return "back";
  return across < 0 ? "left" : "right";
}
