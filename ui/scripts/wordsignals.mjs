/**
 * @file Takes the signals from sentences that stand by themselves: Svelte keeps what every `t("a.b")` of a template returns in a
 * signal of its own, though asking again costs less than the signal does. A thousand of them are a tenth of the script.
 *
 *     let $0 = $.derived(() => t("a.b")); Button(node, { get label() { return $.get($0) } })
 *     Button(node, { get label() { return t("a.b") } })
 *
 *     $.template_effect(($0) => $.set_text(text, $0), [() => t("a.b")])
 *     $.template_effect(() => $.set_text(text, t("a.b")))
 *
 * Whoever reads the sentence still reads which language is spoken, so another language is said at once as before.
 */
import { parseAst } from "vite";

const ofSvelte = (node, name) => node.type === "CallExpression" && node.callee.type === "MemberExpression" && node.callee.object.name === "$" && node.callee.property.name === name;

/** `() => t("a.b")` and nothing else: a sentence that something is filled into is worth keeping. */
const isSentence = (node) =>
  node?.type === "ArrowFunctionExpression" && node.params.length === 0 && node.body.type === "CallExpression" && node.body.callee.name === "t" && node.body.arguments.length === 1 && node.body.arguments[0].type === "Literal";

export function sentencesWithoutSignals(code) {
  if (!/^import \{[^}]*\bt\b[^}]*\} from ["'][^"']*\/words\.svelte["']/m.test(code)) return code;
  const edits = [];
  const replace = (from, to, by) => edits.push({ from, to, by });
  const textOf = ({ start, end }) => code.slice(start, end);
  /** Takes one of several that commas part; a comma that stays behind at the end is allowed. */
  const takeAt = (all, at) => replace(all[at].start, all[at + 1]?.start ?? all[at].end, "");

  /** `kept` says which names stand for signals of sentences, and `values` which for the sentences themselves. */
  function visit(node, kept, values) {
    if (node.type === "BlockStatement") kept = declared(node, kept);
    if (ofSvelte(node, "get") && kept.get(node.arguments[0].name) !== undefined) {
      replace(node.start, node.end, kept.get(node.arguments[0].name));
      return;
    }
    if (node.type === "Identifier" && values.has(node.name)) replace(node.start, node.end, values.get(node.name));
    if (node.type === "Property" && node.shorthand && values.has(node.value.name)) throw new Error(`a sentence stands as the shorthand ${textOf(node)}`);
    if (ofSvelte(node, "template_effect") && node.arguments.length === 2 && node.arguments[0].params.length === node.arguments[1].elements.length) {
      const [{ params, body }, { elements }] = node.arguments;
      const taken = params.flatMap((_, at) => (isSentence(elements[at]) ? [at] : []));
      for (const at of taken) takeAt(params, at);
      if (taken.length === elements.length) replace(node.arguments[0].end, node.arguments[1].end, "");
      else for (const at of taken) takeAt(elements, at);
      visit(body, kept, new Map(taken.map((at) => [params[at].name, textOf(elements[at].body)])));
      elements.forEach((element, at) => {
        if (!taken.includes(at)) visit(element, kept, values);
      });
      return;
    }
    for (const child of Object.values(node)) {
      for (const each of Array.isArray(child) ? child : [child]) if (typeof each?.type === "string") visit(each, kept, values);
    }
  }

  function declared(block, kept) {
    const here = new Map(kept);
    for (const statement of block.body) {
      const [declaration, more] = statement.type === "VariableDeclaration" ? statement.declarations : [];
      if (declaration === undefined || more !== undefined || !/^\$\d+$/.test(declaration.id.name ?? "")) continue;
      const sentence = ofSvelte(declaration.init, "derived") && isSentence(declaration.init.arguments[0]);
      // A name may stand for something else outside.
      here.set(declaration.id.name, sentence ? textOf(declaration.init.arguments[0].body) : undefined);
      if (sentence) replace(statement.start, statement.end, "");
    }
    return here;
  }

  visit(parseAst(code), new Map(), new Map());
  return edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), code);
}
