import { z } from 'zod';
import { toInstant } from './instant';
import type { Instant } from './Mirror';

/** What an event of Prefect means to the mirror. */
export type PrefectEvent =
  | {
      readonly kind: 'run-state';
      readonly runId: string;
      readonly state: EventState;
    }
  | { readonly kind: 'run'; readonly runId: string }
  | { readonly kind: 'deployment'; readonly deploymentId: string }
  | { readonly kind: 'work-pool' }
  | { readonly kind: 'other' };

/** A state as an event tells it; its details come with the run. */
export type EventState = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly timestamp: Instant;
  readonly message: string | null;
};

const message = z.object({
  type: z.literal('event'),
  event: z.object({
    id: z.string(),
    event: z.string(),
    resource: z.record(z.string(), z.string().nullable()),
    payload: z.record(z.string(), z.unknown()).default({}),
  }),
});
const validatedState = z.object({ message: z.string().optional() });

const OTHER: PrefectEvent = { kind: 'other' };
const RESOURCE = /^prefect\.(flow-run|deployment|work-pool|work-queue)\.(.+)$/;

/**
 * Reads a message of `/events/out`. Names of flow run events end in the state's name, which
 * users invent; `prefect.state-type` in the resource says what it is (Prefect 3.8.8).
 */
export function readEvent(raw: unknown): PrefectEvent {
  const parsed = message.safeParse(raw);
  if (!parsed.success) return OTHER;
  const { event } = parsed.data;
  const [, kind, id] =
    RESOURCE.exec(event.resource['prefect.resource.id'] ?? '') ?? [];
  switch (kind) {
    case 'flow-run':
      return event.event === 'prefect.flow-run.heartbeat'
        ? OTHER
        : readRunEvent(id, event);
    case 'deployment':
      return { kind: 'deployment', deploymentId: id };
    case 'work-pool':
    case 'work-queue':
      return { kind: 'work-pool' };
    default:
      return OTHER;
  }
}

function readRunEvent(
  runId: string,
  { id, resource, payload }: z.infer<typeof message>['event'],
): PrefectEvent {
  const type = resource['prefect.state-type'];
  const timestamp = resource['prefect.state-timestamp'];
  if (!type || !timestamp) return { kind: 'run', runId };
  const state = validatedState.safeParse(payload.validated_state);
  return {
    kind: 'run-state',
    runId,
    state: {
      id,
      type,
      name: resource['prefect.state-name'] ?? type,
      timestamp: toInstant(timestamp),
      message: state.data?.message ?? null,
    },
  };
}
