/** @file The kit on one page for whoever changes it: `npm run dev`, then /gallery/. No part of the build. */
import "../src/styles/base.css";
import { mount } from "svelte";
import { appearance, densityChoices, themes } from "../src/lib/appearance.svelte";
import { language } from "../src/lib/language.svelte";
import { connect } from "../src/api/call";
import App from "../src/app/App.svelte";
import { desk } from "./scenes";
import { sample } from "./sample";
import Drag from "./Drag.svelte";
import Gallery from "./Gallery.svelte";

await language.begin();
const asked = new URLSearchParams(location.search);
const theme = themes.find((one) => one === asked.get("theme"));
const density = densityChoices.find((one) => one === asked.get("density"));
if (theme !== undefined) appearance.useTheme(theme);
if (density !== undefined) appearance.useDensity(density);
if (asked.get("dir") === "rtl") document.documentElement.dir = "rtl";

const root = document.getElementById("app");
const scene = asked.get("scene");
if (root !== null && scene !== null) {
  void connect(Promise.resolve(desk(scene)));
  mount(App, { target: root });
} else if (root !== null && asked.has("frame")) {
  void connect(Promise.resolve(sample));
  mount(App, { target: root });
} else if (root !== null && asked.has("drag")) mount(Drag, { target: root });
else if (root !== null) mount(Gallery, { target: root, props: { open: asked.get("open") ?? "" } });
