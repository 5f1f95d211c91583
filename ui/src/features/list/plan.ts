/** @file Where tickets and headings of a list in groups stand, by arithmetic over the counts: rows on screen, places among what is open, places in the core. */
import type { RowGroup } from "../../api/gen";

/** A group as it lies in the list. */
export interface Section {
  group: RowGroup;
  /** What identifies it; nobody and nothing are the empty text. */
  key: string;
  open: boolean;
  /** The row of its heading on the screen. */
  row: number;
  /** Its first ticket among those that are not folded away. */
  first: number;
  /** And among all, as the core counts them. */
  from: number;
}

interface Part {
  from: number;
  count: number;
}

type Placed = { is: "heading"; section: Section } | { is: "ticket"; index: number };

export const keyOf = ({ key }: RowGroup): string => key ?? "";

/** So many tickets of a folded group are rather read than asked around. */
const smallGap = 20;
/** A window is asked for in so many questions at most. */
export const mostParts = 12;

/**
 * A list with some of its groups folded. Tickets are counted without those that are folded away (their index), rows of the
 * screen with the headings; without groups both are the same.
 */
export class Plan {
  readonly sections: readonly Section[];
  /** Rows on the screen. */
  readonly rows: number;
  /** Tickets that are not folded away. */
  readonly tickets: number;

  constructor(total: number, groups: readonly RowGroup[] | undefined, folded: ReadonlySet<string>) {
    const sections: Section[] = [];
    let [row, first, from] = [0, 0, 0];
    for (const group of groups ?? []) {
      const open = !folded.has(keyOf(group));
      sections.push({ group, key: keyOf(group), open, row, first, from });
      row += 1 + (open ? group.count : 0);
      first += open ? group.count : 0;
      from += group.count;
    }
    this.sections = sections;
    this.tickets = groups === undefined ? total : first;
    this.rows = groups === undefined ? total : row;
  }

  /** What stands in a row of the screen. */
  at(row: number): Placed {
    const section = this.sectionAt(row);
    if (section === undefined) return { is: "ticket", index: row };
    return section.row === row ? { is: "heading", section } : { is: "ticket", index: section.first + row - section.row - 1 };
  }

  /** The group under whose heading a row of the screen stands. */
  sectionAt(row: number): Section | undefined {
    return lastUpTo(this.sections, row, (section) => section.row);
  }

  /** The heading that lies over the rows once its own place is above them; the next one pushes it away. */
  over(top: number, height: number): { section: Section; shift: number } | null {
    const section = this.sectionAt(Math.floor(top / height));
    if (section === undefined || top <= section.row * height) return null;
    const ends = (section.row + 1 + (section.open ? section.group.count : 0)) * height;
    return { section, shift: Math.min(0, ends - top - height) };
  }

  /** The group that a ticket stands in. */
  sectionOf(index: number): Section | undefined {
    // Folded and empty ones begin where the next one does, so the last of them is the one that has it.
    return lastUpTo(this.sections, index, (section) => section.first, ({ open, group }) => open && group.count > 0);
  }

  section(key: string): Section | undefined {
    return this.sections.find((one) => one.key === key);
  }

  /** The row of the screen that a ticket has. */
  rowOf(index: number): number {
    const section = this.sectionOf(index);
    return section === undefined ? index : section.row + 1 + index - section.first;
  }

  /** The tickets that are wholly or partly in the rows `first` to `last`; none where `to` is below `from`. */
  among(first: number, last: number): { first: number; last: number } {
    const after = (row: number): number => {
      const section = this.sectionAt(row);
      if (section === undefined) return row;
      return section.first + (section.open ? Math.min(section.group.count, Math.max(0, row - section.row - 1)) : 0);
    };
    return { first: after(first), last: after(last + 1) - 1 };
  }

  /** Where the core has `count` tickets from `from` on: the parts between what is folded away, at most `most` of them. */
  parts(from: number, count: number, most: number = Infinity): Part[] {
    const end = Math.min(from + count, this.tickets);
    if (this.sections.length === 0) return [{ from, count }];
    const found: Part[] = [];
    for (let at = from; at < end;) {
      const section = this.sectionOf(at);
      if (section === undefined) break;
      const to = Math.min(end, section.first + section.group.count);
      const begins = section.from + at - section.first;
      const before = found.at(-1);
      if (before !== undefined && before.from + before.count === begins) before.count += to - at;
      else found.push({ from: begins, count: to - at });
      at = to;
    }
    return joined(found, most);
  }

  /** The place among what is not folded away of the ticket that the core has at `at`; null where its group is folded. */
  indexOf(at: number): number | null {
    if (this.sections.length === 0) return at;
    const section = lastUpTo(this.sections, at, ({ from }) => from, ({ group }) => group.count > 0);
    return section?.open === true && at < section.from + section.group.count ? section.first + at - section.from : null;
  }
}

/** The last section that begins at `value` or before, of those that count. */
function lastUpTo(sections: readonly Section[], value: number, begin: (section: Section) => number, counts: (section: Section) => boolean = () => true): Section | undefined {
  let [low, high] = [0, sections.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const section = sections[middle];
    if (section !== undefined && begin(section) <= value) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at--) {
    const section = sections[at];
    if (section !== undefined && counts(section)) return section;
  }
  return undefined;
}

/** Joins parts that lie close together, and then the closest until there are no more than `most`. */
function joined(parts: readonly Part[], most: number): Part[] {
  const found: Part[] = parts.map((part) => ({ ...part }));
  const gap = (at: number): number => {
    const [one, next] = [found[at], found[at + 1]];
    return one === undefined || next === undefined ? Infinity : next.from - one.from - one.count;
  };
  for (;;) {
    const gaps = found.slice(1).map((_, at) => gap(at));
    const least = Math.min(...gaps);
    const at = gaps.indexOf(least);
    const [one, next] = [found[at], found[at + 1]];
    if (one === undefined || next === undefined || most === Infinity || (least > smallGap && found.length <= most)) return found;
    found.splice(at, 2, { from: one.from, count: next.from + next.count - one.from });
  }
}
