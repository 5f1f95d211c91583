/** @file A telephone call that is being written down: what the sheet holds, how it is kept as a draft, and what is sent of it. */
import type { CallSave, FormField, JsonValue } from "../../api/gen";
import { isNumber, requesterFrom } from "../../contacts/newcomer";
import { readSpan } from "../../lib/span";
import { isFilled, type Filled } from "../../tickets/formfields";
import { ticketField } from "../../tickets/standardfields";
import { roundedMinutes } from "../../tickets/timing.svelte";
import { members, parsed, readCustom } from "./form";

export interface Named {
  id: string;
  name: string;
}

export interface Call {
  caller: Named | null;
  newCaller: { name: string; phone: string; email: string } | null;
  /** The ticket that the call belongs to; none makes a new one. */
  ticket: Named | null;
  subject: string;
  notes: string;
  /** What this desk asks of a new ticket, by key. */
  custom: Filled;
  /** Milliseconds that had been counted when this was kept. */
  counted: number;
  /** How much of it the computer slept, until somebody says whether that counts. */
  away: number;
  /** The time as somebody typed it; empty takes what was counted. */
  span: string;
  /** The ticket whose timer is paused while the call lasts. */
  waiting: Named | null;
}

export const emptyCall: Call = { caller: null, newCaller: null, ticket: null, subject: "", notes: "", custom: {}, counted: 0, away: 0, span: "", waiting: null };

const minuteSeconds = 60;

/** Whether somebody has written anything. */
export function isWritten(call: Call): boolean {
  return call.caller !== null || call.newCaller !== null || call.subject.trim() !== "" || call.notes.trim() !== "" || call.span.trim() !== "";
}

/** Makes the draft's text; empty when nothing is written. */
export function writeCall(call: Call): string {
  return isWritten(call) ? JSON.stringify(call) : "";
}

/** Reads a draft; what another version wrote differently falls back to nothing, field by field. */
export function readCall(text: string | null): Call {
  const found = parsed(text);
  const string = (value: unknown) => (typeof value === "string" ? value : "");
  const named = (value: unknown): Named | null => {
    const { id, name } = members(value);
    return typeof id === "string" && typeof name === "string" ? { id, name } : null;
  };
  const made = members(found["newCaller"]);
  const millis = (value: unknown) => (typeof value === "number" && value > 0 ? value : 0);
  return {
    caller: named(found["caller"]),
    newCaller: typeof made["name"] === "string" ? { name: made["name"], phone: string(made["phone"]), email: string(made["email"]) } : null,
    ticket: named(found["ticket"]),
    subject: string(found["subject"]),
    notes: string(found["notes"]),
    custom: readCustom(found["custom"]),
    counted: millis(found["counted"]),
    away: millis(found["away"]),
    span: string(found["span"]),
    waiting: named(found["waiting"]),
  };
}

/** Takes a typed text apart into somebody new: a number is their telephone, an address gives a name. */
export function callerFrom(text: string): { name: string; phone: string; email: string } {
  return isNumber(text) ? { name: "", phone: text.trim(), email: "" } : { ...requesterFrom(text), phone: "" };
}

/** The seconds to book: what was typed, else whole minutes of what was counted; null for what is no span. */
export function secondsOf(call: Call, millis: number): number | null {
  if (call.span.trim() !== "") return readSpan(call.span);
  return roundedMinutes(millis) * minuteSeconds;
}

/** Makes what the core is asked to keep. `asked` are the fields of a new ticket. */
export function toCall(call: Call, seconds: number, asked: readonly FormField[]): CallSave {
  const notes = call.notes.trim();
  if (call.ticket !== null) return { about: { ticket: call.ticket.id }, notes, seconds };
  const fields: Record<string, JsonValue> = { channel: "phone" };
  if (call.caller !== null) fields["requester"] = call.caller.id;
  for (const { key } of asked) {
    const value = call.custom[key];
    if (value !== undefined && isFilled(value)) fields[ticketField(key)] = value;
  }
  const [name, phone, email] = [call.newCaller?.name.trim() ?? "", call.newCaller?.phone.trim() ?? "", call.newCaller?.email.trim() ?? ""];
  const called = name === "" ? (phone === "" ? email : phone) : name;
  const new_requester = call.caller !== null || called === "" ? null : { name: called, email: email === "" ? null : email, ...(phone === "" ? {} : { phone }) };
  return { about: { new: { subject: call.subject.trim(), description: "", fields, new_requester } }, notes, seconds };
}
