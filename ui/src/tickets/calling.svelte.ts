/** @file Whether the sheet for a telephone call is open; every screen may open it. */

class Calling {
  open: boolean = $state(false);
  /** The draft on its way to the core, for a sheet that is opened again before it has come back. */
  onItsWay: string | undefined;

  close(): void {
    this.open = false;
  }
}

export const calling = new Calling();
