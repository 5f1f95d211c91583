/** @file What the palette offers of a list, a calendar and a composer: what does something there, not how one moves. */
import { afterEach, expect, test } from "vitest";
import type { SessionView } from "../../api/gen";
import { shortcuts, type Answers } from "../../lib/shortcuts.svelte";
import { offered } from "./commands";

const session = { mode: "local", may_configure: false } as unknown as SessionView;
const nothing = () => undefined;
const ids = (answers: Answers) => {
  const leave = shortcuts.answer(answers);
  const found = offered(session).map(({ id }) => id);
  leave();
  return found;
};
afterEach(() => document.body.replaceChildren());

test("a list offers to filter and to pick, not to move", () => {
  const found = ids({ "list.filter": nothing, "list.all": nothing, "list.select": nothing, "list.next": nothing, "list.open": nothing });
  expect(found).toEqual(expect.arrayContaining(["list.filter", "list.all", "list.select"]));
  expect(found).not.toContain("list.next");
  expect(found).not.toContain("list.open");
});

test("a calendar offers today and its views", () => {
  const found = ids({ "calendar.today": nothing, "calendar.view": nothing, "calendar.next": nothing });
  expect(found).toContain("calendar.today");
  expect(found).not.toContain("calendar.next");
});

test("a composer offers to send while one writes in it, and not from elsewhere", () => {
  const answers = { "composer.send": nothing, "composer.flip": nothing };
  expect(ids(answers)).not.toContain("composer.send");
  document.body.innerHTML = '<div data-testid="composer"><textarea></textarea></div>';
  document.querySelector("textarea")?.focus();
  expect(ids(answers)).toEqual(expect.arrayContaining(["composer.send", "composer.flip"]));
});
