/** @file Promises about what asks for a colleague or a ticket while one writes. */
import { expect, test } from "vitest";
import type { PersonCard } from "../api/gen";
import { colleagues, namedAt } from "./naming";

const person = (id: string, name: string, email: string | null = null) => ({ id, name, email }) as PersonCard;

test("a mark at the beginning of a word asks, what is inside a word does not", () => {
  const at = (text: string) => namedAt(text, text.length);
  expect(at("ask @de")).toEqual({ mark: "@", start: 4, end: 7, words: "de" });
  expect(at("see (#10")).toEqual({ mark: "#", start: 5, end: 8, words: "10" });
  expect(at("\n@")).toMatchObject({ mark: "@", words: "" });
  for (const text of ["mail@de", "@de ", "# Heading", "a#1", "##", "no mark"]) expect(at(text)).toBeNull();
});

test("colleagues are found by each part of their name and by their address, never oneself", () => {
  const staff = [person("1", "Deniz Aydin"), person("2", "Zoë Núñez", "zn@desk.example"), person("3", "Me Myself")];
  const found = (typed: string) => colleagues(staff, typed, "3").map(({ id }) => id);
  expect(found("")).toEqual(["1", "2"]);
  expect(found("ayd")).toEqual(["1"]);
  expect(found("nun")).toEqual(["2"]);
  expect(found("zn")).toEqual(["2"]);
  expect(found("me")).toEqual([]);
  expect(found("_")).toEqual([]);
});
