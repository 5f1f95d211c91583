/** @file The stack of what lies over the screen (dialogs, sheets, menus): Escape closes the topmost, keys below rest. */
import { untrack } from "svelte";

export interface Layer {
  /** A modal layer makes the screen under it inert. */
  modal: boolean;
  close: () => void;
}

class Layers {
  #stack: Layer[] = $state.raw([]);

  depth = $derived(this.#stack.length);
  modal = $derived(this.#stack.some((layer) => layer.modal));

  /** Puts a layer on top and returns how to take it away again, in whatever order. */
  push(layer: Layer): () => void {
    // Whoever pushes from an effect must not depend on what else lies on the stack.
    untrack(() => (this.#stack = [...this.#stack, layer]));
    return () => {
      this.#stack = this.#stack.filter((other) => other !== layer);
    };
  }

  isTop(layer: Layer): boolean {
    return this.#stack.at(-1) === layer;
  }

  /** Closes the topmost layer; false when nothing lies over the screen. */
  closeTop(): boolean {
    const top = this.#stack.at(-1);
    top?.close();
    return top !== undefined;
  }
}

export const layers = new Layers();
