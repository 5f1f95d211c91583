/**
 * @file Writes the messages of a Fluent file the way the window reads them (`src/i18n/sentences.ts`): without the blanks and
 * the long names of Fluent, so that no parser for all of Fluent is part of the start.
 *
 * One message a line: how many letters its name shares with the one before, as a letter from `A` on, the rest of the name, `=`
 * and the sentence. There `{name}` is a variable, `{name[one]…[*other]…}` a choice by it, and `\` stands before a letter that is
 * only itself.
 */
import { parse } from "@fluent/syntax";

const most = "z".charCodeAt(0) - "A".charCodeAt(0);
const plain = (text) => text.replace(/[\\{}[\]]/g, "\\$&").replaceAll("\n", "\\n");

function variable(expression, terms) {
  switch (expression.type) {
    case "VariableReference":
      return `{${expression.id.name}}`;
    case "StringLiteral":
      return plain(expression.parse().value);
    case "TermReference":
      if (expression.attribute === null && expression.arguments === null && terms.has(expression.id.name)) return sentence(terms.get(expression.id.name), terms);
      break;
    case "SelectExpression":
      if (expression.selector.type === "VariableReference") {
        const variants = expression.variants.map(({ key, value, default: usual }) => `[${usual ? "*" : ""}${key.name ?? key.value}]${sentence(value, terms)}`);
        return `{${expression.selector.id.name}${variants.join("")}}`;
      }
      break;
  }
  throw new Error(`the window cannot read a ${expression.type} like this one`);
}

const sentence = (pattern, terms) => pattern.elements.map((element) => (element.type === "TextElement" ? plain(element.value) : variable(element.expression, terms))).join("");

/** Returns the messages of `text` by their keys (`board-empty` is the key `board.empty`); what the window could not read is no build. */
export function sentences(text) {
  const entries = parse(text, {}).body;
  const terms = new Map(entries.flatMap((entry) => (entry.type === "Term" ? [[entry.id.name, entry.value]] : [])));
  let before = "";
  const lines = [];
  for (const entry of entries) {
    if (entry.type === "Junk" || (entry.type === "Message" && (entry.value === null || entry.attributes.length > 0))) {
      throw new Error(`the window cannot read ${JSON.stringify(text.slice(entry.span.start, entry.span.start + 60))}`);
    }
    if (entry.type !== "Message") continue;
    const name = entry.id.name.replaceAll("-", ".");
    let shared = 0;
    while (shared < Math.min(most, before.length) && name[shared] === before[shared]) shared++;
    lines.push(`${String.fromCharCode("A".charCodeAt(0) + shared)}${name.slice(shared)}=${sentence(entry.value, terms)}`);
    before = name;
  }
  return lines.join("\n");
}
