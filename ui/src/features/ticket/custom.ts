/** @file Fields that a team made up: shown as text, and read back as what they were. */
import type { JsonValue } from "../../api/gen";

export function customText(value: JsonValue | undefined): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

/** Returns the fields after one was written; null clears it. What was a number stays one where the text is one. */
export function withCustom(custom: Record<string, JsonValue | undefined>, name: string, text: string | null): Record<string, JsonValue> {
  const known = Object.entries(custom).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined);
  const others = known.filter(([other]) => other !== name);
  // In its old place, so that a field that is written does not jump.
  return Object.fromEntries(text === null ? others : known.map(([other, value]) => [other, other === name ? readBack(text, value) : value]));
}

function readBack(text: string, before: JsonValue): JsonValue {
  if (typeof before === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
