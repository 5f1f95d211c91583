/** @file A value that has come to rest: what is asked of the core while somebody types waits for a pause. */

const restMillis = 350;

/** Follows `value` once it has stood still for a moment; call it while a component starts. */
export function settled<T>(value: () => T): { readonly now: T } {
  let now = $state.raw(value());
  $effect(() => {
    const next = value();
    const timer = setTimeout(() => (now = next), restMillis);
    return () => clearTimeout(timer);
  });
  return {
    get now() {
      return now;
    },
  };
}
