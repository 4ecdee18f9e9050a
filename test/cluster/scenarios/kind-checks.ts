export { must } from '../scenario-run/must.ts';
