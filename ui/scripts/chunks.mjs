/**
 * @file Which file of the build a module goes to. Small files weigh more than they hold, zipped each by itself and naming what
 * they take from one another, so the code is cut by what is opened together and not by who shares what.
 */

/** Screens with a file of their own; the others are small and share one. */
export const screens = ["board", "list", "settings", "ticket"];

/**
 * What lies apart, as the bundler cuts it: what shows PDF files, the way to the window, what the frame and the board fetch at once
 * after the start, and the words with what makes languages up. The start waits for words before it has run to its end, so their
 * files may take nothing from the start: both would wait for each other.
 */
const apart = [
  /[\\/]preview[\\/]pdf\.ts$|[\\/]pdfjs-dist[\\/]/,
  /[\\/]src[\\/]platform[\\/]|[\\/]@tauri-apps[\\/]/,
  /[\\/]src[\\/]app[\\/]menubar\.(ts|svelte)|[\\/]src[\\/]features[\\/]board[\\/]/i,
  /\.ftl\?|[\\/]src[\\/]i18n[\\/]/,
];

const featureOf = (module) => /[\\/]src[\\/]features[\\/]([^\\/]+)[\\/]/.exec(module)?.[1];

/** The file for a module that the start does without; null leaves it to the bundler. */
export function partOf(module) {
  if (apart.some((those) => those.test(module))) return null;
  const feature = featureOf(module);
  if (feature === undefined) return "shared";
  return screens.includes(feature) ? feature : "parts";
}
