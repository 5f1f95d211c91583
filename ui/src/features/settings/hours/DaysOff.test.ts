/** @file Days off from a file: chosen with the button, shown before they are taken, and then in the calendar. */
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import type { NamedCalendar } from "../../../api/gen";
import { connect } from "../../../api/call";
import DaysOff from "./DaysOff.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
afterEach(() => {
  vi.restoreAllMocks();
  cleanup();
});

test("the file button reads a calendar file, shows its days and problems, and takes them", async () => {
  const desk = makeDesk(12, "full");
  const asked: unknown[] = [];
  await connect(
    Promise.resolve({
      call: async <Answer>(command: string, input: unknown) => {
        if (command === "holiday_read") asked.push(input);
        return desk.call<Answer>(command, input);
      },
      listen: (hear: Parameters<typeof desk.listen>[0], missed: Parameters<typeof desk.listen>[1]) => (missed(), desk.listen(hear, missed)),
    }),
  );
  // The system's own dialog, in which somebody picks a file.
  vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(function (this: HTMLInputElement) {
    expect([this.type, this.accept]).toEqual(["file", ".ics"]);
    Object.defineProperty(this, "files", { value: [new File(["BEGIN:VCALENDAR"], "holidays.ics")] });
    this.onchange?.(new Event("change"));
  });
  const calendar: NamedCalendar = { id: "c1", name: "Hours", zone: "Europe/Berlin", hours: {}, holidays: ["2027-05-01"], partial_holidays: {}, holiday_names: {} };
  const taken: NamedCalendar[] = [];
  render(DaysOff, { calendar, onchange: (to: NamedCalendar) => taken.push(to) });
  await fireEvent.click(screen.getByTestId("holiday-import"));
  await waitFor(() => expect(screen.getByTestId("holidays-read").textContent).toContain("Good Friday"));
  expect(asked).toEqual([{ text: "BEGIN:VCALENDAR", zone: "Europe/Berlin" }]);
  expect(screen.getByTestId("holidays-read").textContent).toContain("COUNT=many");
  expect(taken).toEqual([]);
  await fireEvent.click(screen.getByTestId("holidays-take"));
  expect(taken.at(-1)?.holidays).toEqual(["2027-03-26", "2027-03-29", "2027-05-01"]);
  expect(screen.queryByTestId("holidays-read")).toBeNull();
});
