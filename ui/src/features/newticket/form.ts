/** @file A ticket that is being written: what the sheet holds, how it is kept as a draft, and what is sent of it. */
import type { FormField, JsonValue, Level, Matrix, NewRequester, Priority, TemplateFilled, TemplateFills, TicketNew, TicketType } from "../../api/gen";
import { levels, priorityBy } from "../../tickets/assessing";
import { isFilled, wrongWords, type Filled } from "../../tickets/formfields";
import { ticketField } from "../../tickets/standardfields";

export interface Form {
  /** The ticket that it is a part of. */
  parent: { id: string; number: string } | null;
  requester: { id: string; name: string } | null;
  newRequester: { name: string; email: string } | null;
  subject: string;
  body: string;
  /** None means: what the desk begins with. */
  type: TicketType | null;
  /** None until the house says which teams there are. */
  team: string | null;
  impact: Level;
  urgency: Level;
  /** None means: what impact and urgency say. */
  priority: Priority | null;
  reason: string;
  category: string | null;
  assignee: string | null;
  /** Milliseconds since 1970. */
  due: number | null;
  tags: readonly string[];
  status: string | null;
  /** What this desk asks beyond the usual, by key; values of a type that is not chosen any more wait for it. */
  custom: Filled;
  /** What is to be done, an item on each line. */
  checklist: string;
}

export const emptyForm: Form = {
  parent: null,
  requester: null,
  newRequester: null,
  subject: "",
  body: "",
  type: null,
  team: null,
  impact: "medium",
  urgency: "medium",
  priority: null,
  reason: "",
  category: null,
  assignee: null,
  due: null,
  tags: [],
  status: null,
  custom: {},
  checklist: "",
};

const priorities: readonly Priority[] = ["urgent", "high", "normal", "low"];

/** Whether the chosen priority wants a reason. */
export function wantsReason(form: Form, matrix: Matrix | undefined): boolean {
  return form.priority !== null && form.priority !== priorityBy(matrix, form.impact, form.urgency);
}

/** Whether the sheet asks for that reason. Why a ticket is urgent the core asks, since it knows how many others are. */
export function asksReason(form: Form, matrix: Matrix | undefined): boolean {
  return wantsReason(form, matrix) && form.priority !== "urgent";
}

/** Whether somebody has written anything; choices alone are no work that could be lost. What a desk's own fields hold may be a text. */
export function isWritten(form: Form): boolean {
  const texts = [form.reason, form.checklist, ...Object.values(form.custom)];
  if (texts.some((text) => typeof text === "string" && text.trim() !== "")) return true;
  return form.subject.trim() !== "" || form.body.trim() !== "" || form.requester !== null || form.newRequester !== null;
}

/** Makes the draft's text; empty when nothing is written. */
export function writeDraft(form: Form): string {
  return isWritten(form) ? JSON.stringify(form) : "";
}

/** Reads a draft; what an older or newer version wrote differently falls back to nothing, field by field. */
export function readDraft(text: string | null): Form {
  const found = parsed(text);
  const string = (name: string) => (typeof found[name] === "string" ? found[name] : "");
  const optional = (name: string) => (typeof found[name] === "string" ? found[name] : null);
  const one = <T extends string>(name: string, all: readonly T[], otherwise: T): T => all.find((value) => value === found[name]) ?? otherwise;
  const parent = members(found["parent"]);
  const requester = members(found["requester"]);
  const newRequester = members(found["newRequester"]);
  const tags: unknown = found["tags"];
  return {
    parent: typeof parent["id"] === "string" && typeof parent["number"] === "string" ? { id: parent["id"], number: parent["number"] } : null,
    requester:
      typeof requester["id"] === "string" && typeof requester["name"] === "string" ? { id: requester["id"], name: requester["name"] } : null,
    newRequester:
      typeof newRequester["name"] === "string"
        ? { name: newRequester["name"], email: typeof newRequester["email"] === "string" ? newRequester["email"] : "" }
        : null,
    subject: string("subject"),
    body: string("body"),
    type: optional("type"),
    team: optional("team"),
    impact: one("impact", levels, emptyForm.impact),
    urgency: one("urgency", levels, emptyForm.urgency),
    priority: priorities.find((value) => value === found["priority"]) ?? null,
    reason: string("reason"),
    category: optional("category"),
    assignee: optional("assignee"),
    due: typeof found["due"] === "number" ? found["due"] : null,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [],
    status: optional("status"),
    custom: readCustom(found["custom"]),
    checklist: string("checklist"),
  };
}

export function readCustom(value: unknown): Filled {
  const kept: [string, JsonValue][] = [];
  for (const [key, one] of Object.entries(members(value))) {
    if (typeof one === "string" || typeof one === "number" || typeof one === "boolean") kept.push([key, one]);
    else if (Array.isArray(one)) kept.push([key, one.filter((part) => typeof part === "string")]);
  }
  return Object.fromEntries(kept);
}

/** What stands in a field; those of them that every ticket has have a place of their own in the sheet, or one among the others. */
export function valueOf(form: Form, key: string): JsonValue | undefined {
  if (key === ".category") return form.category;
  if (key === ".requester") return form.newRequester?.name ?? form.requester?.id;
  return form.custom[key];
}

export function withValue({ custom }: Form, key: string, value: JsonValue): Partial<Form> {
  if (key === ".category") return { category: typeof value === "string" ? value : null };
  return { custom: { ...custom, [key]: value } };
}

