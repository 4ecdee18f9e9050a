import { SEMANTICS } from '../rehearsal/workflow/semantics.ts';

/** Says at the end of `npm test` how many rows of GitHub's semantics are kept, and which are not. A test shows that each kept one has a
 *  test of its own. */
export default class SemanticsReporter {
  onRunComplete(_contexts, { testResults }) {
    if (!testResults.some(({ testFilePath }) => testFilePath.endsWith('semantics.test.ts'))) return;
    const missing = SEMANTICS.filter(({ kept }) => !kept);
    process.stderr.write(
      `\nGitHub's semantics: ${SEMANTICS.length - missing.length} of ${SEMANTICS.length} rows are kept.\n`,
    );
    for (const { row, rule } of missing) process.stderr.write(`  not kept: ${row}, ${rule}\n`);
  }
}
