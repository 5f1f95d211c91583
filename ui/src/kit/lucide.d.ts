/** @file What an icon's module gives in this build (`scripts/lean.mjs`): its drawing, where the package has a component. */
import type { IconComponent } from "./glyph";

declare const drawing: IconComponent;
// eslint-disable-next-line no-restricted-exports -- the package's modules have a default export, and this says what it is.
export default drawing;
