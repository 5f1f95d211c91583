/** @file Tests speak English unless they say otherwise. */
import { restOfWords, speak } from "./words.svelte";

await speak("en");
await restOfWords();
