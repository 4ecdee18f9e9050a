/** Mutants that nothing can tell from the rule, with the reason. */
export const EQUAL: readonly { readonly alert: string; readonly what: RegExp; readonly why: string }[] = [];
