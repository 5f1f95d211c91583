/** @file What still stands in the way of a new ticket: all of it said at once, each at its field, until that is changed. */
import type { FormField, Matrix } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { asksReason, valueOf, wrongFields, type Form } from "./form";

export interface Wrong {
  subject?: string;
  reason?: string;
  requester?: string;
  /** By the key of the field. */
  fields?: Record<string, string>;
}

/** Everything that is missing or wrong; `done` where the ticket is resolved as soon as it is made. */
export function whatLacks(form: Form, fields: readonly FormField[], done: boolean, matrix: Matrix | undefined): Wrong {
  const wrong = wrongFields(form, fields, done);
  return {
    ...(form.subject.trim() === "" ? { subject: t("new.subject.missing") } : {}),
    ...(asksReason(form, matrix) && form.reason.trim() === "" ? { reason: t("new.reason.missing") } : {}),
    ...besides(wrong),
  };
}

/** What fields lack, by their keys; whoever asks has a place of their own. */
export function besides({ ".requester": requester, ...fields }: Record<string, string>): Wrong {
  return {
    ...(requester === undefined ? {} : { requester: t("new.requester.missing") }),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

/** What was wrong and was not changed since: whoever mends one field still sees what the others lack. */
export function stillWrong(wrong: Wrong, was: Form, to: Partial<Form>): Wrong {
  const { subject, reason, requester, fields } = wrong;
  const touches = (...of: (keyof Form)[]) => of.some((field) => field in to);
  const stays = ([key]: [string, string]) => JSON.stringify(valueOf({ ...was, ...to }, key)) === JSON.stringify(valueOf(was, key));
  const left = touches("type", "status") ? [] : Object.entries(fields ?? {}).filter(stays);
  return {
    ...(subject === undefined || touches("subject") ? {} : { subject }),
    ...(reason === undefined || touches("reason", "priority", "impact", "urgency") ? {} : { reason }),
    ...(requester === undefined || touches("requester", "newRequester") ? {} : { requester }),
    ...(left.length === 0 ? {} : { fields: Object.fromEntries(left) }),
  };
}
