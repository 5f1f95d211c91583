/** @file Files that Tern writes itself, from the menus that offer them to what other programs read in them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Download, Page } from "@playwright/test";
import { expect, test } from "./desk";
import { leavings, root, type Desk } from "./host";

/** What we use of the reader that the preview in the window is made of. */
interface Reader {
  getDocument: (source: { data: Uint8Array; useWorkerFetch: false; verbosity: 0 }) => {
    promise: Promise<{ numPages: number; getPage: (nth: number) => Promise<{ getTextContent: () => Promise<{ items: { str?: string; hasEOL?: boolean }[] }> }> }>;
  };
}

async function saved(page: Page, choose: () => Promise<void>): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), choose()]);
  return kept(download);
}

/** Stays for whoever wants to look at it. */
async function kept(download: Download): Promise<{ name: string; path: string }> {
  const name = download.suggestedFilename();
  const path = join(leavings, "papers", name);
  await download.saveAs(path);
  return { name, path };
}

/** The words of each page. */
async function pages(path: string): Promise<string[]> {
  const reader = (await import(pathToFileURL(join(root, "ui/node_modules/pdfjs-dist/legacy/build/pdf.mjs")).href)) as Reader;
  const document = await reader.getDocument({ data: new Uint8Array(readFileSync(path)), useWorkerFetch: false, verbosity: 0 }).promise;
  const found: string[] = [];
  for (let nth = 1; nth <= document.numPages; nth++) {
    const { items } = await (await document.getPage(nth)).getTextContent();
    found.push(items.map(({ str, hasEOL }) => (str ?? "") + (hasEOL === true ? " " : "")).join("").replace(/\s+/g, " "));
  }
  return found;
}

/** Whole, unlike what a browser still draws. */
const red = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mM4oKCABzGMSmNDAM86ZAErpDc4AAAAAElFTkSuQmCC";

async function ticketOf(desk: Desk): Promise<string> {
  const { id } = await desk.call("ticket_new", { subject: "Drucker im 2. Stock druckt nicht", description: "Die **grüne** Lampe blinkt.\n\n1. Papier ist da\n2. Toner auch" });
  const { id: picture } = await desk.call("attachment_add", { ticket: id, name: "lampe.png", mime: "image/png", base64: red, path: null, visit: null });
  await desk.call("message_add", { ticket: id, kind: "reply", body: "Bitte einmal neu starten.", attachments: [picture] });
  await desk.call("message_add", { ticket: id, kind: "note", body: "Der Techniker kommt erst Freitag." });
  return id;
}

test("the PDF of a ticket for a customer has the subject and the reply, and not the note; that for colleagues has both", async ({ local, open }) => {
  const id = await ticketOf(local);
  const page = await open(local, { place: `ticket/${id}`, ready: '[data-testid="message"]' });
  const save = async (what: string) => {
    await page.locator('[data-testid="ticket"] header [aria-label="More"]').click();
    await page.getByRole("menuitem", { name: "Save as PDF" }).click();
    const { name, path } = await saved(page, () => page.getByRole("menuitem", { name: what }).click());
    expect(name).toBe("L-1-Drucker-im-2-Stock-druckt-nicht.pdf");
    expect(readFileSync(path, "latin1"), "the picture is drawn").toMatch(/\/Subtype\s*\/Image/);
    return (await pages(path)).join(" ");
  };
  const customers = await save("As a customer may read it");
  for (const text of ["L-1", "Drucker im 2. Stock druckt nicht", "Die grüne Lampe blinkt.", "1. Papier ist da", "Bitte einmal neu starten.", "lampe.png", "Robin", "Page 1 of 1", "As of"]) expect(customers).toContain(text);
  expect(customers).not.toContain("Freitag");
  const ours = await save("With internal notes");
  expect(ours).toContain("Bitte einmal neu starten.");
  expect(ours).toMatch(/Internal note.*Der Techniker kommt erst Freitag\./);
});

test("the dashboard becomes a PDF of all its tables, a report one of its table", async ({ full, open }) => {
  const page = await open(full, { place: "dashboard", ready: '[data-testid="dashboard-coverage"]' });
  await page.getByTestId("dashboard-save").click();
  const { path } = await saved(page, () => page.getByRole("menuitem", { name: "PDF" }).click());
  const dashboard = await pages(path);
  expect(dashboard.length).toBeGreaterThan(1);
  for (const [at, text] of dashboard.entries()) {
    expect(text).toContain(`Page ${at + 1} of ${dashboard.length}`);
    expect(text).toContain("on this device");
  }
  for (const text of ["Dashboard", "Compared with", "Tickets on this device", "First reply"]) expect(dashboard.join(" ")).toContain(text);
  await open(full, { place: "report", ready: '[data-testid="report-coverage"]' });
  await page.getByTestId("report-file").click();
  const report = await saved(page, () => page.getByRole("menuitem", { name: "PDF" }).click());
  expect(report.name).toMatch(/^tern-report-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.pdf$/);
  expect((await pages(report.path)).join(" ")).toContain("Filter");
});

test("comma-separated values come with a file that says what they cover", async ({ full, open }) => {
  const page = await open(full, { place: "report", ready: '[data-testid="report-coverage"]' });
  const downloads: Download[] = [];
  page.on("download", (download) => downloads.push(download));
  await page.getByTestId("report-file").click();
  await page.getByRole("menuitem", { name: "Comma-separated values" }).click();
  await expect.poll(() => downloads.length).toBe(2);
  const files = await Promise.all(downloads.map(kept));
  const [beside, table] = files.sort((one, other) => other.name.length - one.name.length);
  expect(beside?.name).toBe(`${table?.name ?? ""}-metadata.json`);
  const told = JSON.parse(readFileSync(beside?.path ?? "", "utf8")) as { notes: { label: string; value: string }[] };
  expect(told.notes.map(({ label }) => label)).toEqual(["Period", "Filter", "Tickets on this device", "As of", "Last synced"]);
});

test("the calendar goes out as it is shown", async ({ full, open }) => {
  const page = await open(full, { place: "calendar/agenda", ready: '[data-testid="calendar-item"]' });
  const shown = await page.getByTestId("calendar-item").count();
  const { name, path } = await saved(page, () => page.getByTestId("calendar-save").click());
  expect(name).toMatch(/^tern-calendar-.*\.ics$/);
  expect(readFileSync(path, "utf8").match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(shown);
});
