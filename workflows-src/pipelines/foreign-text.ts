/** Commands that show text which somebody else wrote: a record, a branch, a dispatch. `$NAME` alone would do too much: a line that
 *  begins with `::` is a command of the runner, and what goes into a summary is Markdown.
 *  @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */

/** An annotation that says why the run is refused, and the end of the step. `before` and `after` are our own words. */
export const refuseWith = (name: string, before = '', after = ''): string =>
  [
    `${name}="\${${name}//%/%25}"; ${name}="\${${name}//$'\\r'/%0D}"`,
    `echo "::error title=Refused::${before}\${${name}//$'\\n'/%0A}${after}"`,
    'exit 1',
  ].join('\n');

/** Lines of a summary as a block that nothing in them can end: set in by four spaces, ASCII alone. Our own words stand before it. */
export const blockInSummary = (name: string, before: string): string =>
  [
    `printf '%s\\n\\n' "${before}" >> "$GITHUB_STEP_SUMMARY"`,
    `printf '%s\\n' "$${name}" | LC_ALL=C tr -cd '[:print:]\\n' |`,
    `  while IFS= read -r line; do printf '    %s\\n' "$line"; done >> "$GITHUB_STEP_SUMMARY"`,
  ].join('\n');
