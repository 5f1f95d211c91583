/** @file A core of one's own for tests: `tern-host` over a folder that goes with it, at an hour that is always the same. */
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Commands } from "../../ui/src/api/gen";

export const root = dirname(dirname(__dirname));
const target = process.env["CARGO_TARGET_DIR"] ?? join(root, "target");
/** What runs leave behind: logs, pictures. */
export const leavings = process.env["TERN_LEAVINGS"] ?? join(target, "xtask");
const programs = process.env["TERN_PROGRAMS"] ?? join(target, "debug");

/** A Wednesday on which everybody works: what the sample makes of an hour at night is another desk. */
export const opening = new Date(2026, 5, 10, 10, 0, 0).getTime();
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** `$LIB` is the dynamic linker's: where it looks on this system. */
const shifter = "/usr/$LIB/faketime/libfaketimeMT.so.1";

/** The browser of this computer; `CHROMIUM` names another one. */
export function browser(): string {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
  if (found === undefined) throw new Error("there is no Chromium; cargo xtask setup --testing installs it");
  return found;
}

export const passphrase = "for tests only";

export interface Desk {
  url: string;
  /** What its clock is ahead of this computer's, in milliseconds; null where it stands at the opening. */
  shift: number | null;
  /** What the core fills in where an input says nothing may be left out here as well. */
  call: <C extends keyof Commands>(command: C, input: unknown) => Promise<Commands[C]["output"]>;
  stop: () => Promise<void>;
}

interface Wish {
  sample?: true;
  /** A folder that outlives the host; without one it has its own, which goes with it. */
  folder?: string;
  /** Opens the desk of the folder. */
  passphrase?: string;
  /** Its clock stands still. */
  stands?: true;
  /** By how many milliseconds its clock is wrong. */
  ahead?: number;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill();
});

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "tern-browser-"));
}

export const program = (name: string): string => join(programs, name);

/** Ends with this process, however that ends. */
export function keep(child: ChildProcess): void {
  running.add(child);
}

/** What makes a program of ours believe that it is so many milliseconds later. */
export function environmentAt(shift: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_PRELOAD: shifter,
    FAKETIME: String(shift / 1_000),
    // What waits measures how long, and not until when.
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}

/** Starts a program of ours whose clock stands at the opening; resolves to the first line that it prints. */
async function start(name: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}, ahead = 0): Promise<{ child: ChildProcess; line: string; shift: number }> {
  const shift = opening - Date.now() + ahead;
  mkdirSync(leavings, { recursive: true });
  const log = createWriteStream(join(leavings, "browser-hosts.log"), { flags: "a" });
  const child = spawn(program(name), words, { stdio: ["ignore", "pipe", "pipe"], env: { ...environmentAt(shift), ...environment } });
  keep(child);
  child.stderr.pipe(log);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}; ${join(leavings, "browser-hosts.log")} says why`)));
  });
  return { child, line, shift };
}

export async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill();
  await gone;
}

export async function openDesk({ sample, folder, passphrase: opens, stands, ahead }: Wish): Promise<Desk> {
  const own = folder ?? newFolder();
  const words = ["--data", own, "--ui", join(root, "ui/dist"), ...(sample === true ? ["--sample"] : [])];
  const { child, line: url, shift } = await start("tern-host", words, {
    ...(opens === undefined ? {} : { TERN_PASSPHRASE: opens }),
    ...(stands === true ? { FAKETIME: "2026-06-10 10:00:00" } : {}),
  }, ahead);
  return {
    url,
    shift: stands === true ? null : shift,
    call: (command, input) => rpc(url, command, input),
    stop: async () => {
      await end(child);
      if (folder === undefined) rmSync(own, { recursive: true, force: true });
    },
  };
}

async function rpc<C extends keyof Commands>(url: string, command: C, input: unknown): Promise<Commands[C]["output"]> {
  const answer = await fetch(`${url}rpc/${command}`, { method: "POST", body: JSON.stringify(input) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${command}: ${text}`);
  // The type is what the contract promises of this command.
  return JSON.parse(text) as Commands[C]["output"];
}

/** Fails when a desk lives in another time than it was told to: without `libfaketime` nothing here would be as expected. */
export async function expectOpening(desk: Desk): Promise<void> {
  const { rows } = await desk.call("ticket_list", { from: 0, count: 1, sort: "updated", descending: true });
  const at = rows[0]?.updated_at ?? 0;
  if (Math.abs(at - opening) > 36 * 3_600_000) {
    throw new Error(`the core is not at its opening but at ${new Date(at).toString()}: libfaketime is missing; cargo xtask setup --testing installs it`);
  }
}
