/** @file The menus of a list: its order, its groups, its columns; for keys, fingers and windows without room for heads. */
import { t } from "../../i18n/words.svelte";
import type { Menu, MenuEntry, MenuItem } from "../../kit/menu.svelte";
import { columnName, groupedBy, listColumns, listGroups, sortedBy, thenBy, withoutThen, type ListColumn, type Sorting } from "./columns";
import { flexible, toggledColumn, type ColumnId, type Layout } from "./layout";

interface Ordered {
  sorting: () => Sorting;
  set: (to: Sorting) => void;
}

const sortable = listColumns.filter(({ sort }) => sort !== null);
const way = (descending: boolean) => t(descending ? "list.sort.descending" : "list.sort.ascending");

/** One key and then another; what is chosen once more goes the other way round. */
export function sortMenu({ sorting, set }: Ordered): Menu {
  const entries = (): readonly MenuEntry[] => {
    const now = sorting();
    const { then } = now;
    const item = (column: ListColumn, id: string, at: { key: string; descending: boolean } | undefined, act: () => void): MenuItem => {
      const checked = column.sort === at?.key;
      return { id: `${id}-${column.id}`, label: columnName(column), checked, ...(checked ? { detail: way(at.descending) } : {}), act };
    };
    const second = sortable.filter(({ sort }) => sort !== now.sort);
    return [
      { id: "by", label: t("list.sort.by"), detail: chosen(now.sort), entries: sortable.map((column) => item(column, "by", { key: now.sort, descending: now.descending }, () => set(sortedBy(column, now)))) },
      {
        id: "then",
        label: t("list.sort.then"),
        detail: chosen(then?.key),
        entries: [
          { id: "then-nothing", label: t("list.sort.nothing"), checked: then === undefined, act: () => set(withoutThen(now)) },
          ...second.map((column) => item(column, "then", then, () => set(thenBy(column, now)))),
        ],
      },
    ];
  };
  return { label: t("list.sort"), many: true, entries };
}

const chosen = (key: string | undefined): string => sortable.filter(({ sort }) => sort === key).map(columnName).join("");

export function groupMenu({ sorting, set }: Ordered, foldAll: (to: "folded" | "open") => unknown): Menu {
  const entries = (): readonly MenuEntry[] => {
    const now = sorting();
    return [
      { id: "none", label: t("list.group.none"), checked: now.group === undefined, act: () => set(groupedBy(null, now)) },
      ...listGroups.map((group): MenuItem => ({ id: group, label: t(`list.group.${group}`), checked: now.group === group, act: () => set(groupedBy(group, now)) })),
      ...(now.group === undefined
        ? []
        : ([
            "line",
            { id: "foldAll", label: t("keys.list.foldAll"), act: () => foldAll("folded") },
            { id: "unfoldAll", label: t("keys.list.unfoldAll"), act: () => foldAll("open") },
          ] as const)),
    ];
  };
  return { label: t("list.group"), kind: "pick", entries };
}

interface Columns {
  layout: () => Layout;
  known: () => readonly ListColumn[];
  fits: (id: ColumnId) => boolean;
  keep: (to: Layout) => void;
  usual: () => void;
}

export function columnsMenu({ layout, known, fits, keep, usual }: Columns): Menu {
  const entries = (): readonly MenuEntry[] => [
    ...layout().map(
      ({ id, shown }): MenuItem => ({
        id,
        label: known().filter((one) => one.id === id).map(columnName).join(""),
        checked: shown,
        ...(id === flexible ? { refused: t("list.columns.always") } : {}),
        ...(shown && !fits(id) ? { detail: t("list.columns.noRoom") } : {}),
        act: () => keep(toggledColumn(layout(), id)),
      }),
    ),
    "line",
    { id: "usual", label: t("list.columns.usual"), act: usual },
  ];
  return { label: t("list.columns"), many: true, entries };
}
