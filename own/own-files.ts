import { generateActionFiles } from '../actions/_shell/metadata.ts';
import { CONTRACTS } from '../actions/contracts.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { GeneratedFile } from '../domain/generated-file.ts';
import { graphPages } from './graph-page.ts';
import { manifestRulesPage } from './manifest-rules-page.ts';
import { missionPage } from './mission/mission-page.ts';
import { keptAnswers } from './preview/answers-file.ts';
import { previewPage } from './preview/preview-page.ts';
import { settingsPage } from './settings-page.ts';
import { verdictPage } from './verdict-page.ts';

/** Text files that are generated from this repository's own contracts, classes of failure and lines of the proposal, and from the demo. Bundles are apart: they
 *  are built, not rendered. */
export const ownFiles = (demo: Delivery): readonly GeneratedFile[] => [
  ...generateActionFiles(CONTRACTS),
  verdictPage(),
  manifestRulesPage(),
  settingsPage(),
  missionPage(demo),
  ...graphPages(demo),
  previewPage(demo, keptAnswers()),
];

/** Where they live. */
export const OWN_PLACES = /^(?:actions\/[^/]+\/(?:action\.yml|README\.md)|docs\/[^/]+)$/;
