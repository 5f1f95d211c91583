/** @file What a visit says on paper, as the report that customers sign: when, who, how long, what was done, and whose signature. */
import type { MessageView, PaperBlock, PaperPart, ThreadEntry, VisitView } from "../api/gen";
import { formatDate, t } from "../i18n/words.svelte";
import { addDays, startOfDay } from "../lib/days";
import { workedSpan } from "../lib/time";
import { blocksOf } from "../tickets/paperblocks";
import { inOrder, standing } from "./day";

/** Those that somebody set out for, in their order: a plan alone is no visit yet. */
export function begunOf(visits: readonly VisitView[]): VisitView[] {
  return inOrder(visits.filter(({ steps }) => standing(steps).some(({ kind }) => kind !== "cancelled")));
}

/** With the date, also of the end where that is another: paper is read when nobody knows the day any more. */
export function plannedWords({ from, until }: Pick<VisitView, "from" | "until">): string {
  if (from === null || until === null) return t("visit.unscheduled");
  return `${formatDate(from, "full")} – ${formatDate(until, until <= addDays(startOfDay(from), 1) ? "time" : "full")}`;
}

/** The note that its end left with the ticket: one command writes both, so they have one author and one moment. */
export function reportOf({ steps }: Pick<VisitView, "steps">, entries: readonly ThreadEntry[]): string | null {
  const end = standing(steps).findLast(({ kind }) => kind === "done" || kind === "cancelled");
  const isIt = (entry: ThreadEntry): entry is ThreadEntry & MessageView => entry.entry === "message" && entry.kind === "note" && entry.at === end?.at && entry.author === end.by;
  return entries.find(isIt)?.body ?? null;
}

/** One thing that is known of a visit, where it is. */
export interface Told {
  id: "planned" | "purpose" | "address" | "onSite" | "booked" | "parts";
  label: string;
  value: string;
}

export function factsOfVisit(visit: VisitView): Told[] {
  const span = (seconds: number | null) => (seconds === null || seconds === 0 ? "" : workedSpan(Math.round(seconds / 60) * 60_000));
  const all: Told[] = [
    { id: "planned", label: t("visit.paper.planned"), value: plannedWords(visit) },
    { id: "purpose", label: t("visit.purpose"), value: visit.purpose ?? "" },
    { id: "address", label: t("visit.address"), value: visit.address ?? "" },
    { id: "onSite", label: t("visit.paper.onSite"), value: span(visit.on_site_seconds) },
    { id: "booked", label: t("visit.paper.booked"), value: span(visit.spent_seconds) },
    { id: "parts", label: t("visit.parts"), value: visit.parts.join(" · ") },
  ];
  return all.filter(({ value }) => value !== "");
}

/** The steps that stand, with who took one in place of the technician. */
export function stepsOfVisit({ steps, technician }: Pick<VisitView, "steps" | "technician">): string[] {
  return standing(steps).map(({ kind, at, by, by_name }) => {
    const step = t("visit.paper.step", { step: t(`visit.step.${kind}`), at: formatDate(at, "full") });
    return by === technician || by_name === null ? step : `${step} (${by_name})`;
  });
}

const plain = { strong: false, em: false, code: false, strike: false, url: null };
const block = (runs: PaperBlock["runs"], more: Partial<PaperBlock> = {}): PaperBlock => ({ kind: "paragraph", depth: 0, quoted: 0, marker: null, runs, ...more });
const fact = (label: string, value: string) => block([{ ...plain, strong: true, text: `${label}: ` }, { ...plain, text: value }]);
const title = (text: string) => block([{ ...plain, strong: true, text }]);

/** A visit as a part of a document; `unsigned` leaves room for a pen where nobody has signed. */
export function partOf(visit: VisitView, report: string | null, unsigned?: "room"): PaperPart {
  const [began] = standing(visit.steps);
  const signature =
    visit.signature !== null
      ? [title(t("visit.signedBy", { name: visit.signed_by ?? "" }))]
      : unsigned === "room"
        ? // Three empty lines are as high as a name that somebody writes.
          [block([{ ...plain, text: "\u00a0\n\u00a0\n\u00a0" }]), block([], { kind: "rule" }), block([{ ...plain, text: t("visit.paper.sign") }])]
        : [];
  return {
    is: "said",
    who: visit.technician_name ?? t("visit.technician.none"),
    when: began === undefined ? "" : formatDate(began.at, "full"),
    side: "agent",
    marks: [t(`visit.state.${visit.state}`)],
    text: [
      ...factsOfVisit(visit).map(({ label, value }) => fact(label, value)),
      title(t("visit.steps")),
      ...stepsOfVisit(visit).map((text) => block([{ ...plain, text }], { depth: 1, marker: "•" })),
      ...(report === null ? [] : [title(t(visit.state === "cancelled" ? "visit.cancel.why" : "visit.report")), ...blocksOf(report)]),
      ...signature,
    ],
    files: visit.files.map(({ name }) => name),
  };
}
