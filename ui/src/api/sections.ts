/** @file The sections of the settings and who sees them; the page shows them, the palette finds them. */
import type { SessionView } from "./gen";
import type { PlainKey } from "../i18n/words.svelte";

export interface SettingsSection {
  id: string;
  label: PlainKey;
  /** Only for whoever runs a desk with a server. */
  admin?: true;
  /** Only where there is a server. */
  connected?: true;
  /** Only for whoever may configure the desk. */
  configures?: true;
}

export const settingsSections = [
  { id: "appearance", label: "settings.appearance" },
  { id: "keyboard", label: "settings.keyboard" },
  { id: "notifications", label: "settings.notifications" },
  { id: "replies", label: "settings.replies" },
  { id: "macros", label: "settings.macros" },
  { id: "templates", label: "settings.templates" },
  { id: "signature", label: "settings.signature" },
  { id: "people", label: "settings.people", configures: true },
  { id: "teams", label: "settings.teams", configures: true },
  { id: "statuses", label: "settings.statuses", configures: true },
  { id: "types", label: "settings.types", configures: true },
  { id: "fields", label: "settings.fields", configures: true },
  { id: "categories", label: "settings.categories", configures: true },
  { id: "priorities", label: "settings.priorities", configures: true },
  { id: "policies", label: "settings.policies", configures: true },
  { id: "hours", label: "settings.hours", configures: true },
  { id: "profile", label: "settings.profile" },
  { id: "account", label: "settings.account" },
  { id: "devices", label: "settings.devices", admin: true },
  { id: "files", label: "settings.files", connected: true },
  { id: "exchange", label: "settings.exchange" },
  { id: "about", label: "settings.about" },
] as const satisfies readonly SettingsSection[];

export type SectionId = (typeof settingsSections)[number]["id"];

/** The sections that a person at this desk sees. */
export function sectionsFor(session: SessionView | undefined): readonly (SettingsSection & { id: SectionId })[] {
  const connected = session?.mode === "connected";
  const configures = session?.may_configure === true;
  const all: readonly (SettingsSection & { id: SectionId })[] = settingsSections;
  return all.filter(
    (one) => (one.admin !== true || (connected && configures)) && (one.connected !== true || connected) && (one.configures !== true || configures),
  );
}
