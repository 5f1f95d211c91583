/** @file Every screen of the desk, by its place in the address; the sidebar shows those with a `nav`. */
import BoardIcon from "@lucide/svelte/icons/square-kanban";
import ListIcon from "@lucide/svelte/icons/list";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import SettingsIcon from "@lucide/svelte/icons/settings";
import type { Component } from "svelte";
import Board from "../features/board/Board.svelte";
import Import from "../features/import/Import.svelte";
import List from "../features/list/List.svelte";
import Settings from "../features/settings/Settings.svelte";
import Sync from "../features/sync/Sync.svelte";
import Ticket from "../features/ticket/Ticket.svelte";
import Connect from "../features/welcome/Connect.svelte";
import type { PlainKey } from "../i18n/words.svelte";
import type { IconComponent } from "../kit/glyph";
import type { KeyId } from "../lib/keys";

export interface Screen {
  /** The first part of the hash: `board` in `#/board`. */
  name: string;
  label: PlainKey;
  component: Component;
  nav?: {
    icon: IconComponent;
    /** `end` stands at the bottom of the sidebar. */
    at: "top" | "end";
    /** The shortcut that goes there; the frame answers it. */
    command?: KeyId;
  };
}

/** The first one is where the desk opens. */
export const screens: readonly [Screen, ...Screen[]] = [
  { name: "board", label: "board.title", component: Board, nav: { icon: BoardIcon, at: "top", command: "go.board" } },
  { name: "list", label: "list.title", component: List, nav: { icon: ListIcon, at: "top", command: "go.list" } },
  { name: "sync", label: "syncing.title", component: Sync, nav: { icon: RefreshCw, at: "end", command: "go.sync" } },
  {
    name: "settings",
    label: "settings.title",
    component: Settings,
    nav: { icon: SettingsIcon, at: "end", command: "go.settings" },
  },
  { name: "ticket", label: "ticket.title", component: Ticket },
  { name: "import", label: "import.title", component: Import },
  { name: "connect", label: "welcome.connect", component: Connect },
];
