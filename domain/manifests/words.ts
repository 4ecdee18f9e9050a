/** Every source of manifests, a line each: here it is a word of configs and known to everything that asks for one. */
export { kustomizeTree } from './kustomize-tree.ts';
