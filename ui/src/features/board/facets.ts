/** @file What columns and lanes are called and which mark they bear, by what they stand for. */
import Clock from "@lucide/svelte/icons/clock";
import Building from "@lucide/svelte/icons/building-2";
import CalendarDays from "@lucide/svelte/icons/calendar-days";
import CircleHelp from "@lucide/svelte/icons/circle-help";
import Layers from "@lucide/svelte/icons/layers";
import TriangleAlert from "@lucide/svelte/icons/triangle-alert";
import UserX from "@lucide/svelte/icons/user-x";
import type { ColumnView, Facet, LaneView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { hueOf, type Glyph } from "../../kit/glyph";

function facetName(facet: Facet, name: string): string {
  switch (facet.is) {
    case "statuses":
      return name;
    case "unmapped":
      return t("board.unmapped");
    case "person":
      return facet.person === null ? t("act.nobody") : name === "" ? t("board.someone") : name;
    case "team":
      return name === "" ? t("board.someTeam") : name;
    case "priority":
      return t(`priority.${facet.priority}`);
    case "organisation":
      return facet.organisation === null ? t("board.noOrganisation") : name === "" ? t("board.someOrganisation") : name;
    case "sla":
      return t(`board.sla.${facet.state}`);
    case "due":
      return t(`board.due.${facet.bucket}`);
    case "rest":
      return t("board.rest");
  }
}

export const columnName = (column: Pick<ColumnView, "facet" | "name">): string => facetName(column.facet, column.name);
export const laneName = (lane: Pick<LaneView, "facet" | "name">): string => facetName(lane.facet, lane.name);

/** The mark before the name. */
export function glyphOf(facet: Facet, name: string, category: ColumnView["category"] = "open"): Glyph {
  switch (facet.is) {
    case "statuses":
      return { kind: "status", category };
    case "unmapped":
      return { kind: "icon", icon: CircleHelp };
    case "person":
      return facet.person === null ? { kind: "icon", icon: UserX } : { kind: "person", name, seed: facet.person };
    case "team":
      return { kind: "hue", hue: hueOf(facet.team) };
    case "priority":
      return { kind: "priority", priority: facet.priority };
    case "organisation":
      return { kind: "icon", icon: Building };
    case "sla":
      return { kind: "icon", icon: facet.state === "breached" || facet.state === "at_risk" ? TriangleAlert : Clock };
    case "due":
      return { kind: "icon", icon: CalendarDays };
    case "rest":
      return { kind: "icon", icon: Layers };
  }
}
