/** @file What a board or list is narrowed to, kept in the address so that it survives a reload and can be shared. */
import type { ClockState, Filter, Priority, StatusCategory } from "../api/gen";
import { href } from "../lib/router.svelte";
import { readCut, writeCut } from "./cut";

export const noFilter: Filter = {
  text: "",
  statuses: [],
  categories: [],
  priorities: [],
  teams: [],
  assignees: [],
  unassigned: false,
  mine: false,
  my_teams: false,
  due_today: false,
  updated_hours: null,
  requester: null,
  organisation: null,
  tags: [],
  fields: [],
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
/** Whoever looks, and their teams: a view that is shared shows everybody their own. */
const myself = "me";

/** What "changed lately" means. */
export const latelyHours = 24;
const mostHours = 24 * 365;

/** Reads the filter of an address; what it does not know is left out, since links come from anywhere. */
export function readFilter(query: URLSearchParams): Filter {
  const list = (name: string) => (query.get(name) ?? "").split(",").filter((part) => part !== "");
  const known = <T extends string>(name: string, all: readonly T[]): T[] => {
    const found = list(name);
    return all.filter((one) => found.includes(one));
  };
  const assignees = list("assignee");
  const teams = list("team");
  const hours = Number(query.get("updated"));
  return {
    text: query.get("q") ?? "",
    statuses: list("status"),
    categories: known("category", categories),
    priorities: known("priority", priorities),
    teams: teams.filter((one) => one !== myself),
    assignees: assignees.filter((one) => one !== nobody && one !== myself),
    unassigned: assignees.includes(nobody),
    mine: assignees.includes(myself),
    my_teams: teams.includes(myself),
    due_today: query.get("due") === "today",
    updated_hours: Number.isInteger(hours) && hours > 0 && hours <= mostHours ? hours : null,
    requester: query.get("requester"),
    organisation: query.get("organisation"),
    // A link of an earlier version has tags as they are.
    tags: list("tag").map((tag) => decoded(tag)[0] ?? tag),
    fields: list("field").flatMap(decoded).filter((one) => one.includes("=")),
    clocks: known("sla", narrowingClocks),
    awake: query.get("awake") === "yes",
    cut: readCut(query.get("cut") ?? ""),
  };
}

/** Writes the filter for an address; what does not narrow is left out. */
export function writeFilter(filter: Filter): Record<string, string> {
  const assignees = [...filter.assignees, ...(filter.unassigned ? [nobody] : []), ...(filter.mine ? [myself] : [])];
  const teams = [...filter.teams, ...(filter.my_teams ? [myself] : [])];
  const parts: [string, string][] = [
    ["q", filter.text],
    ["status", filter.statuses.join(",")],
    ["category", filter.categories.join(",")],
    ["priority", filter.priorities.join(",")],
    ["team", teams.join(",")],
    ["assignee", assignees.join(",")],
    ["requester", filter.requester ?? ""],
    ["organisation", filter.organisation ?? ""],
    // A tag may have commas, too; all else stays as one reads it.
    ["tag", filter.tags.map((tag) => tag.replaceAll(/[%,]/g, encodeURIComponent)).join(",")],
    // What a field holds may be a text with commas.
    ["field", filter.fields.map(encodeURIComponent).join(",")],
    ["sla", filter.clocks.join(",")],
    ["due", filter.due_today ? "today" : ""],
    ["updated", filter.updated_hours === null ? "" : String(filter.updated_hours)],
    ["awake", filter.awake ? "yes" : ""],
    ["cut", filter.cut === null ? "" : writeCut(filter.cut)],
  ];
  return Object.fromEntries(parts.filter(([, value]) => value !== ""));
}

/** The address of the list of the tickets behind a number. */
export const listOf = (filter: Filter) => href("list", [], writeFilter(filter));

/** What was written into an address; links come from anywhere, and what is no text is left out. */
export function decoded(text: string): string[] {
  try {
    return [decodeURIComponent(text)];
  } catch {
    return [];
  }
}

export function isFiltering(filter: Filter): boolean {
  return Object.keys(writeFilter(filter)).length > 0;
}

/** Returns the list with `one` added, or without it if it was there. */
export function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
