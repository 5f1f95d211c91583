/** @file What somebody may do with contacts, so that what the core would refuse is not offered; the core decides (`crates/domain/src/access.rs`). */
import type { PersonCard, SessionView } from "./gen";

/** Everybody here knows requesters; of those who work here only admins change others, and everybody themselves. */
export function mayEditPerson(session: SessionView | undefined, { id, role }: Pick<PersonCard, "id" | "role">): boolean {
  if (session === undefined) return false;
  return role === "requester" || session.may_configure || id === session.me;
}

export function mayEditOrganisations(session: SessionView | undefined): boolean {
  return session?.role === "agent" || session?.role === "manager" || session?.role === "admin";
}
