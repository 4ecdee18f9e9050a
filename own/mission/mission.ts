import { CI_CD } from './ci-cd.ts';
import { firstPhasePart } from './first-phase.ts';
import type { MissionPart } from './mission-line.ts';
import { monitoringPart } from './monitoring.ts';
import { securityPart } from './security.ts';
import { tiersPart } from './tiers.ts';

/** The proposal that Sluice was made for, in its order. @param demo the folder of the delivery that shows it */
export const missionOf = (demo: string): readonly MissionPart[] => [
  CI_CD,
  tiersPart(demo),
  monitoringPart(demo),
  securityPart(demo),
  firstPhasePart(demo),
];
