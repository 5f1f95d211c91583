/** @file The whole desk on made-up tickets: ?theme=dark&density=compact&count=100000&mood=empty. No part of the build. */
import "../src/styles/base.css";
import { mount } from "svelte";
import { connect } from "../src/api/call";
import App from "../src/app/App.svelte";
import { appearance, densityChoices, themes } from "../src/lib/appearance.svelte";
import { language } from "../src/lib/language.svelte";
import { makeDesk } from "./desk";

await language.begin();
const asked = new URLSearchParams(location.search);
const theme = themes.find((one) => one === asked.get("theme"));
const density = densityChoices.find((one) => one === asked.get("density"));
if (theme !== undefined) appearance.useTheme(theme);
if (density !== undefined) appearance.useDensity(density);
if (asked.get("dir") === "rtl") document.documentElement.dir = "rtl";

void connect(Promise.resolve(makeDesk(Number(asked.get("count") ?? "240"), asked.get("mood") ?? "full")));
const root = document.getElementById("app");
if (root !== null) mount(App, { target: root });
