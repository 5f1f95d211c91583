/** @file The stack of what lies over the screen (dialogs, sheets, menus): Escape closes the topmost, keys below rest. */
import { getContext, setContext } from "svelte";

export interface Layer {
  /** A modal layer makes the screen under it inert. */
  modal: boolean;
  close: () => void;
}

class Layers {
  #stack: Layer[] = $state.raw([]);
  // Svelte shows a component that ends what held before the present change; one that begins in the same change would
  // be forgotten. The plain list always holds.
  #all: Layer[] = [];

  depth = $derived(this.#stack.length);
  modal = $derived(this.#stack.some((layer) => layer.modal));

  /** The same as `depth`, for whoever asks in the middle of a change. */
  get count(): number {
    return this.#all.length;
  }

  /** Puts a layer on top and returns how to take it away again, in whatever order. */
  push(layer: Layer): () => void {
    this.#all = [...this.#all, layer];
    this.#stack = this.#all;
    return () => {
      this.#all = this.#all.filter((other) => other !== layer);
      this.#stack = this.#all;
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

const standing = Symbol("the layer that a component stands in");

/** What the calling component shows from here on stands in the layer that it has just put on top. */
export function standInTop(): void {
  setContext(standing, layers.count);
}

/** How many layers are under what the calling component shows, with its own: none for a screen, whatever lies over it while it comes. */
export function depthHere(): number {
  return getContext<number | undefined>(standing) ?? 0;
}
