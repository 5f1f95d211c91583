/** @file The sections of the settings and who sees them; the page shows them, the palette finds them. */
import type { SessionView } from "./gen";
import { mayEditOrganisations } from "./may";
import type { PlainKey } from "../i18n/words.svelte";

export interface SettingsSection {
  id: string;
  label: PlainKey;
  /** Under which heading it stands; those of one group follow one another. */
  group: "own" | "texts" | "people" | "tickets" | "desk";
  /** Only for whoever runs a desk with a server. */
  admin?: true;
  /** Only where there is a server. */
  connected?: true;
  /** Only for whoever may configure the desk. */
  configures?: true;
  /** Only for whoever may edit organisations. */
  organisations?: true;
}

export const settingsSections = [
  { id: "appearance", group: "own", label: "settings.appearance" },
  { id: "keyboard", group: "own", label: "settings.keyboard" },
  { id: "notifications", group: "own", label: "settings.notifications" },
  { id: "signature", group: "own", label: "settings.signature" },
  { id: "profile", group: "own", label: "settings.profile" },
  { id: "account", group: "own", label: "settings.account" },
  { id: "replies", group: "texts", label: "settings.replies" },
  { id: "macros", group: "texts", label: "settings.macros" },
  { id: "templates", group: "texts", label: "settings.templates" },
  { id: "contacts", group: "people", label: "contacts.title" },
  { id: "organisations", group: "people", label: "organisations.title", organisations: true },
  { id: "people", group: "people", label: "settings.people", configures: true },
  { id: "teams", group: "people", label: "settings.teams", configures: true },
  { id: "statuses", group: "tickets", label: "settings.statuses", configures: true },
  { id: "types", group: "tickets", label: "settings.types", configures: true },
  { id: "fields", group: "tickets", label: "settings.fields", configures: true },
  { id: "categories", group: "tickets", label: "settings.categories", configures: true },
  { id: "priorities", group: "tickets", label: "settings.priorities", configures: true },
  { id: "policies", group: "tickets", label: "settings.policies", configures: true },
  { id: "hours", group: "tickets", label: "settings.hours", configures: true },
  { id: "devices", group: "desk", label: "settings.devices", admin: true },
  { id: "files", group: "desk", label: "settings.files", connected: true },
  { id: "exchange", group: "desk", label: "settings.exchange" },
  { id: "about", group: "desk", label: "settings.about" },
] as const satisfies readonly SettingsSection[];

/** The headings over the sections, in their order. */
export const sectionGroups = [
  { id: "own", label: "settings.group.own" },
  { id: "texts", label: "settings.group.texts" },
  { id: "people", label: "settings.group.people" },
  { id: "tickets", label: "settings.group.tickets" },
  { id: "desk", label: "settings.group.desk" },
] as const satisfies readonly { id: SettingsSection["group"]; label: PlainKey }[];

export type SectionId = (typeof settingsSections)[number]["id"];

/** The sections that a person at this desk sees. */
export function sectionsFor(session: SessionView | undefined): readonly (SettingsSection & { id: SectionId })[] {
  const connected = session?.mode === "connected";
  const configures = session?.may_configure === true;
  const organises = mayEditOrganisations(session);
  const all: readonly (SettingsSection & { id: SectionId })[] = settingsSections;
  return all.filter(
    (one) =>
      (one.admin !== true || (connected && configures)) &&
      (one.connected !== true || connected) &&
      (one.configures !== true || configures) &&
      (one.organisations !== true || organises),
  );
}
