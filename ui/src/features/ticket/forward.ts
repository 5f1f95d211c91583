/** @file A conversation for somebody outside: what of it goes along, how it reads in a letter, and the address that opens one. Pure. */
import type { AttachmentView, MessageView, TicketView } from "../../api/gen";
import { formatDate, t } from "../../i18n/words.svelte";
import { withoutPictures } from "../../lib/readable";
import { wentOut } from "./thread";

/** The last message, or all that the requester and the desk wrote to one another. Notes stay inside. */
export const extents = ["last", "all"] as const;
export type Extent = (typeof extents)[number];

/** Programs for mail are handed an address on a command line, and some systems cut it off not far behind this. */
const longestAddress = 1_900;

export function addressesIn(text: string): { good: string[]; wrong: string[] } {
  const all = text.split(/[\s,;]+/).filter((one) => one !== "");
  const isGood = (one: string) => /^[^@\s]+@[^@\s]+$/.test(one);
  return { good: all.filter(isGood), wrong: all.filter((one) => !isGood(one)) };
}

/** What goes along: what the requester and the desk wrote to one another, the newest last. */
export function goesAlong(messages: readonly MessageView[], extent: Extent): MessageView[] {
  const open = messages.filter(wentOut);
  return extent === "last" ? open.slice(-1) : open;
}

const quoted = (body: string) => withoutPictures(body).split("\n").map((line) => `> ${line}`.trimEnd());

type Asked = Pick<TicketView, "description" | "requester">;

/** Whether the request itself goes along, in the requester's name. */
function withRequest({ description, requester }: Asked, messages: readonly MessageView[], extent: Extent): boolean {
  return requester !== null && description.trim() !== "" && (extent === "all" || messages.length === 0);
}

/** The files that came with what goes along: a letter that an address opens has none of them. */
export function filesOf(ticket: Asked & Pick<TicketView, "attachments">, messages: readonly MessageView[], extent: Extent): AttachmentView[] {
  const first = withRequest(ticket, messages, extent) ? ticket.attachments.filter(({ message }) => message === null) : [];
  return [...first, ...messages.flatMap(({ attachments }) => attachments)];
}

/** The letter: what one writes oneself, then what was written before, each with who and when. */
export function letterOf(ticket: Asked & Pick<TicketView, "number" | "subject" | "created_at">, messages: readonly MessageView[], own: string, extent: Extent): { subject: string; body: string } {
  const said = (name: string, at: number, body: string) => [t("forward.said", { name, at: formatDate(at, "full") }), ...quoted(body)].join("\n");
  const first = ticket.requester !== null && withRequest(ticket, messages, extent) ? [said(ticket.requester.name, ticket.created_at, ticket.description)] : [];
  const parts = [own.trim(), ...first, ...messages.map(({ author_name, at, body }) => said(author_name, at, body))];
  return { subject: t("forward.subject", { number: ticket.number, subject: ticket.subject }), body: parts.filter((part) => part !== "").join("\n\n") };
}

/** The address that opens a letter, and whether its body was too long for one: then it says to paste the rest. */
export function mailAddress(to: readonly string[], { subject, body }: { subject: string; body: string }, own: string): { url: string; isCut: boolean } {
  const url = (text: string) => `mailto:${to.map((one) => encodeURIComponent(one)).join(",")}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;
  const whole = url(body);
  if (whole.length <= longestAddress) return { url: whole, isCut: false };
  const short = url([own.trim(), t("forward.paste")].filter((part) => part !== "").join("\n\n"));
  // Somebody's own words may be a letter of their own.
  return { url: short.length <= longestAddress ? short : url(t("forward.paste")), isCut: true };
}
