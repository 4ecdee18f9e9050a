import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1.d.ts';
import { outside, tcp } from '../peers.ts';

/** Google's services and other people's are called by HTTPS. A range means what is outside: on Dataplane V2 it never means pods, so
 *  that no pod of another tier or team is called by this. */
export const https: NetworkPolicyEgressRule = { to: [outside('0.0.0.0/0'), outside('::/0')], ports: tcp(443) };
