import { assertNever } from '../../domain/brand.ts';
import type { Expression, Scalar } from '../language/expression.ts';
import type { Leg, Matrix, MatrixContent } from '../language/matrix.ts';
import { valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry, type YamlNode } from './yaml-node.ts';

/** `fail-fast` is always written: GitHub's own answer would be yes. */
export const strategyEntry = ({ content, maxParallel, failFast }: Matrix): YamlEntry =>
  entry(
    'strategy',
    mapping(
      entry('fail-fast', valueNode(failFast)),
      maxParallel === undefined ? undefined : entry('max-parallel', valueNode(maxParallel)),
      entry('matrix', contentNode(content)),
    ),
  );

function contentNode(content: MatrixContent): YamlNode {
  switch (content.kind) {
    case 'legs':
      return mapping(entry('include', legsNode(content.legs)));
    case 'expression':
      return valueNode(content.expression);
    case 'axes':
      return mapping(
        ...Object.entries(content.axes).map(([name, axis]) =>
          entry(name, isList<Scalar | Leg | Expression>(axis) ? sequence(axis.map(itemNode)) : valueNode(axis)),
        ),
        isList(content.include)
          ? content.include.length === 0
            ? undefined
            : entry('include', legsNode(content.include))
          : entry('include', valueNode(content.include)),
        content.exclude.length === 0 ? undefined : entry('exclude', legsNode(content.exclude)),
      );
    default:
      return assertNever(content);
  }
}

const isList = <Item>(list: readonly Item[] | object): list is readonly Item[] => Array.isArray(list);

const itemNode = (item: Scalar | Leg | Expression): YamlNode =>
  typeof item !== 'object' ? scalar(item) : isExpression(item) ? valueNode(item) : legNode(item);

const isExpression = (item: Leg | Expression): item is Expression => item.kind === 'expression';

const legsNode = (legs: readonly Leg[]): YamlNode => sequence(legs.map(legNode));
const legNode = (leg: Leg): YamlNode => mapping(...Object.entries(leg).map(([key, value]) => entry(key, value)));
