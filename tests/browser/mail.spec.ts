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

const red = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";

test("a table is wider than its place and scrolls by keys, and a picture stands where the text has it", async ({ local, open }) => {
  const { id } = await local.call("ticket_new", { subject: "Prices", description: "", fields: {} });
  const file = await local.call("attachment_add", { ticket: id, name: "the error.png", mime: "image/png", base64: red, path: null, visit: null });
  const wide = `|${"A long heading without a break |".replaceAll(" ", "\u00a0").repeat(12)}\n|${"--:|".repeat(12)}\n|${"12,50 |".repeat(12)}`;
  await local.call("message_add", { ticket: id, kind: "note", body: `It says\n\n![The error](the%20error.png)\n\nand\n\n${wide}\n\n| a | b |\n|---|---|\n| 1 |`, attachments: [file.id] });
  const page = await open(local, { place: `ticket/${id}`, ready: "[data-testid=inline-picture] img", size: "smallest" });

  const picture = page.getByTestId("inline-picture");
  await expect(picture).toHaveAttribute("data-picture", "here");
  expect(await picture.locator("img").evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(10);
  await expect(page.locator("article .row .name"), "and nowhere else in the conversation").toHaveCount(0);
  await picture.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("preview-picture")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(picture.getByRole("button")).toBeFocused();

  const [large, small] = [page.getByTestId("message-table").first(), page.getByTestId("message-table").last()];
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page itself stays as wide as it is").toBe(true);
  await expect(small).not.toHaveAttribute("tabindex");
  await large.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => large.evaluate((node) => node.scrollLeft)).toBeGreaterThan(0);
  await page.emulateMedia({ media: "print" });
  await expect(small.locator("td").first()).toBeVisible();
  await expect(picture.locator("img")).toBeVisible();
});
