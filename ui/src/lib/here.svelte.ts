/** @file The zone of this computer, which may travel to another one while the window is open. */

const read = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

let zone = $state(read());

/** Whatever is made of wall time asks this first, and is made again elsewhere. */
export function systemZone(): string {
  return zone;
}

/** Looks where the computer is now. */
export function lookAround(): void {
  zone = read();
}
