/** @file What comes over or beside a list of tickets only when somebody asks for it; boards and lists share it. */
import { Lazy } from "../kit/lazy.svelte";

export const bulkBar = new Lazy(() => import("./BulkBar.svelte"));
export const peek = new Lazy(() => import("./Peek.svelte"));
