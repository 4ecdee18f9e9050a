import { field } from '../../adapters/github/narrow.ts';

/** Entries of all pages of an answer; where a page is no list, those of its field. */
export const entries = (pages: unknown, name?: string): readonly unknown[] =>
  (Array.isArray(pages) ? (pages as unknown[]) : []).flatMap((page) => {
    const listed = name === undefined ? page : field(page, name);
    return Array.isArray(listed) ? (listed as unknown[]) : [];
  });

/** The one object of an answer that has no pages. */
export const only = (pages: unknown): unknown => (Array.isArray(pages) ? (pages as unknown[])[0] : pages);

/** Whether a member has a role in a policy; where a condition is wanted, by that one.
 *  @param value what `get-iam-policy` answers */
export const grants = (value: unknown, role: string, member: string, condition?: string): boolean =>
  entries([value], 'bindings').some(
    (binding) =>
      field(binding, 'role') === role &&
      entries([binding], 'members').includes(member) &&
      field(field(binding, 'condition'), 'expression') === condition,
  );
