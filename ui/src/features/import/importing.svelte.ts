/** @file The one import of this window: it goes on while one looks at other screens, and its report waits here. */
import { call, onNotice } from "../../api/call";
import type { Chosen } from "../../api/files";
import type { ImportReport } from "../../api/gen";
import { problemWords } from "../../api/problem";

export type Stage =
  | { is: "choosing" }
  | { is: "running"; done: number; total: number; zone: string; cancelling: boolean }
  | { is: "ended"; report: ImportReport };

class Importing {
  stage: Stage = $state.raw({ is: "choosing" });
  /** Why it could not begin, or could not be stopped. */
  problem: string | null = $state(null);
  starting = $state(false);

  constructor() {
    onNotice((notice) => {
      if (notice.notice === "import_progress") {
        const before = this.stage.is === "running" ? this.stage : { zone: "", cancelling: false };
        this.stage = { is: "running", done: notice.done, total: notice.total, zone: before.zone, cancelling: before.cancelling };
      } else if (notice.notice === "import_ended") this.stage = { is: "ended", report: notice.report };
    });
  }

  async start(preset: string, file: Chosen, zone: string | null): Promise<void> {
    this.starting = true;
    this.problem = null;
    try {
      const content = "path" in file ? { path: file.path, text: null } : { path: null, text: await file.file.text() };
      const started = await call("import_start", { preset, zone, ...content });
      // A small file may have ended before this answer came.
      if (this.stage.is === "choosing") this.stage = { is: "running", done: 0, total: 0, zone: started.zone, cancelling: false };
      else if (this.stage.is === "running") this.stage = { ...this.stage, zone: started.zone };
    } catch (thrown) {
      this.problem = problemWords(thrown);
    }
    this.starting = false;
  }

  async cancel(): Promise<void> {
    if (this.stage.is !== "running") return;
    this.stage = { ...this.stage, cancelling: true };
    try {
      await call("import_cancel", {});
    } catch (thrown) {
      this.problem = problemWords(thrown);
    }
  }

  /** Back to the beginning, for another file. */
  reset(): void {
    this.stage = { is: "choosing" };
    this.problem = null;
  }
}

export const importing = new Importing();
