import type { Problem } from '../../../domain/problem.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { isCustom } from '../subject.ts';

/** Maps of resources to quantities, wherever Kubernetes' own kinds have them. */
const QUANTITIES = ['limits', 'requests'];
/** @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^[+-]?(\d+|\d+\.\d*|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

/** Quantities that are none. The API server cannot say of one where it stands, and answers as if it were in trouble itself: whoever asks
 *  then asks again and again. */
export function quantityProblems(object: KubernetesObject, field: string): readonly Problem[] {
  return isCustom(object) ? [] : below(object['spec'], `${field}.spec`);

  function below(value: unknown, path: string): readonly Problem[] {
    if (Array.isArray(value)) return value.flatMap((each: unknown, index) => below(each, `${path}[${index}]`));
    if (!isRecord(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      QUANTITIES.includes(key) && isRecord(inner) ? inMap(inner, `${path}.${key}`) : below(inner, `${path}.${key}`),
    );
  }
}

const inMap = (quantities: Readonly<Record<string, unknown>>, path: string): readonly Problem[] =>
  Object.entries(quantities).flatMap(([resource, value]) =>
    typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && QUANTITY.test(value))
      ? []
      : [
          {
            field: `${path}.${resource}`,
            value,
            message:
              'This is no quantity of Kubernetes: wanted a number with a unit of its own, such as 0.5, 100m or 64Mi.',
          },
        ],
  );
