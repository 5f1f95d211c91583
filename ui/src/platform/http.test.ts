/** @file Promises about the carrier of browsers, against a stand-in for the network. */
import { afterEach, expect, test, vi } from "vitest";
import { http } from "./http";
import { ProblemError } from "./platform";

afterEach(() => vi.unstubAllGlobals());

function networkAnswers(answer: () => Promise<Response>) {
  const fetch = vi.fn<typeof globalThis.fetch>(answer);
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

async function problem(promise: Promise<unknown>): Promise<ProblemError> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw new Error("the call did not reject with a problem");
}

test("a call posts its input and resolves to the output", async () => {
  const fetch = networkAnswers(() => Promise.resolve(new Response('{"undo":"the move"}')));
  const output = await http("http://127.0.0.1:9").call("ticket_move", { place: 1 });
  expect(output).toEqual({ undo: "the move" });
  expect(fetch.mock.calls[0]?.[0]).toBe("http://127.0.0.1:9/rpc/ticket_move");
  expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"place":1}');
});

test("a refusal keeps its code and detail", async () => {
  networkAnswers(() =>
    Promise.resolve(
      new Response('{"code":"transition","message":"no","detail":{"from":"closed","to":"new"}}', { status: 409 }),
    ),
  );
  const refused = await problem(http("").call("ticket_move", {}));
  expect(refused.code).toBe("transition");
  expect(refused.detail).toEqual({ from: "closed", to: "new" });
});

test("a dead network and a stranger's error page both mean unreachable", async () => {
  networkAnswers(() => Promise.reject(new TypeError("connection refused")));
  expect((await problem(http("").call("ticket_list", {}))).code).toBe("unreachable");
  networkAnswers(() => Promise.resolve(new Response("<html>502</html>", { status: 502 })));
  expect((await problem(http("").call("ticket_list", {}))).code).toBe("unreachable");
});
