/** @file What was edited and not saved, kept while one looks at other sections; gone with the window. */
import type { NamedCalendar, NamedPolicy } from "../api/gen";

class Drafts {
  policies: NamedPolicy[] | null = $state.raw(null);
  calendars: NamedCalendar[] | null = $state.raw(null);
}

export const drafts = new Drafts();
