/** @file The single controls of the settings, as the palette offers them: `Settings: Quiet hours`. */
import { settingsControls } from "../../api/controls";
import type { SessionView } from "../../api/gen";
import { sectionsFor } from "../../api/sections";
import { t } from "../../i18n/words.svelte";
import { router } from "../../lib/router.svelte";
import { sentTo } from "../../lib/sentto.svelte";
import type { Command } from "./commands";

export function controlsOffered(session: SessionView | undefined): Command[] {
  return sectionsFor(session).flatMap(({ id, label }) =>
    settingsControls[id]
      .filter((control) => t(control) !== t(label))
      .map(
        (control): Command => ({
          id: `settings-${id}-${control}`,
          label: t("palette.settings", { section: t(control) }),
          keys: undefined,
          group: "go",
          act: () => {
            sentTo.control = control;
            router.go("settings", [id]);
          },
        }),
      ),
  );
}
