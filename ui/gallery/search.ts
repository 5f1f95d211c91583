/** @file A search over the made-up tickets: as much of the real one as screens need to be looked at. */
import type { Commands, RowView, Key as SearchKey, SearchPart, SearchWhat } from "../src/api/gen";
import { noFilter } from "../src/tickets/filter";

type Answers = { [C in "ticket_find" | "ticket_search" | "ticket_alike" | "ticket_rows" | "search_read" | "search_facets"]: (input: Commands[C]["input"]) => Commands[C]["output"] };

const keys: readonly SearchKey[] = ["status", "assignee", "priority", "type", "category", "tag", "due", "created", "is"];

function partsOf(text: string): SearchPart[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map((match): SearchPart => {
    const not = match[0].startsWith("-");
    const written = not ? match[0].slice(1) : match[0];
    const [, name = "", sign = ":", values] = /^([a-z_]+)(:|<|>)(.*)$/.exec(written) ?? [];
    const key = keys.find((one) => one === name);
    const what: SearchWhat =
      key === undefined || values === undefined
        ? { is: "word", text: written.replaceAll('"', "") }
        : { is: "term", key, sign, values: values.split(",").map((one) => one.replaceAll('"', "")).filter((one) => one !== "") };
    const wrong = values !== undefined && key === undefined;
    return { from: match.index, to: match.index + match[0].length, not, what, mistakes: wrong ? [{ is: "key", key: name, near: name === "stauts" ? "status" : null }] : [] };
  });
}

/** Every ticket here is an incident without a category, as its own screen says. */
function valueOf(row: RowView, key: SearchKey): readonly string[] {
  if (key === "status") return [row.status];
  if (key === "priority") return [row.priority];
  if (key === "assignee") return [row.assignee_name ?? "none"];
  if (key === "type") return ["incident"];
  return key === "category" ? ["none"] : row.tags;
}

function wasMade(row: RowView, sign: string, value: string): boolean {
  const hours = value === "today" ? new Date().getHours() : Number.parseInt(value) * (value.endsWith("d") ? 24 : 1);
  return row.created_at >= Date.now() - hours * 3_600_000 !== (sign === ">");
}

function fits(row: RowView, part: SearchPart): boolean {
  const { what } = part;
  if (what.is !== "term") return `${row.number} ${row.subject} ${row.requester ?? ""}`.toLowerCase().includes(what.text.toLowerCase()) !== part.not;
  const has = (value: string) => (what.key === "created" ? wasMade(row, what.sign, value) : valueOf(row, what.key).includes(value));
  return what.values.length === 0 || what.values.some(has) !== part.not;
}

/** Whether a ticket is what a line asks for. */
export const fitsLine = (row: RowView, text: string): boolean => partsOf(text).every((part) => fits(row, part));

export function searchAnswers(tickets: () => readonly RowView[]): Answers {
  const found = (text: string) => tickets().filter((row) => fitsLine(row, text));
  return {
    ticket_search: ({ text, from, count }) => {
      const all = found(text);
      const hits = all.slice(from, from + count).map((row, place) => ({
        row,
        why: place % 3 === 1 ? ("note" as const) : ("conversation" as const),
        snippet: "It was fine until the \uE000router\uE001 in the basement was replaced last week, and since then it drops",
      }));
      return { total: all.length, more: false, from, hits };
    },
    ticket_find: ({ number }) => tickets().find((row) => row.id === number || row.number.replace("#", "") === number.trim().replace("#", "")) ?? null,
    ticket_rows: ({ tickets: ids }) => ids.flatMap((id) => tickets().filter((row) => row.id === id)),
    ticket_alike: ({ text, ticket, count }) => {
      const words = text.toLowerCase().split(/\W+/u).filter((word) => word.length > 2);
      const shared = ({ subject }: RowView) => words.filter((word) => subject.toLowerCase().includes(word)).length;
      return tickets()
        .filter((row) => row.id !== ticket && shared(row) >= 2)
        .slice(0, count);
    },
    search_read: ({ text, caret }) => {
      const typed = text.slice(0, caret ?? 0).split(/\s/).at(-1) ?? "";
      const offered = caret === undefined || typed === "" ? [] : keys.filter((key) => key.startsWith(typed));
      const at = { from: (caret ?? 0) - typed.length, to: caret ?? 0 };
      const begun = /^status:(.+)$/.exec(typed)?.[1]?.toLowerCase();
      const values = begun === undefined ? [] : ["open", "waiting", "resolved"].filter((key) => key.startsWith(begun)).map((key) => ({ ...at, from: at.from + 7, text: key, key: "status" as const, value: key }));
      return { text, parts: partsOf(text), filter: { ...noFilter, text }, offers: [...offered.map((key) => ({ ...at, text: `${key}:`, key, value: null })), ...values] };
    },
    search_facets: ({ text }) =>
      (["status", "assignee", "priority", "tag"] as const).map((key) => {
        const counts = new Map<string, number>();
        for (const row of found(text)) for (const value of valueOf(row, key)) counts.set(value, (counts.get(value) ?? 0) + 1);
        const named = (part: SearchPart, value: string) => part.what.is === "term" && part.what.key === key && part.what.values.includes(value);
        return { key, values: [...counts].map(([value, count]) => ({ text: value, name: value, count, chosen: partsOf(text).some((part) => named(part, value)) })) };
      }),
  };
}
