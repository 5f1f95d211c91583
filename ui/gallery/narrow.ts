/** @file Who asks on the made-up desk, and which of its tickets a filter leaves. */
import type { Filter, OrganisationView, RowView } from "../src/api/gen";
import { fitsLine } from "./search";

export const people = ["Anna Kowalska", "Marcus Bell", "Ines Duarte", "Yuki Tanaka", "Tom Okafor", "Lea Brandt", "Noor Haddad", "Sam Whitaker", "Priya Raman", "Jonas Vik"];
export const companies = ["Northwind", "Contoso Logistics", "Adatum", "Harbour Clinic", null];

export const organisations: OrganisationView[] = companies.flatMap((name, index) => (name === null ? [] : [{ id: `o${String(index)}`, name, domain: null, tier: null }]));

/** The teams of whoever looks. */
const myTeams = ["team2"];

const isToday = (moment: number | null): boolean => moment !== null && new Date(moment).toDateString() === new Date().toDateString();

/** Whether a ticket is one of those that a filter asks for; whose it is, contacts say. */
export function fits(ticket: RowView, filter: Filter): boolean {
  const among = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
  return (
    fitsLine(ticket, filter.text) &&
    among(filter.statuses, ticket.status) &&
    among(filter.priorities, ticket.priority) &&
    among([...filter.teams, ...(filter.my_teams ? myTeams : [])], ticket.team) &&
    among(filter.categories, ticket.category) &&
    (filter.unassigned
      ? ticket.assignee === null
      : (filter.assignees.length === 0 && !filter.mine) || (filter.mine && ticket.assignee === "s0") || (ticket.assignee !== null && filter.assignees.includes(ticket.assignee))) &&
    (!filter.due_today || isToday(ticket.clock?.due ?? null)) &&
    (filter.updated_hours === null || ticket.updated_at >= Date.now() - filter.updated_hours * 3_600_000) &&
    (!filter.awake || ticket.snoozed_until === undefined) &&
    (filter.tags.length === 0 || filter.tags.some((tag) => ticket.tags.includes(tag))) &&
    (filter.clocks.length === 0 || (ticket.clock !== null && filter.clocks.includes(ticket.clock.state)))
  );
}
