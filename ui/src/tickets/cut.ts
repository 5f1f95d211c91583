/** @file The tickets behind a figure of a report, in the address of a list, and what its chip says. */
import type { Channel, Cut, CutWhat, Lack, LookupsView, Metric, Priority } from "../api/gen";
import { formatDays, formatList, t } from "../i18n/words.svelte";
import { valueLabel } from "../lib/fields";
import { typeName } from "./types";

const whats: readonly CutWhat[] = ["opened", "answered", "resolved", "first_contact", "finished", "reopened", "reopened_soon", "worked", "waiting", "stood", "left", "met", "missed"];
const metrics: readonly Metric[] = ["first_response", "next_response", "resolution"];
const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
export const channels: readonly Channel[] = ["agent", "email", "phone", "web", "chat", "self_service", "monitoring"];
const lacks: readonly Lack[] = ["resolver", "topic", "organisation"];
/** Behind it lies no moment that a script can name. */
const lastMoment = 8_640_000_000_000_000;

/** Everything that happened to all tickets at any time, to narrow from. */
export const noCut: Omit<Cut, "what" | "from" | "to"> = {
  statuses: [],
  metric: null,
  teams: [],
  priorities: [],
  hour: null,
  zone: "",
  resolver: null,
  worker: null,
  topics: [],
  kinds: [],
  channels: [],
  organisations: [],
  lacks: [],
};

/** Writes a cut as `what~name.value~…`; what does not narrow is left out. */
export function writeCut(cut: Cut): string {
  const parts: [string, string][] = [
    ["from", String(cut.from)],
    ["to", String(cut.to)],
    ["status", cut.statuses.join(",")],
    ["metric", cut.metric ?? ""],
    ["team", cut.teams.join(",")],
    ["priority", cut.priorities.join(",")],
    ["hour", cut.hour === null ? "" : String(cut.hour)],
    ["zone", cut.zone],
    ["resolver", cut.resolver ?? ""],
    ["worker", cut.worker ?? ""],
    ["topic", cut.topics.join(",")],
    ["kind", cut.kinds.join(",")],
    ["channel", cut.channels.join(",")],
    ["organisation", cut.organisations.join(",")],
    ["lacks", cut.lacks.join(",")],
  ];
  return [cut.what, ...parts.filter(([, value]) => value !== "").map(([name, value]) => `${name}.${value}`)].join("~");
}

/** Reads a cut; null for anything that is none, since links come from anywhere. */
export function readCut(text: string): Cut | null {
  const [named = "", ...rest] = text.split("~");
  const what = whats.find((one) => one === named);
  const parts = new Map(rest.map((part): [string, string] => [part.slice(0, part.indexOf(".")), part.slice(part.indexOf(".") + 1)]));
  const [from, to] = [momentOf(parts.get("from")), momentOf(parts.get("to"))];
  if (what === undefined || from === null || to === null) return null;
  const list = (name: string) => (parts.get(name) ?? "").split(",").filter((one) => one !== "");
  const among = <T extends string>(name: string, all: readonly T[]) => all.find((one) => one === parts.get(name)) ?? null;
  const given = list("priority");
  return {
    what,
    from,
    to,
    statuses: list("status"),
    metric: among("metric", metrics),
    teams: list("team"),
    priorities: priorities.filter((one) => given.includes(one)),
    hour: momentOf(parts.get("hour")),
    zone: zoneIn(parts.get("zone")),
    resolver: parts.get("resolver") ?? null,
    worker: parts.get("worker") ?? null,
    topics: list("topic"),
    kinds: list("kind"),
    channels: channels.filter((one) => list("channel").includes(one)),
    organisations: list("organisation"),
    lacks: lacks.filter((one) => list("lacks").includes(one)),
  };
}

function momentOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,16}$/.test(text) && Number(text) <= lastMoment ? Number(text) : null;
}

/** A zone that is none would have no days; without one they are those of this computer. */
function zoneIn(name = ""): string {
  try {
    formatDays(0, 0, name);
    return name;
  } catch {
    return "";
  }
}

/** What the chip says: `Resolved 1 – 28 Nov 2026 · Incident, Question`. */
export function cutWords(cut: Cut, lookups: LookupsView | undefined): string {
  const rest = [cut.kinds.map((kind) => typeName(lookups, kind)), cut.channels.map((channel) => valueLabel("channel", channel)), topNames(cut.topics, lookups), organisationNames(cut.organisations, lookups)];
  return [momentWords(cut), ...rest.filter((names) => names.length > 0).map((names) => formatList(names, "plain"))].join(" · ");
}

function momentWords(cut: Cut): string {
  // Its days are those of the zone that it was counted in.
  const days = (from: number) => formatDays(from, cut.to - 1, cut.zone);
  if (cut.what === "stood") return t("cut.stood", { at: days(cut.to - 1) });
  if (cut.what === "waiting") return t("cut.waiting");
  return t("cut.during", { what: t(`cut.${cut.what}`), days: days(cut.from) });
}

/** A cut names every category below those that were asked for: these stand for them. */
function topNames(topics: Cut["topics"], lookups: LookupsView | undefined): string[] {
  const named = lookups?.categories.filter(({ id }) => topics.includes(id)) ?? [];
  return named.filter(({ parent }) => parent === null || !topics.includes(parent)).map(({ name }) => name);
}

function organisationNames(organisations: Cut["organisations"], lookups: LookupsView | undefined): string[] {
  // Nothing is gone while nobody knows yet what there is.
  if (lookups === undefined) return [];
  return organisations.map((id) => lookups.organisations.find((one) => one.id === id)?.name ?? t("filter.gone"));
}
