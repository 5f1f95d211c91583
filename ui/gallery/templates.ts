/** @file Made-up templates for the desk in memory, and how it fills them. */
import type { Commands, TemplateFills, TemplateView } from "../src/api/gen";
import { fill } from "./canned";

const template = (id: string, name: string, fills: TemplateFills, rest: Partial<TemplateView> = {}): TemplateView => ({ id, name, fills, share: { with: "everybody" }, owner: null, may_edit: true, ...rest });

const made = (): TemplateView[] => [
  template("t1", "New colleague", { subject: "New colleague: ", description: "Starts on {{due}}. Asked for by {{requester.name}}.", type: "request", priority: "high", tags: ["onboarding"], checklist: "Account\nLaptop\nBadge" }),
  template("t2", "VPN does not connect", { description: "Since when:\nFrom where:", type: "incident", tags: ["vpn"] }, { share: { with: "team", team: "team2" }, owner: "Deniz Aydin", may_edit: false }),
];

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => unknown };

/** Templates that are kept in memory; `named` knows people by their id. */
export function templateAnswers(none: boolean, named: (person: string) => string | undefined, changed: (...tags: ["Templates"]) => void): Answers {
  let templates = none ? [] : made();
  return {
    template_list: () => templates,
    template_save: ({ id, name, fills, share }) => {
      const key = id ?? `t${String(templates.length + 1)}`;
      const one: TemplateView = { id: key, name, fills, share, owner: null, may_edit: true };
      templates = id === undefined ? [...templates, one] : templates.map((other) => (other.id === id ? one : other));
      changed("Templates");
      return { id: key, label: name };
    },
    template_remove: ({ id }) => {
      templates = templates.filter((one) => one.id !== id);
      changed("Templates");
      return { undo: "template" };
    },
    template_use: ({ id, requester }) => {
      const one = templates.find((other) => other.id === id);
      if (one === undefined) throw new Error("no such template");
      const name = requester === undefined ? undefined : named(requester);
      const filled = fill((one.fills.description ?? "").replaceAll("{{requester.name}}", (whole) => name ?? whole), undefined);
      return { name: one.name, fills: { ...one.fills, ...(one.fills.description === undefined ? {} : { description: filled.text }) }, gaps: filled.gaps };
    },
    template_of: () => ({ subject: "Printer on the third floor", type: "incident", tags: ["printer"] }),
  };
}
