/** @file A field of the form while it is made or edited: what is typed, what is wrong with it, and what is saved of it. Pure. */
import type { FieldSave, FormChoice, FormField, Holds, Required, TicketType } from "../../../api/gen";

/** A choice with a name of its own for the list, since new ones have no id yet. */
export interface DraftChoice extends FormChoice {
  row: number;
}

export interface Draft {
  name: string;
  help: string;
  is: Holds["is"];
  /** Kept while another sort is looked at. */
  choices: readonly DraftChoice[];
  types: readonly TicketType[];
  required: Required;
  archived: boolean;
}

export const sorts: readonly Holds["is"][] = ["line", "text", "number", "yes_no", "date", "one", "many"];

export function draftOf(field: FormField | null): Draft {
  const given = field === null ? [] : choicesIn(field.holds);
  const choices = given.length === 0 ? [fresh(0), fresh(1)] : given.map((choice, row) => ({ ...choice, row }));
  if (field === null) return { name: "", help: "", is: "line", choices, types: [], required: "never", archived: false };
  return { name: field.name, help: field.help ?? "", is: field.holds.is, choices, types: field.types, required: field.required, archived: field.archived };
}

export function choicesIn(holds: Holds): readonly FormChoice[] {
  return holds.is === "one" || holds.is === "many" ? holds.choices : [];
}

function fresh(row: number): DraftChoice {
  return { id: "", name: "", archived: false, row };
}

export const chooses = ({ is }: Pick<Draft, "is">) => is === "one" || is === "many";

/** The choices with an empty one behind this place. */
export function withChoice(choices: readonly DraftChoice[], after: number): { choices: DraftChoice[]; row: number } {
  const row = Math.max(-1, ...choices.map((choice) => choice.row)) + 1;
  return { choices: [...choices.slice(0, after + 1), fresh(row), ...choices.slice(after + 1)], row };
}

/** Without a choice that is new; one that tickets may have is archived, or offered again. */
export function withoutChoice(choices: readonly DraftChoice[], row: number): DraftChoice[] {
  return choices.flatMap((choice) => {
    if (choice.row !== row) return [choice];
    return choice.id === "" ? [] : [{ ...choice, archived: !choice.archived }];
  });
}

/** What a field may come to hold: any sort while it is new, afterwards only what its values fit in. */
export function sortsFor(field: FormField | null): readonly Holds["is"][] {
  if (field === null) return sorts;
  return field.holds.is === "line" ? ["line", "text"] : [field.holds.is];
}

/** The choices that say something. */
const named = (draft: Draft) => draft.choices.filter(({ name }) => name.trim() !== "");

export type ChoiceLack = "none" | "same";

/** What is wrong with the choices. */
export function choiceLack(draft: Draft): ChoiceLack | null {
  if (!chooses(draft)) return null;
  const offered = named(draft).filter(({ archived }) => !archived);
  if (offered.length === 0) return "none";
  const names = new Set(offered.map(({ name }) => name.trim().toLowerCase()));
  return names.size < offered.length ? "same" : null;
}

/** What it holds, as it would be saved. */
export function holdsOf(draft: Draft): Holds {
  const { is } = draft;
  if (is !== "one" && is !== "many") return { is };
  return { is, choices: named(draft).map(({ id, name, archived }) => ({ id, name: name.trim(), archived })) };
}

export function saveOf(field: FormField | null, draft: Draft): FieldSave {
  return {
    field: field?.key ?? null,
    name: draft.name.trim(),
    help: draft.help.trim() === "" ? null : draft.help.trim(),
    holds: holdsOf(draft),
    types: [...draft.types],
    required: draft.required,
    archived: draft.archived,
  };
}

/** The field as it will look, for the picture beside the form. */
export function previewOf(draft: Draft): FormField {
  const holds = holdsOf(draft);
  // New choices get their ids from the core; until then their place tells them apart.
  const choices = choicesIn(holds).map((choice, place) => ({ ...choice, id: choice.id === "" ? `new-${place}` : choice.id }));
  return {
    key: "preview",
    name: draft.name.trim(),
    help: draft.help.trim() === "" ? null : draft.help.trim(),
    holds: holds.is === "one" || holds.is === "many" ? { is: holds.is, choices } : holds,
    types: [...draft.types],
    required: draft.required,
    position: 0,
    archived: false,
  };
}
