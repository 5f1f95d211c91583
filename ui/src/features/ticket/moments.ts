/** @file Moments that people mean when they set a date, in the time of this computer. */

export type PresetId = "today" | "tomorrow" | "monday" | "week";

/** Returns what is offered at `now`; today's end of work only while it lies ahead. */
export function presets(now: number): { id: PresetId; at: number }[] {
  const day = (offset: number, hour: number) => {
    const date = new Date(now);
    date.setDate(date.getDate() + offset);
    date.setHours(hour, 0, 0, 0);
    return date.getTime();
  };
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const all: { id: PresetId; at: number }[] = [
    { id: "today", at: day(0, 17) },
    { id: "tomorrow", at: day(1, 9) },
    { id: "monday", at: day(toMonday, 9) },
    { id: "week", at: day(7, 17) },
  ];
  return all.filter(({ at }) => at > now);
}

/** The value of a `datetime-local` field. */
export function toLocalInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function fromLocalInput(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
