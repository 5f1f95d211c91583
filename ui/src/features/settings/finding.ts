/** @file What fits the words typed above the settings: sections and single controls, best first. */
import { decidedBy, settingsControls } from "../../api/controls";
import { sectionsFor, type SectionId } from "../../api/sections";
import type { SessionView } from "../../api/gen";
import { t, type PlainKey } from "../../i18n/words.svelte";
import { fit } from "../../lib/fuzzy";

export interface Found {
  id: string;
  section: SectionId;
  /** None for the section itself. */
  control: PlainKey | null;
  label: string;
  /** Where a control stands. */
  where: string;
}

/** A control is a little less than a section of the same name. */
const sectionFirst = 5;

export function findSettings(typed: string, session: SessionView | undefined): Found[] {
  const found: (Found & { score: number })[] = [];
  for (const { id, label } of sectionsFor(session)) {
    const where = t(label);
    const all: Found[] = [
      { id, section: id, control: null, label: where, where: "" },
      ...settingsControls[id].filter((control) => t(control) !== where).map((control) => ({ id: `${id}-${control}`, section: id, control, label: t(control), where })),
    ];
    for (const one of all) {
      const fits = fit(one.label, typed) ?? (one.control === null ? null : fit(`${where} ${one.label}`, typed));
      if (fits !== null) found.push({ ...one, score: fits.score + (one.control === null ? sectionFirst : 0) });
    }
  }
  return found.sort((one, other) => other.score - one.score).map(({ score: _, ...one }) => one);
}

/** What to look for on the page: the control, and what decides whether it is there. */
export function namesFor(control: PlainKey): [string, ...string[]] {
  const by = decidedBy[control];
  return [t(control), ...(by === undefined ? [] : [t(by)])];
}
