/** @file What can stand in the palette. */
import type { BoardId, CannedView, MacroView, PersonCard, ReportId, RowView, TemplateView, ViewView } from "../../api/gen";
import type { MenuItem } from "../../kit/menu.svelte";
import type { Command } from "./commands";

/** Found by a label, whose letters that fit are marked. */
interface Labelled {
  id: string;
  label: string;
  hits: readonly number[];
  score: number;
}

export type Item =
  | { is: "command"; id: string; command: Command; hits: readonly number[]; score: number }
  | (Labelled & { is: "view"; view: ViewView })
  | (Labelled & { is: "board"; board: BoardId })
  | (Labelled & { is: "report"; report: ReportId })
  | (Labelled & { is: "reply"; reply: CannedView })
  | (Labelled & { is: "macro"; macro: MacroView })
  | (Labelled & { is: "template"; template: TemplateView })
  | { is: "ticket"; id: string; row: RowView }
  | { is: "person"; id: string; person: PersonCard }
  | { is: "search"; id: string; text: string }
  /** Of the menu that a command asks with. */
  | { is: "entry"; id: string; entry: MenuItem };
