/** @file Every screen of the desk, by its place in the address; the sidebar shows those with a `nav`. */
import BoardIcon from "@lucide/svelte/icons/square-kanban";
import CalendarIcon from "@lucide/svelte/icons/calendar-days";
import BellIcon from "@lucide/svelte/icons/bell";
import SearchIcon from "@lucide/svelte/icons/search";
import ListIcon from "@lucide/svelte/icons/list";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import SettingsIcon from "@lucide/svelte/icons/settings";
import ChartIcon from "@lucide/svelte/icons/chart-column";
import GaugeIcon from "@lucide/svelte/icons/gauge";
import ListChecksIcon from "@lucide/svelte/icons/list-checks";
import MapPinIcon from "@lucide/svelte/icons/map-pin";
import type { Component } from "svelte";
import Board from "../features/board/Board.svelte";
import type { PlainKey } from "../i18n/words.svelte";
import type { IconComponent } from "../kit/glyph";
import { Lazy } from "../kit/lazy.svelte";
import type { KeyId } from "../lib/keys";

export interface Screen {
  /** The first part of the hash: `board` in `#/board`. */
  name: string;
  label: PlainKey;
  part: Lazy<Component>;
  nav?: {
    icon: IconComponent;
    /** `end` stands at the bottom of the sidebar. */
    at: "top" | "end";
    /** The shortcut that goes there; the frame answers it. */
    command?: KeyId;
    /** Only for whoever leads the desk. */
    manages?: true;
  };
}

// The first to be fetched ahead: a click on a card comes sooner than one in the sidebar.
const ticket = new Lazy(() => import("../features/ticket/Ticket.svelte"));

/** The first one is where the desk opens, and the only one whose code is part of the start. */
export const screens: readonly [Screen, ...Screen[]] = [
  { name: "board", label: "board.title", part: Lazy.here(Board), nav: { icon: BoardIcon, at: "top", command: "go.board" } },
  { name: "list", label: "list.title", part: new Lazy(() => import("../features/list/List.svelte")), nav: { icon: ListIcon, at: "top", command: "go.list" } },
  { name: "search", label: "search.title", part: new Lazy(() => import("../features/search/Search.svelte")), nav: { icon: SearchIcon, at: "top", command: "go.search" } },
  {
    name: "triage",
    label: "triage.title",
    part: new Lazy(() => import("../features/triage/Triage.svelte")),
    nav: { icon: ListChecksIcon, at: "top", command: "go.triage" },
  },
  {
    name: "calendar",
    label: "calendar.title",
    part: new Lazy(() => import("../features/calendar/Calendar.svelte")),
    nav: { icon: CalendarIcon, at: "top", command: "go.calendar" },
  },
  {
    name: "visits",
    label: "visits.title",
    part: new Lazy(() => import("../features/visits/Visits.svelte")),
    nav: { icon: MapPinIcon, at: "top", command: "go.visits" },
  },
  {
    name: "dashboard",
    label: "dashboard.title",
    part: new Lazy(() => import("../features/dashboard/Dashboard.svelte")),
    nav: { icon: ChartIcon, at: "top", command: "go.dashboard" },
  },
  { name: "report", label: "report.title", part: new Lazy(() => import("../features/dashboard/Report.svelte")) },
  {
    name: "service",
    label: "service.title",
    part: new Lazy(() => import("../features/service/Service.svelte")),
    nav: { icon: GaugeIcon, at: "top", command: "go.service", manages: true },
  },
  {
    name: "notifications",
    label: "notifications.title",
    part: new Lazy(() => import("../features/notifications/Notifications.svelte")),
    nav: { icon: BellIcon, at: "end", command: "go.notifications" },
  },
  { name: "sync", label: "syncing.title", part: new Lazy(() => import("../features/sync/Sync.svelte")), nav: { icon: RefreshCw, at: "end", command: "go.sync" } },
  {
    name: "settings",
    label: "settings.title",
    part: new Lazy(() => import("../features/settings/Settings.svelte")),
    nav: { icon: SettingsIcon, at: "end", command: "go.settings" },
  },
  { name: "queue", label: "queue.title", part: new Lazy(() => import("../features/list/QueueDone.svelte")) },
  { name: "ticket", label: "ticket.title", part: ticket },
  { name: "import", label: "import.title", part: new Lazy(() => import("../features/import/Import.svelte")) },
  { name: "connect", label: "welcome.connect", part: new Lazy(() => import("../features/welcome/Connect.svelte")) },
];
