/** @file The large view of a file, which the start does without. */
import { Lazy } from "../../../kit/lazy.svelte";

export const preview = new Lazy(() => import("./Preview.svelte"));
