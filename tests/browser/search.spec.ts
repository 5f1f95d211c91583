/** @file What was looked for is marked where it was found, in subjects and in snippets, and no longer once something else is shown. */
import { expect, go, test } from "./desk";

test("hits are marked in subjects and in snippets", async ({ local, open }) => {
  await local.call("ticket_new", { subject: "A walnut drawer sticks", description: "", fields: {} });
  const { id: other } = await local.call("ticket_new", { subject: "The router blinks", description: "", fields: {} });
  await local.call("message_add", { ticket: other, kind: "note", body: "It stands on the walnut drawer." });
  const page = await open(local, { place: "search?q=walnut", ready: "[data-testid=search-result] >> nth=1" });
  const marks = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get("search-hit") ?? [])].map((range) => {
        const text = range instanceof Range ? range : new Range();
        const box = text.getBoundingClientRect();
        const result = text.startContainer.parentElement?.closest('[data-testid="search-result"]');
        return `${text.toString()} in ${result?.getAttribute("data-why") ?? "no result"}${box.width > 8 && box.height > 8 ? "" : ", out of sight"}`;
      }),
    );
  expect((await marks()).sort()).toEqual(["walnut in note", "walnut in subject"]);
  const ground = await page.evaluate(() => getComputedStyle(document.querySelector('[data-testid="search-result"] span') ?? document.body, "::highlight(search-hit)").backgroundColor);
  expect(ground, "a mark has a ground of its own").not.toBe("rgba(0, 0, 0, 0)");
  await go(page, "list", "[data-testid=row]");
  expect(await marks()).toEqual([]);
});
