/** @file The stack of what lies over the screen (dialogs, sheets, menus): Escape closes the topmost, keys below rest. */

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
