/** @file Every screen, dialog and menu of the desk, as a table: where it is, what opens it, and what fails where it can fail. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { settingsSections } from "../../ui/src/api/sections";
import type { Commands } from "../../ui/src/api/gen";
import { root, type Desk } from "./host";

type Kind = "full" | "empty";

export interface Screen {
  name: string;
  /** `{4256}` stands for the id of the ticket of that number. */
  place: string;
  /** What is there when it stands. */
  ready: string;
  /** On which desks it is looked at; both when left out. */
  on?: readonly Kind[];
  /** Needs a desk of its own, since what opens it changes something. */
  own?: true;
  /** What somebody does there. */
  open?: (page: Page, desk: Desk) => Promise<void>;
  /** Without this command the screen has nothing to show, and says so. */
  reads?: keyof Commands;
  /** Shows as much as there is room for, and the rest by no means. */
  runsOver?: true;
  /** Keys carry something: they lead nowhere else until it is put down. */
  carries?: true;
  /** Used with a thumb: what one presses is larger. */
  thumb?: true;
}

const id = (name: string): string => `[data-testid="${name}"]`;
const shows = (page: Page, selector: string): Promise<void> => page.locator(selector).first().waitFor();

/** Presses keys and waits for what they bring. */
const keys = (brings: string, ...pressed: string[]) => async (page: Page): Promise<void> => {
  for (const key of pressed) await page.keyboard.press(key);
  await shows(page, brings);
};

const click = (on: string, brings: string) => async (page: Page): Promise<void> => {
  await page.locator(on).first().click();
  await shows(page, brings);
};

const menu = '#menu-list';
/** Charts as tables, as they stay once somebody chose them. */
const asTables = async (page: Page): Promise<void> => {
  const table = `${id("chart-volume")} table`;
  if ((await page.locator(table).count()) === 0) await page.keyboard.press("t");
  await shows(page, table);
};
const full = ["full"] as const;

const boards: readonly Screen[] = [
  { name: "board", place: "board", ready: `${id("board")} ${id("column")}`, thumb: true, reads: "board_get" },
  { name: "board, menu of a card", place: "board", ready: id("card"), on: full, open: keys(menu, "Shift+F10") },
  { name: "board, where a card goes", place: "board", ready: id("card"), on: full, open: keys(menu, "s") },
  { name: "board, its menu", place: "board", ready: id("column"), open: click(id("board-more"), menu) },
  { name: "board, its editor", place: "board", ready: id("column"), open: async (page) => { await click(id("board-more"), menu)(page); await keys(id("column-row"), "e", "Enter")(page); } },
  { name: "board, a card is carried", place: "board", ready: id("card"), on: full, open: async (page) => { await page.keyboard.press("m"); await page.keyboard.press("ArrowRight"); }, carries: true },
  { name: "board on a wall", place: "board?wall=yes", ready: id("wall"), runsOver: true },
  { name: "board, nothing is found", place: "board?q=zzqq", ready: id("active-filters"), on: full, thumb: true },
  { name: "list, in groups", place: "list?group=status&then=subject", ready: id("list-group"), on: full },
  { name: "list, its groups folded", place: "list?group=due&sort=priority", ready: id("list-group"), on: full, open: async (page) => { for (const key of ["Home", "ArrowLeft", "]", "ArrowLeft"]) await page.keyboard.press(key); } },
  { name: "list, its order", place: "list?group=priority", ready: id("list-group"), on: full, open: keys(menu, "Shift+S") },
  { name: "list", place: "list", ready: id("list"), reads: "ticket_list" },
  { name: "list, filters", place: "list", ready: id("list"), open: keys(menu, "f") },
  { name: "list, some are selected", place: "list", ready: id("row"), on: full, open: keys('[aria-selected="true"]', "x", "Shift+j") },
  { name: "list, a view is kept", place: "list?q=printer", ready: id("row"), on: full, open: keys(id("view-dialog"), "Control+s") },
  // Worked through at once: one ticket is all that is found.
  { name: "list, worked through", place: "queue", ready: id("row"), on: full, open: async (page) => { await page.evaluate(() => (location.hash = "#/list?q=%234283")); await shows(page, `${id("list")} ${id("row")}:only-child`); await keys(id("composer"), "q")(page); await keys(id("queue-done"), "]")(page); } },
  { name: "list, one is peeked at", place: "list", ready: id("row"), on: full, open: keys(id("peek"), "Space") },
];

