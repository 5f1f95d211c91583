/** @file The first steps: three at a time, ticked as they are done, put away and shown again. */
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstSteps, learn, lessons, showsFirstSteps } from "../lib/learning.svelte";
import { store } from "../lib/stored.svelte";
import { shortcuts } from "../lib/shortcuts.svelte";
import FirstSteps from "./FirstSteps.svelte";

beforeEach(() => {
  store("learned", "");
  store("first-steps", "");
});
afterEach(cleanup);

const open = () => [...document.querySelectorAll<HTMLElement>("[data-lesson]")].map((one) => one.dataset["lesson"]);

test("the next three stand there, and what is done makes way for another", async () => {
  render(FirstSteps);
  expect(open()).toEqual(lessons.slice(0, 3));
  learn("app.newTicket");
  await waitFor(() => expect(open()).toEqual(["go.appearance", "app.palette", "list.next"]));
  expect(document.querySelector(".used")?.textContent).toContain("New ticket");
  for (const lesson of lessons) learn(lesson);
  await waitFor(() => expect(open()).toEqual([]));
  expect(screen.getByTestId("first-steps").dataset["done"]).toBe(String(lessons.length));
});

test("they stand on every desk until they are put away", async () => {
  expect(showsFirstSteps()).toBe(true);
  render(FirstSteps);
  await fireEvent.click(screen.getByTestId("first-steps-close"));
  expect(showsFirstSteps()).toBe(false);
  firstSteps("open");
  expect(showsFirstSteps()).toBe(true);
});

test("a step without a key leads to where it is done", async () => {
  let led = 0;
  const leave = shortcuts.answer({ "go.appearance": () => led++ });
  render(FirstSteps);
  await fireEvent.click(screen.getByRole("button", { name: "Make it yours: theme and density" }));
  expect(led).toBe(1);
  expect(open()[0]).toBe("go.appearance");
  leave();
});
