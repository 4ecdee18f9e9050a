import type { In } from './context.ts';
import type { Variables } from './environment.ts';
import { type Expression, expression, type Structure } from './expression.ts';
import type { Value } from './template.ts';

/** A container that the steps of a job run in.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontainer */
export interface Container {
  readonly image: Value<In<'container'>>;
  readonly env?: Variables<'container env'>;
  /** As in `8080:80`. */
  readonly ports?: readonly Value<In<'container'>>[];
  readonly volumes?: readonly Value<In<'container'>>[];
  /** Options of `docker create`. */
  readonly options?: Value<In<'container'>>;
  readonly credentials?: {
    readonly username: Value<In<'container credentials'>>;
    readonly password: Expression<string, In<'container credentials'>>;
  };
}

/** A container beside the job, such as a database.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idservices */
export interface ServiceContainer extends Container {
  readonly entrypoint?: Value<In<'container'>>;
  readonly command?: Value<In<'container'>>;
}

/** Containers beside a job, by the name that its steps reach them by; or all of them, as a job before has decided. */
export type Services = Readonly<Record<string, ServiceContainer>> | Expression<Structure, In<'container'>>;

/** The known ones among them. */
export const namedServices = (services: Services | undefined): Readonly<Record<string, ServiceContainer>> =>
  services === undefined || isDecided(services) ? {} : services;

/** Whether an expression says all of them. */
export const isDecided = (services: Services): services is Expression<Structure, In<'container'>> =>
  services.kind === 'expression';

/** The port of this machine that leads to a port of a service. */
export const servicePort = (service: string, port: number): Expression<string, 'job'> =>
  expression(`job.services.${service}.ports['${port}']`, { uses: ['job'] });

/** The id of a service's container, for `docker logs` and the like. */
export const serviceId = (service: string): Expression<string, 'job'> =>
  expression(`job.services.${service}.id`, { uses: ['job'] });
