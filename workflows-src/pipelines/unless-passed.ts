import type { Service } from '../../domain/service.ts';
import { action } from '../language/action-step.ts';
import { differs } from '../language/operator.ts';
import { run, type Step, type StepCondition } from '../language/step.ts';
import { template } from '../language/template.ts';
import { folder, type Material, named } from './material.ts';

/** A test, and around it what keeps it from running again where the same files have passed it; always the test alone where the service does not say
 *  what it reads. The workflow counts among the files: another command, version or commit of an action is another test.
 *
 *  Git's own ids say which files these are: names, modes and links count. `hashFiles()` reads the bytes alone, and a file that is renamed is the same to it.
 *
 *  What a run keeps is read by runs of the same branch, and by all where the branch is the default one: who may not push to a branch cannot make its
 *  tests pass. A cache that cannot be reached has nothing, and the test runs.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 *  @see https://github.com/actions/toolkit packages/glob/src/internal-hash-files.ts */
export function unlessPassed(
  material: Material,
  { name, path, testInputs }: Service,
  test: (isDue?: StepCondition) => readonly Step[],
): readonly Step[] {
  if (testInputs === undefined) return test();
  const { path: workflow } = named(material, 'test', 'Test');
  const files = [workflow, ...[path, ...testInputs].map((input) => folder(material.delivery, input))];
  const tested = run({
    id: 'files',
    name: 'Name the files that are tested',
    run: `files=$(git rev-parse ${files.map((file) => `HEAD:${file === '.' ? '' : file}`).join(' ')})
echo "id=$(git hash-object --stdin <<< "$files")" >> "$GITHUB_OUTPUT"`,
    outputs: ['id'],
  });
  const passed = action('actions/cache/restore', {
    id: 'passed',
    name: 'Look whether these files have passed',
    with: {
      // Something has to be kept; that it is there is all that is asked.
      path: workflow,
      key: template([`passed-${name}-`, tested.outputs.id]),
      'lookup-only': true,
    },
  });
  const isDue = differs(passed.outputs['cache-hit'], 'true');
  const kept = action('actions/cache/save', {
    name: 'Keep that these files have passed',
    if: isDue,
    with: { path: workflow, key: passed.outputs['cache-primary-key'] },
  });
  return [tested, passed, ...test(isDue), kept];
}
