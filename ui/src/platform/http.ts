/** @file The carrier of browsers and tests: the same core behind a host on this machine. */
import { problemOf, type Platform } from "./platform";

/** Talks to the host at `base`, which answers `POST rpc/{command}` and streams `GET notices`. */
export function http(base: string): Platform {
  return {
    async call<Output>(command: string, input: unknown) {
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${base}/rpc/${encodeURIComponent(command)}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(input),
        });
        text = await response.text();
      } catch (thrown) {
        throw problemOf(thrown);
      }
      if (!response.ok) throw problemOf(readProblem(text, response.status));
      // Both ends are made from the one contract; here the type that it promises is put on the parsed text.
      return read(text) as Output;
    },

    listen(hear, missed) {
      const stream = new EventSource(`${base}/notices`);
      let lost = false;
      stream.onmessage = (event: MessageEvent<string>) => hear(read(event.data));
      stream.onerror = () => (lost = true);
      // The stream reconnects by itself, but says nothing about what passed meanwhile.
      stream.onopen = () => {
        if (lost) missed();
        lost = false;
      };
      return () => stream.close();
    },
  };
}

function read(text: string): unknown {
  return JSON.parse(text === "" ? "null" : text);
}

/** A host that is no host of ours (a proxy's error page) is one that was not reached. */
function readProblem(text: string, status: number): unknown {
  try {
    return read(text);
  } catch {
    return new Error(`the host answered ${status}`);
  }
}
