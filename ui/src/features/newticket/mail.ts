/** @file A mail that was dropped on Tern: what of a new ticket's form it fills. */
import { call } from "../../api/call";
import { bytesOf, readBase64, type Chosen } from "../../api/files";
import type { MailSender } from "../../api/gen";
import type { Form } from "./form";

/** Reads a mail: who wrote it asks, and what is attached goes with the ticket. */
export async function readMail(mail: Chosen): Promise<{ fills: Partial<Form>; files: File[] }> {
  const { from, subject, body, files } = await call("mail_read", "file" in mail ? { base64: await readBase64(mail.file) } : { path: mail.path });
  const asks = from === null ? {} : await whoIs(from);
  return {
    fills: { subject, body, ...asks },
    files: files.map(({ name, mime, base64 }) => new File([bytesOf(base64)], name, { type: mime })),
  };
}

/** Somebody who is known by this address, or somebody new. */
async function whoIs({ name, email }: MailSender): Promise<Pick<Form, "requester" | "newRequester">> {
  const found = await call("person_search", { text: email, count: 20 });
  const known = found.find((person) => person.email?.toLowerCase() === email.toLowerCase());
  return known === undefined ? { requester: null, newRequester: { name, email } } : { requester: { id: known.id, name: known.name }, newRequester: null };
}
