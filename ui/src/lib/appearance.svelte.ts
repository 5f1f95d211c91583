/** @file Theme, density, zoom and motion of the window: chosen once, worn by the root element. */
import { densitySizes, type Density } from "./density";
import { store, stored, storedChoice } from "./stored.svelte";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

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

class Appearance {
  theme: Theme = $derived(storedChoice("theme", themes));
  chosenDensity: DensityChoice = $derived(storedChoice("density", densityChoices));
  motion: Motion = $derived(storedChoice("motion", motions));
  zoomPercent = $derived(Math.min(largestZoom, Math.max(smallestZoom, Number(stored("zoom") ?? "100") || 100)));
  #touch = $state(coarse.matches);
  #width = $state(innerWidth);

  /** How wide the window is in the pixels of the usual size, for whoever draws another thing where there is little room. */
  room = $derived((this.#width * 100) / this.zoomPercent);

  density: Density = $derived(this.chosenDensity === "auto" ? (this.#touch ? "touch" : "regular") : this.chosenDensity);

  /** Whole-pixel sizes that windowing and hit-testing compute with; tokens.css rounds the same way. */
  sizes = $derived(densitySizes(this.density, this.zoomPercent / 100));

  constructor() {
    coarse.addEventListener("change", (event) => (this.#touch = event.matches));
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

  /** Sets the zoom; what lies outside 85 to 200 percent is cut to that. */
  zoom(percent: number): void {
    store("zoom", String(Math.min(largestZoom, Math.max(smallestZoom, Math.round(percent)))));
  }

  #wear(): void {
    const root = document.documentElement;
    if (this.theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = this.theme;
    if (this.motion === "system") delete root.dataset["motion"];
    else root.dataset["motion"] = this.motion;
    root.dataset["density"] = this.density;
    if (this.room < leastRoom) root.dataset["room"] = "least";
    else if (this.room < smallRoom) root.dataset["room"] = "small";
    else delete root.dataset["room"];
    root.style.setProperty("--scale", String(this.zoomPercent / 100));
  }
}

export const appearance = new Appearance();
