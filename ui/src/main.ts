/** @file Starts the desk in this window. */
import "./styles/base.css";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { language } from "./lib/language.svelte";
import { reach } from "./lib/perf";

reach("script");

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");

// Without its words the desk still opens, with their names in their places.
await language.begin().catch((error: unknown) => reportError(error));
mount(App, { target: root });

requestAnimationFrame(() => reach("first-frame"));
