/** A string or number that only its own parse function makes, so that a tag is never passed where a digest belongs. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Ends an exhaustive switch: a union member added later breaks the build where a decision is due. */
export function assertNever(value: never): never {
  throw new Error(`A value outside its union reached a decision: ${JSON.stringify(value)}`);
}
