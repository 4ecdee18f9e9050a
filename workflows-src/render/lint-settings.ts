import type { GeneratedFile } from '../../domain/generated-file.ts';
import type { Workflow } from '../language/workflow.ts';
import { emit } from './emit.ts';
import { header } from './workflow-file.ts';
import { entry, mapping, scalar, sequence, type YamlMapping } from './yaml-node.ts';

/** What linters need to know of a workflow. */
export type LintedWorkflow = Pick<Workflow, 'path' | 'on' | 'dispatch' | 'concurrency'>;

const SOURCE = 'workflows-src/render/lint-settings.ts';

/** What the two linters of workflows need to know about ours; each exception with its reason. People who run neither lose nothing. */
export const lintSettings = (workflows: readonly LintedWorkflow[]): readonly GeneratedFile[] => [
  settings('.github/actionlint.yaml', `${SOURCE} > actionlint`, actionlint()),
  settings('.github/zizmor.yml', `${SOURCE} > zizmor`, zizmor(workflows)),
];

const settings = (path: string, source: string, content: YamlMapping): GeneratedFile => ({
  path,
  source,
  content: emit(content, header(source)).text,
});

/** @see https://github.com/rhysd/actionlint/blob/main/docs/config.md */
const actionlint = (): YamlMapping =>
  mapping(
    entry(
      'paths',
      mapping(
        entry(
          '.github/workflows/**/*.{yml,yaml}',
          mapping(
            entry('ignore', sequence([scalar('unexpected key "queue" for "concurrency" section')]), {
              above: ['GitHub has had concurrency.queue since 2026-05; actionlint 1.7.12 does not know it yet.'],
            }),
          ),
        ),
      ),
    ),
  );

/** @see https://docs.zizmor.sh/configuration/ */
const zizmor = (workflows: readonly LintedWorkflow[]): YamlMapping =>
  mapping(
    entry(
      'rules',
      mapping(
        entry(
          'concurrency-limits',
          mapping(
            entry(
              'ignore',
              sequence(
                workflows
                  // A workflow that is only called has no runs of its own to limit.
                  .filter(
                    ({ concurrency, on, dispatch }) =>
                      concurrency === undefined && (dispatch !== undefined || Object.keys(on).length > 0),
                  )
                  .map(({ path }) => scalar(path.slice(path.lastIndexOf('/') + 1))),
              ),
            ),
          ),
          {
            above: [
              'Groups stand at the jobs that write to a tier, one per service. A group around a whole run would be held while',
              'people decide, and a called workflow would wait for ever for a group that its caller holds.',
            ],
          },
        ),
        entry('self-repository', mapping(entry('disable', true)), {
          above: [
            '`./actions/…` is what every runner, GitHub Enterprise Server and the rehearsal understand; the commit is the same.',
          ],
        }),
      ),
    ),
  );
