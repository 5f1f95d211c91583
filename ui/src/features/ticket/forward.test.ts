/** @file What of a conversation goes to somebody outside: never a note, never what was held back, and no address that a system cuts off. */
import { expect, test } from "vitest";
import type { MessageView } from "../../api/gen";
import { addressesIn, filesOf, goesAlong, letterOf, mailAddress } from "./forward";

const message = (id: string, to: Partial<MessageView>): MessageView => ({ id, kind: "reply", side: "agent", author: "a", author_name: "Anna Kowalska", body: id, at: Date.UTC(2026, 2, 4, 10), delivered_at: null, attachments: [], mark: "synced", ...to });
const messages = [message("First", { side: "requester", author_name: "Ben Ito" }), message("Secret", { kind: "note" }), message("Second\nline", {}), message("Stale", { held: { because: "requester_wrote" } as never })];
const ticket = { number: "#1042", subject: "VPN drops", description: "Every hour.", requester: { name: "Ben Ito" } as never, created_at: Date.UTC(2026, 2, 4, 9) };

const file = (name: string, of: string | null) => ({ id: name, message: of, name, mime: "image/png", size_bytes: 10, state: "here" as const, opens: true });

test("what waits for the network stays inside too; what the requester said goes along", () => {
  const waiting = [...messages, message("Not there yet", { mark: "pending" }), message("Told by phone", { mark: "pending", side: "requester" })];
  expect(goesAlong(waiting, "all").map(({ id }) => id)).toEqual(["First", "Second\nline", "Told by phone"]);
});

test("files of what goes along are named, and no others", () => {
  const withFiles = { ...ticket, attachments: [file("request.png", null), file("secret.png", "Secret")] };
  const said = messages.map((one) => ({ ...one, attachments: [file(`${one.id}.png`, one.id)] }));
  const names = (extent: "last" | "all") => filesOf(withFiles, goesAlong(said, extent), extent).map(({ name }) => name);
  expect(names("all")).toEqual(["request.png", "First.png", "Second\nline.png"]);
  expect(names("last")).toEqual(["Second\nline.png"]);
  expect(filesOf({ ...withFiles, description: "" }, [], "last")).toEqual([]);
});

test("notes stay inside, and so does what waits to be sent", () => {
  expect(goesAlong(messages, "all").map(({ id }) => id)).toEqual(["First", "Second\nline"]);
  expect(goesAlong(messages, "last").map(({ id }) => id)).toEqual(["Second\nline"]);
});

test("a letter has what one wrote, and below it what was written, by whom and when", () => {
  const last = letterOf(ticket, goesAlong(messages, "last"), " Can you look? ", "last");
  expect(last.subject).toBe("Fwd: #1042 VPN drops");
  expect(last.body).toMatch(/^Can you look\?\n\nAnna Kowalska, .*2026.*:\n> Second\n> line$/);
  const all = letterOf(ticket, goesAlong(messages, "all"), "", "all").body;
  expect(all).toMatch(/^Ben Ito, .*:\n> Every hour\.\n\nBen Ito/);
  expect(letterOf(ticket, [], "", "last").body).toContain("> Every hour.");
  expect(all).not.toMatch(/Secret|Stale/);
});

test("addresses are parted by whatever one types between them", () => {
  expect(addressesIn("a@b.example, c@d.example;\nnobody e@")).toEqual({ good: ["a@b.example", "c@d.example"], wrong: ["nobody", "e@"] });
});

test("a letter that is too long for an address is pasted", () => {
  const short = mailAddress(["a@b.example", "c@d.example"], { subject: "Fwd: 50 % & more", body: "One\nTwo" }, "");
  expect(short).toEqual({ url: "mailto:a%40b.example,c%40d.example?subject=Fwd%3A%2050%20%25%20%26%20more&body=One%0D%0ATwo", isCut: false });
  const long = mailAddress(["a@b.example"], { subject: "Fwd", body: "x".repeat(3_000) }, "Please look");
  expect(long.isCut).toBe(true);
  expect(decodeURIComponent(long.url)).toContain("Please look\r\n\r\n");
  expect(long.url.length).toBeLessThan(1_900);
  expect(mailAddress(["a@b.example"], { subject: "Fwd", body: "y".repeat(3_000) }, "y".repeat(2_900)).url.length).toBeLessThan(1_900);
});

test("whoever is outside has none of the pictures, and reads the words for them", () => {
  const shown = { ...ticket, description: "See ![the error](error%20dialog.png) and ![](a.png)" };
  expect(letterOf(shown, [], "", "last").body).toContain("> See the error and a.png");
});
