/** @file What each step looks like on its button. */
import Check from "@lucide/svelte/icons/check";
import CircleSlash from "@lucide/svelte/icons/circle-slash";
import MapPinCheck from "@lucide/svelte/icons/map-pin-check";
import Navigation from "@lucide/svelte/icons/navigation";
import Undo from "@lucide/svelte/icons/undo-2";
import type { StepKind } from "../../api/gen";
import type { IconComponent } from "../../kit/glyph";

export const stepIcons: Record<StepKind, IconComponent> = { started: Navigation, arrived: MapPinCheck, done: Check, cancelled: CircleSlash, taken_back: Undo };
