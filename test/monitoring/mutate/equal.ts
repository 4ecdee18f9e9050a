/** Mutants that nothing can tell from the rule, with the reason. */
export const EQUAL: readonly { readonly alert: string; readonly what: RegExp; readonly why: string }[] = [
  { alert: 'ErrorsInLogs', what: /^for 0 s/, why: 'the rule says zero itself' },
];
