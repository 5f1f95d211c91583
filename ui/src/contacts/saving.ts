/** @file Saves what the form of a person holds: first the organisation that was made in it, then the person. */
import { act } from "../api/act";
import type { Made, OrganisationView, PersonSave } from "../api/gen";
import type { ProblemCode } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { part } from "../tickets/change.svelte";
import { organisationMeant, toOrganisation, toPerson, type PersonForm } from "./form";

/** What is wrong with a field, in words. */
export interface Wrong {
  name?: string;
  email?: string;
  organisation?: string;
}

/** What can be seen before anything is sent; the core looks again. */
export function wrongIn(form: PersonForm, known: readonly OrganisationView[], makes: boolean): Wrong {
  return {
    ...(form.name.trim() === "" ? { name: t("settings.name.missing") } : {}),
    ...(makes || organisationMeant(form.organisation, known).is !== "new" ? {} : { organisation: t("contacts.organisation.unknown") }),
  };
}

/** What a refusal says of one field, in words; null for one that is about something else. */
export function wrongBy(code: ProblemCode, detail: unknown): Wrong | null {
  const field = code === "invalid" ? part(detail, "field") : undefined;
  if (field === "email") return { email: t("contacts.email.wrong") };
  if (field === "name") return { name: t("contacts.name.wrong") };
  return null;
}

interface Says {
  known: readonly OrganisationView[];
  /** The organisation has been made: what is sent again is of that one. */
  onmade: (organisation: PersonForm["organisation"]) => void;
  /** A field was refused. */
  onwrong: (wrong: Wrong) => void;
}

/** Null when it was refused: at its field where it is about one, else said like any refusal. */
export async function savePerson(form: PersonForm, rest: Pick<PersonSave, "person" | "role" | "teams" | "retired">, { known, onmade, onwrong }: Says): Promise<Made | null> {
  const meant = organisationMeant(form.organisation, known);
  let organisation = meant.is === "known" ? meant.id : null;
  if (meant.is === "new") {
    const made = await act("organisation_save", toOrganisation(null, { name: meant.name, domain: "", tier: "" }));
    if (made === null) return null;
    organisation = made.id;
    onmade({ text: meant.name, id: made.id });
  }
  const input = toPerson(form, organisation, rest);
  const refused = (code: ProblemCode, detail: unknown): boolean => {
    const wrong = wrongBy(code, detail);
    if (wrong !== null) onwrong(wrong);
    return wrong !== null;
  };
  return act("person_save", input, { done: t("settings.saved.one", { name: input.name }), refused });
}
