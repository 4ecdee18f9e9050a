/** Where the actions that generated workflows use come from: copies in the repository of the delivery, which `sluice synth` writes; a
 *  published version whose commit the catalogue's lock knows; or, in Sluice's own repository, their sources. */
export type ActionsSource = 'vendored' | { readonly repository: string; readonly version: string } | 'local';

/** Where vendored actions are, from the root of the repository. */
export const VENDORED_FOLDER = '.github/sluice/actions';
