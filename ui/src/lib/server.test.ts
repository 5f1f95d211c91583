/** @file What people type as a server becomes an address, or is refused. */
import { expect, test } from "vitest";
import { serverUrl } from "./server";

test.each([
  ["desk.example.org", "https://desk.example.org"],
  [" https://desk.example.org/ ", "https://desk.example.org"],
  ["http://10.0.0.4:8080/tern/", "http://10.0.0.4:8080/tern"],
  ["localhost:7070", "http://localhost:7070"],
  ["127.0.0.1:7070", "http://127.0.0.1:7070"],
  ["ftp://desk.example.org", null],
  ["htp:/desk", null],
  ["two words", null],
  ["", null],
])("%j is %j", (typed, expected) => {
  expect(serverUrl(typed)).toBe(expected);
});
