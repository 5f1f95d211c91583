/** @file The one sentence that screen readers hear; every command that changes something says so here. */

class Announcer {
  text = $state("");

  /** Says `sentence` at once. The same sentence twice is heard twice. */
  say(sentence: string): void {
    // An unchanged text node is not announced, so a repeat differs by a space that nobody hears.
    this.text = sentence === this.text ? `${sentence}\u00a0` : sentence;
  }
}

export const announcer = new Announcer();
