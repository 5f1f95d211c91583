/** @file What one may hear of: which reaches make sense for a kind, and how they are called. */
import type { NotificationKind, NotificationSettings, Reach } from "../../api/gen";

/** What is about a person alone is on or off; the rest reaches as far as one likes. */
const ownKinds = ["assignment", "mention", "update", "held_reply", "conflict", "reminder", "snooze", "escalation"] as const satisfies readonly NotificationKind[];

export const kindsInOrder: readonly NotificationKind[] = ["breach", "at_risk", "deadline", "customer_reply", ...ownKinds];

export function reachesOf(kind: NotificationKind): readonly Reach[] {
  return (ownKinds as readonly NotificationKind[]).includes(kind) ? ["mine", "off"] : ["mine", "unowned", "team", "all", "off"];
}

/** Whether the kind is a plain switch. */
export function isSwitch(kind: NotificationKind): boolean {
  return reachesOf(kind).length === 2;
}

/** How far it reaches; what nobody has chosen yet is about oneself. */
export const reachIn = (settings: NotificationSettings, kind: NotificationKind): Reach => settings.kinds[kind] ?? "mine";

export function withReach(settings: NotificationSettings, kind: NotificationKind, reach: Reach): NotificationSettings {
  return { ...settings, kinds: { ...settings.kinds, [kind]: reach } };
}
