/** @file What is edited of a collection and not saved yet: a look at another screen loses nothing. */

export class Kept<Edit> {
  /** By the id of the one, or `new`. */
  all: Record<string, Edit> = $state({});

  drop(id: string): void {
    const { [id]: _, ...rest } = this.all;
    this.all = rest;
  }
}
