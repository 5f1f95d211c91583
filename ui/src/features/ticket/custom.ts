/** @file Values that came with an import and that nobody here made a field for: shown as text, and read back as what they were. */
import type { JsonValue } from "../../api/gen";

export function customText(value: JsonValue | undefined): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

/** What was a number or a yes stays one where the text is one. */
export function readBack(text: string | null, before: JsonValue | undefined): JsonValue {
  if (text === null) return null;
  if (typeof before === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
