/** @file What a board or list is narrowed to, kept in the address so that it survives a reload and can be shared. */
import type { ClockState, Filter, Priority, StatusCategory } from "../api/gen";
import { readCut, writeCut } from "./cut";

export const noFilter: Filter = {
  text: "",
  statuses: [],
  categories: [],
  priorities: [],
  teams: [],
  assignees: [],
  unassigned: false,
  requester: null,
  organisation: null,
  tags: [],
  clocks: [],
  awake: false,
  cut: null,
};

/** Most pressing first, as menus show them. */
export const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];

/** The clock states that one can narrow to. */
export const narrowingClocks = ["breached", "at_risk"] as const satisfies readonly ClockState[];

const categories: readonly StatusCategory[] = ["new", "open", "waiting", "on_hold", "resolved", "closed"];
const nobody = "none";

/** Reads the filter of an address; what it does not know is left out, since links come from anywhere. */
export function readFilter(query: URLSearchParams): Filter {
  const list = (name: string) => (query.get(name) ?? "").split(",").filter((part) => part !== "");
  const known = <T extends string>(name: string, all: readonly T[]): T[] => {
    const found = list(name);
    return all.filter((one) => found.includes(one));
  };
  const assignees = list("assignee");
  return {
    text: query.get("q") ?? "",
    statuses: list("status"),
    categories: known("category", categories),
    priorities: known("priority", priorities),
    teams: list("team"),
    assignees: assignees.filter((one) => one !== nobody),
    unassigned: assignees.includes(nobody),
    requester: query.get("requester"),
    organisation: query.get("organisation"),
    tags: list("tag"),
    clocks: known("sla", narrowingClocks),
    awake: query.get("awake") === "yes",
    cut: readCut(query.get("cut") ?? ""),
  };
}

/** Writes the filter for an address; what does not narrow is left out. */
export function writeFilter(filter: Filter): Record<string, string> {
  const assignees = filter.unassigned ? [...filter.assignees, nobody] : filter.assignees;
  const parts: [string, string][] = [
    ["q", filter.text],
    ["status", filter.statuses.join(",")],
    ["category", filter.categories.join(",")],
    ["priority", filter.priorities.join(",")],
    ["team", filter.teams.join(",")],
    ["assignee", assignees.join(",")],
    ["requester", filter.requester ?? ""],
    ["organisation", filter.organisation ?? ""],
    ["tag", filter.tags.join(",")],
    ["sla", filter.clocks.join(",")],
    ["awake", filter.awake ? "yes" : ""],
    ["cut", filter.cut === null ? "" : writeCut(filter.cut)],
  ];
  return Object.fromEntries(parts.filter(([, value]) => value !== ""));
}

export function isFiltering(filter: Filter): boolean {
  return Object.keys(writeFilter(filter)).length > 0;
}

/** Returns the list with `one` added, or without it if it was there. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
