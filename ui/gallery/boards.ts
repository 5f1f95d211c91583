/** @file The boards of the made-up desk: one of statuses, the same with a lane for each person, and one whose columns gather several. */
import type { BoardSort, BoardSummary, BoardView, CardView, ColumnView, Facet, LaneView, RowView, StatusCategory } from "../src/api/gen";

type Status = readonly [key: string, name: string, category: StatusCategory, next: readonly string[]];
type Card = Pick<CardView, "status" | "clock" | "assignee">;

export const madeBoards: BoardSummary[] = [
  { id: "b1", name: "All tickets", share: { with: "everybody" }, owner: null, may_edit: true },
  { id: "b2", name: "Who does what", share: { with: "nobody" }, owner: null, may_edit: true },
  { id: "b3", name: "Stages", share: { with: "nobody" }, owner: null, may_edit: true },
];

/** The columns of the third board; one is waiting for its statuses, and what none has is gathered behind them. */
const stages: readonly { key: string; name: string; statuses: readonly string[] }[] = [
  { key: "todo", name: "To do", statuses: ["new", "open"] },
  { key: "doing", name: "Doing", statuses: ["in_progress", "waiting"] },
  { key: "over", name: "Over", statuses: ["resolved", "closed"] },
  { key: "later", name: "No status", statuses: [] },
];
const gathered = (key: string) => !stages.some(({ statuses }) => statuses.includes(key));

/** Whether what has a status stands in a column of a board. */
export function inColumn(board: string | null, column: string, status: string): boolean {
  if (board !== "b3") return column === status;
  return column === "unmapped" ? gathered(status) : stages.some(({ key, statuses }) => key === column && statuses.includes(status));
}

/** The status that a card has once it was put into a column. */
export function putInto(board: string | null, column: string, status: string): string {
  if (inColumn(board, column, status)) return status;
  return board === "b3" ? (stages.find(({ key }) => key === column)?.statuses[0] ?? status) : column;
}

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
  const board = madeBoards.find((one) => one.id === id) ?? madeBoards[0];
  const breached = (some: readonly Card[]) => some.filter(({ clock }) => clock?.state === "breached").length;
  const risky = (some: readonly Card[]) => some.filter(({ clock }) => clock?.state === "at_risk").length;
  const those: readonly { key: string; name: string; statuses: readonly string[]; facet?: Facet }[] =
    id === "b3"
      ? [...stages, { key: "unmapped", name: "", statuses: [], facet: { is: "unmapped" } }]
      : statuses.map(([key, name]) => ({ key, name, statuses: [key] }));
  const columns = those.map(({ key, name, statuses: own, facet = { is: "statuses" } }): ColumnView => {
    const inside = cards.filter(({ status }) => inColumn(id, key, status));
    return {
      key,
      name,
      facet,
      statuses: [...own],
      category: statuses.find(([status]) => status === own[0])?.[2] ?? "open",
      count: inside.length,
      breached: breached(inside),
      at_risk: risky(inside),
      limit: key === "in_progress" ? (laned ? 1 : 25) : null,
      hard: laned,
      load: load.filter(({ status }) => inColumn(id, key, status)).length,
      closed: facet.is === "unmapped" ? "unmapped" : null,
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
      breached_cells: statuses.map(([key]) => breached(inside.filter(({ status }) => status === key))),
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
