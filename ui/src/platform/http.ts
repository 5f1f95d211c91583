/** @file The carrier of browsers and tests: the same core behind a host on this machine. */
import { problemOf, type Platform } from "./platform";

/** Talks to the host at `base`, which answers `POST rpc/{command}` and streams `GET notices`. */
export function http(base: string): Platform {
  return {
    async call(command, input) {
      let response: Response;
      let answer: unknown;
      try {
        response = await fetch(`${base}/rpc/${encodeURIComponent(command)}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(input ?? null),
        });
        const text = await response.text();
        answer = text === "" ? null : JSON.parse(text);
      } catch (thrown) {
        throw problemOf(thrown);
      }
      if (!response.ok) throw problemOf(answer);
      return answer;
    },

    listen(hear) {
      // The stream reconnects by itself; what was missed meanwhile is made up by reading again.
      const stream = new EventSource(`${base}/notices`);
      let lost = false;
      stream.onmessage = (event: MessageEvent<string>) => hear(JSON.parse(event.data));
      stream.onerror = () => (lost = true);
      stream.onopen = () => {
        if (lost) hear({ type: "missed" });
        lost = false;
      };
      return () => stream.close();
    },
  };
}
