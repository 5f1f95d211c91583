/** @file How the browser suite runs: the system's own Chromium, two at a time, without motion, and in one language. */
import { defineConfig } from "@playwright/test";
import { join } from "node:path";
import { browser, leavings, zone } from "./host";

export default defineConfig({
  testDir: ".",
  outputDir: join(leavings, "browser"),
  snapshotPathTemplate: "{testDir}/{arg}{ext}",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000, toMatchAriaSnapshot: { pathTemplate: "{testDir}/structure/{arg}{ext}" } },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: zone,
    colorScheme: "light",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browser(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Letters are drawn alike whatever the system prefers.
        "--font-render-hinting=none",
      ],
    },
  },
});
