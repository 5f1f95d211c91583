/** @file Theme, contrast, density, zoom and motion of the window: chosen once, worn by the root element, which alone styles and scripts ask. */
import { densitySizes, type Density } from "./density";
import { store, stored, storedChoice } from "./stored.svelte";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const contrasts = ["system", "more"] as const;
export type Contrast = (typeof contrasts)[number];

export const densityChoices = ["auto", "compact", "regular", "touch"] as const;
export type DensityChoice = (typeof densityChoices)[number];

export const motions = ["system", "off"] as const;
export type Motion = (typeof motions)[number];

const smallestZoom = 85;
const largestZoom = 200;

/** In the pixels of the usual size: below the first the sidebar shows icons only, below the second a title takes two lines. */
const smallRoom = 1_100;
const leastRoom = 800;

const coarse = matchMedia("(pointer: coarse)");
const reduced = matchMedia("(prefers-reduced-motion: reduce)");
// WebKitGTK knows neither this wish nor forced colours, which is why contrast is a choice as well.
const strong = matchMedia("(prefers-contrast: more)");
/** What the window says of itself where no graphics card draws it. */
const drawnBySoftware = () => document.documentElement.dataset["graphics"] === "software";

class Appearance {
  theme: Theme = $derived(storedChoice("theme", themes));
  chosenDensity: DensityChoice = $derived(storedChoice("density", densityChoices));
  motion: Motion = $derived(storedChoice("motion", motions));
  contrast: Contrast = $derived(storedChoice("contrast", contrasts));
  zoomPercent = $derived(Math.min(largestZoom, Math.max(smallestZoom, Number(stored("zoom") ?? "100") || 100)));
  #touch = $state(coarse.matches);
  #width = $state(innerWidth);
  #reduced = $state(reduced.matches);
  #software = $state(drawnBySoftware());
  #strong = $state(strong.matches);

  /** Nothing moves: somebody wants it so, here or in the system, or the processor would have to draw every step. */
  still = $derived(this.motion === "off" || this.#reduced || this.#software);

  /** How wide the window is in the pixels of the usual size, for whoever draws another thing where there is little room. */
  room = $derived((this.#width * 100) / this.zoomPercent);

  density: Density = $derived(this.chosenDensity === "auto" ? (this.#touch ? "touch" : "regular") : this.chosenDensity);

  /** Whole-pixel sizes that windowing and hit-testing compute with; tokens.css rounds the same way. */
  sizes = $derived(densitySizes(this.density, this.zoomPercent / 100));

  constructor() {
    coarse.addEventListener("change", (event) => (this.#touch = event.matches));
    reduced.addEventListener("change", (event) => (this.#reduced = event.matches));
    strong.addEventListener("change", (event) => (this.#strong = event.matches));
    new MutationObserver(() => (this.#software = drawnBySoftware())).observe(document.documentElement, { attributeFilter: ["data-graphics"] });
    addEventListener("resize", () => {
      this.#width = innerWidth;
      this.#wear();
    });
    // At once, so that the first paint wears it; then whenever a preference changes, whoever changed it.
    this.#wear();
    $effect.root(() => {
      $effect(() => this.#wear());
    });
  }

  useTheme(theme: Theme): void {
    store("theme", theme);
  }

  useDensity(density: DensityChoice): void {
    store("density", density);
  }

  useMotion(motion: Motion): void {
    store("motion", motion);
  }

  useContrast(contrast: Contrast): void {
    store("contrast", contrast);
  }

  /** Sets the zoom; what lies outside 85 to 200 percent is cut to that. */
  zoom(percent: number): void {
    store("zoom", String(Math.min(largestZoom, Math.max(smallestZoom, Math.round(percent)))));
  }

  #wear(): void {
    const root = document.documentElement;
    if (this.theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = this.theme;
    if (this.still) root.dataset["motion"] = "off";
    else delete root.dataset["motion"];
    if (this.contrast === "more" || this.#strong) root.dataset["contrast"] = "more";
    else delete root.dataset["contrast"];
    root.dataset["density"] = this.density;
    if (this.room < leastRoom) root.dataset["room"] = "least";
    else if (this.room < smallRoom) root.dataset["room"] = "small";
    else delete root.dataset["room"];
    root.style.setProperty("--scale", String(this.zoomPercent / 100));
  }
}

export const appearance = new Appearance();
