/** @file Which contact or organisation is being edited; ContactHost.svelte shows its form, from wherever it was asked for. */
import type { OrganisationView, PersonId } from "../api/gen";
import type { Newcomer } from "./newcomer";

export interface AskedPerson {
  is: "person";
  /** Null makes somebody new, who begins with what was typed. */
  person: PersonId | null;
  beginning?: Newcomer;
}

export interface AskedOrganisation {
  is: "organisation";
  /** Null makes a new one, which begins with what was typed. */
  organisation: OrganisationView | null;
  beginning?: string;
}

class Contacting {
  asked: AskedPerson | AskedOrganisation | null = $state.raw(null);

  ask(asked: AskedPerson | AskedOrganisation): void {
    this.asked = asked;
  }

  /** Closes this form; another that was asked for meanwhile stays. */
  close(asked: AskedPerson | AskedOrganisation): void {
    if (this.asked === asked) this.asked = null;
  }
}

export const contacting = new Contacting();
