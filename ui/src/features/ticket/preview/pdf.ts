/** @file PDF files, page by page; fetched when the first one is looked at. Scripts, forms and links of a file are left alone. */
import { PDFWorker, getDocument, type PDFDocumentProxy, type RenderTask } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerAddress from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

export interface Pdf {
  pages: number;
  /** Draws a page as wide as asked, in CSS pixels; false where another was asked for before it was done. */
  draw: (page: number, width: number, on: HTMLCanvasElement) => Promise<boolean>;
  /** What a page says, for whoever does not see it. */
  words: (page: number) => Promise<string>;
  close: () => void;
}

/** No canvas is larger than this, whatever a file asks for. */
const mostPixels = 16_000_000;

export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  // Made here: the window's own scheme has no origin, from which PDF.js concludes that the worker is a stranger's.
  const port = typeof Worker === "undefined" ? null : new Worker(workerAddress, { type: "module" });
  const worker = port === null ? undefined : PDFWorker.create({ port });
  const loading = getDocument({ data: bytes, worker, isEvalSupported: false, useWasm: false, enableXfa: false, verbosity: 0 });
  const close = () => {
    // The thread is ended in any case; what it was about is of no interest any more.
    void loading.destroy().finally(() => port?.terminate());
  };
  const found = await loading.promise.catch((thrown: unknown) => {
    close();
    throw thrown;
  });
  let drawing: RenderTask | null = null;
  let asked = 0;
  return {
    pages: found.numPages,
    async draw(number, width, on) {
      const turn = ++asked;
      drawing?.cancel();
      const page = await found.getPage(number);
      // Turned on meanwhile: two pages on one canvas are an error.
      if (turn !== asked) return false;
      const whole = page.getViewport({ scale: 1 });
      const dense = Math.min((width / whole.width) * devicePixelRatio, Math.sqrt(mostPixels / (whole.width * whole.height)));
      const viewport = page.getViewport({ scale: dense });
      on.width = Math.floor(viewport.width);
      on.height = Math.floor(viewport.height);
      on.style.inlineSize = `${width}px`;
      const task = page.render({ canvas: on, viewport });
      drawing = task;
      try {
        await task.promise;
      } catch (thrown) {
        if (turn === asked) throw thrown;
      }
      return turn === asked;
    },
    words: (page) => wordsOf(found, page),
    close,
  };
}

async function wordsOf(found: PDFDocumentProxy, page: number): Promise<string> {
  const { items } = await (await found.getPage(page)).getTextContent();
  return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
}
