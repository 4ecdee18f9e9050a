import type { Service } from './service.ts';

/** The variable under which checks read where a service is, as `AI_AGENT_API_URL`. A variable of the environment of that name says where it is
 *  reached from outside. */
export const baseUrlName = ({ name }: Pick<Service, 'name'>): string =>
  `${name.toUpperCase().replaceAll('-', '_')}_URL`;
