/** How a service's tests run: which runtime, which lock file its packages come from, and the command. */
export type TestSuite =
  | { readonly runtime: 'python'; readonly version: string; readonly requirements: string; readonly command: string }
  | { readonly runtime: 'node'; readonly version: string; readonly command: string };

/** One thing that is built into one image and runs as one workload in every tier. */
export interface Service {
  /** Name of the workload and of its jobs; a DNS label. */
  readonly name: string;
  /** Folder below the delivery's root that holds its code and Dockerfile. */
  readonly path: string;
  /** Name of the image within the registry, and the placeholder that manifests use for it. */
  readonly image: string;
  /** The port it listens on, handed to it as `PORT`. */
  readonly port: number;
  readonly test: TestSuite;
  /** Reference of the base image, resolved to a digest once per build and handed on as `BASE_IMAGE`. */
  readonly base: string;
}

export const python = (suite: {
  readonly requirements: string;
  readonly command: string;
  readonly version?: string;
}): TestSuite => ({
  runtime: 'python',
  version: '3.12',
  ...suite,
});

export const node = (suite: { readonly command: string; readonly version?: string }): TestSuite => ({
  runtime: 'node',
  version: '24',
  ...suite,
});

const BASE = { python: 'docker.io/library/python:3.12-slim', node: 'docker.io/library/node:24-slim' } as const;

export function service(record: Omit<Service, 'image' | 'base'> & Partial<Pick<Service, 'image' | 'base'>>): Service {
  return { image: record.name, base: BASE[record.test.runtime], ...record };
}
