/** @file A form over something that others change too: what nobody touched in it is kept as it stands by now, not as it stood when the form was opened. */

/** `form` with every field that still is as in `opened` as it is in `now`. */
export function withUntouched<T extends object>(form: T, opened: T, now: T): T {
  const kept = { ...form };
  for (const key of Object.keys(form) as (keyof T)[]) if (JSON.stringify(form[key]) === JSON.stringify(opened[key])) kept[key] = now[key];
  return kept;
}
