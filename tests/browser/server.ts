/** @file A server of ours on loopback, with people, that can be taken away and brought back, behind a line that is as bad as one likes. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { createServer as createLine, request, type ServerResponse } from "node:http";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { end, environmentAt, keep, newFolder, openDesk, opening, passphrase, program, type Desk } from "./host";

const password = "correct horse battery";

/** A slow line holds each answer back; a flaky one swallows every second of them, after the server has done what was asked. */
export type Weather = "fair" | "slow" | "flaky";

interface Line {
  weather: Weather;
  /** How many answers never came. */
  swallowed: number;
  port: number;
  close: () => void;
}

export interface Server {
  cut: () => Promise<void>;
  resume: () => Promise<void>;
  /** Opens a desk that is signed in here; over a line where one is given, with a clock that is wrong where one says so. */
  desk: (email: string, how?: { line?: Line; ahead?: number }) => Promise<Desk>;
  /** Opens a line to here. */
  line: () => Promise<Line>;
  stop: () => Promise<void>;
}

/** How long a slow line holds an answer back: longer than anybody would wait for a screen. */
const slowMillis = 1_500;

async function openLine(to: number): Promise<Line> {
  const line: Line = { weather: "fair", swallowed: 0, port: await freePort(), close: () => {} };
  let answers = 0;
  const server = createLine((asked, answer: ServerResponse) => {
    const onward = request({ host: "127.0.0.1", port: to, method: asked.method, path: asked.url, headers: asked.headers }, (answered) => {
      answers += 1;
      if (line.weather === "flaky" && answers % 2 === 0) {
        line.swallowed += 1;
        answered.resume();
        answer.destroy();
        return;
      }
      const pass = (): void => {
        answer.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(answer);
      };
      if (line.weather === "slow") setTimeout(pass, slowMillis);
      else pass();
    });
    // Either end may go: then the other has nobody to speak to.
    onward.once("error", () => answer.destroy());
    answer.once("close", () => onward.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(line.port, "127.0.0.1", resolve));
  line.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return line;
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
  const lines: Line[] = [];
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
    line: async () => {
      const line = await openLine(port);
      lines.push(line);
      return line;
    },
    desk: async (email, { line, ahead } = {}) => {
      const desk = await openDesk(ahead === undefined ? {} : { ahead });
      await desk.call("host_connect", { url: `http://127.0.0.1:${line?.port ?? port}`, email, password, device_name: null, passphrase });
      return desk;
    },
    stop: async () => {
      for (const line of lines) line.close();
      await cut();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
