/** @file Types of what Vite adds to imports. */
/// <reference types="vite/client" />
/// <reference types="svelte" />

declare module "*.ftl?start" {
  const text: string;
  export default text;
}
declare module "*.ftl?later" {
  const text: string;
  export default text;
}
