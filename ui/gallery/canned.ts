/** @file Made-up canned replies for the desk in memory, and how it fills them. */
import type { CannedFilled, CannedView, RowView } from "../src/api/gen";

export const placeholders = ["requester.first_name", "requester.name", "requester.email", "organisation", "ticket.number", "ticket.subject", "ticket.status", "ticket.priority", "team", "agent.first_name", "agent.name", "due", "estimated", "today"] as const;

const reply = (id: string, folder: string | null, name: string, body: string, rest: Partial<CannedView> = {}): CannedView => ({ id, folder, name, body, share: { with: "everybody" }, owner: null, may_edit: true, ...rest });

export const madeCanned = (): CannedView[] => [
  reply("r1", null, "Thank you, closing", "Hello {{requester.first_name}},\n\nthank you for the good news. I close {{ticket.number}}; an answer to this mail opens it again."),
  reply("r2", "Network", "Ask for the log", "Hello {{requester.first_name}},\n\nplease send us the log of the client after the next drop:\n\n1. Open **Help > Logs**\n2. Press **Save**\n\nWe look at it on {{due}} at the latest.", { share: { with: "team", team: "team2" }, owner: "Deniz Aydin", may_edit: false }),
  reply("r3", "Network", "Outage known", "Hello {{requester.first_name}},\n\nwe know about the outage in {{site}} since {{since}} and work on it. The next news come at {{due}}.", { share: { with: "team", team: "team2" } }),
  reply("r4", "Accounts", "Reset of the second factor", "Hello {{requester.first_name}},\n\nfor a new token please call us from a number that we know.", { share: { with: "nobody" } }),
];

/** What the core does with placeholders, for the few that a made-up ticket knows. */
export const fill = (body: string, ticket: RowView | undefined): CannedFilled =>
  filledFrom(
    body,
    ticket === undefined
      ? {}
      : { "requester.first_name": ticket.requester?.split(" ")[0] ?? null, "requester.name": ticket.requester, organisation: ticket.organisation, "ticket.number": ticket.number, "ticket.subject": ticket.subject, "agent.first_name": "Mira", "agent.name": "Mira Solberg" },
  );

/** The same for a ticket that is not made yet: who asks and what about, as far as that is known. */
export const fillNew = (body: string, requester: string | null, subject: string | undefined): CannedFilled =>
  filledFrom(body, { "requester.first_name": requester?.split(" ")[0] ?? null, "requester.name": requester, "ticket.subject": subject?.trim() || null, "agent.first_name": "Mira", "agent.name": "Mira Solberg" });

function filledFrom(body: string, facts: Record<string, string | null>): CannedFilled {
  const gaps = new Set<string>();
  const text = body.replaceAll(/\{\{\s*([A-Za-z0-9._]+)\s*\}\}/g, (whole, name: string) => {
    const value = facts[name];
    if (value == null) gaps.add(name);
    return value ?? whole;
  });
  return { text, gaps: [...gaps] };
}
