/** A port of a container that a variable tells it, under another number on this machine. */
export interface ToldPort {
  readonly containerPort: number;
  readonly variable: string;
}

/** Addresses of Services are told, too, and are those of others. */
const TELLS = /(?:^|_)PORT$/;
const OF_SERVICE = /_SERVICE_PORT$/;

/** The ports of a container besides its main one, which is told as `PORT`: each that a variable names by its number, such as `METRICS_PORT`. Two pods
 *  of one machine cannot listen on the same; what no variable tells cannot be moved. */
export const toldPorts = (
  declared: readonly number[],
  environment: readonly (readonly [name: string, value: string])[],
): readonly ToldPort[] =>
  declared
    .slice(1)
    .flatMap((containerPort) =>
      environment
        .filter(
          ([name, value]) =>
            name !== 'PORT' && TELLS.test(name) && !OF_SERVICE.test(name) && value === String(containerPort),
        )
        .map(([variable]) => ({ containerPort, variable })),
    );
