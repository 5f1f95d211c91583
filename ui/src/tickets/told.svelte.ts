/** @file What a filter needs to be told in words: whom it names, how its line reads, and people as one looks for them. */
import type { Filter, PersonCard, SearchPart } from "../api/gen";
import { codeOf } from "../api/problem";
import { query, type Query } from "../api/query.svelte";

const shownPeople = 8;

/** Made while a screen starts that shows tickets narrowed by a filter. */
export class Told {
  #filter: () => Filter;
  #typed: string | null = $state(null);
  #line: Query<"search_read">;
  #person: Query<"person_get">;
  #people: Query<"person_search">;

  constructor(filter: () => Filter) {
    this.#filter = filter;
    this.#line = query("search_read", () => (filter().text === "" ? null : { text: filter().text }));
    this.#person = query("person_get", () => {
      const person = filter().requester;
      return person === null ? null : { person };
    });
    this.#people = query("person_search", () => (this.#typed === null ? null : { text: this.#typed, count: shownPeople }));
  }

  /** How the core understands the line of the filter; empty while that is on its way. */
  get parts(): readonly SearchPart[] {
    const line = this.#line.data;
    return line?.text === this.#filter().text ? line.parts : [];
  }

  /** Whose tickets are asked for; null where there is nobody of that name any more. */
  get requester(): PersonCard | null | undefined {
    const card = this.#person.data?.card;
    if (card?.id === this.#filter().requester) return card;
    return this.#person.problem !== null && codeOf(this.#person.problem) === "missing" ? null : undefined;
  }

  /** Those who fit what was typed last. */
  get people(): readonly PersonCard[] {
    return this.#people.data ?? [];
  }

  look(typed: string): void {
    this.#typed = typed.trim();
  }
}
