import type { Delivery } from '../../domain/delivery.ts';
import { baseImage } from '../registry/base-images.ts';

/** The Python that end-to-end tests of a delivery run with. */
export const TESTERS_PYTHON = '3.12';

/** Versions of Python that jobs and containers of a delivery ask for. */
export const pythonVersions = ({ services }: Pick<Delivery, 'services'>): readonly string[] => [
  ...new Set([
    TESTERS_PYTHON,
    ...services.flatMap(({ test }) => (test.runtime === 'python' ? [test.version] : [])),
    ...services.flatMap(({ base }) => {
      const image = base === undefined ? undefined : baseImage(base);
      return image?.runtime === 'python' && image.version !== '' ? [image.version] : [];
    }),
  ]),
];
