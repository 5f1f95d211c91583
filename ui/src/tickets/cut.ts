/** @file The tickets behind a figure of a report, in the address of a list, and what its chip says. */
import type { Channel, Cut, CutWhat, Lack, Metric, Priority } from "../api/gen";
import { formatDate, formatDays, t } from "../i18n/words.svelte";

const whats: readonly CutWhat[] = ["opened", "answered", "resolved", "first_contact", "finished", "reopened", "reopened_soon", "worked", "waiting", "stood", "left", "met", "missed"];
const metrics: readonly Metric[] = ["first_response", "next_response", "resolution"];
const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];
const channels: readonly Channel[] = ["agent", "email", "phone", "web", "chat", "self_service", "monitoring"];
const lacks: readonly Lack[] = ["resolver", "topic", "organisation"];
/** Behind it lies no moment that a script can name. */
const lastMoment = 8_640_000_000_000_000;

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
    ["kind", cut.kind ?? ""],
    ["channel", cut.channel ?? ""],
    ["organisation", cut.organisation ?? ""],
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
    zone: parts.get("zone") ?? "",
    resolver: parts.get("resolver") ?? null,
    worker: parts.get("worker") ?? null,
    topics: list("topic"),
    kind: parts.get("kind") ?? null,
    channel: among("channel", channels),
    organisation: parts.get("organisation") ?? null,
    lacks: lacks.filter((one) => list("lacks").includes(one)),
  };
}

function momentOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,16}$/.test(text) && Number(text) <= lastMoment ? Number(text) : null;
}

/** What the chip says: `Resolved 1 – 28 Nov 2026`. */
export function cutWords(cut: Cut): string {
  if (cut.what === "stood") return t("cut.stood", { at: formatDate(cut.to - 1, "date") });
  if (cut.what === "waiting") return t("cut.waiting");
  return t("cut.during", { what: t(`cut.${cut.what}`), days: formatDays(cut.from, cut.to - 1) });
}
