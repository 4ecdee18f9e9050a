import type { Door } from '../../domain/generated-file.ts';
import { workingSteps } from './background.ts';
import { expressionsOfWorkflow } from './needs.ts';
import type { Workflow } from './workflow.ts';

/** Every place where a workflow leaves what this language checks: actions and workflows that no lock has, code and texts that are believed, labels of runners that nobody
 *  knows, rules that are not kept. */
export function doorsOf(workflow: Workflow): readonly Door[] {
  const { path, exceptions = [] } = workflow;
  return [
    ...exceptions.map(({ rule, why }) => ({ at: path, what: `does not keep ${rule}`, why })),
    ...workflow.jobs.flatMap((job): readonly Door[] => {
      const at = `${path} > jobs.${job.handle.id}`;
      if (job.kind === 'call') {
        const { remote, path: called } = job.workflow;
        return remote === undefined ? [] : [{ at, what: `calls ${called}@${remote.version}`, why: remote.why }];
      }
      const { runsOn } = job;
      const labels = typeof runsOn === 'object' && runsOn.kind === 'labels' ? runsOn.labels : [];
      return [
        ...labels
          .filter((label) => typeof label === 'string')
          .map((label) => ({ at, what: `runs on "${label}"`, why: 'nobody knows this label' })),
        ...workingSteps(job.steps).flatMap((step) =>
          step.kind === 'uses' && step.uses.kind === 'pinned' && step.uses.door !== undefined
            ? [
                {
                  at: `${at} > "${step.name}"`,
                  what: `runs ${step.uses.name}@${step.uses.version}`,
                  why: step.uses.door,
                },
              ]
            : [],
        ),
      ];
    }),
    ...expressionsOfWorkflow(workflow).flatMap(({ at, expression: { code, door } }) =>
      door === undefined ? [] : [{ at: `${path} > ${at}`, what: `believes ${code}`, why: door }],
    ),
  ];
}
