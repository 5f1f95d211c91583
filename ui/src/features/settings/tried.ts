/** @file What the system allows notifications to do, as the test of one found it. */
import type { DndView, NotificationTried } from "../../api/gen";
import type { PlainKey } from "../../i18n/words.svelte";

export type Answer = "yes" | "no" | "unknown";

export interface Allowance {
  id: "buttons" | "keeps" | "loud";
  answer: Answer;
  says: PlainKey;
}

const answerOf = (said: boolean | null): Answer => (said === null ? "unknown" : said ? "yes" : "no");
const buttonsOf = (answer: Answer): Allowance => ({ id: "buttons", answer, says: `settings.allows.buttons.${answer}` });
const keepsOf = (answer: Answer): Allowance => ({ id: "keeps", answer, says: `settings.allows.keeps.${answer}` });
const loudOf = (answer: "yes" | "no"): Allowance => ({ id: "loud", answer, says: `settings.allows.loud.${answer}` });

/** What a person should know who waits for a notification: what the desktop can, and whether we hold them back ourselves. */
export function allowances({ shown, buttons, keeps }: NotificationTried, dnd: DndView | undefined): Allowance[] {
  const ours = dnd === undefined ? [] : [loudOf(dnd.on || dnd.quiet_now ? "no" : "yes")];
  return shown ? [buttonsOf(answerOf(buttons)), keepsOf(answerOf(keeps)), ...ours] : ours;
}
