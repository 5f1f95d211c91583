/** @file By which clock first replies and resolutions are told: in business time, as the ticket's own clock counts, or by the clock on the wall. */
import type { Measure, ReportMeasure } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import type { Counting } from "./figures";

export const clocks = ["business", "wall"] as const;
export type Clock = (typeof clocks)[number];

export const otherClock = (clock: Clock): Clock => (clock === "wall" ? "business" : "wall");

type Named = Measure | ReportMeasure | Counting;

/** What both clocks tell; all else is a number, a part of all, or belongs to one clock alone. */
const timed: ReadonlySet<Named> = new Set<Named>(["answer_p50", "answer_p90", "answer_mean", "work_p50", "work_p90", "work_mean"]);

export const isTimed = (measure: Named): boolean => timed.has(measure);

/** `First reply on the clock`: a name alone does not say which hours count. */
export const byClock = (measure: string, clock: Clock): string => t(`clock.measure.${clock}`, { measure });

/** What a number is called wherever it stands apart from the switch: in tables, files, and to whoever listens. */
export const nameByClock = (measure: Named, clock: Clock): string => (isTimed(measure) ? byClock(t(`measure.${measure}`), clock) : t(`measure.${measure}`));
