/** @file The groups of a list under the hand: which are folded, how the keyboard gets to their headings, what one can do with one. */
import type { ListGroup, LookupsView } from "../../api/gen";
import { t } from "../../i18n/words.svelte";
import { openMenu, type MenuEntry } from "../../kit/menu.svelte";
import { announcer } from "../../lib/announce.svelte";
import type { Answers } from "../../lib/shortcuts.svelte";
import { store, stored } from "../../lib/stored.svelte";
import { readMany } from "../../tickets/pages";
import type { Rows } from "../../tickets/rows.svelte";
import { mostSelected } from "../../tickets/selection.svelte";
import { foldedAt, foldedName, placeOf, titleOf, withFolded } from "./groups";
import type { Listing } from "./listing.svelte";
import type { Section } from "./plan";

interface Of {
  kind: () => ListGroup | undefined;
  /** Groups are folded in one view, and stay open in the next. */
  view: () => string | null;
  lookups: () => LookupsView | undefined;
  listing: () => Listing;
  rows: () => Rows;
}

export class Grouping {
  #of: Of;

  constructor(of: Of) {
    this.#of = of;
  }

  #place = $derived.by(() => {
    const kind = this.#of.kind();
    return kind === undefined ? null : placeOf(this.#of.view(), kind);
  });
  // One text, so that another question with the same groups folded is no other list.
  #keys = $derived(JSON.stringify(this.#place === null ? [] : foldedAt(stored(foldedName), this.#place)));
  folded: ReadonlySet<string> = $derived(new Set<string>(JSON.parse(this.#keys)));

  get #plan() {
    return this.#of.listing().plan;
  }

  get #rows(): Rows {
    return this.#of.rows();
  }

  title(section: Section) {
    return titleOf(this.#of.kind() ?? "status", section.group, this.#of.lookups());
  }

  /** The row of the screen that has the focus. */
  get row(): number {
    const { index, heading } = this.#rows.focus;
    return (heading === undefined ? undefined : this.#plan.section(heading)?.row) ?? this.#plan.rowOf(index);
  }

  /** The group whose heading has the focus, if one has. */
  get heading(): Section | undefined {
    const { heading } = this.#rows.focus;
    return heading === undefined ? undefined : this.#plan.section(heading);
  }

  /** The group of the row that has the focus. */
  get current(): Section | undefined {
    return this.#plan.sectionAt(this.row);
  }

  /** A heading that went away hands the focus to a ticket, and what is folded away as a whole to a heading. */
  settle(): void {
    const { focus } = this.#rows;
    if (focus.heading !== undefined && this.heading === undefined) this.#rows.focused(Math.max(0, Math.min(focus.index, this.#plan.tickets - 1)));
    const [first] = this.#plan.sections;
    if (this.#plan.tickets === 0 && this.#rows.focus.heading === undefined && first !== undefined) this.#rows.headingFocused(first.key, 0);
  }

  focusOn(section: Section): void {
    void this.#rows.focusOnHeading(section.key, section.first);
  }

  /** Goes on among tickets; from a heading one row goes to whatever stands next to it. */
  step(by: number): void {
    const { heading } = this;
    if (heading === undefined) this.#rows.step(by);
    else if (Math.abs(by) === 1) this.#goTo(heading.row + by);
    else void this.#rows.focusOn(heading.first + by);
  }

  #goTo(row: number): void {
    if (row < 0 || row >= this.#plan.rows) return;
    const placed = this.#plan.at(row);
    if (placed.is === "heading") this.focusOn(placed.section);
    else void this.#rows.focusOn(placed.index);
  }

  toEnd(end: "first" | "last"): void {
    const { sections, tickets } = this.#plan;
    const section = end === "first" ? sections[0] : sections.at(-1);
    if (tickets === 0 && section !== undefined) this.focusOn(section);
    else void this.#rows.focusOn(end === "first" ? 0 : tickets - 1);
  }

  /** Folds a group that is open, and opens one that is folded; the focus goes to its heading, which stays. */
  toggle(section: Section): void {
    const to = new Set(this.folded);
    if (section.open) to.add(section.key);
    else to.delete(section.key);
    this.#keep(to);
    announcer.say(t(section.open ? "list.group.folded" : "list.group.unfolded", { name: this.title(section).name, count: section.group.count }));
    this.focusOn(section);
  }

  foldAll(to: "folded" | "open"): boolean {
    const { current } = this;
    if (current === undefined) return false;
    this.#keep(new Set(to === "folded" ? this.#plan.sections.map(({ key }) => key) : []));
    announcer.say(t(to === "folded" ? "list.group.allFolded" : "list.group.allUnfolded"));
    this.focusOn(this.#plan.section(current.key) ?? current);
    return true;
  }

  #keep(folded: ReadonlySet<string>): void {
    if (this.#place !== null) store(foldedName, withFolded(stored(foldedName), this.#place, [...folded]));
  }

  /** Selects every ticket of a group, or lets them go; of a folded one, too. */
  async select(section: Section): Promise<void> {
    const { from, group } = section;
    const listing = this.#of.listing();
    this.#rows.toggleMany(await readMany(from, Math.min(group.count, mostSelected), (at, count) => listing.readAll(at, count)));
  }

  /** Selects what is listed; what is folded away is not, and that is said. */
  async selectAll(): Promise<void> {
    await this.#rows.selectAll();
    if (this.#plan.sections.some(({ open }) => !open)) announcer.say(t("list.group.leftOut", { count: this.#rows.selection.size }));
  }

  menu(at: { x: number; y: number }, section: Section): void {
    const entries: readonly MenuEntry[] = [
      { id: "fold", label: t(section.open ? "list.group.fold" : "list.group.unfold"), act: () => this.toggle(section) },
      { id: "select", label: t("list.group.select"), keys: "X", act: () => void this.select(section) },
      "line",
      { id: "foldAll", label: t("keys.list.foldAll"), act: () => this.foldAll("folded") },
      { id: "unfoldAll", label: t("keys.list.unfoldAll"), act: () => this.foldAll("open") },
    ];
    openMenu(at, { label: this.title(section).name, entries: () => entries });
  }

  /** Left and right fold and open as in a tree; a list without groups has nothing for these keys. */
  answers(): Answers {
    const near = (by: 1 | -1) => {
      const { heading, current } = this;
      if (current === undefined) return false;
      // Back from a ticket is the heading above it.
      const at = this.#plan.sections.indexOf(current) + (by === -1 && heading === undefined ? 0 : by);
      const section = this.#plan.sections[at];
      if (section !== undefined) this.focusOn(section);
      return section !== undefined;
    };
    return {
      "list.nextColumn": () => {
        const { heading } = this;
        if (heading === undefined) return false;
        if (heading.open) this.#goTo(heading.row + 1);
        else this.toggle(heading);
        return true;
      },
      "list.previousColumn": () => {
        const { current } = this;
        if (current?.open !== true) return false;
        this.toggle(current);
        return true;
      },
      "list.nextGroup": () => near(1),
      "list.previousGroup": () => near(-1),
      "list.selectGroup": () => {
        const { current } = this;
        if (current === undefined) return false;
        void this.select(current);
        return true;
      },
      "list.foldAll": () => this.foldAll("folded"),
      "list.unfoldAll": () => this.foldAll("open"),
    };
  }
}
