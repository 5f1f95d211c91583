/** @file What only a desk with a server shows: the outbox, conflicts, what is held, devices, files; and the desk that is not open yet. */
import type { Page } from "@playwright/test";
import { breaks } from "./broken";
import { expect, go, settled, sizes, test, themes } from "./desk";
import { openDesk, newFolder, passphrase, type Desk } from "./host";
import { beyond, cutOff, tooSmall, violations } from "./looks";
import { everyMood } from "./moods";
import { startServer } from "./server";
import { walk } from "./walk";

const id = (name: string): string => `[data-testid="${name}"]`;

async function look(page: Page, name: string): Promise<void> {
  for (const size of ["small", "wide"] as const) {
    await page.setViewportSize(sizes[size]);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await settled(page);
      expect.soft(await violations(page), `${name}, ${size}, ${theme}`).toEqual([]);
    }
    expect.soft(await beyond(page), `${name}, ${size}: the page does not scroll`).toEqual({ x: 0, y: 0 });
    expect.soft(await cutOff(page), `${name}, ${size}: nothing is cut off`).toEqual([]);
    expect.soft(await tooSmall(page, 24), `${name}, ${size}: everything can be hit`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await everyMood(page, name, "wide");
  expect.soft((await walk(page)).wrong, `${name}, by keyboard`).toEqual([]);
}

/** What is read from a server, or of one, and where. */
const unreadable = [
  ["sync/outbox", "outbox_list"],
  ["sync/conflicts", "conflict_list"],
  ["sync/held", "held_list"],
  ["sync/aside", "quarantine_list"],
  ["settings/devices", "device_list"],
  ["settings/files", "files_get"],
] as const;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { message: what, timeout: 90_000, intervals: [100, 250] }).toBe(true);
}

test("with a server: what waits, what two people changed, who has a copy", async ({ open }) => {
  test.setTimeout(900_000);
  const server = await startServer([
    { email: "ada@desk.example", name: "Ada", role: "admin" },
    { email: "ben@desk.example", name: "Ben", role: "agent" },
  ]);
  const desks: Desk[] = [];
  try {
    const ada = await server.desk("ada@desk.example");
    desks.push(ada);
    const { id: ticket } = await ada.call("ticket_new", { subject: "The lift stops between floors", description: "", fields: {} });
    const ben = await server.desk("ben@desk.example");
    desks.push(ben);
    await until("the ticket is on both desks", async () => (await ben.call("ticket_list", { from: 0, count: 5 })).total === 1);
    await until("nothing waits", async () => (await ada.call("sync_status", {})).pending === 0);

    const page = await open(ada, { place: "sync/outbox", ready: "#sync-panel-outbox" });
    await look(page, "an empty outbox");
    for (const tab of ["conflicts", "held", "aside"]) {
      await go(page, `sync/${tab}`, `#sync-panel-${tab}`);
      await look(page, `sync, ${tab}, with nothing in it`);
    }
    for (const section of ["account", "devices", "files"]) {
      await go(page, `settings/${section}`, "main h2");
      await look(page, `settings, ${section}`);
    }

    const password = await open(ada, { place: "settings/profile", ready: id("password-open") });
    await password.getByTestId("password-open").click();
    await password.getByTestId("password-dialog").waitFor();
    await look(password, "another password");
    for (const [place, command] of unreadable) await breaks(page, command, () => open(ada, { place }));

    await go(page, "sync/outbox", "#sync-panel-outbox");
    await server.cut();
    await until("Ada is alone", async () => (await ada.call("sync_status", {})).state === "offline");
    for (const [desk, subject] of [[ada, "The lift is stuck"], [ben, "The lift hangs"]] as const) {
      await desk.call("ticket_set", { tickets: [ticket], fields: { subject } });
    }
    await ada.call("message_add", { ticket, kind: "note", body: "The fitter comes at noon." });
    await go(page, "sync/outbox", id("outbox-item"));
    await look(page, "an outbox with something in it");

    await server.resume();
    await until("somebody has to decide", async () => (await Promise.all(desks.map((desk) => desk.call("conflict_list", {})))).some((list) => list.length > 0));
    const decides = (await ada.call("conflict_list", {})).length > 0 ? ada : ben;
    const other = await open(decides, { place: "sync/conflicts", ready: id("conflict") });
    await look(other, "a conflict");
    await go(other, `ticket/${ticket}`, id("conflict"));
    await look(other, "a ticket in conflict");
  } finally {
    for (const desk of desks) await desk.stop();
    await server.stop();
  }
});

test("before a desk is open: the first start, its forms, and the lock", async ({ open }) => {
  test.setTimeout(600_000);
  const fresh = await openDesk({});
  try {
    const page = await open(fresh, { place: "", ready: id("welcome") });
    await look(page, "the first start");
    for (const [way, field] of [["work-locally", "local-name"], ["connect-server", "server-url"], ["import-file", "local-name"]] as const) {
      await page.setViewportSize(sizes.small);
      await page.goto("about:blank");
      const again = await open(fresh, { place: "", ready: id(way) });
      await again.getByTestId(way).click();
      await again.getByTestId(field).waitFor();
      await look(again, `the first start, ${way}`);
    }
  } finally {
    await fresh.stop();
  }

  const folder = newFolder();
  const made = await openDesk({ folder });
  await made.call("host_work_locally", { name: "Robin", passphrase });
  await made.stop();
  const locked = await openDesk({ folder });
  try {
    const page = await open(locked, { place: "", ready: id("unlock-passphrase") });
    await look(page, "a locked desk");
    await page.getByTestId("unlock-passphrase").fill("not it");
    await page.getByTestId("unlock-submit").click();
    await expect(page.getByTestId("unlock-passphrase")).toHaveAttribute("aria-invalid", "true");
    await look(page, "a wrong passphrase");
    await page.getByTestId("unlock-passphrase").fill(passphrase);
    await page.keyboard.press("Enter");
    await page.locator(id("board")).waitFor();

    // Neither comes about by itself in a test: the server has to doubt the person, the disk to be broken.
    const opened = await locked.call("host_state", {});
    for (const [name, differs] of [
      ["lapsed", { stage: "lapsed", mode: "connected", server: "https://desk.example", email: "robin@desk.example" }],
      ["stuck", { stage: "locked", problem: { code: "disk_failing", message: "the file cannot be read" } }],
    ] as const) {
      await page.route("**/rpc/host_state", (route) => route.fulfill({ body: JSON.stringify({ ...opened, ...differs }) }));
      await open(locked, { place: "", ready: id(name) });
      await look(page, `a desk that is ${name}`);
      await page.unroute("**/rpc/host_state");
    }
  } finally {
    await locked.stop();
  }
});
