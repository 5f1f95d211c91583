/** @file One key press as text (`Mod+Shift+Z`, `?`, `ArrowDown`), the form in which keys are written everywhere. */

/** What of a keyboard event matters. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const bare = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);

/** Returns the chord of a press, or null for a modifier alone. */
export function chordOf(press: Press, apple: boolean): string | null {
  if (bare.has(press.key)) return null;
  const mod = apple ? press.metaKey : press.ctrlKey;
  const other = apple ? press.ctrlKey : press.metaKey;
  const key = nameOf(press);
  const parts: string[] = [];
  if (mod) parts.push("Mod");
  if (other) parts.push(apple ? "Ctrl" : "Meta");
  if (press.altKey) parts.push("Alt");
  // A symbol already contains its Shift: `?` is `?` wherever a layout puts it.
  if (press.shiftKey && (key.length > 1 || /^[A-Z0-9]$/.test(key))) parts.push("Shift");
  return [...parts, key].join("+");
}

function nameOf({ key, code, altKey }: Press): string {
  if (key === " ") return "Space";
  if (key.length > 1) return key;
  // Alt makes other letters on a Mac, and a Cyrillic layout has no B: both times the place of the key decides.
  if (altKey || (key > "\u007f" && /^Key[A-Z]$/.test(code))) {
    const physical = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
    if (physical !== undefined) return physical;
  }
  return key.toUpperCase();
}

/** Whether the chord is a single character key: what WCAG 2.1.4 lets people switch off. */
export function isSingleKey(chord: string): boolean {
  const key = chord.startsWith("Shift+") ? chord.slice("Shift+".length) : chord;
  return key.length === 1;
}

/** Whether the chord may act while somebody types. */
export function worksInText(chord: string, apple: boolean): boolean {
  if (chord === "Escape" || /^(Shift\+)?F\d+$/.test(chord)) return true;
  // On a Mac, Alt and the arrows move through words.
  return chord.includes("Mod+") || (chord.includes("Alt+") && !apple);
}

const appleNames: Record<string, string> = {
  Mod: "⌘",
  Ctrl: "⌃",
  Meta: "⌘",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
};
const plainNames: Record<string, string> = { Mod: "Ctrl", Meta: "Win", Enter: "↵", Escape: "Esc" };
const shared: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

/** The keys of one chord: `Mod+Shift+Z` is `["Mod", "Shift", "Z"]`, and plus can be one of them. */
export function partsOf(chord: string): string[] {
  return chord.endsWith("++") ? [...chord.slice(0, -2).split("+"), "+"] : chord === "+" ? ["+"] : chord.split("+");
}

/** The caps to draw for one chord: `Mod+Shift+Z` is `["⌘", "⇧", "Z"]` on a Mac. */
export function caps(chord: string, apple: boolean): string[] {
  return partsOf(chord).map((part) => shared[part] ?? (apple ? appleNames : plainNames)[part] ?? part);
}

/** A chord, or a run of them, within a sentence: `Ctrl+;`, or `⌘;` on a Mac. */
export function inWords(keys: string, apple: boolean): string {
  return keys
    .split(" ")
    .map((chord) => caps(chord, apple).join(apple ? "" : "+"))
    .join(" ");
}

/** The value of `aria-keyshortcuts` for one chord. */
export function ariaShortcut(chord: string, apple: boolean): string {
  return chord.replace("Mod", apple ? "Meta" : "Control");
}
