/** @file Made-up macros for the desk in memory. */
import type { Commands, MacroSteps, MacroView } from "../src/api/gen";
import { noSteps } from "../src/tickets/macros";

const macro = (id: string, name: string, steps: Partial<MacroSteps>, rest: Partial<MacroView> = {}): MacroView => ({ id, name, steps: { ...noSteps, ...steps }, share: { with: "everybody" }, owner: null, may_edit: true, ...rest });

const made = (): MacroView[] => [
  macro("m1", "Take it over", { status: "in_progress", assignee: { to: "me" } }),
  macro("m2", "Send a technician", { status: "in_progress", team: "team2", custom: { asset_tag: "to be read on site" }, checklist: "Call {{requester.name}}\nPack the tools" }, { share: { with: "team", team: "team2" }, owner: "Deniz Aydin", may_edit: false }),
];

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };

/** Macros that are kept in memory. */
export function macroAnswers(none: boolean, changed: (...tags: ["Macros"]) => void): Answers {
  let macros = none ? [] : made();
  return {
    macro_list: () => macros,
    macro_save: ({ id, name, steps, share }) => {
      const key = id ?? `m${String(macros.length + 1)}`;
      const one: MacroView = { id: key, name, steps: { ...noSteps, ...steps }, share, owner: null, may_edit: true };
      macros = id === undefined ? [...macros, one] : macros.map((other) => (other.id === id ? one : other));
      changed("Macros");
      return { id: key, label: name };
    },
    macro_remove: ({ id }) => {
      macros = macros.filter((one) => one.id !== id);
      changed("Macros");
      return { undo: "macro" };
    },
  };
}
