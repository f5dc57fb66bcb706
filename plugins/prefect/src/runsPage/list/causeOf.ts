import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import { lookOf } from '../../kit';

/** What Prefect writes before the exception that the flow raised. */
const PREFIX = /^Flow run encountered an exception:?\s*/;

/** What went wrong, for a run in a state that is trouble; its first line. */
export function causeOf(state: RunState): string | undefined {
  const { tone } = lookOf(state);
  if (tone !== 'danger' && tone !== 'warning') return undefined;
  const text = state.message?.replace(PREFIX, '').trim() ?? '';
  return text.split('\n', 1)[0] || undefined;
}
