/** @file Which of the first steps a command is: they are ticked by what somebody did, by key or by pointer. */
import type { KeyId } from "../lib/keys";
import { learn } from "../lib/learning.svelte";
import { preferences } from "../lib/stored.svelte";
import { onCommand, type Command } from "./call";

/** The step that this command is, or null; `me` is who works here. */
export function lessonOf(command: Command, input: unknown, me: string | undefined): KeyId | null {
  if (command === "ticket_new") return "app.newTicket";
  if (command === "ticket_move") return "act.move";
  if (command === "undo") return "app.undo";
  if (command === "window_notify_test") return "go.notifyTest";
  if (command === "ticket_set" && me !== undefined && assigneeIn(input) === me) return "act.assignMe";
  return null;
}

function assigneeIn(input: unknown): unknown {
  const fields: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "fields") : undefined;
  return typeof fields === "object" && fields !== null ? Reflect.get(fields, "assignee") : undefined;
}

/** Whoever chooses one of these, in the settings or by a command, has made it their own. */
const ownChoices: ReadonlySet<string> = new Set(["theme", "contrast", "density", "motion", "zoom", "language"]);

/** Ticks the steps as they are done, until the returned function is called. */
export function watchLessons(me: () => string | undefined): () => void {
  const deaf = onCommand((command, input) => {
    const lesson = lessonOf(command, input, me());
    if (lesson !== null) learn(lesson);
  });
  const blind = preferences.onPut((name) => {
    if (ownChoices.has(name)) learn("go.appearance");
  });
  return () => {
    deaf();
    blind();
  };
}
