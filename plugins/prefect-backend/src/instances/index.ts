/**
 * Prefect servers, their environment and credential: the one way out to Prefect.
 * The credential never leaves this room; others get clients and sockets that carry it.
 */
export { createInstances } from './createInstances';
export type {
  Instance,
  InstanceId,
  Instances,
  PrefectSocket,
} from './Instances';
export type { InstanceSettings } from './InstanceSettings';
export { readInstances } from './readInstances';
