import type { InstanceId } from '../../instances';

/** Another process follows the instance now, so this one must not write about it. */
export class LostLeaseError extends Error {
  constructor(instance: InstanceId) {
    super(`Another process follows ${instance} now.`);
    this.name = 'LostLeaseError';
  }
}
