type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies an RFC 7386 JSON Merge Patch: `null` removes, objects merge, everything else (lists too) replaces.
 *  https://www.rfc-editor.org/rfc/rfc7386 */
export const mergePatch = (document: unknown, patch: unknown): unknown => {
  if (!isFields(patch)) return patch;
  const result: Record<string, unknown> = isFields(document) ? { ...document } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
};
