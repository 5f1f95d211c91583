/** @file What the desk answers about people and organisations in the gallery, and whom it refuses to change them, as the core does. */
import type { Commands, Filter, OrganisationView, PersonCard, PersonSave, PersonView, Role, RowView, Tag } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

type Person = Omit<PersonSave, "person"> & { id: string };

interface Around {
  /** Whoever acts. */
  me: { id: string; role: Role };
  /** Those who ask, each with the name of their organisation. */
  names: readonly (readonly [string, string | null])[];
  staff: readonly PersonCard[];
  /** The tickets of a requester by name. */
  ticketsOf: (name: string) => RowView[];
  renamed: (from: string, to: string, organisation: string | null) => void;
  changed: (...tags: Tag[]) => void;
}

export interface Contacts {
  answers: Answers;
  organisations: () => OrganisationView[];
  cardOf: (id: unknown) => PersonCard | undefined;
  named: (name: string | null) => PersonCard | undefined;
  /** Whether a ticket is of the requester and of the organisation that a list is narrowed to. */
  fits: (ticket: RowView, filter: Filter) => boolean;
}

export function contactAnswers({ me, names, staff, ticketsOf, renamed, changed }: Around): Contacts {
  const told = [...new Set(names.flatMap(([, organisation]) => organisation ?? []))];
  let organisations = told.map((name, index): OrganisationView => ({ id: `o${index}`, name, tier: index === 0 ? "Gold" : null, domain: `${name.split(" ")[0]?.toLowerCase() ?? ""}.example` }));
  const idOf = (name: string | null) => organisations.find((one) => one.name === name)?.id ?? null;
  const nameOf = (id: string | null) => organisations.find((one) => one.id === id)?.name ?? null;
  let people: Person[] = [
    ...names.map(([name, organisation], index): Person => ({ id: `p${index}`, name, email: `${name.split(" ")[0]?.toLowerCase() ?? ""}@example.org`, phone: index === 0 ? "0221 4711" : null, role: "requester", organisation: idOf(organisation), teams: [], tier: null, location: null, retired: false })),
    ...staff.map(({ id, name, role }): Person => ({ id, name, email: null, phone: null, role, organisation: null, teams: [], tier: null, location: null, retired: false })),
  ];
  const card = ({ id, name, email, phone, role, organisation, tier, location }: Person): PersonCard => ({ id, name, email, phone, role, organisation: nameOf(organisation), tier, location });
  const forbidden = (rule: string) => new ProblemError("forbidden", `you are not allowed to do this: ${rule}`);
  const invalid = (field: string) => new ProblemError("invalid", `${field}: no`, { field });
  const filled = (text: string | null) => text?.trim() || null;

  /** Staff know requesters; only admins decide who is staff, and people keep their own details. */
  function judge(before: Person | undefined, after: Person): void {
    if (me.role === "admin") return;
    const own = after.id === me.id;
    const same = before === undefined || (before.role === after.role && before.teams.join() === after.teams.join());
    const allowed = before === undefined ? after.role === "requester" : (before.role === "requester" || own) && same;
    if (!allowed) throw forbidden("admins decide who is staff");
  }

  return {
    organisations: () => organisations,
    cardOf: (id) => people.filter((one) => one.id === id).map(card)[0],
    named: (name) => people.filter((one) => one.name === name).map(card)[0],
    // What a test leaves out narrows nothing.
    fits: (ticket, { requester, organisation }) =>
      (requester == null || people.some(({ id, name }) => id === requester && name === ticket.requester)) && (organisation == null || (ticket.organisation !== null && nameOf(organisation) === ticket.organisation)),
    answers: {
      person_search: ({ text, count }) =>
        people
          .filter(({ retired }) => !retired)
          .filter((one) => {
            const all = [one.name, one.email, one.phone, nameOf(one.organisation)].join(" ").toLowerCase();
            return text.toLowerCase().split(/\s+/u).every((word) => all.includes(word));
          })
          .slice(0, count)
          .map(card),
      person_get: ({ person }): PersonView => {
        const found = people.find(({ id }) => id === person);
        if (found === undefined) throw new ProblemError("missing", "no such person");
        return { card: card(found), teams: found.teams, organisation: found.organisation, retired: found.retired, tickets: ticketsOf(found.name) };
      },
      person_save: ({ person, ...input }) => {
        const before = people.find(({ id }) => id === person);
        if (person !== null && before === undefined) throw new ProblemError("missing", "no such person");
        const after: Person = { ...input, id: person ?? `p${people.length}`, name: input.name.trim(), email: filled(input.email), phone: filled(input.phone), tier: filled(input.tier), location: filled(input.location) };
        judge(before, after);
        if (after.name === "") throw invalid("name");
        if (after.email !== null && (!after.email.includes("@") || /\s/u.test(after.email))) throw invalid("email");
        people = before === undefined ? [...people, after] : people.map((one) => (one.id === after.id ? after : one));
        if (before !== undefined) renamed(before.name, after.name, nameOf(after.organisation));
        changed("People", "House", "Tickets", "Undo");
        return { id: after.id, label: input.name };
      },
      organisation_save: ({ organisation, name, domain, tier }) => {
        if (me.role === "technician") throw forbidden("agents edit organisations");
        if (name.trim() === "") throw invalid("name");
        const after: OrganisationView = { id: organisation ?? `o${organisations.length}`, name: name.trim(), domain, tier };
        organisations = organisation === null ? [...organisations, after] : organisations.map((one) => (one.id === organisation ? after : one));
        changed("People", "House", "Undo");
        return { id: after.id, label: name };
      },
    },
  };
}
