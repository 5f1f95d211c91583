/** @file A contact as its form holds it: what is typed, which organisation is meant by it, and what is sent of it. */
import type { OrganisationId, OrganisationSave, OrganisationView, PersonSave, PersonView } from "../api/gen";
import { beginningFirst } from "../lib/fuzzy";
import type { Newcomer } from "./newcomer";

export interface PersonForm {
  name: string;
  email: string;
  phone: string;
  location: string;
  tier: string;
  organisation: Typed;
}

/** What stands in the field for an organisation, and which one that is where it was chosen. */
export interface Typed {
  text: string;
  id: OrganisationId | null;
}

export type Meant = { is: "none" } | { is: "known"; id: OrganisationId } | { is: "new"; name: string };

export function emptyPerson({ name, email }: Newcomer = { name: "", email: "" }): PersonForm {
  return { name, email, phone: "", location: "", tier: "", organisation: { text: "", id: null } };
}

export function formOf({ card, organisation }: PersonView): PersonForm {
  return {
    name: card.name,
    email: card.email ?? "",
    phone: card.phone ?? "",
    location: card.location ?? "",
    tier: card.tier ?? "",
    organisation: { text: card.organisation ?? "", id: organisation },
  };
}

/** What is typed names an organisation that is there, or one that is to be made. */
export function organisationMeant({ text, id }: Typed, known: readonly OrganisationView[]): Meant {
  const name = text.trim();
  if (id !== null) return { is: "known", id };
  if (name === "") return { is: "none" };
  const same = known.find((one) => one.name.trim().toLowerCase() === name.toLowerCase());
  return same === undefined ? { is: "new", name } : { is: "known", id: same.id };
}

/** The organisations that have every word that was typed, those first that begin with it. */
export function organisationsLike(text: string, known: readonly OrganisationView[]): OrganisationView[] {
  const words = text.toLowerCase().split(/\s+/u).filter((word) => word !== "");
  const has = (one: OrganisationView) => words.every((word) => [one.name, one.tier ?? "", domainOf(one)].some((part) => part.toLowerCase().includes(word)));
  return beginningFirst(known.filter(has), ({ name }) => name, text);
}

/** The domain of its addresses. */
export function domainOf({ domain }: OrganisationView): string {
  return domain ?? "";
}

const filled = (text: string): string | null => (text.trim() === "" ? null : text.trim());

export function toPerson(form: PersonForm, organisation: OrganisationId | null, rest: Pick<PersonSave, "person" | "role" | "teams" | "retired">): PersonSave {
  const { name, email, phone, location, tier } = form;
  return { ...rest, name: name.trim(), email: filled(email), phone: filled(phone), location: filled(location), tier: filled(tier), organisation };
}

/** What the desk is asked to keep of an organisation; a domain may have been copied with its `@`. */
export function toOrganisation(organisation: OrganisationId | null, form: { name: string; domain: string; tier: string }): OrganisationSave {
  return { organisation, name: form.name.trim(), domain: filled(form.domain.trim().replace(/^@/u, "").toLowerCase()), tier: filled(form.tier) };
}
