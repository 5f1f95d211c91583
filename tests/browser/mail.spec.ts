/** @file A mail in a conversation, as an engine draws it: what it quotes is out of sight, found on the page, and on paper. */
import { expect, test } from "./desk";

const mail = `It works again, thank you.

-----Original Message-----
From: Northwind support
Sent: Tuesday, March 3, 2026 9:12 AM
To: Ines Duarte
Subject: RE: VPN drops every hour

Please restart the client and tell us about the zebrafish.`;

test("what a mail quotes is folded, found on the page, and printed", async ({ local, open }) => {
  const { id } = await local.call("ticket_new", { subject: "VPN drops every hour", description: "", fields: {} });
  await local.call("message_add", { ticket: id, kind: "note", body: mail });
  const page = await open(local, { place: `ticket/${id}`, ready: "[data-testid=mail-quoted]" });
  const quoted = page.locator(".inside", { hasText: "zebrafish" });
  const isDrawn = () => quoted.locator("p").last().evaluate((words) => words.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && words.getClientRects().length > 0);
  expect(await isDrawn()).toBe(false);

  // The engine looks for words there, and opens it where it finds them.
  await expect(quoted).toHaveJSProperty("hidden", "until-found");

  await page.emulateMedia({ media: "print" });
  expect(await isDrawn(), "on paper").toBe(true);
  await expect(page.getByTestId("mail-quoted")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  expect(await isDrawn()).toBe(false);

  await page.getByTestId("mail-quoted").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("mail-quoted")).toHaveText("Hide quoted text");
  expect(await isDrawn(), "by key").toBe(true);
  await page.keyboard.press("Space");
  await expect.poll(isDrawn).toBe(false);
});
