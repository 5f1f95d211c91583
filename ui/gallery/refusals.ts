/** @file What a desk in memory refuses with, for tests of features, which know no platform. */
export { ProblemError } from "../src/platform/platform";
