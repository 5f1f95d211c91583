/** @file A visit is signed by drawing: what was drawn is the picture that the core keeps, with the name of whoever drew it. */
import { expect, hook, test } from "./desk";
import { opening, type Desk } from "./host";

const day = 86_400_000;

const visits = (desk: Desk) => desk.call("visit_list", { from: opening - day, to: opening + day, ticket: null, technicians: [], unscheduled: false });

for (const how of ["a mouse", "a finger"] as const) {
  test.describe(how, () => {
    test.use({ hasTouch: how === "a finger" });

    test(`a visit is signed with ${how}`, async ({ fresh, open }) => {
      const desk = await fresh();
      const page = await open(desk, { place: "visits", ready: "[data-testid=visit-sign-open]", size: "tablet", ...(how === "a finger" ? { chosen: { density: "touch" } } : {}) });
      await hook(page, "visit-sign-open").first().click();
      await hook(page, "visit-sign").waitFor();
      await hook(page, "visit-signer").fill("Kim Wood");
      const pad = (await hook(page, "visit-pad").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const parts = Array.from({ length: 8 }, (_, step) => ({ x: 0.2 + 0.08 * step, y: step % 2 === 0 ? 0.2 : 0.7 }));
      const points = parts.map(({ x, y }) => ({ x: pad.x + pad.width * x, y: pad.y + pad.height * y }));
      const ways = parts.slice(1).map((to, index) => ({ x: (to.x + (parts[index]?.x ?? 0)) / 2, y: (to.y + (parts[index]?.y ?? 0)) / 2 }));
      if (how === "a mouse") {
        const [first, ...rest] = points;
        await page.mouse.move(first?.x ?? 0, first?.y ?? 0);
        await page.mouse.down();
        for (const { x, y } of rest) await page.mouse.move(x, y);
        await page.mouse.up();
      } else {
        const session = await page.context().newCDPSession(page);
        const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
        for (const [index, point] of points.entries()) await touch(index === 0 ? "touchStart" : "touchMove", [point]);
        await touch("touchEnd", []);
      }
      await expect(hook(page, "visit-sign-save"), "what is kept is a drawing").toHaveText("Keep the signature");
      await hook(page, "visit-sign-save").click();
      await expect(hook(page, "visit-sign")).toHaveCount(0);

      const [signed, ...others] = (await visits(desk)).filter((one) => one.signed_by === "Kim Wood");
      expect(others).toEqual([]);
      const { base64 } = await desk.call("attachment_read", { attachment: signed?.signature });
      // Each stroke goes through the middle between two points: there is ink there, and none in the corners.
      const [dark, size] = await page.evaluate(
        async ([png, at]) => {
          const picture = new Image();
          picture.src = `data:image/png;base64,${png}`;
          await picture.decode();
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [picture.width, picture.height];
          const drawn = canvas.getContext("2d");
          drawn?.drawImage(picture, 0, 0);
          const near = ({ x, y }: { x: number; y: number }) => drawn?.getImageData(Math.round(x * picture.width) - 4, Math.round(y * picture.height) - 4, 9, 9).data ?? [];
          return [at.map((point) => near(point).some((value) => value < 90)), [picture.width, picture.height]] as const;
        },
        [base64, [...ways, { x: 0.05, y: 0.05 }, { x: 0.95, y: 0.6 }]] as const,
      );
      expect(size).toEqual([900, 360]);
      expect(dark).toEqual([...ways.map(() => true), false, false]);
    });
  });
}
