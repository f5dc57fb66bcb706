import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import {
  RiAlarmWarningLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiDatabase2Line,
  RiFlashlightLine,
  RiForbidLine,
  RiHourglassLine,
  RiLoader4Line,
  RiLoopRightLine,
  RiMoonClearLine,
  RiPauseLine,
  RiPlayCircleLine,
  type RemixiconComponentType,
  RiRestartLine,
  RiStopLine,
  RiTimeLine,
  RiTimerFlashLine,
} from '@remixicon/react';
import type { kitMessages } from './messages';

/** The tone of a state, which is also the suffix of Backstage UI's colour tokens. */
export type Tone = 'neutral' | 'warning' | 'info' | 'success' | 'danger';

/** How a state looks and which text names it. */
export type StateLook = {
  readonly tone: Tone;
  readonly Icon: RemixiconComponentType;
  readonly text: keyof (typeof kitMessages)['state'];
};

const look = (
  tone: Tone,
  Icon: RemixiconComponentType,
  text: StateLook['text'],
): StateLook => ({ tone, Icon, text });

const BY_TYPE: Record<RunState['type'], StateLook> = {
  SCHEDULED: look('neutral', RiTimeLine, 'Scheduled'),
  PENDING: look('neutral', RiLoader4Line, 'Pending'),
  RUNNING: look('info', RiPlayCircleLine, 'Running'),
  COMPLETED: look('success', RiCheckboxCircleLine, 'Completed'),
  FAILED: look('danger', RiCloseCircleLine, 'Failed'),
  CRASHED: look('danger', RiFlashlightLine, 'Crashed'),
  CANCELLED: look('neutral', RiForbidLine, 'Cancelled'),
  CANCELLING: look('neutral', RiStopLine, 'Cancelling'),
  PAUSED: look('neutral', RiPauseLine, 'Paused'),
};

/** Names that Prefect gives to states of its own (3.8.8), beside those of their type. */
const BY_NAME: ReadonlyMap<string, StateLook> = new Map(
  Object.entries({
    Late: look('warning', RiAlarmWarningLine, 'Late'),
    Retrying: look('info', RiLoopRightLine, 'Retrying'),
    AwaitingRetry: look('neutral', RiRestartLine, 'AwaitingRetry'),
    AwaitingConcurrencySlot: look(
      'neutral',
      RiHourglassLine,
      'AwaitingConcurrencySlot',
    ),
    Suspended: look('neutral', RiMoonClearLine, 'Suspended'),
    Cached: look('success', RiDatabase2Line, 'Cached'),
    TimedOut: look('danger', RiTimerFlashLine, 'TimedOut'),
  }),
);

/** The look of a state; one with a name that users invented looks like its type. */
export function lookOf(state: Pick<RunState, 'type' | 'name'>): StateLook {
  return BY_NAME.get(state.name) ?? BY_TYPE[state.type];
}

/** Whether the state's name is none of Prefect's, so that it must be shown as it is. */
export function hasOwnName({ type, name }: Pick<RunState, 'type' | 'name'>) {
  return !BY_NAME.has(name) && name.toUpperCase() !== type;
}
