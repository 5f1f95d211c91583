/** @file Tests speak English unless they say otherwise. */
import { speak } from "./words.svelte";

await speak("en");
