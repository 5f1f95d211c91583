/** @file The boards of the made-up desk: one of statuses, and the same with a lane for each person. */
import type { BoardSort, BoardSummary, BoardView, CardView, ColumnView, LaneView, RowView, StatusCategory } from "../src/api/gen";

type Status = readonly [key: string, name: string, category: StatusCategory, next: readonly string[]];
type Card = Pick<CardView, "status" | "clock" | "assignee">;

export const madeBoards: BoardSummary[] = [
  { id: "b1", name: "All tickets", share: { with: "everybody" }, owner: null, may_edit: true },
  { id: "b2", name: "Who does what", share: { with: "nobody" }, owner: null, may_edit: true },
];

type Sorted = Pick<RowView, "clock" | "priority" | "created_at" | "updated_at"> & { rank: number };

const places: Record<BoardSort, (card: Sorted) => number> = {
  rank: ({ rank }) => rank,
  due: ({ clock }) => clock?.due ?? Infinity,
  priority: ({ priority }) => -["low", "normal", "high", "urgent"].indexOf(priority),
  updated: ({ updated_at }) => -updated_at,
  created: ({ created_at }) => -created_at,
  oldest: ({ created_at }) => created_at,
};

/** Cards in an order that a board may have; without one, in that of these boards. */
export function inOrder<C extends Sorted>(cards: readonly C[], sort: BoardSort | null): C[] {
  const place = places[sort ?? "rank"];
  return cards.toSorted((one, other) => (place(one) < place(other) ? -1 : place(one) > place(other) ? 1 : 0));
}

/** Whether a card stands in a lane of the second board. */
export function inLane(card: Card, lane: string | undefined): boolean {
  return lane === undefined || lane === (card.assignee ?? "none");
}

/** A board of these cards; `load` are all of them, `cards` those that the filter leaves. */
export function madeBoard(id: string | null, statuses: readonly Status[], staff: readonly { id: string; name: string }[], load: readonly Card[], cards: readonly Card[]): BoardView {
  const laned = id === "b2";
  const [first, second] = madeBoards;
  const board = laned ? second : first;
  const breached = (some: readonly Card[]) => some.filter(({ clock }) => clock?.state === "breached").length;
  const risky = (some: readonly Card[]) => some.filter(({ clock }) => clock?.state === "at_risk").length;
  const columns = statuses.map(([key, name, category]): ColumnView => {
    const inside = cards.filter(({ status }) => status === key);
    const refuses = statuses.filter(([from, , , next]) => next.length > 0 && !next.includes(key) && from !== key).map(([from]) => from);
    return {
      key,
      name,
      facet: { is: "statuses" },
      statuses: [key],
      category,
      count: inside.length,
      breached: breached(inside),
      at_risk: risky(inside),
      limit: key === "in_progress" ? (laned ? 1 : 25) : null,
      hard: laned,
      load: load.filter(({ status }) => status === key).length,
      refuses,
      closed: null,
    };
  });
  const people = [{ id: "none", name: "" }, ...staff];
  const lanes = people.map((person): LaneView => {
    const inside = cards.filter((card) => inLane(card, person.id));
    return {
      key: person.id,
      name: person.name,
      facet: { is: "person", person: person.id === "none" ? null : person.id },
      count: inside.length,
      breached: breached(inside),
      at_risk: risky(inside),
      cells: statuses.map(([key]) => inside.filter(({ status }) => status === key).length),
      closed: null,
    };
  });
  return {
    id: board?.id ?? "b1",
    name: board?.name ?? "",
    sort: "rank",
    by: "status",
    lanes_by: laned ? "assignee" : null,
    saved: {
      columns: columns.map(({ key, name, statuses: own, limit, hard }) => ({ key, name, statuses: own, limit, hard })),
      sort: "rank",
      share: board?.share ?? { with: "nobody" },
      owner: null,
      may_edit: true,
    },
    columns,
    lanes: laned ? lanes : [],
  };
}
