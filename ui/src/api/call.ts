/** @file The only place that talks to the platform: typed calls, and notices for whoever asked to hear them. */
import { choosePlatform } from "../platform/choose";
import type { Platform } from "../platform/platform";
import type { Commands, Notice } from "./gen";

export type Command = keyof Commands;
export type Input<C extends Command> = Commands[C]["input"];
export type Output<C extends Command> = Commands[C]["output"];

let chosen: Promise<Platform> | undefined;
const hearers = new Set<(notice: Notice) => void>();
const watchers = new Set<(command: Command, input: unknown) => void>();
const gapHearers = new Set<() => void>();

/** Connects to the core once; tests hand in a platform of their own. */
export function connect(platform: Promise<Platform> = choosePlatform()): Promise<Platform> {
  chosen = platform.then((one) => {
    one.listen(
      (notice) => {
        if (isNotice(notice)) for (const hear of hearers) hear(notice);
      },
      () => {
        for (const hear of gapHearers) hear();
      },
    );
    return one;
  });
  return chosen;
}

function isNotice(notice: unknown): notice is Notice {
  return typeof notice === "object" && notice !== null && "notice" in notice;
}

/** Runs a command; rejects with a `ProblemError`. */
export async function call<C extends Command>(command: C, input: Input<C>): Promise<Output<C>> {
  const platform = await (chosen ?? connect());
  const output = await platform.call<Output<C>>(command, input);
  for (const see of watchers) see(command, input);
  return output;
}

/** Sees every command that was done, until the returned function is called. */
export function onCommand(see: (command: Command, input: unknown) => void): () => void {
  watchers.add(see);
  return () => watchers.delete(see);
}

/** Hears notices until the returned function is called. */
export function onNotice(hear: (notice: Notice) => void): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** Is told after a gap in the notices, when anything may have changed. */
export function onGap(hear: () => void): () => void {
  gapHearers.add(hear);
  return () => gapHearers.delete(hear);
}