/** What is wrong with the fields of the chosen type, by key; `done` where the ticket is resolved as soon as it is made. */
export function wrongFields(form: Form, fields: readonly FormField[], done: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields) {
    const words = wrongWords(field, valueOf(form, field.key), isAsked(field, done));
    if (words !== undefined) found[field.key] = words;
  }
  return found;
}

/** Whether a new ticket needs a field. */
export function isAsked({ required }: FormField, done: boolean): boolean {
  return required === "intake" || (required === "resolve" && done);
}

export function parsed(text: string | null): Record<string, unknown> {
  try {
    return members(JSON.parse(text ?? "null"));
  } catch {
    // Text that nobody can read any more is no draft.
    return {};
  }
}

export function members(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Makes what the core is asked to create; only what was chosen is named. `asked` are the fields of the chosen type. */
export function toTicket(form: Form, matrix: Matrix | undefined, asked: readonly FormField[] = []): TicketNew {
  const fields: Record<string, JsonValue> = { impact: form.impact, urgency: form.urgency };
  if (form.requester !== null && form.newRequester === null) fields["requester"] = form.requester.id;
  if (form.type !== null) fields["type"] = form.type;
  if (form.team !== null) fields["team"] = form.team;
  if (form.priority !== null) fields["priority"] = form.priority;
  const urgent = (form.priority ?? priorityBy(matrix, form.impact, form.urgency)) === "urgent";
  if ((urgent || wantsReason(form, matrix)) && form.reason.trim() !== "") fields["priority_reason"] = form.reason.trim();
  if (form.category !== null) fields["category"] = form.category;
  if (form.assignee !== null) fields["assignee"] = form.assignee;
  if (form.due !== null) fields["due"] = form.due;
  if (form.tags.length > 0) fields["tags"] = [...form.tags];
  if (form.status !== null) fields["status"] = form.status;
  for (const { key } of asked) {
    const value = form.custom[key];
    if (value !== undefined && isFilled(value)) fields[ticketField(key)] = value;
  }
  const checklist = form.checklist.trim() === "" ? {} : { checklist: form.checklist };
  return { subject: form.subject.trim(), description: form.body.trim(), fields, new_requester: madeRequester(form), ...checklist };
}

function madeRequester({ newRequester }: Form): NewRequester | null {
  if (newRequester === null || newRequester.name.trim() === "") return null;
  const email = newRequester.email.trim();
  return { name: newRequester.name.trim(), email: email === "" ? null : email };
}

/** A template that was put into the form. */
export interface Used {
  id: string;
  name: string;
  /** The form as it was. */
  before: Form;
  /** What somebody had filled in otherwise. */
  stayed: readonly (keyof Form)[];
  /** What it said, with its placeholders filled as far as was known then. */
  fills: TemplateFills;
  /** Placeholders that nobody could fill. */
  gaps: readonly string[];
}

/**
 * Puts a template into a form. What somebody has written or chosen stays, and `stayed` names it where the template says
 * something else; with `over` the template wins. Tags are put beside those that there are.
 */
export function withTemplate(form: Form, { name, fills }: TemplateFilled, matrix: Matrix | undefined, over: boolean): { form: Form; stayed: (keyof Form)[] } {
  const stayed: (keyof Form)[] = [];
  const next: Form = { ...form, tags: [...new Set([...form.tags, ...(fills.tags ?? [])])], custom: { ...form.custom } };
  const put = <Name extends keyof Form>(field: Name, value: Form[Name] | undefined) => {
    if (value === undefined || value === form[field]) return;
    if (over || form[field] === emptyForm[field]) next[field] = value;
    else stayed.push(field);
  };
  put("subject", fills.subject);
  put("body", fills.description);
  put("type", fills.type);
  put("team", fills.team);
  put("assignee", fills.assignee);
  put("category", fills.category);
  put("checklist", fills.checklist);
  if (fills.priority !== undefined) put("priority", fills.priority === priorityBy(matrix, form.impact, form.urgency) ? null : fills.priority);
  // A priority that the matrix does not give is explained by the template, as by a macro.
  if (next.priority !== form.priority && wantsReason(next, matrix) && next.reason.trim() === "") next.reason = name;
  for (const [key, value] of Object.entries(fills.custom ?? {})) {
    if (over || !isFilled(form.custom[key])) next.custom = { ...next.custom, [key]: value };
    else if (JSON.stringify(form.custom[key]) !== JSON.stringify(value)) stayed.push("custom");
  }
  return { form: next, stayed: [...new Set(stayed)] };
}

/** The texts that still stand as a template filled them, as it fills them now that more is known. */
export function filledAgain(form: Form, was: TemplateFills, now: TemplateFills): Partial<Form> {
  const texts = { subject: [was.subject, now.subject], body: [was.description, now.description], checklist: [was.checklist, now.checklist] } as const;
  const next: Partial<Form> = {};
  for (const field of ["subject", "body", "checklist"] as const) {
    const [before, after] = texts[field];
    if (before !== undefined && after !== undefined && form[field] === before) next[field] = after;
  }
  return next;
}

/** Whether a subject says enough to look for tickets like it. */
export function saysEnough(subject: string): boolean {
  return subject.trim().split(/\s+/u).length >= 3;
}
