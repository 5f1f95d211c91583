/** @file How a field that a desk added is called where it stands among Tern's own: `custom.asset_tag`. */

export type CustomId = `custom.${string}`;

const prefix = "custom.";

export const customId = (key: string): CustomId => `${prefix}${key}`;
export const isCustom = (id: string): id is CustomId => id.startsWith(prefix);
export const fieldKeyOf = (id: CustomId): string => id.slice(prefix.length);
