/** @file Promises about moving cards by keyboard. */
import { describe, expect, test } from "vitest";
import { lift, placeWords, refusalOf, saidDropped, saidLifted, saidStep, slotOf, stepMove, type Move, type MoveKey } from "./move";

const columns = [
  { key: "open", name: "Open", count: 41, refused: null },
  { key: "waiting", name: "Pending", count: 11, refused: null },
  { key: "closed", name: "Closed", count: 3, refused: "Solve it first" },
];

function lifted(index: number, ...more: number[]): Move {
  const from = [index, ...more].map((one) => ({ column: "open", index: one }));
  const move = lift(from.map((slot) => `t${slot.index}`), from);
  if (move === null) throw new Error("something is lifted");
  return move;
}
const after = (move: Move, ...keys: MoveKey[]) => keys.reduce((now, key) => stepMove(now, key, columns, 5), move);

describe("what is said", () => {
  test("names ticket, column and place", () => {
    expect(saidLifted(lifted(2), "4312", columns, "byHand")).toBe("Ticket 4312 lifted. Open, place 3 of 41");
    expect(saidStep(after(lifted(0), "right"), columns, "byHand")).toBe("Pending, place 1 of 12");
    expect(saidDropped(after(lifted(0), "right"), columns)).toBe("Dropped in Pending.");
  });

  test("counts several tickets as one block", () => {
    expect(saidLifted(lifted(2, 3), "", columns, "byHand")).toBe("2 tickets lifted. Open, place 3 of 41");
  });

  test("names no place that nobody chooses", () => {
    expect(placeWords(after(lifted(0), "right"), columns, "sorted")).toBe("Pending");
    expect(saidLifted(lifted(2), "4312", columns, "sorted")).toBe("Ticket 4312 lifted. Open");
  });

  test("tells why a column refuses", () => {
    const move = after(lifted(0), "right", "right");
    expect(refusalOf(move, columns)).toBe("Solve it first");
    expect(saidStep(move, columns, "byHand")).toBe("Closed refuses: Solve it first");
  });
});

describe("steps", () => {
  test("stop at the edges of board and column", () => {
    expect(after(lifted(0), "up", "left")).toEqual(lifted(0));
    expect(after(lifted(0), "right", "right", "right").column).toBe("closed");
    expect(after(lifted(0), "end").position).toBe(40);
  });

  test("keep the height where the next column is long enough, else go to its end", () => {
    expect(after(lifted(5), "right").position).toBe(5);
    expect(after(lifted(30), "right").position).toBe(11);
  });

  test("go by pages and to both ends", () => {
    expect(after(lifted(2), "page-down").position).toBe(7);
    expect(after(lifted(2), "page-up").position).toBe(0);
    expect(after(lifted(9), "home").position).toBe(0);
  });

  test("there and back again end where they began", () => {
    expect(after(lifted(7), "down", "down", "up", "up")).toEqual(lifted(7));
    expect(slotOf(after(lifted(7), "right", "left"))).toEqual({ column: "open", index: 7 });
  });
});

describe("with lanes", () => {
  const laned = ["anna", "ben"].flatMap((lane) =>
    ["open", "waiting"].map((column) => ({ key: `${lane} ${column}`, name: `${column}, ${lane}`, count: 2, refused: null, at: { column, lane } })),
  );
  const from = [{ column: "anna open", index: 1 }];
  const begun = lift(["t1"], from);
  const go = (...keys: MoveKey[]) => {
    if (begun === null) throw new Error("something is lifted");
    return keys.reduce((now, key) => stepMove(now, key, laned, 5), begun);
  };

  test("down at the end of a cell goes on in the next lane, and up again comes back", () => {
    expect(go("down")).toMatchObject({ column: "ben open", position: 0 });
    expect(go("down", "down")).toMatchObject({ column: "ben open", position: 1 });
    expect(go("down", "up")).toMatchObject({ column: "anna open", position: 1 });
    expect(saidStep(go("down"), laned, "byHand")).toBe("open, ben, place 1 of 3");
  });

  test("sideways stays in the lane, and the last lane is the end", () => {
    expect(go("right")).toMatchObject({ column: "anna waiting" });
    expect(go("right", "right")).toMatchObject({ column: "anna waiting" });
    expect(go("down", "left")).toMatchObject({ column: "ben open" });
    expect(go("down", "end", "down")).toMatchObject({ column: "ben open", position: 2 });
  });
});

describe("the slot on screen", () => {
  test("steps over the card that is lifted", () => {
    expect(slotOf(lifted(2))).toEqual({ column: "open", index: 2 });
    expect(slotOf(after(lifted(2), "down"))).toEqual({ column: "open", index: 4 });
    expect(slotOf(after(lifted(2), "up"))).toEqual({ column: "open", index: 1 });
  });

  test("in another column is the position itself", () => {
    expect(slotOf(after(lifted(2), "right"))).toEqual({ column: "waiting", index: 2 });
  });
});
