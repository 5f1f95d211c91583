/** @file Refusals and failures as the core sends them, for tests of screens that know only their codes. */
import { ProblemError } from "../src/platform/platform";

export const problem = (code: string): ProblemError => new ProblemError(code, code);
