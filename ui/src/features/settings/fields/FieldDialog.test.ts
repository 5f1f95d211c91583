/** @file The dialog of a field on a desk in memory: what is missing is said where it stands, choices are typed one after another, and what tickets hold stays. */
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeDesk } from "../../../../gallery/desk";
import { madeFields, madeTypes } from "../../../../gallery/fields";
import { connect } from "../../../api/call";
import type { FieldSave, FormField } from "../../../api/gen";
import MenuHost from "../../../kit/MenuHost.svelte";
import { menus } from "../../../kit/menu.svelte";
import { layerHostId } from "../../../kit/modal.svelte";
import { toasts } from "../../../kit/toasts.svelte";
import { typeOptions } from "../../../tickets/types";
import FieldDialog from "./FieldDialog.svelte";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? "") });
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let sent: FieldSave[];
const onclose = vi.fn<(saved?: string) => void>();

function open(field: FormField | null): void {
  render(MenuHost);
  render(FieldDialog, { field, fields: madeFields, types: typeOptions({ types: madeTypes }), onclose });
}
const write = (testid: string, value: string) => fireEvent.input(screen.getByTestId(testid), { target: { value } });
const save = () => fireEvent.submit(document.querySelector("form") ?? document.body);
const choices = () => screen.getAllByTestId<HTMLInputElement>("choice-name");
const pick = async (testid: string, label: string) => {
  await fireEvent.click(screen.getByTestId(testid));
  await fireEvent.click(await screen.findByRole("option", { name: new RegExp(`^${label}`) }));
};

beforeEach(async () => {
  const host = document.createElement("div");
  host.id = layerHostId;
  document.body.append(host);
  sent = [];
  onclose.mockReset();
  const desk = makeDesk(4, "full");
  const call = <Output>(command: string, input: unknown): Promise<Output> => {
    if (command !== "field_save") return desk.call<Output>(command, input);
    sent.push(input as FieldSave);
    return Promise.resolve({ id: "made", label: "made" } as Output);
  };
  await connect(Promise.resolve({ call, listen: (hear: (notice: unknown) => void, missed: () => void) => (missed(), desk.listen(hear, missed)) }));
});
afterEach(() => {
  menus.close();
  for (const toast of toasts.list) toasts.dismiss(toast.id);
  cleanup();
  document.body.replaceChildren();
});

test("a name is asked for where it is missing or taken, and what is typed shows in the picture beside it", async () => {
  open(null);
  expect(document.activeElement).toBe(screen.getByTestId("field-name"));
  await save();
  expect(screen.getByTestId("field-name").getAttribute("aria-invalid")).toBe("true");
  await write("field-name", "asset TAG");
  expect(screen.getByTestId("field-name").getAttribute("aria-invalid")).toBe("true");
  await save();
  expect(sent).toEqual([]);
  await write("field-name", " Room ");
  await write("field-help", "As on the door");
  const picture = within(screen.getByTestId("field-preview"));
  expect(picture.getByLabelText(/Room/)).toBeTruthy();
  expect(picture.getByText("As on the door")).toBeTruthy();
  await save();
  await waitFor(() => expect(onclose).toHaveBeenCalledWith("made"));
  expect(sent).toEqual([{ field: null, name: "Room", help: "As on the door", holds: { is: "line" }, types: [], required: "never", archived: false }]);
});

test("choices are typed one after another by Enter, ordered by Alt and arrows, and two of one name are refused", async () => {
  open(null);
  await write("field-name", "Building");
  await pick("field-holds", "One choice");
  const put = (at: number, value: string) => fireEvent.input(choices()[at] ?? document.body, { target: { value } });
  await put(0, "Mill");
  await put(1, "mill");
  await save();
  expect(document.activeElement).toBe(choices()[0]);
  expect(sent).toEqual([]);
  await put(1, "Dock");
  await fireEvent.keyDown(choices()[1] ?? document.body, { key: "Enter" });
  await waitFor(() => expect(document.activeElement).toBe(choices()[2]));
  await put(2, "Yard");
  await fireEvent.keyDown(choices()[2] ?? document.body, { key: "ArrowUp", altKey: true });
  await waitFor(() => expect(choices().map(({ value }) => value)).toEqual(["Mill", "Yard", "Dock"]));
  await waitFor(() => expect(document.activeElement).toBe(choices()[1]));
  await save();
  await waitFor(() => expect(sent[0]?.holds).toEqual({ is: "one", choices: ["Mill", "Yard", "Dock"].map((name) => ({ id: "", name, archived: false })) }));
});

test("what a field holds stays once tickets have values, a choice is archived, and so is the field", async () => {
  open(madeFields.find(({ key }) => key === "site") ?? null);
  expect(screen.getByTestId("field-holds")).toHaveProperty("disabled", true);
  await fireEvent.click(screen.getByRole("button", { name: /Porto/ }));
  await pick("field-required", "Never");
  await fireEvent.click(screen.getByTestId("field-archived"));
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ field: "site", required: "never", archived: true, holds: { choices: [{ id: "lisbon", archived: false }, { id: "porto", archived: true }] } });
});
