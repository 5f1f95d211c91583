/** @file A server of ours on loopback, with people, that can be taken away and brought back. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { end, environmentAt, keep, newFolder, openDesk, opening, passphrase, program, type Desk } from "./host";

const password = "correct horse battery";

export interface Server {
  cut: () => Promise<void>;
  resume: () => Promise<void>;
  /** Opens a desk that is signed in here. */
  desk: (email: string) => Promise<Desk>;
  stop: () => Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port is free"))));
    });
  });
}

async function answers(port: number): Promise<void> {
  const until = Date.now() + 20_000;
  for (;;) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (there) return;
    if (Date.now() > until) throw new Error("the server does not answer");
    await new Promise((later) => setTimeout(later, 25));
  }
}

export async function startServer(people: readonly { email: string; name: string; role: string }[]): Promise<Server> {
  const folder = newFolder();
  const port = await freePort();
  const where = ["--database", `sqlite://${join(folder, "server.db")}`, "--data", folder];
  const env = environmentAt(opening - Date.now());
  for (const { email, name, role } of people) {
    const words = ["user", "add", "--email", email, "--name", name, "--role", role, "--password-stdin", ...where];
    const added = spawnSync(program("tern-server"), words, { env, input: `${password}\n`, encoding: "utf8" });
    if (added.status !== 0) throw new Error(`${name} was not added: ${added.stderr}`);
  }
  let child: ChildProcess | null = null;
  const resume = async (): Promise<void> => {
    child = spawn(program("tern-server"), ["serve", "--listen", `127.0.0.1:${port}`, ...where], { env, stdio: "ignore" });
    keep(child);
    await answers(port);
  };
  const cut = async (): Promise<void> => {
    if (child !== null) await end(child);
    child = null;
  };
  await resume();
  return {
    cut,
    resume,
    desk: async (email) => {
      const desk = await openDesk({});
      await desk.call("host_connect", { url: `http://127.0.0.1:${port}`, email, password, device_name: null, passphrase });
      return desk;
    },
    stop: async () => {
      await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
