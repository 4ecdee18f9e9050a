/** A digest that nobody ever pushed, in the same repository. */
export const absent = (reference: string): string => reference.replace(/sha256:.*$/, `sha256:${'0'.repeat(64)}`);
