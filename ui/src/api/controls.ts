/**
 * @file The single controls of each section of the settings, by the words that name them: what one finds by typing.
 *
 * `controls.test.ts` draws every section and holds this list to what stands there, both ways.
 */
import type { PlainKey } from "../i18n/words.svelte";
import type { SectionId } from "./sections";

export const settingsControls: Readonly<Record<SectionId, readonly PlainKey[]>> = {
  profile: ["settings.name", "people.phone", "people.location", "profile.password"],
  appearance: ["settings.language", "settings.theme", "settings.contrast", "settings.density", "settings.zoom", "settings.motion"],
  keyboard: ["settings.keyboard.single", "settings.anywhere", "settings.keyboard.filter", "settings.keyboard.reset"],
  notifications: [
    "notify.kind.breach",
    "notify.kind.at_risk",
    "notify.kind.deadline",
    "notify.kind.customer_reply",
    "notify.kind.assignment",
    "notify.kind.mention",
    "notify.kind.held_reply",
    "notify.kind.conflict",
    "notify.kind.reminder",
    "notify.kind.snooze",
    "notify.kind.escalation",
    "notify.kind.update",
    "dnd.title",
    "settings.quiet",
    "settings.quiet.hours",
    "settings.quiet.between",
    "settings.urgent",
    "settings.notify.try",
    "settings.system.login",
    "settings.system.tray",
    "settings.system.badge",
  ],
  replies: ["replies.search", "replies.add"],
  macros: ["macro.find", "macros.add"],
  templates: ["templates.find", "templates.add"],
  signature: ["replies.placeholder", "settings.signature"],
  contacts: ["contacts.search", "contacts.add"],
  organisations: ["organisations.search", "organisations.add"],
  people: ["people.search", "people.add"],
  teams: ["teams.add"],
  statuses: ["statuses.add", "closing.label", "workflow.title"],
  types: ["types.add"],
  fields: ["fields.add"],
  categories: ["categories.add"],
  priorities: ["guard.label"],
  policies: ["simulate.open", "policy.add"],
  hours: ["hours.add", "policy.name", "hours.zone", "hours.likeMonday", "hours.import", "hours.off.add", "hours.remove"],
  account: ["settings.lock", "settings.signOut", "settings.leaveSample", "welcome.connect"],
  devices: [],
  files: ["files.limit", "files.speed", "files.metered"],
  exchange: ["import.title", "settings.export"],
  about: ["diagnostics.title"],
};

/** What stands there only under a condition, and what decides it: whoever looks for the one finds the other. */
export const decidedBy: Readonly<Partial<Record<PlainKey, PlainKey>>> = {
  "settings.quiet.hours": "settings.quiet",
  "settings.quiet.between": "settings.quiet",
};
