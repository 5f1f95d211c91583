/** @file The picture of the workflow: every open way is an arc, what leads on above the row and what leads back below, and it follows the table. */
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import type { Status, StatusCategory } from "../../../api/gen";
import Workflow from "./Workflow.svelte";
import { height, waysOf } from "./workflowgraph";

const status = (key: string, category: StatusCategory, next: string[], position: number): Status => ({ key, name: key, category, position, next, retired: false });
const statuses = [status("new", "new", [], 0), status("open", "open", ["new", "closed"], 1), status("closed", "closed", ["open"], 2)];

afterEach(cleanup);

test("every way that is open is an arc, on above the row and back below it", () => {
  const ways = waysOf(statuses);
  expect(ways.map(({ from, to, on }) => `${from} ${on ? ">" : "<"} ${to}`)).toEqual(["new > open", "new > closed", "open < new", "open > closed", "closed < open"]);
  for (const { on, path } of ways) {
    const [, y = 0, , top = 0] = (path.match(/-?[\d.]+/g) ?? []).map(Number);
    expect([on ? y < height / 2 : y > height / 2, on ? top < y : top > y]).toEqual([true, true]);
    expect(top).toBeGreaterThan(-height / 2);
  }
});

test("it shows the ways of the row that one is at, and leaves the saying to the table", async () => {
  render(Workflow, { statuses });
  const graph = screen.getByTestId("workflow-graph");
  const to = () => [...graph.querySelectorAll<SVGElement>("[data-to]")].map((way) => way.dataset["to"]);
  expect([graph.getAttribute("aria-hidden"), graph.dataset["from"], to()]).toEqual(["true", "new", ["open", "closed"]]);
  await fireEvent.focusIn(screen.getByTestId("way-closed-open"));
  expect([graph.dataset["from"], to()]).toEqual(["closed", ["open"]]);
  expect(graph.textContent).toContain("From closed to: open");
});
