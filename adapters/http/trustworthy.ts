/** This machine, as a host with or without a port. */
export const isLoopback = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3})(:\d+)?$/.test(host) || /^\[::1\](:\d+)?$/.test(host);

/** Whether an address may be given credentials. */
export const isTrustworthy = ({ protocol, host }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(host));
