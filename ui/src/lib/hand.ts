/** @file What one worked with last: after a key nothing moves on the screen. */

let keys = true;
addEventListener("keydown", () => (keys = true), { capture: true, passive: true });
addEventListener("pointerdown", () => (keys = false), { capture: true, passive: true });

/** Whether it was the keyboard; also before anybody has touched anything. */
export const byKeys = (): boolean => keys;
