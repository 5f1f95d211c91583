/** @file The ways between statuses, their order and their keys. */
import { describe, expect, test } from "vitest";
import type { Status } from "../../../api/gen";
import { mayBecome } from "../../../tickets/workflow";
import { keyFor, toggled } from "./workflow";

const status = (next: string[]): Status => ({ key: "open", name: "Open", category: "open", position: 1, next, retired: false });
const others = ["new", "waiting", "closed"];

describe("workflow", () => {
  test("a status without a list leads everywhere, and closing one way lists the others", () => {
    expect(others.every((key) => mayBecome(status([]), key))).toBe(true);
    const closed = toggled(status([]), "closed", others);
    expect(closed?.next).toEqual(["new", "waiting"]);
    expect(closed !== null && mayBecome(closed, "closed")).toBe(false);
  });

  test("all ways open again is no list again", () => {
    expect(toggled(status(["new", "waiting"]), "closed", others)?.next).toEqual([]);
  });

  test("the last way stays: none listed would read as all of them", () => {
    expect(toggled(status(["new"]), "new", others)).toBeNull();
  });

  test("a way to a status that is gone is not counted as one", () => {
    expect(toggled(status(["new", "gone"]), "new", others)).toBeNull();
  });

  test("a new status has a key of its own, whatever it is called", () => {
    expect(keyFor("Prüfung läuft!", [])).toBe("prufung_lauft");
    expect(keyFor("Open", ["open", "open_2"])).toBe("open_3");
    expect(keyFor("保留", [])).toBe("status");
  });
});
