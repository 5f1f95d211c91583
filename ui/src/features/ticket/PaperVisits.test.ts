/** @file Visits on printed paper: read when somebody prints, with the signature as it was drawn, or at least whose it is. */
import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import { connect } from "../../api/call";
import type { VisitView } from "../../api/gen";
import PaperVisits from "./PaperVisits.svelte";

afterEach(cleanup);

async function printed(read: () => unknown): Promise<HTMLElement> {
  const desk = makeDesk(48, "full");
  const [done] = await desk.call<VisitView[]>("visit_list", { ticket: "t1", from: null, to: null, technicians: [], unscheduled: false });
  const answers: Record<string, () => unknown> = { visit_list: () => [{ ...done, signature: "f9", signed_by: "Jonas Vik" }, { ...done, id: "planned", steps: [], state: "planned" }], attachment_read: read };
  await connect(Promise.resolve({ ...desk, call: ((command: string, input: unknown) => (answers[command] === undefined ? desk.call(command, input) : Promise.resolve().then(answers[command]))) as typeof desk.call }));
  const { component } = render(PaperVisits, { ticket: "t1" });
  expect(screen.queryByTestId("paper-visits")).toBeNull();
  // tsc knows nothing of what a component exports.
  await (component as unknown as { prepare: () => Promise<void> }).prepare();
  return waitFor(() => screen.getByTestId("paper-visits"));
}

test("a signature stands there as it was drawn, below what began", async () => {
  const paper = await printed(() => ({ name: "signature.png", mime: "image/png", base64: "iVBORw0KGgo=" }));
  expect(paper.querySelectorAll("article")).toHaveLength(1);
  expect(paper.querySelector("img")?.getAttribute("src")).toBe("data:image/png;base64,iVBORw0KGgo=");
  expect(paper.textContent).toContain("Signed by Jonas Vik");
});

test("a signature that is not on this computer says whose it is", async () => {
  const paper = await printed(() => {
    throw new Error("not here");
  });
  expect(paper.querySelector("img")).toBeNull();
  expect(paper.textContent).toContain("Signed by Jonas Vik");
});
