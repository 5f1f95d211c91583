/** @file Promises about what of a file is looked at here: texts in any letters, PDF by its pages, and nothing that runs. */
import { expect, test } from "vitest";
import { madePdf } from "../../../../gallery/pdf";
import { previewOf, textOf } from "./kinds";
import { openPdf } from "./pdf";

// There are no threads here: what works in one is loaded beside it.
const inAThread = "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
const loaded: unknown = await import(inAThread);
Object.assign(globalThis, { pdfjsWorker: loaded });

const file = (name: string, mime = "application/octet-stream", size_bytes = 100) => ({ name, mime, size_bytes });

test("pictures, texts and PDF are looked at, everything else is a file", () => {
  const seen = ["a.png|image/png", "a.pdf|application/pdf", "B.PDF|", "trace.log|", "x.csv|", "x.json|", "x.svg|image/svg+xml", "x.html|text/html", "x.docx|"];
  expect(seen.map((one) => previewOf(file(...(one.split("|") as [string, string]))))).toEqual(["picture", "pdf", "pdf", "text", "text", "text", null, null, null]);
  expect(previewOf(file("huge.log", "text/plain", 20_000_000))).toBeNull();
});

test("a text is read in the letters it was written in, and cut where nobody reads on", () => {
  const bytes = (...codes: number[]) => new Uint8Array(codes);
  expect(textOf("a.txt", new TextEncoder().encode("Grüße")).text).toBe("Grüße");
  expect(textOf("a.txt", bytes(0x47, 0x72, 0xfc, 0xdf)).text).toBe("Grüß");
  expect(textOf("a.txt", bytes(0xff, 0xfe, 0x41, 0x00)).text).toBe("A");
  expect(textOf("a.json", new TextEncoder().encode('{"a":[1]}')).text).toContain('\n  "a"');
  expect(textOf("a.json", new TextEncoder().encode('{"a":')).text).toBe('{"a":');
  expect(textOf("a.log", new Uint8Array(500_000).fill(0x61))).toMatchObject({ whole: false });
});

test("a PDF opens without running anything, and says its words page by page", async () => {
  const pdf = await openPdf(new TextEncoder().encode(madePdf(["Router manual", "Second page"])));
  expect(pdf.pages).toBe(2);
  expect(await pdf.words(1)).toContain("Router manual");
  expect(await pdf.words(2)).toContain("Second page");
  pdf.close();
  await expect(openPdf(new TextEncoder().encode("no such thing"))).rejects.toThrow();
});
