/** @file Giving tickets to another team: whoever owned them keeps them only as a member of it, as where they are escalated. */
import { call } from "../api/call";
import type { LookupsView, PersonId, StaffView, TeamView } from "../api/gen";
import { problemWords } from "../api/problem";
import { t } from "../i18n/words.svelte";
import { toasts } from "../kit/toasts.svelte";
import { setTickets, type Fields } from "./change.svelte";
import { namesOf, type Target } from "./selection.svelte";

/**
 * Gives them over. What loses its owner does so in the same change, so that one undo brings both back; tickets that keep
 * theirs are a change of their own, since one change sets the same for all.
 */
export async function giveToTeam(targets: readonly Target[], team: TeamView, lookups: LookupsView | undefined, follow: () => void): Promise<void> {
  let staff: StaffView[];
  try {
    staff = await call("staff_list", {});
  } catch (thrown) {
    toasts.add({ text: problemWords(thrown), tone: "danger" });
    return;
  }
  const members = new Set<PersonId>(staff.filter(({ teams }) => teams.includes(team.id)).map(({ card }) => card.id));
  const leaves = (one: Target) => one.team !== team.id && one.assignee !== null && !members.has(one.assignee);
  const give = (tickets: readonly Target[], besides: string | null, fields: Fields) =>
    setTickets({ tickets: tickets.map(({ id }) => id), fields: { team: team.id, ...fields } }, { done: t("did.team", { what: namesOf(tickets), team: team.name }), besides }, lookups, follow, tickets);
  const [left, kept] = [targets.filter(leaves), targets.filter((one) => !leaves(one))];
  if (kept.length > 0 && !(await give(kept, null, {}))) return;
  const owners = new Set(left.map(({ assignee }) => assignee));
  const name = owners.size === 1 ? lookups?.staff.find(({ id }) => owners.has(id))?.name : undefined;
  const besides = name !== undefined && left.length === 1 ? t("did.team.left", { name }) : t("did.team.left.many", { count: left.length });
  if (left.length > 0) await give(left, besides, { assignee: null });
}
