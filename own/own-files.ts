import { generateActionFiles } from '../actions/_shell/metadata.ts';
import { CONTRACTS } from '../actions/contracts.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { verdictPage } from './verdict-page.ts';

/** Text files that are generated from this repository's own contracts and classes of failure. Bundles are apart: they are built, not
 *  rendered. */
export const ownFiles = (): readonly GeneratedFile[] => [...generateActionFiles(CONTRACTS), verdictPage()];

/** Where they live. */
export const OWN_PLACES = /^(?:actions\/[^/]+\/(?:action\.yml|README\.md)|docs\/[^/]+)$/;
