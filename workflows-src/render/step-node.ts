import type { ActionReference } from '../language/action-reference.ts';
import type { Step } from '../language/step.ts';
import type { Value } from '../language/template.ts';
import { conditionNode, valueNode } from './value-node.ts';
import { entry, mapping, type YamlEntry, type YamlMapping } from './yaml-node.ts';

/** A step. Its id is written only where something refers to it. */
export const stepNode = (step: Step, withId: boolean): YamlMapping =>
  mapping(
    entry('name', step.name),
    withId ? entry('id', step.handle.id) : undefined,
    step.if === undefined ? undefined : entry('if', conditionNode(step.if)),
    step.kind === 'uses' ? usesEntry(step.uses) : undefined,
    step.kind === 'uses' ? valuesEntry('with', step.with) : undefined,
    step.kind === 'run' && step.workingDirectory !== undefined
      ? entry('working-directory', step.workingDirectory)
      : undefined,
    valuesEntry('env', step.env),
    step.kind === 'run' ? entry('run', step.run) : undefined,
  );

/** The version stands behind the commit as a real comment; inside quotes it would become part of the reference. */
const usesEntry = (uses: ActionReference): YamlEntry =>
  uses.kind === 'local'
    ? entry('uses', uses.path)
    : entry('uses', `${uses.name}@${uses.sha}`, { comment: uses.version });

/** A mapping of values, or nothing where there are none. */
export const valuesEntry = (
  key: string,
  values: Readonly<Record<string, Value | undefined>>,
): YamlEntry | undefined => {
  const given = Object.entries(values).filter((pair): pair is [string, Value] => pair[1] !== undefined);
  return given.length === 0
    ? undefined
    : entry(key, mapping(...given.map(([name, value]) => entry(name, valueNode(value)))));
};
