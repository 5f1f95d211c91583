/** @file The carrier of the product: the window's own bridge to the core in the same process. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { problemOf, type Platform } from "./platform";

export const tauri: Platform = {
  async call<Output>(command: string, input: unknown) {
    try {
      return await invoke<Output>("rpc", { command, input });
    } catch (thrown) {
      throw problemOf(thrown);
    }
  },

  listen(hear) {
    const stop = listen<unknown>("notice", (event) => hear(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};