/** Pages without a word: enough to be drawn. */
const blankPdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";

/** Adds a file to the open ticket and looks at it. */
const attached = (name: string, mime: string, content: string, brings: string) => async (page: Page, desk: Desk): Promise<void> => {
  const found = await desk.call("ticket_find", { number: "#4283" });
  const { id: file } = await desk.call("attachment_add", { ticket: found?.id, name, mime, base64: Buffer.from(content).toString("base64") });
  await desk.call("message_add", { ticket: found?.id, kind: "note", body: "What came with it.", attachments: [file] });
  await click(id("file-preview"), brings)(page);
};

const importing = async (page: Page, brings: string): Promise<void> => {
  const rows = readFileSync(join(root, "tests/data/incidents.csv"), "utf8").split("\n").slice(0, 30).join("\n");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator(id("import-choose")).click()]);
  await chooser.setFiles({ name: "incidents.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
  await page.locator(`${id("import-start")}:focus`).waitFor();
  await click(id("import-start"), brings)(page);
};

const ticket = "ticket/{4283}";
const onTicket = (name: string, open: NonNullable<Screen["open"]>, more: Partial<Screen> = {}): Screen =>
  ({ name: `ticket, ${name}`, place: ticket, ready: id("composer"), on: full, open, ...more });

// A draft that an earlier look left there is put aside where what is typed has to stand by itself.
const tickets: readonly Screen[] = [
  { name: "ticket", place: ticket, ready: id("composer"), on: full, reads: "ticket_get" },
  { name: "ticket with a checklist", place: "ticket/{4185}", ready: id("composer"), on: full, open: keys(`${id("checklist")} :focus`, "Shift+C") },
  { name: "ticket in a window of its own", place: `${ticket}?window=own`, ready: id("composer"), on: full },
  onTicket("why it is due", keys(id("why"), "y"), { reads: "sla_simulate" }),
  onTicket("status", keys(menu, "s")),
  onTicket("assignee", keys(menu, "a")),
  onTicket("tags", keys(menu, "t")),
  onTicket("due date", keys(menu, "d")),
  onTicket("snooze", keys(menu, "b")),
  onTicket("a note", keys(`[data-kind="note"] #composer-text:focus`, "n")),
  onTicket("a canned reply", async (page) => { await keys("#composer-text:focus", "r")(page); await page.locator("#composer-text").fill(""); await page.keyboard.type(";t"); await shows(page, id("canned-item")); }),
  onTicket("a macro", keys(id("macro-item"), "\\")),
  onTicket("forwarding", keys(`${id("forward-to")}:focus`, "f")),
  onTicket("merging", keys(id("merge-find"), "Shift+M")),
  onTicket("a reminder", keys(id("reminder-dialog"), "Shift+B")),
  onTicket("a visit", keys(id("visit-plan"), "Shift+V")),
  onTicket("a reason for its priority", async (page) => { await keys(menu, "p")(page); await keys(id("priority-reason"), "1")(page); }),
  onTicket("time spent", keys(id("time-span"), "v")),
  // The teams of the sample are all of one level.
  onTicket("escalating", async (page, desk) => { await desk.call("team_save", { team: null, name: "Second level", retired: false, private: false, level: 3 }); await page.reload(); await shows(page, id("composer")); await keys(id("escalate-dialog"), "Shift+L")(page); }, { own: true }),
  onTicket("its history", async (page) => { await click(`${id("ticket")} header [aria-haspopup="menu"]:is([aria-label="More"], [aria-label="Mehr"])`, menu)(page); await click("#menu-history", id("history"))(page); }),
  onTicket("what it still lacks", keys(id("fill-dialog"), "e"), { place: "ticket/{4247}" }),
  onTicket("placeholders that nobody filled", async (page) => { await keys("#composer-text:focus", "r")(page); await page.locator("#composer-text").fill("See you at {{place}}"); await keys(id("gaps"), "Control+Enter")(page); }, { place: "ticket/{4185}" }),
  onTicket("a text is looked at", attached("readme.txt", "text/plain", "Turn it off and on again.", id("preview-text")), { own: true }),
  onTicket("a PDF is looked at", attached("plan.pdf", "application/pdf", blankPdf, `${id("pdf")}:not([data-drawn="0"])`), { own: true }),
  onTicket("a reopened one", keys('[role="dialog"]', "Shift+E"), { place: "ticket/{4129}" }),
  { name: "new ticket", place: "board", ready: id("column"), open: keys(id("new-ticket-subject"), "c") },
  { name: "new ticket from a template", place: "board", ready: id("column"), on: full, open: async (page) => { await keys(id("new-ticket-subject"), "c")(page); await page.keyboard.press("Control+;"); await shows(page, '[role="option"]'); } },
  { name: "a call", place: "board", ready: id("column"), open: keys(id("call-caller"), "Shift+P") },
];

const days: readonly Screen[] = [
  ...(["week", "day", "month", "agenda"] as const).map((view): Screen => ({
    name: `calendar, ${view}`,
    place: `calendar/${view}?whose=all`,
    ready: `${id("calendar")}[data-view="${view}"][data-reading="false"]`,
    ...(view === "week" ? { reads: "agenda" } : {}),
    // A visit is as high as it is long, whatever its words take.
    runsOver: true,
  })),
  { name: "visits", place: "visits", ready: id("visits"), thumb: true, reads: "visit_list" },
  { name: "visits, one is done", place: "visits", ready: id("visit-step"), on: full, thumb: true, open: click(`${id("visit-step")}[data-step="done"]`, id("visit-report")) },
  { name: "visits, a signature", place: "visits", ready: id("visit-step"), on: full, thumb: true, open: click(id("visit-sign-open"), id("visit-signer")) },
  { name: "visits, one is called off", place: "visits", ready: id("visit-step"), on: full, thumb: true, open: async (page) => { await click(id("visit-more"), menu)(page); await click("#menu-cancel", id("visit-cancel"))(page); } },
  { name: "triage", place: "triage", ready: `:is(${id("triage")}, .empty)`, reads: "ticket_list" },
  { name: "notifications", place: "notifications", ready: id("notifications"), reads: "notification_list" },
];

const figures: readonly Screen[] = [
  { name: "dashboard", place: "dashboard", ready: `${id("dashboard")} :is(${id("chart-volume")}, .empty)`, reads: "dashboard_get" },
  { name: "dashboard as tables", place: "dashboard", ready: id("chart-volume"), on: full, open: asTables },
  { name: "dashboard, days of one's own", place: "dashboard", ready: id("chart-volume"), on: full, open: keys(id("dates-first"), "d") },
  { name: "report", place: "report", ready: id("report"), reads: "report_run" },
  { name: "report, kept", place: "report", ready: id("report"), on: full, open: keys(id("report-name"), "Control+s") },
  { name: "service levels", place: "service", ready: id("tile-breached"), reads: "sla_overview" },
];

const finding: readonly Screen[] = [
  { name: "search", place: "search", ready: id("search-input") },
  { name: "search, found", place: "search?q=printer", ready: id("search-result"), on: full, reads: "ticket_search" },
  { name: "search, a mistake", place: "search?q=prio:hihg%20zzqq", ready: id("search-mistakes") },
  { name: "palette", place: "board", ready: id("column"), open: keys(id("palette-item"), "Control+k") },
  { name: "palette, a word", place: "board", ready: id("column"), on: full, open: async (page) => { await keys(id("palette-item"), "Control+k")(page); await page.keyboard.type("print"); await shows(page, `${id("palette-item")}[aria-selected="true"]`); } },
  { name: "menu bar", place: "board", ready: id("column"), open: keys(id("menu-bar"), "F10") },
  { name: "menu bar, one is open", place: "board", ready: id("column"), on: full, open: keys(menu, "F10", "ArrowDown") },
  { name: "all keys", place: "board", ready: id("column"), open: keys('[role="dialog"]', "?") },
];

const reads: Partial<Record<string, keyof Commands>> = {
  notifications: "notification_settings_get",
  replies: "canned_list",
  macros: "macro_list",
  templates: "template_list",
  signature: "signature_get",
  people: "staff_list",
  teams: "staff_list",
  statuses: "lookup_all",
  types: "lookup_all",
  fields: "lookup_all",
  categories: "lookup_all",
  priorities: "lookup_all",
  policies: "policy_list",
  hours: "calendar_list",
  contacts: "person_search",
  organisations: "lookup_all",
  profile: "profile_get",
  account: "session_get",
};

/** What needs a server is looked at where there is one. */
const sections: readonly Screen[] = settingsSections
  .filter((one) => !("connected" in one) && !("admin" in one))
  .map(({ id: section }): Screen => ({
    name: `settings, ${section}`,
    place: `settings/${section}`,
    ready: "main h2",
    ...(reads[section] === undefined ? {} : { reads: reads[section] }),
  }));

const inSettings = (section: string, name: string, open: NonNullable<Screen["open"]>, more: Partial<Screen> = {}): Screen =>
  ({ name: `settings, ${section}, ${name}`, place: `settings/${section}`, ready: "main h2", open, ...more });

const editors: readonly Screen[] = [
  inSettings("keyboard", "one is found", async (page) => { await keys(`${id("settings-find")}:focus`, "/")(page); await page.keyboard.type("team"); await shows(page, id("settings-found")); }),
  inSettings("policies", "one is edited", click(id("policy-add"), `${id("impact")}[data-waiting="false"]`)),
  inSettings("policies", "simulator", async (page) => { await click(id("policy-add"), id("simulate"))(page); await click(id("simulate"), id("simulated-policy"))(page); }, { on: full }),
  inSettings("hours", "a day off", click(id("holiday-add"), id("holiday-date"))),
  inSettings("people", "one of them", click(`${id("person-row")} button, ${id("person-row")} a, ${id("person-row")}`, id("person-name")), { on: full }),
  inSettings("teams", "one of them", click(`${id("team-row")} button, ${id("team-row")}`, id("team-members"))),
  inSettings("statuses", "a new one", click(id("status-add"), id("status-name"))),
  inSettings("categories", "a new one", click(id("category-add"), id("category-name"))),
  inSettings("types", "a new one", click(id("type-add"), id("type-name"))),
  inSettings("about", "diagnostics", click(id("diagnostics-open"), id("diagnostics-copy"))),
  inSettings("fields", "a new one", click(id("field-add"), id("field-name"))),
  inSettings("replies", "a new one", click(id("reply-add"), id("reply-body"))),
  inSettings("macros", "a new one", click(id("macro-add"), id("macro-name"))),
  inSettings("templates", "a new one", click(id("template-add"), id("template-name"))),
  inSettings("notifications", "quiet hours", click(id("quiet-hours"), id("quiet-outside")), { own: true, on: full }),
];

const rest: readonly Screen[] = [
  { name: "sync", place: "sync", ready: "main h1", on: full, reads: "sync_status" },
  { name: "import", place: "import", ready: 'main [type="submit"]', reads: "import_presets" },
  // The file is never read: an import that goes on would be over before anybody had looked.
  { name: "import, it goes on", place: "import", ready: 'main [type="submit"]', on: full, open: async (page) => { await page.route("**/rpc/import_start", (route) => route.fulfill({ body: JSON.stringify({ zone: "UTC" }) })); await importing(page, id("import-cancel")); } },
  { name: "import, what came of it", place: "import", ready: 'main [type="submit"]', on: full, own: true, open: (page) => importing(page, id("import-report")) },
  { name: "connect", place: "connect", ready: id("server-url"), on: ["empty"] },
  { name: "a place that is none", place: "nowhere", ready: "main h2, main p", on: ["empty"] },
];

export const screens: readonly Screen[] = [...boards, ...tickets, ...days, ...figures, ...finding, ...sections, ...editors, ...rest];

/** What people have before them all day, without what opens over it. */
export const mainScreens: readonly Screen[] = [...boards, ...tickets, ...days, ...figures, ...finding].filter(({ open, place }) => open === undefined && !place.includes("wall=") && !place.includes("window="));

/** The place with the ids of its tickets. */
export async function placeOn(desk: Desk, screen: Screen): Promise<string> {
  const number = /\{(\d+)\}/.exec(screen.place)?.[1];
  if (number === undefined) return screen.place;
  const found = await desk.call("ticket_find", { number: `#${number}` });
  if (found === null) throw new Error(`the sample has no ticket ${number}`);
  return screen.place.replace(/\{\d+\}/, found.id);
}
