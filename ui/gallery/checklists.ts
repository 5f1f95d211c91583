/** @file Checklists on made-up desks: one that is under way, and none on most tickets. */
import type { ChecklistItemView, Commands, Progress, Tag, TicketId } from "../src/api/gen";
import { ProblemError } from "../src/platform/platform";

const now = Date.now();
const texts = ["Account and mailbox", "Badge and locker", "Order laptop, dock and headset", "Phone with a number of the company", "Set up the desk: two screens, chair, keyboard", "Welcome mail with the first steps"];

function madeItems(): ChecklistItemView[] {
  return texts.map((text, index) => ({
    id: `item${index}`,
    text,
    done: index < 2,
    done_by: index < 2 ? "Mira Solberg" : null,
    done_at: index < 2 ? now - (index + 1) * 1_800_000 : null,
  }));
}

/** Answers for checklists; `moved` hears how far a list is whenever it changes. */
export function checklistAnswers(tickets: readonly TicketId[], changed: (...tags: Tag[]) => void, moved: (ticket: TicketId, progress: Progress | undefined) => void) {
  const lists = new Map<TicketId, ChecklistItemView[]>(tickets.map((ticket) => [ticket, madeItems()]));
  const listOf = (ticket: TicketId) => lists.get(ticket) ?? [];
  const ticketOf = (item: string) => {
    const found = [...lists.entries()].find(([, items]) => items.some(({ id }) => id === item));
    if (found === undefined) throw new ProblemError("missing", "no such item");
    return found[0];
  };
  function put(ticket: TicketId, items: ChecklistItemView[]): { undo: string } {
    lists.set(ticket, items);
    moved(ticket, progressOf(ticket));
    changed("Tickets", "Undo");
    return { undo: "checklist" };
  }
  function progressOf(ticket: TicketId): Progress | undefined {
    const items = listOf(ticket);
    return items.length === 0 ? undefined : { done: items.filter(({ done }) => done).length, total: items.length };
  }
  for (const ticket of tickets) moved(ticket, progressOf(ticket));
  let next = 100;
  const answers = {
    checklist_add: ({ ticket, text }) => {
      const lines = text.split("\n").map((line) => line.trim().replace(/^[-*] (\[ \] )?/, "")).filter((line) => line !== "");
      if (lines.some((line) => line.length > 500)) throw new ProblemError("invalid", "text: is longer than 500 bytes");
      const made = lines.map((line): ChecklistItemView => ({ id: `item${next++}`, text: line, done: false, done_by: null, done_at: null }));
      put(ticket, [...listOf(ticket), ...made]);
      return { id: made[0]?.id ?? "", label: "checklist" };
    },
    checklist_set: ({ item, text, done }) => {
      const ticket = ticketOf(item);
      const edit = (one: ChecklistItemView): ChecklistItemView => ({
        ...one,
        ...(text === undefined ? {} : { text }),
        ...(done === undefined ? {} : { done, done_by: done ? "Mira Solberg" : null, done_at: done ? Date.now() : null }),
      });
      return put(ticket, listOf(ticket).map((one) => (one.id === item ? edit(one) : one)));
    },
    checklist_move: ({ item, after, before }) => {
      const ticket = ticketOf(item);
      const moved = listOf(ticket).filter(({ id }) => id === item);
      const others = listOf(ticket).filter(({ id }) => id !== item);
      const place = after === null ? others.findIndex(({ id }) => id === before) : others.findIndex(({ id }) => id === after) + 1;
      return put(ticket, [...others.slice(0, place), ...moved, ...others.slice(place)]);
    },
    checklist_remove: ({ item }) => {
      const ticket = ticketOf(item);
      return put(ticket, listOf(ticket).filter(({ id }) => id !== item));
    },
  } satisfies { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };
  return { answers, listOf };
}
