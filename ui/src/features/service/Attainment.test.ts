/** @file How targets were kept, on a desk in memory: by what one asks, with what was superseded. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../gallery/desk";
import type { AttainmentQuery } from "../../api/gen";
import { connect } from "../../api/call";
import Attainment from "./Attainment.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(cleanup);

const rows = () => screen.getAllByTestId("kept").map((row) => [...row.children].map((cell) => cell.textContent.trim()));

test("met, breached and superseded stand by team, and by policy and over other days when one asks", async () => {
  const asked: AttainmentQuery[] = [];
  const desk = makeDesk(12, "full");
  await connect(
    Promise.resolve({
      call: async <Answer>(command: string, input: unknown) => {
        if (command === "sla_attainment") asked.push(input as AttainmentQuery);
        return desk.call<Answer>(command, input);
      },
      listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)),
    }),
  );
  render(Attainment);
  await waitFor(() => expect(rows()[0]).toEqual(["Support", "First response", "180", "20", "0", "90%"]));
  expect(rows()[2]).toEqual(["Infrastructure", "First response", "140", "20", "1", "90%"]);
  expect(asked.at(-1)?.by).toEqual(["team"]);
  await fireEvent.click(screen.getByText("Policy"));
  await waitFor(() => expect(asked.at(-1)?.by).toEqual(["policy"]));
  await waitFor(() => expect(rows()[0]?.[0]).not.toBe("Support"));
  await fireEvent.click(screen.getByText("90 days"));
  const days = () => Math.round(((asked.at(-1)?.to ?? 0) - (asked.at(-1)?.from ?? 0)) / 86_400_000);
  await waitFor(() => expect(days()).toBe(90));
});
