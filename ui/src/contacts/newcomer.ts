/** @file From what somebody typed to a requester that nobody knew yet: the one way in which every form makes one. */
import { act } from "../api/act";
import type { Made, PersonCard } from "../api/gen";
import { t } from "../i18n/words.svelte";

export interface Newcomer {
  name: string;
  email: string;
}

/** Whether a text is a telephone number, as one types it. */
export function isNumber(text: string): boolean {
  return /^[\d\s\-/.()+]+$/.test(text) && text.replace(/\D/g, "").length >= 4;
}

/** The name and the address that a text has, as programs for mail copy them: `Ines Duarte <ines@example.org>`. */
const both = /^"?([^"<>@]+?)"?\s*<(\S+@[^\s<>]+)>$/u;
const address = /^[^\s<>]+@[^\s<>]+$/u;

/** Whether a text can be somebody: an address, or a name. */
export function looksLikeSomebody(text: string): boolean {
  const typed = text.trim();
  if (both.test(typed) || address.test(typed)) return true;
  return /\p{L}{2}/u.test(typed) && !/[@<>]/u.test(typed);
}

/** Takes a typed text apart into somebody new; an address gives a name as well. */
export function requesterFrom(text: string): Newcomer {
  const typed = text.trim();
  const [, written, reached] = both.exec(typed) ?? [];
  if (written !== undefined && reached !== undefined) return { name: written.trim(), email: reached };
  if (!address.test(typed)) return { name: typed, email: "" };
  const before = typed.split("@")[0] ?? typed;
  const name = before
    .split(/[._-]+/)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
  return { name, email: typed };
}

/** Who is meant by a typed text: whoever has that address, else the only one of that name. */
export function knownAs(text: string, people: readonly PersonCard[]): PersonCard | null {
  const { name, email } = requesterFrom(text);
  if (email !== "") return people.find((person) => person.email?.toLowerCase() === email.toLowerCase()) ?? null;
  const [only, ...others] = people.filter((person) => person.name.toLowerCase() === name.toLowerCase());
  return others.length === 0 ? (only ?? null) : null;
}

/** Whether a person has every word of a text: what a list that is still on its way will have, too. */
export function hasWords({ name, email, phone, organisation }: PersonCard, text: string): boolean {
  const all = [name, email ?? "", phone ?? "", organisation ?? ""].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/u).every((word) => all.includes(word));
}

/** Makes a requester of a typed text, and says so to those who listen; null when it was refused, which has been said. */
export async function makeContact(text: string): Promise<Made | null> {
  const { name, email } = requesterFrom(text);
  const input = { person: null, name, email: email === "" ? null : email, phone: null, role: "requester" as const, organisation: null, teams: [], tier: null, location: null, retired: false };
  return act("person_save", input, { done: t("contacts.made", { name }), quiet: true });
}
